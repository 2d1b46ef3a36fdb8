"""What does a bundle say? One folder, or one .zip of it, read whole: every row, and every problem in it at once."""

from __future__ import annotations

from pathlib import Path

from sysmap.errors import InputError
from sysmap.formats.bundle_files import MAP_FILE, BundleFiles, open_files, why_bundle
from sysmap.formats.bundle_rows import rows_of, salts_of
from sysmap.formats.ids import id_from
from sysmap.formats.incoming import Findings, Incoming, Row
from sysmap.formats.map_toml import MapFile, read_map_file
from sysmap.model.kinds import KINDS
from sysmap.model.text import clean
from sysmap.model.validation.cells import MAP_ID

SALTS_FILE = "salts.csv"
KIND_OF_FILE = {kind.file: name for name, kind in KINDS.items()}
EXPLAINS = frozenset({"readme", "readme.md", "readme.txt"})
"""What people put beside a map to explain it: nothing to warn of."""


def read_bundle(path: Path, map_id: str | None = None) -> Incoming:
    """Read the bundle at ``path``; ``map_id`` wins over the id in map.toml.

    Raises InputError only for what cannot be opened at all; everything else is in ``problems``, in reading order.
    """
    files = open_files(path)
    found = Findings()
    names = _names(files, found)
    content = _content(files, names.get(MAP_FILE), found)
    about = read_map_file(content, found) if content is not None else MapFile(Row("map", MAP_FILE, 0, {}), False, None)
    chosen = _map_id(files, about, map_id, found)
    guessed = {"name": chosen} if found.broken else {}
    rows: dict[str, list[Row]] = {"map": [about.row._replace(given={**guessed, **about.row.given, "id": chosen})]}
    for kind, spec in KINDS.items():
        content = _content(files, names.get(spec.file), found) if kind != "map" else None
        if content is not None:
            rows[kind] = rows_of(kind, content, about.guarded, found)
    content = _content(files, names.get(SALTS_FILE), found)
    salts = salts_of(content, found) if content is not None else {}
    if "name" not in about.row.given and not guessed:
        found.missing.append(("map", MAP_FILE, "name"))
    return Incoming(
        map_id=chosen,
        rows=rows,
        format="bundle",
        why=why_bundle(path) or f"it has {MAP_FILE}",
        salts=salts,
        problems=tuple(found.problems),
        warnings=tuple(found.warnings),
        missing=tuple(found.missing),
        guarded=about.guarded,
        broken=found.broken,
    )


def _names(files: BundleFiles, found: Findings) -> dict[str, str]:
    """Which name in the folder is which file of a bundle. Capitals make no other file; what is left over is told."""
    ours = {MAP_FILE, SALTS_FILE, *KIND_OF_FILE}
    names: dict[str, str] = {}
    for name in sorted(files.readers, key=lambda name: (name not in ours, name)):
        known = name.casefold()
        if known in EXPLAINS:
            continue
        if known not in ours:
            found.note("this is no file of a map folder and is left out", "check the spelling if it was meant as one", name)
        elif known in names:
            found.unreadable(f"{names[known]} and {name} are both there", "keep one of the two", name)
        else:
            names[known] = name
    return names


def _content(files: BundleFiles, name: str | None, found: Findings) -> bytes | None:
    if name is None:
        return None
    try:
        return files.read(name)
    except InputError as error:
        if files.kind == "zip":
            raise
        found.broken = True
        found.problems.extend(error.problems)
        return None


def _map_id(files: BundleFiles, about: MapFile, map_id: str | None, found: Findings) -> str:
    """The map's id: the one asked for, else map.toml's. One is made up only to be able to read on."""
    asked = clean(map_id)
    chosen = asked or about.id
    if chosen is None:
        if not found.broken:
            found.wrong("map.toml gives the map no id", f'write id = "{id_from(files.name)}"', MAP_FILE, None, "id")
        return id_from(files.name)
    if not MAP_ID.fullmatch(chosen):
        rule = "a map's id has 1 to 64 small letters a-z, digits, - and _, and begins with a letter or digit"
        found.wrong(rule, f'for example "{id_from(chosen)}"', MAP_FILE if asked is None else "--map", None, "id", chosen)
        return id_from(chosen)
    return chosen
