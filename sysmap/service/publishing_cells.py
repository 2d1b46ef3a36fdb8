"""Which sums over answers does a figure give away? Each mean, count and sentence as the cells that are held against all others.

An answer is keyed by its round, its question and what was said, so that a figure made after a correction tells the corrected answer
apart from the first: the difference of the two figures would give it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from sysmap.analysis.change import Change
from sysmap.analysis.change_items import TRUST, changes_on, lasting
from sysmap.analysis.change_ties import TieChange
from sysmap.analysis.differencing import Answer, Cell
from sysmap.analysis.network import Network, Pair, Tie
from sysmap.analysis.observation import rows_in_both, rows_of

Named = dict[str, tuple[Cell, ...]]
"""Cells by the name under which a published figure keeps that they are on it."""


def cells_of_point(network: Network, of: Mapping[str, str]) -> Named:
    """The cells of trust between groups at a point; ``of`` is each member's group."""
    return {f"{network.wave}: {a} > {b}": cells for (a, b), cells in _between_groups(network, observed_pairs(network), of).items()}


def cells_of_change(then: Network, now: Network, of: Mapping[str, str]) -> Named:
    """The cells of a change of trust between groups, both times over the pairs answered about in both."""
    pairs = pairs_of_both(then, now)
    before, after = _between_groups(then, pairs, of), _between_groups(now, pairs, of)
    return {f"{then.wave} to {now.wave}: {a} > {b}": (*before.get((a, b), ()), *after.get((a, b), ())) for a, b in {**before, **after}}


def _between_groups(network: Network, pairs: Iterable[Pair], of: Mapping[str, str]) -> dict[Pair, tuple[Cell, ...]]:
    found: dict[Pair, list[Pair]] = {}
    for a, b in pairs:
        if a in of and b in of and of[a] != of[b]:
            found.setdefault((of[a], of[b]), []).append((a, b))
    return {groups: (counted(network, inside), meant(network, inside)) for groups, inside in found.items()}


def observed_pairs(network: Network) -> list[Pair]:
    """Every pair that was answered about."""
    rows = rows_of(network)
    return [(a, b) for a in network.ids for b in network.ids if a != b and rows[a].observes(b)]


def pairs_of_both(then: Network, now: Network) -> list[Pair]:
    """Every pair that was answered about both times, between members of both."""
    there = set(now.ids)
    rows = rows_in_both(then, now, [id for id in then.ids if id in there])
    return [(a, b) for a in rows for b in rows if a != b and rows[a].observes(b)]


def counted(network: Network, pairs: Iterable[Pair]) -> Cell:
    """How many of these pairs have a tie."""
    return {Answer(a, b, (network.wave, "named", (a, b) in network.ties)): 1 for a, b in pairs}


def meant(network: Network, pairs: Iterable[Pair], item: str = TRUST) -> Cell:
    """The sum of trust over these pairs' ties, on one question or on all."""
    cell: dict[Answer, Fraction] = {}
    for pair in pairs:
        tie = network.ties.get(pair)
        for answer, weight in _parts(network, pair, tie, item):
            cell[answer] = weight
    return cell


def _parts(network: Network, pair: Pair, tie: Tie | None, item: str) -> Iterable[tuple[Answer, Fraction]]:
    if tie is None or (tie.value is None and item == TRUST):
        return
    stated = {name: value for name, value in tie.items.items() if value is not None}
    if not stated and tie.value is not None:
        stated = {"trust": tie.value}
    wanted = stated if item == TRUST else {name: value for name, value in stated.items() if name == item}
    for name, value in wanted.items():
        yield Answer(*pair, (network.wave, name, str(value))), Fraction(1, len(wanted))


def cells_of_sentences(change: Change) -> Named:
    """The cells of each sentence about a change, by the sentence's name. Those about who was asked tell of no answer."""
    pairs = pairs_of_both(change.before, change.after)
    waves = f"{change.before.wave} to {change.after.wave}"
    kept, both = lasting(change.core.ties), (change.before.wave, change.after.wave)
    return {
        f"{waves}: ties": (*_classes(change, pairs), *_beside(change, pairs)),
        f"{waves}: questions": (
            *(cell for item in change.items if item != TRUST for cell in _ups_and_downs(kept, item, both)), _moved(change, kept, TRUST),
        ),
        f"{waves}: average": (
            meant(change.before, change.before.ties), meant(change.after, change.after.ties), _moved(change, kept, TRUST),
        ),
        f"{waves}: places": tuple(_places(change, kept)),
        f"{waves}: apart": (_apart(change.before, change.gaps_before), _apart(change.after, change.gaps_after)),
    }  # fmt: skip


def _classes(change: Change, pairs: list[Pair]) -> Iterable[Cell]:
    what = {tie.pair: tie.change for tie in change.core.ties}
    for tie_class in ("kept", "formed", "dissolved"):
        yield {Answer(a, b, (change.before.wave, change.after.wave, tie_class, what.get((a, b), "none"))): 1 for a, b in pairs}


def _beside(change: Change, pairs: list[Pair]) -> Iterable[Cell]:
    """The other counts of the same sentences: all ties then and all now, those that went with leavers, and those heard of once only."""
    before, after, followed = change.before, change.after, set(pairs)
    then, now = observed_pairs(before), observed_pairs(after)
    inside = set(before.ids) & set(after.ids)
    yield counted(before, then)
    yield counted(after, now)
    yield counted(before, [pair for pair in then if not inside.issuperset(pair)])
    once = {
        when: [pair for pair in seen if inside.issuperset(pair) and pair not in followed] for when, seen in (("then", then), ("now", now))
    }
    yield {**counted(before, once["then"]), **counted(after, once["now"])}


def _ups_and_downs(kept: list[TieChange], item: str, waves: tuple[str | None, str | None]) -> Iterable[Cell]:
    """On how many lasting ties a question rose, and on how many it fell: two counts, and no sum."""
    moves = {tie.pair: changes_on(tie, item) for tie in kept}
    for way in (1, -1):
        yield {Answer(*pair, (*waves, item, way, way * moved > 0)): 1 for pair, moved in moves.items() if moved is not None}


def _moved(change: Change, kept: list[TieChange], item: str) -> Cell:
    """The sum of what a question, or trust itself, moved on lasting ties."""
    cell: dict[Answer, Any] = {}
    for tie in kept:
        if changes_on(tie, item) is not None:
            cell.update({answer: -weight for answer, weight in _parts(change.before, tie.pair, change.before.ties.get(tie.pair), item)})
            cell.update(_parts(change.after, tie.pair, change.after.ties.get(tie.pair), item))
    return cell


def _places(change: Change, kept: list[TieChange]) -> Iterable[Cell]:
    groups = {**change.before.groups, **change.after.groups}
    for place in change.places:
        if place.only_here:
            inside = groups[place.group]
            there = [t for t in kept if _is_there(t.pair, inside, place.where)]
            yield _moved(change, there, place.item)


def _is_there(pair: Pair, group: frozenset[str], where: str) -> bool:
    first, second = pair[0] in group, pair[1] in group
    return {"within": first and second, "towards": second and not first, "from": first and not second}[where]


def _apart(network: Network, gaps: Iterable[Any]) -> Cell:
    apart = {(gap.high, gap.low) for gap in gaps}
    return {Answer(a, b, (network.wave, "apart", (a, b) in apart or (b, a) in apart)): 1 for a, b in observed_pairs(network)}
