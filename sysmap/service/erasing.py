"""Erase somebody's words for good: everywhere the store keeps them, in every past version, with every digest still verifying."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.errors import NotFound, UsageError
from sysmap.model.erasure import texts_of, withdrawal_changes
from sysmap.model.state import State
from sysmap.service.desk import Desk
from sysmap.service.editing import edit
from sysmap.store.copying import Copied, rewrite


class Erasure(NamedTuple):
    """What an erasure did: how many texts are gone, and the revision that withdrew the answers, if there were any."""

    map: str
    texts: int
    revision: int | None
    whole_map: bool = False


def erase(
    desk: Desk, map: str, *, actor: str | None = None, story: str | None = None, respondent: str | None = None, all: bool = False
) -> Erasure:
    """Erase the personal text of one actor, story or respondent, or the whole map with its history.

    A respondent's answers are withdrawn too, in a new revision, so that their silence never reads as "no tie".
    Raises UsageError unless exactly one is named, NotFound when there is no such one.
    """
    if sum((actor is not None, story is not None, respondent is not None, all)) != 1:
        raise UsageError("Say whose text to erase", fix="Give one of --actor, --story, --respondent, --all.")
    desk.head(map)
    if all:
        desk.store.forget(map)
        desk.forget(map)
        return Erasure(map, 0, None, True)
    ever = every_version(desk, map)
    texts = texts_of(ever, actor=actor, story=story, respondent=respondent)
    if not texts:
        named = actor or story or respondent
        raise NotFound(f"Nothing personal is kept under {named!r} on the map {map!r}", fix="Check the id with sysmap export.")
    changes = withdrawal_changes(desk.state(map), actor=actor, story=story, respondent=respondent)
    revision = edit(desk, map, changes, reason="withdrawn", author="map keeper").number if changes else None
    count = desk.store.erase(map, texts)
    desk.forget(map)
    return Erasure(map, count, revision)


def rewritten(desk: Desk, url: str) -> Copied:
    """Every map without what was erased, in a fresh store: for a server whose files keep deleted words for a time."""
    return rewrite(desk.store, url)


def every_version(desk: Desk, map: str) -> State:
    """The last version of every fact there ever was, removed ones too, with every seal: what an erasure must reach."""
    ever = State(map, 0, 0)
    for record in desk.store.records(map):
        ever = ever.applied(record.revision.number, ((v.kind, v.id, v.fact) for v in record.born), record.seals)
    return ever
