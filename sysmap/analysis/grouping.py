"""How do groups of organisations stand to one another? A network folded by an attribute, so that no one organisation stands alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from fractions import Fraction

from sysmap.analysis.network import Member, Network, Pair, Tie
from sysmap.analysis.observation import Rows, rows_in_both

OTHERS = "others"
FOLDED = "organisations are folded into groups"
ENOUGH_ANSWERS = 5
ENOUGH_ORGANISATIONS = 3


def enough(ties: int, organisations: int) -> bool:
    """May a mean over these be shown? At least five answers from at least three organisations (contract.md, *Disclosure*)."""
    return ties >= ENOUGH_ANSWERS and organisations >= ENOUGH_ORGANISATIONS


def grouped(network: Network, attribute: str = "sector") -> Network:
    """The network between groups; a group of one organisation, and those without the attribute, are *others*.

    A tie between two groups stands for all ties between their members: its value is their mean where that may be shown, else
    None. Ties inside a group are left out of the picture and counted in the notes.
    """
    of = group_of_each(network, attribute)
    ties: dict[Pair, list[tuple[str, Tie]]] = defaultdict(list)
    inside = 0
    for (a, b), tie in network.ties.items():
        if of[a] == of[b]:
            inside += 1
        else:
            ties[of[a], of[b]].append((a, tie))
    heard = Counter(of[m.id] for m in network.members if m.heard)
    members = tuple(Member(name, name, "answered" if heard[name] else "silent", "group", name) for name in dict.fromkeys(of.values()))
    note = f"{FOLDED} by {attribute}; {inside} ties inside groups are not drawn"
    return replace(
        network,
        members=members,
        ties={pair: _folded(found) for pair, found in ties.items()},
        unobserved=frozenset(),
        answered_pairs=frozenset(),
        left=(),
        folded_from=network.folded_from or network.members,
        notes=(*network.notes, note),
    )


def followed_in_both(before: Network, after: Network) -> tuple[Network, Network]:
    """Both networks with only the pairs observed in both, between members of both: what may be folded and then compared.

    Folding whole rounds would show who came, went or fell silent as trust that began, ended or weakened.
    """
    there = set(after.ids)
    rows = rows_in_both(before, after, [id for id in before.ids if id in there])
    return _kept(before, rows), _kept(after, rows)


def _kept(network: Network, rows: Rows) -> Network:
    seen = {id: row.full or bool(row.but) for id, row in rows.items()}
    members = tuple(replace(m, status="answered" if seen[m.id] else "silent") for m in network.members if m.id in rows)
    ties = {(a, b): tie for (a, b), tie in network.ties.items() if a in rows and b in rows and rows[a].observes(b)}
    note = "only organisations in both rounds, and only what was answered both times, is compared"
    return replace(network, members=members, ties=ties, notes=(*network.notes, note), folded_from=network.members)


def group_of_each(network: Network, attribute: str) -> dict[str, str]:
    """The group of each member; *others* for whoever has none, or is alone in it."""
    said = {m.id: getattr(m, attribute, None) for m in network.members}
    sizes = Counter(said.values())
    return {id: str(group) if group is not None and sizes[group] > 1 else OTHERS for id, group in said.items()}


def _folded(found: list[tuple[str, Tie]]) -> Tie:
    values = [Fraction(tie.value) for _, tie in found if tie.value is not None]
    shown = enough(len(values), len({a for a, tie in found if tie.value is not None}))
    return Tie(sum(values, Fraction(0)) / len(values) if shown else None, respondents=len(found))
