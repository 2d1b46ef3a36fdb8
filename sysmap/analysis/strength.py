"""How strong are the ties towards and from an actor, taken together and on average?"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from sysmap.analysis.definition import VALUED, Measure
from sysmap.analysis.network import Tie
from sysmap.analysis.seen import Seen

_BARRAT = "Barrat et al. 2004"


def in_strength(seen: Seen) -> dict[str, Fraction | None]:
    """What do the values of the ties towards this actor add up to?

    Ties whose value is not stated add nothing; None when there are ties and not one value, or when nobody could answer.
    """
    return {a: _sum(seen, seen.into[a].values()) if seen.observed_into[a] else None for a in seen.ids}


def out_strength(seen: Seen) -> dict[str, Fraction | None]:
    """What do the values of the ties this actor names add up to? None for those who did not answer in full."""
    heard = frozenset(seen.heard)
    return {a: _sum(seen, seen.out[a].values()) if a in heard else None for a in seen.ids}


def mean_received(seen: Seen) -> dict[str, Fraction | None]:
    """What is the mean value of the ties towards this actor? None when no value is stated; its n stands beside it."""
    return {a: _mean(seen, seen.into[a].values()) for a in seen.ids}


def mean_value(seen: Seen) -> Fraction | None:
    """What is the mean value of a tie, over ties whose value is stated?"""
    return _mean(seen, seen.network.ties.values())


def values_received(seen: Seen) -> dict[str, int]:
    """Over how many stated values is ``mean_received`` taken?"""
    return {a: len(_stated(seen, seen.into[a].values()) or ()) for a in seen.ids}


def _stated(seen: Seen, ties: Iterable[Tie]) -> list[int | Fraction] | None:
    """The stated values; None where they may not be added, because they are money in several currencies."""
    return None if len(seen.network.currencies) > 1 else [tie.value for tie in ties if tie.value is not None]


def _sum(seen: Seen, ties: Iterable[Tie]) -> Fraction | None:
    listed = list(ties)
    stated = _stated(seen, listed)
    return None if stated is None or (listed and not stated) else Fraction(sum(stated))


def _mean(seen: Seen, ties: Iterable[Tie]) -> Fraction | None:
    stated = _stated(seen, ties)
    return Fraction(sum(stated)) / len(stated) if stated else None


MEASURES = (
    Measure(
        "in_strength", "What do the ties towards this one add up to?", "actor", 0, None, "in", "value of each tie, added",
        "ties without a stated value add nothing; null when none is stated", "mixes number and level: read beside in_degree",
        _BARRAT, VALUED, of_actors=in_strength,
    ),
    Measure(
        "out_strength", "What do the ties this one names add up to?", "actor", 0, None, "out", "value of each tie, added",
        "null for those who did not answer, or only in part", "one respondent's word: never shown alone",
        _BARRAT, VALUED, of_actors=out_strength,
    ),
    Measure(
        "mean_received", "How strong are the ties towards this one on average?", "actor", 0, None, "in", "value of each tie, averaged",
        "over stated values only; null when there is none", "needs five answers from three organisations before it is shown",
        "mean over stated values", VALUED, of_actors=mean_received,
    ),
    Measure(
        "mean_value", "How strong is a tie on average?", "network", 0, None, "none", "value of each tie, averaged",
        "over ties whose value is stated", "moves when ties come and go: see the parts of the mean in compare",
        "mean over stated values", VALUED, of_network=mean_value,
    ),
)
