"""Which words does a page offer to somebody who types a map? The map's own words and scales, each with how it reads on screen."""

from __future__ import annotations

from typing import Any

from sysmap.model.state import State
from sysmap.model.visibility import Viewer
from sysmap.model.vocabulary import CLOSED, codebook
from sysmap.service.desk import Desk
from sysmap.service.views import view

LEVELS = {
    "inter-organisation": "between organisations",
    "within-team": "within a team",
    "practitioner-family": "a practitioner and a family",
    "peer": "between peers",
}
BOTH_WAYS = ("works_with", "learns_with", "competes_for_funding", "tension")
"""Kinds of relationship that are usually meant both ways; a person can say otherwise each time."""


def words_offered(desk: Desk, viewer: Viewer, map: str) -> dict[str, Any]:
    """The choices of each menu as pairs of code and words. Raises NotFound for a map of which nothing is seen."""
    state = view(desk, viewer, map).state
    book = codebook(state.about.codebook)
    said, most = book["strength_words"], int(book["strength_max"])
    return {
        "kinds": _pairs([*book["actor_kinds"], *_used(state, "actor", "kind")]),
        "sectors": _pairs([*book["sectors"], *_used(state, "actor", "sector")]),
        "types": _pairs([book["default_type"], *book["relationship_types"], *_used(state, "relationship", "type")]),
        "levels": [[level, LEVELS[level]] for level in CLOSED["level"]],
        "strengths": [[str(n), f"{n}: {said[str(n)]}" if str(n) in said else str(n)] for n in range(1, min(most, 10) + 1)],
        "both_ways": list(BOTH_WAYS),
        "needs_source": state.about.require_source == "yes",
    }


def _pairs(words: list[str]) -> list[list[str]]:
    return [[word, word.replace("_", " ")] for word in dict.fromkeys(words)]


def _used(state: State, kind: str, field: str) -> list[str]:
    """The words in use that no list has, in map order."""
    return [word for word in dict.fromkeys(getattr(fact, field) for fact in state.of(kind).values()) if word]
