"""By how many is an actor named, and how many does it name?"""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis.definition import Measure, share
from sysmap.analysis.seen import Seen

_FREEMAN = "Freeman 1979"


def in_degree(seen: Seen) -> dict[str, int | None]:
    """How many name this actor, among those who were heard? None when nobody who could have named it answered.

    Rows of members who answered in part count as far as they go.
    """
    return {a: len(seen.into[a]) if seen.observed_into[a] else None for a in seen.ids}


def in_degree_share(seen: Seen) -> dict[str, Fraction | None]:
    """Which share of those who could have named this actor did so? From 0 to 1; comparable when more or fewer answered."""
    return {a: share(len(seen.into[a]), seen.observed_into[a]) for a in seen.ids}


def out_degree(seen: Seen) -> dict[str, int | None]:
    """How many does this actor name? None for those who did not answer in full: what they did not say is not zero."""
    heard = frozenset(seen.heard)
    return {a: len(seen.out[a]) if a in heard else None for a in seen.ids}


MEASURES = (
    Measure(
        "in_degree", "By how many is this one named?", "actor", 0, None, "in", "none",
        "counts what was answered; null when nobody who could name it answered", "sturdy: changes little when some do not answer",
        _FREEMAN, of_actors=in_degree,
    ),
    Measure(
        "in_degree_share", "By which share of those asked is this one named?", "actor", 0, 1, "in", "none",
        "divided by those who answered about it", "sturdy: the steadiest of all", _FREEMAN, of_actors=in_degree_share,
    ),
    Measure(
        "out_degree", "How many does this one name?", "actor", 0, None, "out", "none",
        "null for those who did not answer, or only in part", "one respondent's word: never shown alone", _FREEMAN, of_actors=out_degree,
    ),
)
