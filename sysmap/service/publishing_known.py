"""Whom could readers of a figure recognise, and what would they learn with it that was the map keeper's alone?

Laid side by side, a figure with codes and one with names of the same ties tell who is who: where ties run as nobody else's do is the
same on both. So each is held against the other, withdrawn ones too, since readers may have kept them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from sysmap.analysis.recognition import Recognition, recognisable
from sysmap.model.state import State
from sysmap.model.text import split_list
from sysmap.model.visibility import audience_of, visible
from sysmap.service.phrases import say
from sysmap.service.publishing_figure import Figure
from sysmap.service.publishing_networks import TIES_OF, Made
from sysmap.service.publishing_words import title_of

RECOGNISED = 0.1
"""From this share of actors who could be recognised by their ties alone, a picture with codes needs a typed confirmation."""


class Known(NamedTuple):
    """What the map keeper is told of it. ``confirm`` is the number that has to be typed and ``why``, where one has to be."""

    recognition: Recognition | None = None
    told: tuple[str, ...] = ()
    confirm: int | None = None
    why: str = ""


def known_by(state: State, figure: Figure, made: Made) -> Known:
    """Who could be recognised on this figure, and what has to be confirmed before it is published. Trust is between groups: nobody."""
    if figure.layer == "trust":
        return Known()
    found = recognisable(made.now, made.actors)
    beside = _beside(state, figure)
    if beside and figure.coded:
        found = replace(found, by_ego=len({end for pair in made.now.ties for end in pair} & made.actors))
        told = [say("recognised_beside", n=found.by_ego, members=found.members, title=beside)]
    else:
        told = [say("recognised_ties" if figure.coded else "recognised_anyway", n=found.by_ego, members=found.members)]
    told.append(say("recognised_degree", n=found.by_degree, average=f"{found.average_degree or 0:.1f}"))
    open_now = _open_now(state, figure) if figure.coded else 0
    if open_now:
        told.append(say("recognised_open", n=open_now))
    kept = _kept(state, figure, made)
    if kept:
        told.append(say("recognised_kept", n=kept))
    if figure.coded and found.share >= RECOGNISED:
        return Known(found, tuple(told), found.by_ego, say("confirm_recognised", n=found.by_ego, members=found.members))
    if beside:
        there = len(made.actors)
        told.append(say("recognised_undone", title=beside))
        return Known(found, tuple(told), there, say("confirm_undone", n=there, title=beside))
    return Known(found, tuple(told), kept or None, say("confirm_kept", n=kept) if kept else "")


def _beside(state: State, figure: Figure) -> str:
    """The title of a figure that was published of such ties with codes where this one has names, or the other way round."""
    for made in state.of("publication").values():
        types = set(split_list(made.types))
        alike = made.layer == figure.layer and (not types or not figure.types or types & set(figure.types))
        if alike and (made.labels == "codes") != figure.coded:
            return title_of(made)
    return ""


def _open_now(state: State, figure: Figure) -> int:
    """How many such ties these readers see by name on the map itself."""
    seen = visible(state, figure.readers).state.of(TIES_OF[figure.layer])
    return sum(1 for fact in seen.values() if not figure.types or fact.type in figure.types)


def _kept(state: State, figure: Figure, made: Made) -> int:
    """How many statements about who decides are on it that only the map keeper reads, because nobody said otherwise."""
    if figure.layer != "power":
        return 0
    facts = (state.get("power", id) for id in made.facts)
    return sum(1 for fact in facts if fact is not None and not figure.readers.may_see(audience_of(state, "power", fact)))
