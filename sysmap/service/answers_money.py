"""Where does the money go, and who decides? Counted once, with what is not known of it; and the decisions as they were said."""

from __future__ import annotations

from sysmap.analysis.money import Money, Year
from sysmap.model.text import NOT_STATED
from sysmap.service.answer import Answer, Asking, Item, nothing, short
from sysmap.service.money import money
from sysmap.service.phrases import say
from sysmap.service.views import view

FLOWS = 4
DECISIONS = 4


def money_and_power(asking: Asking) -> Answer:
    """The money of the last year there is, how much of it is early, and who is said to hold which decision."""
    state = view(asking.desk, asking.viewer, asking.map).state
    found = money(asking.desk, asking.viewer, asking.map) if state.funding else None
    decisions = [p for p in state.power.values() if p.state in (None, "holds") and p.holder in state.actors]
    if (found is None or not found.years) and not decisions:
        return nothing("relationships", "ask_money")
    parts: list[str] = []
    items: list[Item] = []
    dots: set[str] = set()
    at: str | None = None
    if found is not None and found.years:
        last = max(year.year for year in found.years)
        at = asking.at or max((f.since for f in state.funding.values() if f.since and f.since[:4] == last), default=None)
        years = [year for year in found.years if year.year == last]
        parts += [_year(year) for year in years]
        by_name = {a.name or a.id: a for a in state.actors.values()}
        for name, currency, amount in _givers(found, last)[:FLOWS]:
            giver = state.actors.get(name) or by_name.get(name)
            words = (giver.name if giver is not None else None) or name
            told = say("ask_money_item", name=words, amount=amount_words(currency, amount))
            items.append(Item(told, (giver.id,), words) if giver is not None else Item(told))
            dots |= {giver.id} if giver is not None else set()
    if decisions:
        holders = list(dict.fromkeys(p.holder for p in decisions if p.holder))
        parts.append(say("ask_money_decides", n=len(holders), statements=len(decisions)))
        for said in decisions[:DECISIONS]:
            assert said.holder is not None
            whom = state.actors.get(said.over_actor or "")
            over = said.over or (whom.name if whom is not None else None) or NOT_STATED
            name = state.actors[said.holder].name or said.holder
            items.append(Item(say("ask_money_decision", name=name, over=over), (said.holder,), name))
        dots |= set(holders)
    shown, _ = short(items)
    more = max(0, len(decisions) - DECISIONS)
    layer = "funding" if found is not None and found.years else "power"
    return Answer(
        layer, at or asking.point(layer), None, {}, " ".join(parts), shown, more, frozenset(dots), frozenset(), say("heard_recorded"),
        found.method if found is not None else say("ask_money_how"),
    )  # fmt: skip


def _givers(found: Money, year: str) -> list[tuple[str, str, float]]:
    """Who gave in a year, by name: currency and what is stated, the largest first."""
    rows = [(row[2], row[1], float(row[3])) for row in found.by_funder if row[0] == year and row[3] is not None]
    return sorted(rows, key=lambda row: -row[2])


def _year(year: Year) -> str:
    early = year.early
    if not year.stated:
        return say("ask_money_unstated", when=_when(year), flows=year.flows)
    told = say("ask_money_year", when=_when(year), amount=amount_words(year.currency, float(year.once)))
    if early["low"] is not None and early["high"] is not None:
        told += " " + say("ask_money_early", low=f"{100 * float(early['low']):.0f}", high=f"{100 * float(early['high']):.0f}")
    return f"{told} {say('ask_money_gaps', n=year.not_stated)}" if year.not_stated else told


def _when(year: Year) -> str:
    return say("ask_money_undated") if year.year == NOT_STATED else say("ask_money_in", year=year.year)


def amount_words(currency: str, amount: float) -> str:
    """A sum as people write it, whole pounds where there are no pence."""
    return f"{currency} {amount:,.2f}".removesuffix(".00")
