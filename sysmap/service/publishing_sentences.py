"""Which sentences about a change may be published? Each one alone, so that one that tells too much does not take the others along."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sysmap.analysis.change import Change
from sysmap.analysis.differencing import Published
from sysmap.service.publishing_cells import Named
from sysmap.service.telling import who_told
from sysmap.service.telling_links import links_told
from sysmap.service.telling_ties import busy_told, may_be_older, ties_told
from sysmap.service.telling_trust import apart_told, average_told, questions_told, where_told

Told = Callable[[Change], str]

PARTS: tuple[tuple[str, tuple[Told, ...]], ...] = (
    ("ties", (ties_told, may_be_older, busy_told)),
    ("questions", (questions_told,)),
    ("average", (average_told,)),
    ("places", (where_told,)),
    ("apart", (apart_told,)),
)
"""Sentences by the cells they rest on, in the order of the first screen of a comparison."""


class Sentences(NamedTuple):
    """The sentences that may stand, the cells they give away, and those parts that may not."""

    told: tuple[str, ...]
    cells: tuple[str, ...]
    withheld: tuple[str, ...]


def sentences_for(change: Change, cells: Named, out: Published, *, public: bool) -> Sentences:
    """The sentences of a change, the cells of those that tell of answers added to what is ``out``. For others nothing is held back."""
    told, used, withheld = [who_told(change, public)], [], []
    older = may_be_older(change)
    for part, ways in PARTS if change.comparable else (("ties", (ties_told,)),):
        said = [text for way in ways if not (older and way is busy_told) and (text := way(change))]
        name = next((name for name in cells if name.endswith(f": {part}")), None)
        if not said:
            continue
        if change.after.asked and change.comparable and name is not None:
            if not out.admits(*cells[name]):
                withheld.append(part)
                continue
            out.add(*cells[name])
            used.append(name)
        told += said
    told.append(links_told(change, public))
    invented = change.after.invented or change.before.invented
    if invented:
        told.append(invented if invented.endswith(".") else f"{invented}.")
    return Sentences(tuple(text for text in told if text), tuple(used), tuple(withheld))
