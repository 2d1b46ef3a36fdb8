"""How is the network as a whole, and where does each member stand in it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sysmap.analysis.catalogue import chosen
from sysmap.analysis.definition import Measure, Score, plain
from sysmap.analysis.method import STURDY, method_of, reliability, verdict_of
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from sysmap.analysis.seen import Seen
from sysmap.analysis.strength import values_received
from sysmap.errors import UsageError


@dataclass(frozen=True)
class Measures:
    """The results on one network, exact. ``network_scores`` by name; ``actor_scores`` by name, then member id; None is undefined.

    ``received`` says over how many stated values each member's mean is taken.
    """

    network: Network
    question: Question
    measures: tuple[Measure, ...]
    network_scores: Mapping[str, Score]
    actor_scores: Mapping[str, Mapping[str, Score]]
    received: Mapping[str, int]
    method: str

    def as_json(self) -> dict[str, Any]:
        """The answer of ``sysmap measures --json``: members in the map's order, numbers unrounded."""
        network = self.network
        return {
            "map": network.map,
            "at": network.at,
            "layer": network.layer,
            "seed": self.question.seed,
            "members": len(network.members),
            "answered": network.answered,
            "response_rate": network.response_rate,
            "ties": len(network.ties),
            "method": self.method,
            "wave": network.wave,
            "date": network.date,
            "statuses": dict(Counter(m.status for m in network.members)) if network.asked else None,
            "currency": network.currency,
            "reliability": reliability(network),
            "verdict": verdict_of(network),
            "instead": list(STURDY) if verdict_of(network) == "counts" else [],
            "network": {name: plain(score) for name, score in self.network_scores.items()},
            "actors": [self._actor(m.id, m.name, m.status) for m in network.members],
            "measures": {measure.name: measure.as_json() for measure in self.measures},
        }

    def _actor(self, id: str, name: str, status: str) -> dict[str, Any]:
        scores = {measure: plain(by_actor[id]) for measure, by_actor in self.actor_scores.items()}
        n = {"mean_received": self.received[id]} if "mean_received" in scores else {}
        return {"id": id, "name": name, "status": status, "scores": scores, "n": n}


def measure(network: Network, question: Question) -> Measures:
    """The measures that the question names, or all that its layer has.

    A measure that is not defined on the layer is null throughout. Raises UsageError for an unknown name, and for an item that
    this round did not ask.
    """
    if question.item is not None and not network.items:
        raise UsageError(f"Round {network.wave} did not ask about {question.item}", fix="Choose an item of that round, or another round.")
    seen = Seen(network, question.group, question.seed)
    measures = chosen(question.names, network.layer, question.group)
    of_network: dict[str, Score] = {}
    of_actors: dict[str, Mapping[str, Score]] = {}
    for one in measures:
        defined = network.layer in one.layers
        if one.of_actors is not None:
            of_actors[one.name] = one.of_actors(seen) if defined else dict.fromkeys(seen.ids)
        if one.of_network is not None:
            of_network[one.name] = one.of_network(seen) if defined else None
    return Measures(network, question, tuple(measures), of_network, of_actors, values_received(seen), method_of(network, question))
