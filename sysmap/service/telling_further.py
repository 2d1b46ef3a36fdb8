"""After what changed in ties: money, who decides, stories, and always one sentence on what this does not tell you."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.analysis.change import Change
from sysmap.analysis.money import Year
from sysmap.model.dates import parse_date
from sysmap.model.text import NOT_STATED
from sysmap.model.visibility import Viewer
from sysmap.service.answers_money import amount_words
from sysmap.service.desk import Desk
from sysmap.service.money import money
from sysmap.service.phrases import say
from sysmap.service.views import view


class Further(NamedTuple):
    """The sentences after the first eight, each under what it is about; ``stories`` are the words themselves, by whose they are."""

    sentences: tuple[tuple[str, str], ...]
    stories: tuple[tuple[str, str], ...]


def further(desk: Desk, viewer: Viewer, map: str, change: Change, known_at: str | None = None) -> Further:
    """What else these readers may know of the time between the two points."""
    state = view(desk, viewer, map).state
    told = []
    if state.funding:
        words = _money(money(desk, viewer, map, known_at=known_at).years)
        if words:
            told.append(("money", words))
    if state.power:
        told.append(("decides", _decides(state.power.values(), change)))
    spoken = [s for s in state.of("story").values() if s.text and s.consent != "withdrawn"]
    gone = sum(1 for s in state.of("story").values() if s.consent == "withdrawn")
    if spoken or gone:
        told.append(("stories", say("further_stories", n=len(spoken)) + (f" {say('further_withdrawn', n=gone)}" if gone else "")))
    told.append(("not", say("further_not_asked" if change.after.asked else "further_not_recorded")))
    return Further(tuple(told), tuple((s.teller_role or NOT_STATED, s.text or "") for s in spoken))


def _money(years: tuple[Year, ...]) -> str:
    """The last two years of the currency that most is said in; whether early money rose, as far as that can be known."""
    stated = [year for year in years if year.stated and year.year != NOT_STATED]
    if not stated:
        return say("further_money_none") if years else ""
    currency = max({year.currency for year in stated}, key=lambda c: sum(year.flows for year in stated if year.currency == c))
    last = sorted((year for year in stated if year.currency == currency), key=lambda year: year.year)[-2:]
    if len(last) < 2:
        one = last[0]
        return say("further_money_one", year=one.year, amount=amount_words(currency, float(one.once)), **_early(one, "low", "high"))
    then, now = last
    words = say(
        "further_money", then=then.year, now=now.year, before=amount_words(currency, float(then.once)),
        after=amount_words(currency, float(now.once)), **_early(then, "low_then", "high_then"), **_early(now, "low_now", "high_now"),
    )  # fmt: skip
    low, high = now.early["low"], then.early["high"]
    if low is not None and high is not None:
        words += " " + say("further_money_overlaps" if low <= high else "further_money_rose")
    unstated = sum(year.not_stated for year in last)
    return f"{words} {say('ask_money_gaps', n=unstated)}" if unstated else words


def _early(year: Year, low: str, high: str) -> dict[str, str]:
    early = year.early
    return {name: f"{100 * float(early[end] or 0):.0f}" for name, end in ((low, "low"), (high, "high"))}


def _decides(statements: object, change: Change) -> str:
    """How many statements about who decides there are, and how many began or ended between the two points."""
    all_of = list(statements)  # type: ignore[call-overload]
    first, last = (parse_date(n.date) if n.date else None for n in (change.before, change.after))
    if first is None or last is None:
        return say("further_decides_undated", n=len(all_of))
    began = ended = 0
    for said in all_of:
        since, until = (parse_date(cell) if cell else None for cell in (said.since, said.until))
        began += since is not None and since.precision != "before" and first.named[1] < since.named[0] <= last.named[1]
        ended += until is not None and first.named[1] < until.named[0] <= last.named[1]
    return say("further_decides", n=len(all_of), began=began, ended=ended)
