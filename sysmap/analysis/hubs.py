"""Who names those that many look to, and who is looked to by those who name well?"""

from __future__ import annotations

from sysmap.analysis.definition import PATHS, VALUED, Measure
from sysmap.analysis.dominant import Weighted, arrows, settled
from sysmap.analysis.seen import Seen

Both = tuple[list[float], list[float]]


def hub(seen: Seen) -> dict[str, float | None]:
    """How much does this actor name those who are named by good namers? Largest = 1; None without a tie. Kleinberg 1999.

    What repeated passing back and forth settles on when everyone begins alike, so that it is defined in pieces too.
    """
    return _by_heard(seen, 0, _plain(seen), "hits")


def authority(seen: Seen) -> dict[str, float | None]:
    """How much is this actor named by those who name well? Largest = 1; None without a tie. Kleinberg 1999."""
    return _by_heard(seen, 1, _plain(seen), "hits")


def hub_weighted(seen: Seen) -> dict[str, float | None]:
    """``hub`` with each tie counting by its value."""
    return _by_heard(seen, 0, _valued(seen), "hits_weighted")


def authority_weighted(seen: Seen) -> dict[str, float | None]:
    """``authority`` with each tie counting by its value."""
    return _by_heard(seen, 1, _valued(seen), "hits_weighted")


def _plain(seen: Seen) -> Weighted:
    return [dict.fromkeys(others, 1.0) for others in seen.successors]


def _valued(seen: Seen) -> Weighted | None:
    return None if seen.valued is None else [{b: float(value) for b, value in ties.items()} for ties in seen.valued]


def _by_heard(seen: Seen, which: int, ties: Weighted | None, name: str) -> dict[str, float | None]:
    found = None if ties is None else seen.once(name, lambda: hubs_and_authorities(ties))
    return dict.fromkeys(seen.ids) if found is None else seen.by_heard(found[which])


def hubs_and_authorities(ties: Weighted) -> Both | None:
    """Both scores by place; None without a tie, or where two parts are so nearly equal that nothing settles.

    >>> hubs_and_authorities([{1: 1.0, 2: 1.0}, {2: 1.0}, {}])[0][0]
    1.0
    """
    import numpy as np

    if not any(ties):
        return None
    made = arrows(ties)
    hubs = settled(lambda held: made.against(made.along(held)), np.ones(made.n))
    if hubs is None:
        return None
    named = made.along(hubs)
    return [float(h) for h in hubs], [float(a) for a in named / named.max()]


def _measure(name: str, question: str, direction: str) -> Measure:
    weighted = name.endswith("_weighted")
    of = {"hub": hub, "authority": authority, "hub_weighted": hub_weighted, "authority_weighted": authority_weighted}
    return Measure(
        name, question, "actor", 0, 1, direction, "value of each tie" if weighted else "none: every tie counts alike",
        f"among those who answered{', ties without a stated value left out' if weighted else ''}; null for the rest, and without a tie",
        "fragile when hubs are silent", "Kleinberg 1999, largest = 1", PATHS & VALUED if weighted else PATHS, of_actors=of[name],
    )


MEASURES = (
    _measure("hub", "Who names those that good namers name?", "out"),
    _measure("authority", "Who is named by those who name well?", "in"),
    _measure("hub_weighted", "Who strongly names those that good namers name?", "out"),
    _measure("authority_weighted", "Who is strongly named by those who name well?", "in"),
)
