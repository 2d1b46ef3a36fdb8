"""The network, laid out once for counting: ties by end, observed rows, and the network among those who were heard."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from sysmap.analysis.network import Network, Tie
from sysmap.analysis.observation import Rows, count_dyads, count_into, count_pairs, rows_of

T = TypeVar("T")


@dataclass(frozen=True)
class Seen:
    """A network with what several measures need of it, worked out on first use and then kept."""

    network: Network
    group: str | None = None
    seed: int = 1

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return self.network.ids

    @cached_property
    def rows(self) -> Rows:
        return rows_of(self.network)

    @cached_property
    def observed(self) -> int:
        """How many directed pairs were answered about."""
        return count_pairs(self.rows)

    @cached_property
    def observed_into(self) -> dict[str, int]:
        """How many could have named each member, and would be known to have."""
        return count_into(self.rows)

    @cached_property
    def observed_dyads(self) -> int:
        """How many unordered pairs were answered about from both ends."""
        return count_dyads(self.rows)

    @cached_property
    def into(self) -> dict[str, dict[str, Tie]]:
        """member -> who names it -> the tie."""
        found: dict[str, dict[str, Tie]] = {a: {} for a in self.ids}
        for (a, b), tie in self.network.ties.items():
            found[b][a] = tie
        return found

    @cached_property
    def out(self) -> dict[str, dict[str, Tie]]:
        """member -> whom it names -> the tie."""
        found: dict[str, dict[str, Tie]] = {a: {} for a in self.ids}
        for (a, b), tie in self.network.ties.items():
            found[a][b] = tie
        return found

    @cached_property
    def heard(self) -> tuple[str, ...]:
        return self.network.heard

    @cached_property
    def successors(self) -> list[list[int]]:
        """Among the heard only: for each, by its place in ``heard``, the places of those it names."""
        place = {a: i for i, a in enumerate(self.heard)}
        return [[place[b] for b in self.out[a] if b in place] for a in self.heard]

    @cached_property
    def predecessors(self) -> list[list[int]]:
        """Among the heard only: for each, the places of those who name it."""
        found: list[list[int]] = [[] for _ in self.heard]
        for a, others in enumerate(self.successors):
            for b in others:
                found[b].append(a)
        return found

    @cached_property
    def joined(self) -> list[set[int]]:
        """Among the heard only: for each, the places of those it is joined with, whichever way the tie points."""
        return [set(out) | set(into) for out, into in zip(self.successors, self.predecessors, strict=True)]

    @cached_property
    def valued(self) -> list[dict[int, int | Fraction]] | None:
        """Among the heard only: for each, by place, those it names with the stated value of the tie.

        Ties whose value is not stated are left out. None where no value is stated at all although there are ties, and for money
        in several currencies: there is nothing to weigh by.
        """
        place = {a: i for i, a in enumerate(self.heard)}
        out = [self.out[a] for a in self.heard]
        found = [{place[b]: tie.value for b, tie in ties.items() if b in place and tie.value is not None} for ties in out]
        unknown = not any(found) and any(self.successors)
        return None if unknown or len(self.network.currencies) > 1 else found

    @cached_property
    def groups(self) -> dict[str, str]:
        """The group of each member that has one, by the attribute asked for."""
        return {a: self.network.group_of[a] for a in self.ids if a in self.network.group_of}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """A result that several measures share, worked out on first use. The name stands for everything it depends on."""
        if name not in self._kept:
            self._kept[name] = make()
        kept: T = self._kept[name]
        return kept

    @cached_property
    def _kept(self) -> dict[str, Any]:
        return {}

    def by_heard(self, values: Collection[Any]) -> dict[str, Any]:
        """Scores given by place in ``heard``, as scores by id; None for members who were not heard."""
        scores: dict[str, Any] = dict.fromkeys(self.ids)
        scores.update(zip(self.heard, values, strict=True))
        return scores


def among(network: Network, core: Collection[str]) -> Network:
    """The network of these members only."""
    keep = frozenset(core)
    return replace(
        network,
        members=tuple(m for m in network.members if m.id in keep),
        ties={(a, b): tie for (a, b), tie in network.ties.items() if a in keep and b in keep},
        unobserved=frozenset(p for p in network.unobserved if p[0] in keep and p[1] in keep),
        answered_pairs=frozenset(p for p in network.answered_pairs if p[0] in keep and p[1] in keep),
    )
