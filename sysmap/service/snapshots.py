"""Keep this version: a name for the map as it is now, seen at a wave or a date, which no later edit moves."""

from __future__ import annotations

import datetime as dt

from sysmap.analysis.points import resolve_point
from sysmap.errors import Frozen, UsageError
from sysmap.model.batch import Change
from sysmap.model.canonical import digest
from sysmap.model.learning import Snapshot
from sysmap.model.text import clean
from sysmap.service.desk import Desk
from sysmap.service.editing import edit
from sysmap.service.publishing_words import day_words


def take_snapshot(
    desk: Desk,
    map: str,
    name: str,
    *,
    wave: str | None = None,
    at: str | None = None,
    note: str | None = None,
    author: str = "map keeper",
    edit_id: str | None = None,
) -> Snapshot:
    """Take a snapshot of head. The same name again gives the one there is when nothing has changed, and Frozen otherwise.

    Raises UsageError when neither or both of wave and date are given, NotFound for a wave that is not there.
    """
    label = clean(name)
    if label is None:
        raise UsageError("A snapshot needs a name", fix="Give one with --name.")
    if (wave is None) == (at is None):
        raise UsageError("A snapshot is of a wave or of a date", fix="Give one of --wave and --at.")
    state = desk.state(map)
    resolve_point(state, wave or at, "relationships")
    made = Snapshot(label, label, wave, at, str(len(state.snapshots) + 1), note, str(state.revision), digest(state))
    known = state.snapshots.get(label)
    if known is not None:
        again = edit_id is not None and any(r.edit_id == edit_id for r in desk.store.revisions(map))
        if again or (known.digest, known.wave, known.at) == (made.digest, wave, at):
            return known
        raise Frozen(
            f"There is a snapshot {label!r} already, of another content: this snapshot is frozen",
            fix="Make a new one under another name, or add a correction to the map.",
        )
    edit(desk, map, (Change("add", "snapshot", label, made),), reason=f"snapshot {label}", author=author, edit_id=edit_id)
    return made


def save_today(desk: Desk, map: str, name: str | None, *, author: str, edit_id: str) -> Snapshot:
    """Keep the map as it is today under this name; without one it is called after the day, with a number where that is taken.

    Sent again with the same edit id it gives the version that it made the first time. Raises Frozen for a name that is another's.
    """
    today = dt.datetime.now(dt.UTC).date().isoformat()
    label = clean(name or "") or _free_name(desk, map, day_words(today))
    if any(r.edit_id == edit_id for r in desk.store.revisions(map)):
        return list(desk.state(map).snapshots.values())[-1]
    return take_snapshot(desk, map, label, at=today, author=author, edit_id=edit_id)


def _free_name(desk: Desk, map: str, stem: str) -> str:
    taken, number = desk.state(map).snapshots, 1
    while (name := stem if number == 1 else f"{stem} ({number})") in taken:
        number += 1
    return name


def verify(desk: Desk, map: str, name: str) -> bool:
    """Does the snapshot still rebuild to its digest? True for ever, also after an erasure."""
    snapshot = desk.state(map).snapshots[name]
    return snapshot.revision is not None and digest(desk.state(map, int(snapshot.revision))) == snapshot.digest
