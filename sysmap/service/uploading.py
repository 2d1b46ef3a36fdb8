"""A file that somebody hands to a page: what was understood of it, what it would do, and then: do it.

Nothing is kept between looking and doing: the page sends the file again with what the person put right, so that nobody's half-finished
upload lies about, and sending twice does nothing twice.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sysmap.errors import InputError, Problem
from sysmap.formats import Placed
from sysmap.formats.confined import tables_confined
from sysmap.formats.registry import is_bundle
from sysmap.model.state import State, empty
from sysmap.model.text import clean
from sysmap.service.beginning import begin_map, free_id
from sysmap.service.describing import shown_name
from sysmap.service.desk import Desk
from sysmap.service.importing import How, Preview, carry_out, preview
from sysmap.service.keeping import bring_back
from sysmap.service.upload_rows import rows_of

LARGEST = 20_000_000
STORE_FILE = b"SQLite format 3\x00"
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
"""Names that Windows keeps for itself."""
_UNFIT = re.compile(r"[^\w .()\-]+")


class Handed(NamedTuple):
    """A file as it came, and what the person says of it.

    ``map`` is the map it goes into; without one it makes a map called ``called``, or the map that a map folder says it is. ``apart``
    makes another map of a folder whose map is here already. ``edit`` is the id of the edit that will come of it; ``date`` the day of a
    round that the map does not have yet.
    """

    content: bytes
    file: str
    edit: str
    map: str | None = None
    called: str | None = None
    apart: bool = False
    tables: Mapping[str, Placed] = {}
    same: Mapping[str, str] = {}
    date: str | None = None

    @property
    def name(self) -> str:
        """What a new map is called: what the person says, else the file's name."""
        words = Path(fit_name(self.file)).stem.replace("_", " ").replace("-", " ")
        return clean(self.called or "") or clean(words[:1].upper() + words[1:]) or "A new map"


class _Plan(NamedTuple):
    """Where a file is going: into which map (None: the one it says itself), and what that map holds now."""

    path: Path
    into: str | None
    state: State
    how: How


def look(desk: Desk, handed: Handed) -> dict[str, Any]:
    """What a file would do, and every problem in it. Nothing is stored. Raises SysmapError for what cannot be read at all."""
    if handed.content.startswith(STORE_FILE):
        return {"kind": "store", "drawable": True, "file": handed.file}
    with _laid_out(desk, handed) as plan:
        tables = [] if plan.into is None else [table._asdict() for table in _as_lists(tables_confined(plan.path, handed.tables))]
        told: dict[str, Any] = {"kind": "map" if plan.into is None else "table", "file": plan.path.name, "tables": tables}
        try:
            seen = preview(desk, plan.path, plan.into, how=plan.how)
        except InputError as error:
            problems = _asking(error.problems) or [{"rule": error.message, "fix": error.fix}]
            return {**told, "drawable": False, "problems": problems, "map": _about(handed, plan.into or "", plan.state)}
        state = desk.state(seen.map) if desk.store.head(seen.map) is not None else plan.state
        return {**told, "drawable": seen.changes_anything, **_understood(seen, state), "map": _about(handed, seen.map, state)}


def draw(desk: Desk, handed: Handed, author: str) -> dict[str, Any]:
    """Store what ``look`` showed; its rows are one edit, which one undo takes back. Raises InputError, Conflict, MapBusy, UsageError."""
    with _laid_out(desk, handed) as plan:
        if handed.content.startswith(STORE_FILE):
            copied = bring_back(desk, plan.path)
            return {"maps": [map for map, _ in (*copied.maps, *copied.same)], "revision": None}

        def seen() -> Preview:
            return preview(desk, plan.path, plan.into, how=plan.how)

        if plan.into is not None and desk.store.head(plan.into) is None:
            seen()  # What has problems makes no map either.
            begin_map(desk, handed.name, None, handed.edit, author)
        edit_id = f"{handed.edit}-rows"
        done = carry_out(desk, seen(), again=seen, author=author, edit_id=edit_id)
        made = next((r.number for r in desk.store.revisions(done.preview.map) if r.edit_id == edit_id), None)
    return {"maps": [done.preview.map], "revision": made}


def fit_name(name: str) -> str:
    """A file's name as it may stand on any disk, its ending kept.

    >>> fit_name("../../a\\\\b:c?.csv"), fit_name("CON.csv"), fit_name(""), fit_name("Who works with whom.xlsx")
    ('b c.csv', 'table CON.csv', 'table', 'Who works with whom.xlsx')
    """
    last = re.split(r"[\\\\/]", name)[-1]
    plain = " ".join(_UNFIT.sub(" ", last).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    stem = stem.strip()[:80]
    if not stem or _DEVICE.fullmatch(stem):
        stem = f"table {stem}".strip()
    return f"{stem}.{ending[:10]}" if ending else stem


@contextmanager
def _laid_out(desk: Desk, handed: Handed) -> Iterator[_Plan]:
    """The file on disk for as long as it is read, under its own name, which problems and sources will say."""
    with tempfile.TemporaryDirectory(prefix="sysmap-handed-") as folder:
        path = Path(folder).resolve() / fit_name(handed.file)
        path.write_bytes(handed.content)
        how = How(tables=handed.tables, same=handed.same, date=handed.date)
        if handed.map is not None:
            yield _Plan(path, handed.map, desk.state(handed.map), how)
        elif not handed.content.startswith(STORE_FILE) and (handed.apart or not is_bundle(path)):
            id = free_id(desk, handed.name, handed.edit)
            yield _Plan(path, id, desk.state(id) if desk.store.head(id) is not None else empty(id), how)
        else:
            yield _Plan(path, None, empty(""), how)


def _as_lists(tables: Any) -> list[Any]:
    return [table._replace(columns=[column._asdict() for column in table.columns]) for table in tables]


def _about(handed: Handed, id: str, state: State) -> dict[str, Any]:
    there = bool(state.facts.get("map"))
    return {"id": id, "name": shown_name(state) if there else handed.name, "there": there}


def _understood(seen: Preview, state: State) -> dict[str, Any]:
    planned = seen.planned
    counts = {"new": planned.new, "changed": planned.changed, "same": planned.same, "removed": planned.removed}
    return {
        "format": seen.format,
        "counts": {verb: {kind: n for kind, n in table.items() if kind != "map"} for verb, table in counts.items()},
        "repeats": [{**one._asdict(), "known": one.like in state.actors} for one in seen.repeats],
        "left_out": list(seen.not_carried),
        "notes": [_told(one) for one in seen.warnings if one.code != "LIKELY_REPEAT"],
        "problems": [],
        **rows_of(seen, state),
    }


def _asking(problems: tuple[Problem, ...]) -> list[dict[str, Any]]:
    """Problems as a page shows them: what the command line would be told with an option is asked for in a field."""
    if not any(problem.code == "WAVE" for problem in problems):
        return [_told(problem) for problem in problems]
    follows = [problem for problem in problems if (problem.column, problem.rule) != ("date", "date is required")]
    asked = {"fix": "say below when it was asked", "asks": "date"}
    return [{**_told(problem), **(asked if problem.code == "WAVE" else {})} for problem in follows]


def _told(problem: Any) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("rule", "fix", "file", "row", "column", "value")}


__all__ = ["LARGEST", "Handed", "Placed", "draw", "fit_name", "look"]
