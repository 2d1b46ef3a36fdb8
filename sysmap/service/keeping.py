"""Keep the store safe: back it up, bring a backup back, undo an edit, look for what is wrong."""

from __future__ import annotations

import platform
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from sysmap.errors import NotFound, SysmapError
from sysmap.formats.limits import bounds_here
from sysmap.model.batch import Revision
from sysmap.model.undo import inverse
from sysmap.service.desk import Desk
from sysmap.service.editing import edit
from sysmap.store.copying import Copied, back_up, restore

PACKAGES = (
    "apsw",
    "neo4j",
    "networkx",
    "rustworkx",
    "pyvis",
    "starlette",
    "uvicorn",
    "resvg_py",
    "reportlab",
    "uharfbuzz",
    "manimgx-fonts",
    "pandas",
)


class Finding(NamedTuple):
    """One thing the doctor looked at. ``fix`` is what to do when it is not well."""

    what: str
    well: bool
    detail: str
    fix: str = ""


def backup(desk: Desk, path: Path, only: str | None = None) -> Copied:
    """Write the whole store, or ``only`` one map, history and all, to a new SQLite store file, and verify it by refolding."""
    return back_up(desk.store, path, only)


def bring_back(desk: Desk, path: Path) -> Copied:
    """Take over every map of a backup; what was erased here stays erased."""
    report = restore(path, desk.store)
    for head in desk.heads():
        desk.forget(head.map)
    return report


def undo(desk: Desk, map: str, revision: int, *, author: str = "map keeper", edit_id: str | None = None) -> Revision:
    """Take back one revision with a new one. Raises Conflict naming what was changed since, or now leans on it.

    The same ``edit_id`` again gives the edit that it made the first time.
    """
    done = next((r for r in desk.store.revisions(map) if r.edit_id == edit_id and r.undoes == revision), None) if edit_id else None
    if done is not None:
        return done
    head = desk.state(map)
    if not 1 <= revision <= head.revision:
        raise NotFound(f"There is no edit {revision} of {map}", fix=f"Edits run from 1 to {head.revision}; sysmap history lists them.")
    before, made = desk.state(map, revision - 1), desk.state(map, revision)
    changes = inverse(before, made, head, desk.store.touched(map, revision))
    return edit(desk, map, changes, reason=f"undo of edit {revision}", author=author, base=head.revision, edit_id=edit_id, undoes=revision)


def go_back(desk: Desk, map: str, revision: int, *, author: str = "map keeper", edit_id: str | None = None) -> Revision | None:
    """Make the map again what it was after ``revision``, with one new edit; None where it is so already. Saved versions stay.

    The same ``edit_id`` again gives the edit that it made the first time. Raises NotFound for no such edit, InputError, Conflict.
    """
    done = next((r for r in desk.store.revisions(map) if r.edit_id == edit_id), None) if edit_id else None
    if done is not None:
        return done
    head = desk.state(map)
    if not 1 <= revision <= head.revision:
        raise NotFound(f"There is no edit {revision} of {map}", fix=f"Edits run from 1 to {head.revision}; sysmap history lists them.")
    since = {place: None for number in range(revision + 1, head.revision + 1) for place in desk.store.touched(map, number)}
    touched = [(kind, id) for kind, id in since if kind != "snapshot"]
    changes = inverse(desk.state(map, revision), head, head, touched)
    if not changes:
        return None
    reason = f"back to how it was after edit {revision}"
    return edit(desk, map, changes, reason=reason, author=author, base=head.revision, edit_id=edit_id)


def doctor(desk: Desk | None, store_url: str, trouble: SysmapError | None = None) -> tuple[Finding, ...]:
    """What this installation runs on, and what is wrong with it or with the store. A store not made yet is nothing wrong."""
    # Whoever put a password into the address shall not find it in what they send to somebody for help.
    store_url = re.sub(r"//[^/]*@", "//...@", store_url)
    found = [
        Finding("sysmap", True, version("sysmap")),
        Finding("python", sys.version_info >= (3, 11), platform.python_version(), "Install Python 3.11 or later."),
    ]
    for package in PACKAGES:
        at = version(package)
        found.append(Finding(package, bool(at), at or "not installed", "Install sysmap again: pip install ."))
    found.append(Finding("reading other programs' files", True, bounds_here()))
    if desk is None and isinstance(trouble, NotFound):
        found.append(Finding("store", True, f"none yet at {store_url}; sysmap demo or sysmap import makes one"))
    if desk is None and not isinstance(trouble, NotFound):
        found.append(Finding("store", False, f"{store_url}: {trouble.message if trouble else ''}", trouble.fix if trouble else ""))
    if desk is None:
        return tuple(found)
    problems = desk.store.problems()
    found += [Finding("store", False, p, "Bring back a backup: sysmap restore FILE.") for p in problems]
    if not problems:
        maps = ", ".join(f"{h.map} (edit {h.revision})" for h in desk.heads()) or "no maps yet"
        found.append(Finding("store", True, f"{store_url}: sound; {maps}"))
    return tuple(found)


def version(package: str) -> str:
    """The installed version of a package, or an empty text."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
