"""Which relationships stand behind each tie? One strand for each type, level and sign between two actors, so that none hides another.

Measures count several relationships between two actors as one tie; a picture draws every strand of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from sysmap.analysis.building_relationships import both_ways
from sysmap.analysis.building_voices import exact
from sysmap.analysis.network import Network, Value
from sysmap.model.state import State
from sysmap.model.ties import Relationship
from sysmap.model.vocabulary import codebook


class Strand(NamedTuple):
    """Relationships of one type, level and sign between two actors. ``heads``: none (both ways), end (one way), both (told each way).

    ``value`` is the largest strength of those that are told; of ``both`` the lower of the two ways; None is not stated.
    """

    from_id: str
    to_id: str
    type: str
    level: str | None
    sign: str
    value: Value
    heads: str
    facts: tuple[str, ...]


def strands_of(state: State, network: Network) -> tuple[Strand, ...]:
    """Every strand of the network's ties, in the order of the map. A least strength that was asked for holds for each strand."""
    default = str(codebook(state.about.codebook)["default_type"])
    told = [state.relationships[id] for tie in network.ties.values() for id in tie.facts if id in state.relationships]
    found: dict[tuple[str, str, str, str | None, str, bool], list[Relationship]] = {}
    for fact in dict.fromkeys(told):
        a, b, both = str(fact.from_id), str(fact.to_id), both_ways(fact)
        if both and b < a:
            a, b = b, a
        found.setdefault((a, b, fact.type or default, fact.level, fact.sign or "+", both), []).append(fact)
    strands: dict[tuple[str, str, str, str | None, str, bool], Strand] = {}
    for key, facts in found.items():
        a, b, type, level, sign, both = key
        back = (b, a, type, level, sign, False)
        if not both and back in strands:
            first = strands[back]
            lower = None if first.value is None or _largest(facts) is None else min(first.value, _largest(facts) or 0)
            strands[back] = first._replace(value=lower, heads="both", facts=(*first.facts, *(f.id for f in facts)))
        else:
            strands[key] = Strand(a, b, type, level, sign, _largest(facts), "none" if both else "end", tuple(f.id for f in facts))
    return tuple(strands.values())


def _largest(facts: list[Relationship]) -> Value:
    stated = [exact(Fraction(fact.strength)) for fact in facts if fact.strength is not None]
    return max(stated) if stated else None


def by_pair(strands: tuple[Strand, ...]) -> Mapping[tuple[str, str], list[Strand]]:
    """The strands between each two actors, whichever way they point."""
    found: dict[tuple[str, str], list[Strand]] = {}
    for strand in strands:
        pair = (strand.from_id, strand.to_id)
        found.setdefault(pair if pair[0] < pair[1] else (pair[1], pair[0]), []).append(strand)
    return found
