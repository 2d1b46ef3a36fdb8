"""Small map folders for the tests of this room, and the state that an import would make of one."""

from __future__ import annotations

from pathlib import Path

from sysmap.formats.bundle import read_bundle
from sysmap.formats.incoming import Incoming
from sysmap.formats.sameness import Planned, changes_for
from sysmap.model.state import State, empty

MAP = 'id = "m"\nname = "A map"\n'
ACTORS = "id,name\na,Ash\nb,Birch\nc,Cedar\n"


def folder(home: Path, files: dict[str, str | bytes] | None = None, *, map_toml: str = MAP) -> Path:
    """A map folder with these files; map.toml is there unless the files hold another."""
    home.mkdir(parents=True, exist_ok=True)
    for old in home.iterdir():
        old.unlink()
    for name, content in {"map.toml": map_toml, **(files or {})}.items():
        (home / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return home


def reading(home: Path, files: dict[str, str | bytes] | None = None, *, map_toml: str = MAP) -> Incoming:
    return read_bundle(folder(home, files, map_toml=map_toml))


def lines(incoming: Incoming) -> list[str]:
    return [problem.line() for problem in incoming.problems]


def only_problem(incoming: Incoming) -> str:
    found = lines(incoming)
    assert len(found) == 1, found
    return found[0]


def planned_for(incoming: Incoming, state: State) -> Planned:
    """What a file would do to a map."""
    return changes_for(incoming.against(state), state)


def applied(state: State, planned: Planned) -> State:
    """The state after an import."""
    assert not planned.problems, [problem.line() for problem in planned.problems]
    return state.applied(state.revision + 1, ((c.kind, c.id, c.fact) for c in planned.changes))


def imported(incoming: Incoming, state: State | None = None, *, replace: bool = False) -> State:
    assert not incoming.problems, lines(incoming)
    before = empty(incoming.map_id) if state is None else state
    return applied(before, changes_for(incoming, before, replace=replace))


def counted(planned: Planned) -> tuple[int, int, int, int]:
    """How many facts are new, changed, the same and removed."""
    new, changed, same, removed = (sum(c.values()) for c in (planned.new, planned.changed, planned.same, planned.removed))
    return new, changed, same, removed
