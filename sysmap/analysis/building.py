"""Which network does a question speak of? From the facts of a map, at a point, to members, ties and what was observed.

One file for each layer: ``building_trust``, ``building_relationships``, ``building_funding``, ``building_power``. What all of
them share, who is a member and what is in force, is in ``building_members``; ``--min-strength`` and ``--mutual`` come last.
"""

from __future__ import annotations

from dataclasses import replace

from sysmap.analysis.building_funding import build_funding
from sysmap.analysis.building_groups import by_attribute
from sysmap.analysis.building_members import named_groups
from sysmap.analysis.building_power import build_power
from sysmap.analysis.building_relationships import build_relationships
from sysmap.analysis.building_trust import build_trust
from sysmap.analysis.network import Network, Pair, Tie
from sysmap.analysis.observation import rows_of
from sysmap.analysis.points import Point, settle
from sysmap.analysis.question import Question
from sysmap.analysis.succession import successions_of
from sysmap.model.state import State
from sysmap.model.text import split_list
from sysmap.model.vocabulary import codebook

LOOSE = "that are only drawn and have no tie here"
"""Why an actor that is never measured does not stand on a picture."""

_BUILDERS = {"trust": build_trust, "relationships": build_relationships, "funding": build_funding, "power": build_power}


def build_network(state: State, point: Point, question: Question) -> Network:
    """The layer at the point, as far as this state tells it. Raises NotFound, and UsageError for words the map does not know."""
    network = _BUILDERS[question.layer](state, settle(state, point, question.layer), question)
    network = replace(network, groups=named_groups(state), lineage=successions_of(state))
    network = replace(network, groups=groups_of(state, network))
    if question.group is not None:
        network = replace(network, group=question.group, group_of=by_attribute(state, network, question.group))
    if question.min_strength is not None:
        network = at_least(network, question.min_strength)
    network = only_mutual(network) if question.mutual else network
    return without_loose(network) if question.unmeasured else network


def without_loose(network: Network) -> Network:
    """The network to draw without those who are only drawn and have no tie in it: they would crowd out who is counted."""
    tied = {id for pair in network.ties for id in pair}
    loose = {m.id for m in network.members if not m.measured and m.id not in tied}
    if not loose:
        return network
    counted = {**network.left_out, LOOSE: len(loose)}
    return replace(network, members=tuple(m for m in network.members if m.id not in loose), left_out=counted)


def groups_of(state: State, network: Network) -> dict[str, frozenset[str]]:
    """The groups that the codebook names, among this network's members; those of fewer than two are left out."""
    inside = set(network.ids)
    named = codebook(state.about.codebook).get("groups")
    cells = {str(name): cell for name, cell in named.items() if isinstance(cell, str)} if isinstance(named, dict) else {}
    found = {name: frozenset(split_list(cell)) & inside for name, cell in cells.items()}
    return {name: ids for name, ids in found.items() if len(ids) > 1}


def at_least(network: Network, strength: int) -> Network:
    """The yes/no network in which a value of at least ``strength`` is a tie.

    A tie whose value is not stated is neither one nor the other: its pair becomes unobserved, never "no tie".
    """
    ties = {
        pair: replace(tie, value=1, items={}, apart=None)
        for pair, tie in network.ties.items()
        if tie.value is not None and tie.value >= strength
    }
    unknown = {pair for pair, tie in network.ties.items() if tie.value is None}
    note = f"A tie is a value of {strength} or more; every tie then counts 1."
    if unknown:
        note += f" {len(unknown)} ties whose value is not stated could be either, and their pairs count as not observed."
    return _narrowed(replace(network, yes_no=True, notes=(*network.notes, note)), ties, unknown)


def only_mutual(network: Network) -> Network:
    """The network of ties that both ends name. A pair is then observed only when both ends were."""
    rows = rows_of(network)
    ties = {(a, b): tie for (a, b), tie in network.ties.items() if (b, a) in network.ties}
    one_sided = {(b, a) for a, b in network.unobserved}
    one_sided |= {(a, b) for a, b in network.answered_pairs if not rows[b].observes(a)}
    silent = [m.id for m in network.members if not m.heard]
    one_sided |= {(a, b) for b in silent for a in network.heard if not rows[b].observes(a)}
    note = "Only ties that both ends name are counted, among pairs that both ends were asked about and answered."
    return _narrowed(replace(network, mutual=True, notes=(*network.notes, note)), ties, one_sided)


def _narrowed(network: Network, ties: dict[Pair, Tie], unknown: set[Pair]) -> Network:
    heard = frozenset(network.heard)
    return replace(
        network,
        ties=ties,
        unobserved=network.unobserved | {pair for pair in unknown if pair[0] in heard},
        answered_pairs=network.answered_pairs - unknown,
    )
