"""Small files of other programs for the tests of this room, made here, and the state that an import would make of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sysmap.formats.incoming import Asked, Incoming
from sysmap.formats.registry import read
from sysmap.formats.sameness import changes_for
from sysmap.formats.workbook_writing import Written, sheets_as_bytes
from sysmap.model.state import State, empty
from tests.formats.making import applied, lines


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[str | None]]]) -> Path:
    """A workbook of these sheets, the first row of each its headings."""
    made = {name: Written([""] * len(rows[0]), [text or "" for text in rows[0]], rows[1:]) for name, rows in sheets.items()}
    return written(path, sheets_as_bytes(made))


def came_in(path: Path, state: State | None = None, form: str | None = None, asked: Asked | None = None) -> tuple[State, Incoming]:
    """The state after an import into a map, which is new unless given, and what was read."""
    incoming = read(path, state.map if state is not None else None, form=form, asked=asked)
    before = state if state is not None else empty(incoming.map_id)
    incoming = incoming.against(before)
    assert not incoming.problems, lines(incoming)
    return applied(before, changes_for(incoming, before)), incoming


def names(state: State) -> list[str | None]:
    return [actor.name for actor in state.actors.values()]


def pairs(state: State) -> list[tuple[str | None, str | None]]:
    """The relationships as names."""
    called = {id: actor.name for id, actor in state.actors.items()}
    return [(called[tie.from_id or ""], called[tie.to_id or ""]) for tie in state.relationships.values()]
