"""A map small enough to be written in one line, for the tests of the model's rules."""

from __future__ import annotations

from typing import Any

from sysmap.model.actors import Actor, Map
from sysmap.model.batch import Change
from sysmap.model.kinds import kind_of
from sysmap.model.sealing import seals_for
from sysmap.model.state import State, empty
from sysmap.model.ties import Rating, Relationship, Roster, Wave
from sysmap.model.validation import Checked, check

MAP = Map("town", "Town")
KES, FAM, PAR = Actor("kes", "Kestrel"), Actor("fam", "Hearthway"), Actor("par", "Parents' Forum", "community", "community")
THREE = (MAP, KES, FAM, PAR)
W1 = Wave("w1", "2024-05-31")


def adding(*facts: Any) -> tuple[Change, ...]:
    return tuple(Change("add", kind_of(fact), fact.id, fact) for fact in facts)


def changing(*facts: Any) -> tuple[Change, ...]:
    return tuple(Change("change", kind_of(fact), fact.id, fact) for fact in facts)


def removing(*facts: Any) -> tuple[Change, ...]:
    return tuple(Change("remove", kind_of(fact), fact.id, None) for fact in facts)


def after(state: State, changes: tuple[Change, ...]) -> State:
    """The state with the changes made and their personal texts sealed."""
    sealed = seals_for(changes, state)
    return state.applied(state.revision + 1, [(c.kind, c.id, c.fact) for c in changes], sealed)


def holding(*facts: Any) -> State:
    """A map that holds these facts."""
    return after(empty("town"), adding(*facts))


def checked(changes: tuple[Change, ...], before: State | None = None, *, everything: bool = False) -> Checked:
    """What the rules say of the changes, made to a map that holds three organisations unless another is given."""
    state = before if before is not None else holding(*THREE)
    return check(state, after(state, changes), changes, everything=everything)


def refused(changes: tuple[Change, ...], before: State | None = None) -> list[str]:
    """The lines of what is refused."""
    return [finding.problem.line() for finding in checked(changes, before).refused]


def warned(changes: tuple[Change, ...], before: State | None = None) -> list[str]:
    """The lines of what is warned of, but for missing sources."""
    return [finding.problem.line() for finding in checked(changes, before).warned if finding.problem.code != "SOURCE"]


def codes(changes: tuple[Change, ...], before: State | None = None) -> list[str]:
    """The codes of what is refused."""
    return [finding.problem.code for finding in checked(changes, before).refused]


def tie(id: str = "t1", from_id: str = "kes", to_id: str = "fam", **more: Any) -> Relationship:
    return Relationship(id, from_id, to_id, **more)


def rating(value: int | None = 3, from_id: str = "kes", to_id: str = "fam", wave: str = "w1", **more: Any) -> Rating:
    id = ":".join(str(part) for part in (wave, more.get("respondent"), from_id, to_id, more.get("item")))
    return Rating(more.pop("id", id), wave, more.pop("respondent", None), from_id, to_id, value=value, **more)


def asked(actor: str, status: str = "answered", respondent: str | None = None, wave: str = "w1", **more: Any) -> Roster:
    return Roster(f"{wave}:{actor}:{respondent}", wave, actor, respondent, status, **more)
