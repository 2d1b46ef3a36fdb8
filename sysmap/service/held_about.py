"""What is held about one organisation, who may see it, and what goes if it withdraws?"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from sysmap.errors import NotFound
from sysmap.model.erasure import texts_of
from sysmap.model.kinds import KINDS
from sysmap.model.references import POINTERS, SPEAKS_OF, named_in, pointed_at
from sysmap.service.erasing import every_version
from sysmap.service.scenes import Scene, effective_audience

METHOD = (
    "Every fact that is this organisation's own, points to it or names it in words, as far as you may see. If it withdraws, its names and "
    "words are erased in every past version, with the words of its ties, statements about it, notes, and figures published with its name; "
    "its ties, numbers and the stories of others stay, without its name. What was exported or printed before is out of reach."
)


class Held(NamedTuple):
    """How many facts of one kind are held, for one audience."""

    kind: str
    shown_to: str
    facts: int


class HeldAbout(NamedTuple):
    """``texts`` are the words that an erasure of this actor covers, in all past versions too; None for those who may not know."""

    actor: str
    held: tuple[Held, ...]
    texts: int | None


def held_about(here: Scene, actor: str) -> HeldAbout:
    """What the viewer sees of an actor, kind by kind in the order of a bundle. Raises NotFound where there is no such actor to see."""
    if actor not in here.state.actors:
        raise NotFound("There is no such organisation or group on this map", fix="Choose one from the list of organisations.")
    counted = Counter(
        (kind, effective_audience(here, kind, fact))
        for kind in KINDS
        for fact in here.state.of(kind).values()
        if names(kind, fact, actor)
    )
    held = tuple(Held(kind, audience, count) for (kind, audience), count in counted.items())
    return HeldAbout(actor, held, _texts(here, actor) if here.viewer.is_steward else None)


def _texts(here: Scene, actor: str) -> int:
    """How many words an erasure covers, removed facts and past versions included. The whole history is read, once for a revision."""
    state = here.state
    key = ("texts held", here.map, state.revision, state.erasures, actor)
    desk = here.sitting.desk
    return here.sitting.answer(key, lambda: len(texts_of(every_version(desk, here.map), actor=actor)))


def names(kind: str, fact: Any, actor: str) -> bool:
    """Is this fact the actor's own, or does it point to it or speak of it?"""
    if kind == "actor" and fact.id == actor:
        return True
    if any(actor in pointed_at(fact, pointer) for pointer in POINTERS[kind] if pointer.target == "actor"):
        return True
    return any(bool(named_in(getattr(fact, field) or "", {actor})) for field in SPEAKS_OF.get(kind, ()))
