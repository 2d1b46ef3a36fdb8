"""Which facts stand behind each tie? A strand for each kind of relationship, each flow and each statement, so that none hides another.

Measures count several facts between two actors as one tie; a picture draws every strand of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sysmap.analysis.building_relationships import both_ways
from sysmap.analysis.building_voices import exact
from sysmap.analysis.network import Network, Pair, Value
from sysmap.model.state import State
from sysmap.model.text import split_list
from sysmap.model.ties import Funding, Relationship
from sysmap.model.vocabulary import codebook

MONEY, HOLDS = "money", "holds"
MOST = 4
"""More flows or statements of one kind than this from one to another would be a bundle of lines that nobody can count."""


class Strand(NamedTuple):
    """Relationships of one type, level and sign between two actors, one flow, or one statement of power.

    ``heads``: none (both ways), end (one way), both (told each way). ``value`` is the largest strength of those that are told; of
    ``both`` the lower of the two ways; of money the amount, in ``unit``; None is not stated. ``type`` is of money its kind, of power
    its state; ``said`` is what flows where it is no money, or no money of this giver alone.
    """

    from_id: str
    to_id: str
    type: str
    level: str | None
    sign: str
    value: Value
    heads: str
    facts: tuple[str, ...]
    unit: str | None = None
    said: str = ""


def strands_of(state: State, network: Network) -> tuple[Strand, ...] | None:
    """Every strand of the network's ties, in the order of the map; None for trust, where an answer is what a line stands for.

    A least strength that was asked for holds for each strand.
    """
    found = {"relationships": _relationships, "funding": _flows, "power": _statements}.get(network.layer)
    return None if found is None else found(state, network)


def _flows(state: State, network: Network) -> tuple[Strand, ...]:
    """Every flow, from each giver of a joint one: its amount is no single giver's, and none has a value of it."""
    return tuple(
        _flow(state.funding[id], pair) for pair, tie in network.ties.items() for id in tie.facts if id in state.funding
    )  # fmt: skip


def _flow(flow: Funding, pair: Pair) -> Strand:
    kind, joint = flow.kind or MONEY, len(split_list(flow.from_id)) > 1
    amount = None if kind != MONEY or flow.amount is None else exact(Fraction(str(flow.amount)))
    said = "" if kind == MONEY else " ".join(part for part in (flow.quantity, flow.unit) if part)
    if joint and amount is not None:
        return Strand(*pair, kind, None, "+", None, "end", (flow.id,), flow.currency, f"part of a joint {flow.currency or ''} {amount:,}")
    return Strand(*pair, kind, None, "+", amount, "end", (flow.id,), flow.currency, said)


def _statements(state: State, network: Network) -> tuple[Strand, ...]:
    facts = [(pair, state.power[id]) for pair, tie in network.ties.items() for id in tie.facts if id in state.power]
    return tuple(Strand(*pair, fact.state or HOLDS, None, "+", None, "end", (fact.id,)) for pair, fact in facts)


def together(strands: Sequence[Strand]) -> tuple[Strand, ...]:
    """The strands with more than ``MOST`` flows or statements of one kind from one to another as one: their amounts added.

    The sum is None where an amount is not stated, or in another currency.
    """
    found: dict[tuple[str, str, str, str | None, str, str], list[Strand]] = {}
    for strand in strands:
        found.setdefault((*strand[:5], strand.heads), []).append(strand)
    return tuple(one for some in found.values() for one in ([_as_one(some)] if len(some) > MOST else some))


def _as_one(strands: Sequence[Strand]) -> Strand:
    values = [Fraction(strand.value) for strand in strands if strand.value is not None]
    whole = len(values) == len(strands) and len({strand.unit for strand in strands}) == 1
    facts = tuple(id for strand in strands for id in strand.facts)
    return strands[0]._replace(value=exact(sum(values, Fraction(0))) if whole else None, facts=facts, said="")


def _relationships(state: State, network: Network) -> tuple[Strand, ...]:
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
