"""What do coverage, sensitivity, what-if, money, a sequence and the measures say, in a few plain sentences each?

Figures come from the result and nothing else, each with what it stands on; the wording is data (``words.csv``).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sysmap.analysis.change_sequence import Sequenced
from sysmap.analysis.coverage import Coverage
from sysmap.analysis.measures import Measures
from sysmap.analysis.money import Money, Year
from sysmap.analysis.sensitivity import Sensitivity
from sysmap.analysis.what_if import WithoutThem
from sysmap.service.phrases import known, listed, say

MOST = 12
"""Up to how many organisations are named in a sentence; more are counted."""


def coverage_told(found: Coverage) -> tuple[str, ...]:
    """Who was heard, which groups least, and who in no round at all."""
    total, by_name = found.total, {group.group: group for group in found.groups}
    unheard = total.members - total.answered - total.partial
    whole = say("coverage_part" if total.partial else "coverage_whole", answered=total.answered, members=total.members,
                partial=total.partial, unheard=unheard)  # fmt: skip
    least = [
        say("heard_share", name=known(f"sector_{name}", name), answered=by_name[name].answered, members=by_name[name].members)
        for name in found.least
    ]
    parts = [whole, say("coverage_least", list=listed(least)) if least else ""]
    parts.append(say("coverage_never", n=total.never) if total.never else "")
    parts.append(found.network.invented or "")
    return tuple(part for part in parts if part)


def sensitivity_told(found: Sensitivity) -> tuple[str, ...]:
    """Who is among the first however silence is read, how alike the orders are, and whether to read them at all."""
    names = {m.id: m.name for m in found.network.members}
    first = {"question": found.measure.question, "top": found.top}
    named = [names[a] for a in found.always]
    told = [say("readings_always", list=listed(named[:MOST]), **first) if named else say("readings_nobody", **first)]
    for agreement in found.agreement.values():
        if agreement.spearman is not None:
            told.append(say("readings_alike", spearman=f"{agreement.spearman:.2f}", n=agreement.n))
    if found.verdict == "counts" and found.network.members:
        told.append(say("readings_unreliable", percent=100 * (found.network.answered or 0) // len(found.network.members)))
    return (*told, *_invented(found.network.invented))


def without_told(found: WithoutThem) -> tuple[str, ...]:
    """Who is cut off, how many hold together, and what those who left carried."""
    gone = listed([found.names[a] for a in found.removed])
    cut, held = [found.names[a] for a in found.cut_off], found.largest[1]
    if cut:
        shown = listed(cut) if len(cut) <= MOST else say("without_many", n=len(cut))
        told = [say("without_cut", gone=gone, list=shown, n=len(cut), held=held)]
    else:
        told = [say("without_nobody", gone=gone, held=held)]
    told.append(say("without_carried", gone=gone, removed=len(found.removed), n=found.partners))
    return (*told, *_invented(found.invented))


def _invented(said: str | None) -> tuple[str, ...]:
    """What must stand under everything made from made-up facts."""
    return (said,) if said else ()


def money_told(found: Money) -> tuple[str, ...]:
    """Each year's money, the share for prevention and how far it could move, and what goes round."""
    told = [_year_told(year) for year in found.years]
    for loop in found.loops:
        smallest = "" if loop.smallest is None else say("money_loop_smallest", amount=_amount(loop.smallest), currency=loop.currency)
        told.append(say("money_loop", list=listed(loop.names), smallest=smallest))
    return (*told, *_invented(found.invented))


def _year_told(year: Year) -> str:
    about = {"year": year.year, "currency": year.currency}
    blank = f" {say('money_not_stated', n=year.not_stated)}" if year.not_stated else ""
    if not year.stated:
        return f"{say('money_unknown', **about)}{blank}"
    early = year.early
    low, high = (_percent(early[side]) for side in ("low", "high"))
    return f"{say('money_year', amount=_amount(year.once), low=low, high=high, **about)}{blank}"


def _amount(amount: Fraction) -> str:
    return f"{float(amount):,.2f}"


def _percent(share: Fraction | None) -> str:
    return "0" if share is None else f"{float(100 * share):.1f}"


def sequence_told(found: Sequenced) -> tuple[str, ...]:
    """What became of ties from each round to the next."""
    told = []
    for change in found.changes:
        counts, about = change.core.counts, {"before": change.before.at, "after": change.after.at}
        if counts is None:
            told.append(say("sequence_unlike", **about))
        else:
            figures = {"kept": counts.kept, "then": counts.kept + counts.dissolved, "formed": counts.formed, "dissolved": counts.dissolved}
            told.append(say("sequence_step", unknown=counts.unobserved_ties, **figures, **about))
    return (*told, *_invented(found.changes[-1].after.invented))


def measures_told(found: Measures) -> tuple[str, ...]:
    """How busy the network is and how often ties go both ways, with what that stands on; whether paths may be read."""
    answer: dict[str, Any] = {name: found.network_scores.get(name) for name in ("density", "reciprocity", "dyads")}
    told = []
    if answer["density"]:
        ties = len(found.network.ties)
        told.append(say("measures_busy", ties=ties, pairs=int(ties / answer["density"]), percent=_percent(answer["density"])))
    if answer["reciprocity"] is not None and answer["dyads"]:
        joined = answer["dyads"]["mutual"] + answer["dyads"]["asymmetric"]
        told.append(say("measures_both_ways", mutual=answer["dyads"]["mutual"], joined=joined))
    said = found.as_json()["reliability"]
    return (*told, *([said] if said else []), *_invented(found.network.invented))
