"""How does a map leave as a bundle? A pure function of its present state: the same map is the same bytes, from either store."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from sysmap.errors import SysmapError
from sysmap.formats.bundle import KIND_OF_FILE, SALTS_FILE
from sysmap.formats.bundle_files import MAP_FILE
from sysmap.formats.csv_writing import CsvText, facts_as_csv
from sysmap.formats.map_toml import KEYS
from sysmap.formats.toml_writing import toml
from sysmap.formats.whole_files import replace_files
from sysmap.model.canonical import seal_key
from sysmap.model.kinds import KINDS
from sysmap.model.state import State
from sysmap.model.text import clean

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
STORED_FROM_RATIO = 50
"""What packs better than this is stored as it is, or it would look like a bomb to the one who reads it."""


def write_bundle(state: State, path: Path, *, with_salts: bool = False) -> tuple[Path, ...]:
    """Write the map to a folder, or to one zip when ``path`` ends in .zip, and say which files were written.

    Files of the same name are replaced; in a folder that held a map, files of kinds that the map no longer has are taken away, or
    they would be read back with it. Salts are left out unless asked for: with them, two imports get the same digest.
    Raises SysmapError when there is nothing to write or no way to write it.
    """
    contents = bundle_contents(state, with_salts=with_salts)
    if path.suffix.lower() == ".zip" and not path.is_dir():
        return replace_files(path.parent, {path.name: zipped(contents)})
    if path.exists() and not path.is_dir():
        raise SysmapError(f"{path} is a file, and a map folder was to be written there", fix="Name a folder, or a file that ends in .zip.")
    held_a_map = (path / MAP_FILE).exists()
    return replace_files(path, contents, frozenset((*KIND_OF_FILE, SALTS_FILE)) if held_a_map else frozenset())


def bundle_contents(state: State, *, with_salts: bool = False) -> dict[str, bytes]:
    """The bundle's files by name: map.toml, and one CSV file for each kind that the map has."""
    if not any(state.count().values()):
        raise SysmapError(f"There is nothing on the map {state.map} to export", fix="Import or add something first.")
    tables: dict[str, CsvText] = {}
    for kind in KINDS:
        facts = list(state.of(kind).values())
        if facts and kind != "map":
            tables[KINDS[kind].file] = facts_as_csv(kind, facts)
    if with_salts and (salts := _salts(state)).lines[1:]:
        tables[SALTS_FILE] = salts
    guarded = any(table.guarded for table in tables.values())
    contents = {MAP_FILE: toml(_about(state, guarded)).encode("utf-8", "replace")}
    contents.update((name, table.content()) for name, table in tables.items())
    return contents


def _about(state: State, guarded: bool) -> dict[str, Any]:
    about = state.about
    said: dict[str, Any] = {key: getattr(about, field) for key, field in KEYS.items()}
    said["name"] = said["name"] or state.map
    said["require_source"] = {"yes": True, "no": False}.get(about.require_source or "", about.require_source)
    if guarded:
        said["guarded"] = True
    said.update(_attributes(about.attributes))
    if about.codebook is not None:
        said["codebook"] = json.loads(about.codebook)
    return said


def _attributes(text: str | None) -> dict[str, Any]:
    """The map's own unknown keys; those whose names are taken go into a table ``attributes``, and so does text that is no table."""
    if text is None:
        return {}
    try:
        held = json.loads(text)
    except ValueError:
        return {"attributes": text}
    if not isinstance(held, dict):
        return {"attributes": text}
    taken = {*KEYS, "guarded", "codebook", "attributes"}
    said: dict[str, Any] = {name: value for name, value in held.items() if name not in taken and _kept(value)}
    rest = {name: value for name, value in held.items() if name not in said}
    return {**said, "attributes": rest} if rest else said


def _kept(value: Any) -> bool:
    """Does the value come back as it is from a key of its own?"""
    return clean(value) == value if isinstance(value, str) else value is not None


def _salts(state: State) -> CsvText:
    """The salts of every text that was not withdrawn, once each, in map order."""
    text = CsvText(("kind", "id", "field", "salt"))
    text.add(("kind", "id", "field", "salt"))
    seen = set()
    for kind, spec in KINDS.items():
        for fact in state.of(kind).values():
            for field in spec.personal:
                key = seal_key(kind, fact, field) if getattr(fact, field) is not None else None
                sealed = state.seals.get(key) if key is not None and key not in seen else None
                if key is not None and sealed is not None and sealed.salt is not None:
                    seen.add(key)
                    text.add((*key, sealed.salt))
    return text


def zipped(contents: dict[str, bytes]) -> bytes:
    """The files as one zip, the same bytes for the same files."""
    import zipfile
    import zlib

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            packs_well = len(zlib.compress(content, 6)) * STORED_FROM_RATIO < len(content)
            archive.writestr(info, content, zipfile.ZIP_STORED if packs_well else zipfile.ZIP_DEFLATED)
    return held.getvalue()
