"""What is an answer to a question on a map? One sentence, what to look at in the picture, a short list, and how it is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sysmap.analysis.network import Network, Pair
from sysmap.analysis.question import Question
from sysmap.model.visibility import Viewer
from sysmap.service.choices import Choices, choices
from sysmap.service.describing import round_title
from sysmap.service.desk import Desk
from sysmap.service.phrases import say
from sysmap.service.views import view

SHORT = 8
"""How long a short list is; what is left of it is counted."""


class Item(NamedTuple):
    """A line of the short list. ``actors`` are those it is about, who have pages of their own; ``lead`` names the first, where the line
    begins with its name."""

    words: str
    actors: tuple[str, ...] = ()
    lead: str = ""


class Answer(NamedTuple):
    """The answer for one viewer.

    ``dots`` and ``lines`` are what to look at in the picture of ``layer`` at ``at``, or of the change between ``ends``; ``narrow`` is
    what the layer was narrowed to, such as a kind of relationship. ``sentence`` is empty where there is no answer: then ``why`` says so,
    and what would fill it. ``heard`` says who answered, ``how`` how it is known.
    """

    layer: str
    at: str | None = None
    ends: tuple[str, str] | None = None
    narrow: Mapping[str, str] = {}
    sentence: str = ""
    items: tuple[Item, ...] = ()
    more: int = 0
    dots: frozenset[str] = frozenset()
    lines: frozenset[Pair] = frozenset()
    heard: str = ""
    how: str = ""
    why: str = ""


class Asking(NamedTuple):
    """Who asks about which map, at which point; None is the latest."""

    desk: Desk
    viewer: Viewer
    map: str
    at: str | None

    @property
    def offered(self) -> Choices:
        return choices(self.desk, self.viewer, self.map)

    def point(self, layer: str) -> str | None:
        """The point to ask a layer about: the one chosen where the layer has it, else the later of the two rounds that were asked
        alike, which a short pulse after them is not; else the latest."""
        known = {r.id for r in (*self.offered.rounds.get(layer, ()), *self.offered.saved)}
        if self.at in known or (self.at is not None and layer != "trust"):
            return self.at
        pair = self.offered.pair
        return pair[1] if pair is not None and pair[1] in known else self.offered.latest(layer)

    def state_round(self, at: str | None) -> str:
        """A point in words."""
        waves = view(self.desk, self.viewer, self.map).state.waves
        return round_title(waves[at]) if at is not None and at in waves else at or ""


def short(items: list[Item]) -> tuple[tuple[Item, ...], int]:
    """The first few of a list, and how many more there are."""
    return tuple(items[:SHORT]), max(0, len(items) - SHORT)


def names_of(network: Network) -> Mapping[str, str]:
    return {m.id: m.name for m in network.members}


def nothing(layer: str, key: str, at: str | None = None, **figures: object) -> Answer:
    """No answer: why, and what would fill it."""
    return Answer(layer, at, why=say(f"{key}_why", **figures))


RELATIONSHIPS = Question(layer="relationships")
