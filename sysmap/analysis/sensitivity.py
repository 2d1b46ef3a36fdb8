"""Does a finding survive other readings of silence? Unknown, no tie, or the other end's word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from sysmap.analysis.catalogue import chosen
from sysmap.analysis.correlation import Agreement, agreement_of
from sysmap.analysis.definition import Measure, Score, plain
from sysmap.analysis.method import STURDY, verdict_of, with_invented
from sysmap.analysis.network import Network, Pair, Tie
from sysmap.analysis.observation import rows_of
from sysmap.analysis.question import Question
from sysmap.analysis.ranks import places
from sysmap.analysis.seen import Seen
from sysmap.errors import UsageError

UNKNOWN, ABSENT, OTHER_END = "unknown", "absent", "other_end"
TOLD = {
    UNKNOWN: "who did not answer is not known, and stands outside paths",
    ABSENT: "who did not answer is taken to have no ties out",
    OTHER_END: "where one end did not answer, the other end's word is taken for both",
}
NEVER_FOR_TRUST = "Trust is not the same from both ends: one end's answer is never taken for the other's."


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure under one reading of silence; ``ranks`` by id, in member order. ``why_not`` is set where the reading is not allowed."""

    reading: str
    scores: Mapping[str, Score]
    ranks: Mapping[str, int]
    why_not: str | None = None

    def as_json(self, names: Mapping[str, str], top: int) -> dict[str, Any]:
        if self.why_not:
            return {"reading": self.reading, "ranking": None, "why_not": self.why_not}
        listed = [a for a in self.scores if self.ranks.get(a, top + 1) <= top]
        ranking = [{"id": a, "name": names[a], "value": plain(self.scores[a]), "rank": self.ranks[a]} for a in listed]
        return {"reading": self.reading, "told": TOLD[self.reading], "ranking": ranking}


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One measure under every reading, with how alike the orders are and who is first in all of them."""

    network: Network
    measure: Measure
    top: int
    readings: tuple[Reading, ...]
    agreement: Mapping[tuple[str, str], Agreement]
    always: tuple[str, ...]
    verdict: str

    def as_json(self) -> dict[str, Any]:
        names = {m.id: m.name for m in self.network.members}
        return {
            "map": self.network.map,
            "at": self.network.at,
            "layer": self.network.layer,
            "measure": self.measure.name,
            "top": self.top,
            "members": len(self.network.members),
            "answered": self.network.answered,
            "response_rate": self.network.response_rate,
            "readings": [reading.as_json(names, self.top) for reading in self.readings],
            "agreement": [{"between": list(pair), **found.as_json()} for pair, found in self.agreement.items()],
            "in_every_top": list(self.always),
            "verdict": self.verdict,
            "instead": list(STURDY) if self.verdict == "counts" else [],
            "method": _method(self.network),
        }


def sensitivity(network: Network, question: Question, top: int = 5) -> Sensitivity:
    """The first measure of actors that the question names (default betweenness), under each reading of silence.

    Raises UsageError for a measure of the whole network, and for a ``top`` below 1.
    """
    name = question.names[0] if question.names else "betweenness"
    (measure,) = chosen((name,), network.layer)
    if measure.of_actors is None:
        raise UsageError(f"{name} is a measure of the whole network", fix="Name a measure that each actor has, such as betweenness.")
    if top < 1:
        raise UsageError(f"The first {top} are nobody", fix="Give 1 or more.")
    readings = tuple(_read(measure, reading, network, question) for reading in (UNKNOWN, ABSENT, OTHER_END))
    allowed = [reading for reading in readings if reading.why_not is None]
    firsts = [{a for a, rank in reading.ranks.items() if rank <= top} for reading in allowed]
    return Sensitivity(
        network, measure, top, readings,
        {(a.reading, b.reading): agreement_of(a.scores, b.scores) for a, b in combinations(allowed, 2)},
        tuple(a for a in network.ids if all(a in first for first in firsts)),
        verdict_of(network),
    )  # fmt: skip


def _read(measure: Measure, reading: str, network: Network, question: Question) -> Reading:
    if reading == OTHER_END and network.layer == "trust":
        return Reading(reading, {}, {}, NEVER_FOR_TRUST)
    assert measure.of_actors is not None
    if network.layer not in measure.layers:
        return Reading(reading, dict.fromkeys(network.ids), {})
    read = {UNKNOWN: network, ABSENT: silence_is_no(network), OTHER_END: other_ends_word(network)}[reading]
    scores = measure.of_actors(Seen(read, question.group, question.seed))
    return Reading(reading, scores, places(scores))


def silence_is_no(network: Network) -> Network:
    """The network in which every pair that was not observed has no tie: what absent rows read as zero would give."""
    members = tuple(replace(m, status="answered") for m in network.members) if network.asked else network.members
    return replace(network, members=members, unobserved=frozenset(), answered_pairs=frozenset())


def other_ends_word(network: Network) -> Network:
    """The network in which a pair that one end did not answer about is as the other end says. Stork & Richards 1992.

    Only for what means the same from both ends; where neither end answered, there is no tie.
    """
    rows = rows_of(network)
    borrowed: dict[Pair, Tie] = {}
    for (a, b), tie in network.ties.items():
        if not rows[b].observes(a):
            borrowed[b, a] = tie
    return replace(silence_is_no(network), ties={**network.ties, **borrowed})


def _method(network: Network) -> str:
    if not network.asked:
        return with_invented("Nobody was asked about this layer, so nobody is silent and every reading is the same.", network)
    unheard = len(network.members) - len(network.heard)
    told = f"{len(network.heard)} of {len(network.members)} answered in full; {unheard} did not. {NEVER_FOR_TRUST}"
    return with_invented(told, network)
