"""How does a map leave as plain tables, and come back equal? One sheet or CSV file for each kind, with the columns of a bundle.

A first table ``map`` says what the map is, and marks tables that sysmap wrote: those are read as exactly as a bundle. Rejected: a
shorter table for reading, since the one that people edit is the one that comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sysmap.errors import SysmapError
from sysmap.formats.bundle_files import refused
from sysmap.formats.bundle_rows import rows_of, rows_of_table
from sysmap.formats.csv_reading import Table, open_table
from sysmap.formats.csv_writing import CsvText, facts_as_csv, facts_as_rows
from sysmap.formats.ids import id_from
from sysmap.formats.incoming import Asked, Findings, Incoming, Row
from sysmap.formats.raw_files import bytes_of
from sysmap.formats.sheets import Sheet
from sysmap.formats.whole_files import replace_files
from sysmap.formats.workbook_writing import EXACT, KEPT, Written, write_sheets
from sysmap.model.actors import Map
from sysmap.model.kinds import KINDS
from sysmap.model.money import parse_number
from sysmap.model.state import State
from sysmap.model.text import Text, clean
from sysmap.model.validation.cells import MAP_ID

MAP_TABLE = "map.csv"
KEYS = ("key", "value")
STEMS = {kind.file.removesuffix(".csv"): name for name, kind in KINDS.items() if name != "map"}


def why_folder(path: Path) -> str | None:
    """Why a folder is taken for tables that sysmap wrote."""
    return f"the folder has {MAP_TABLE}" if path.is_dir() and (path / MAP_TABLE).is_file() else None


def in_workbook(sheets: Sequence[Sheet]) -> bool:
    """Are these the sheets of a workbook that sysmap wrote?"""
    return any(sheet.name == "map" and sheet.rows[0][1][:2] == KEYS and any(c[0] == "id" for _, c in sheet.rows) for sheet in sheets)


def write_csv(state: State, path: Path) -> tuple[Path, ...]:
    """Write a folder of CSV files. Cells that a spreadsheet could run carry a ', announced in map.csv."""
    if path.exists() and not path.is_dir():
        raise SysmapError(f"{path} is a file, and a folder of tables was to be written there", fix="Name a folder.")
    tables: dict[str, CsvText] = {KINDS[kind].file: facts_as_csv(kind, facts) for kind, facts in _filled(state)}
    about = CsvText(KEYS)
    for cells in (KEYS, *_about(state)):
        about.add(cells)
    if about.guarded or any(table.guarded for table in tables.values()):
        about.add(("guarded", "true"))
    contents = {MAP_TABLE: about.content(), **{name: table.content() for name, table in tables.items()}}
    held_a_map = (path / MAP_TABLE).is_file()
    return replace_files(path, contents, frozenset(KINDS[kind].file for kind in STEMS.values()) if held_a_map else frozenset())


def write_workbook(state: State, path: Path) -> tuple[Path, ...]:
    """Write one workbook with a sheet for each kind."""
    sheets = {"map": Written(KEYS, KEYS, _about(state))}
    for kind, facts in _filled(state):
        sheets[KINDS[kind].file.removesuffix(".csv")] = Written(*facts_as_rows(kind, facts))
    return write_sheets(path, sheets, KEPT)


def _filled(state: State) -> Iterator[tuple[str, list[Any]]]:
    if not any(state.count().values()):
        raise SysmapError(f"There is nothing on the map {state.map} to export", fix="Import or add something first.")
    for kind in KINDS:
        if kind != "map" and state.of(kind):
            yield kind, list(state.of(kind).values())


def _about(state: State) -> list[tuple[str, Text]]:
    said = state.about._asdict()
    said["name"] = said["name"] or state.map
    return [(field, value) for field, value in said.items() if value is not None]


def read_own_workbook(path: Path, asked: Asked) -> Incoming:
    """The map in a workbook that sysmap wrote."""
    from sysmap.formats.workbook_reading import workbook_sheets

    found, not_carried = Findings(), list[str]()
    rows: dict[str, list[Row]] = {}
    about: dict[str, Text] = {}
    sheets = workbook_sheets(path, not_carried, exact=True)
    written = {(cells[0], cells[1]): cells[2] for sheet in sheets if sheet.name == EXACT for _, cells in sheet.rows if len(cells) > 2}
    for sheet in sheets:
        if sheet.name == EXACT:
            continue
        headings, *body = as_written(sheet, written) if written else sheet.rows
        if sheet.name == "map":
            about = {cells[0] or "": cells[1] for _, cells in body}
        elif sheet.name in STEMS:
            kind = STEMS[sheet.name]
            table = Table(headings[1], ((number, list(cells)) for number, cells in body))
            rows[kind] = rows_of_table(kind, table, sheet.file, found)
        else:
            not_carried.append(f"{sheet.file}: a sheet that is no table of a map")
    whole = _incoming(path, asked, about, rows, found, "xlsx", "sysmap wrote it: it has a sheet map")
    return replace(whole, not_carried=tuple(not_carried))


def as_written(sheet: Sheet, written: Mapping[tuple[Text, Text], Text]) -> list[tuple[int, tuple[Text, ...]]]:
    """The rows with numbers as they were written, wherever the cell still holds that number."""
    rows = []
    for number, cells in sheet.rows:
        said = list(cells)
        for column, cell in enumerate(cells, 1):
            kept = written.get((sheet.name, f"{number}:{column}")) if cell is not None else None
            if kept is not None and parse_number(kept) == parse_number(cell):
                said[column - 1] = kept
        rows.append((number, tuple(said)))
    return rows


def read_own_folder(path: Path, asked: Asked) -> Incoming:
    """The map in a folder of tables that sysmap wrote."""
    found = Findings()
    table = open_table(bytes_of(path / MAP_TABLE), MAP_TABLE, False, found)
    said = [cells for _, cells in table.rows] if table is not None else []
    guarded = ["guarded", "true"] in said
    if guarded:
        again = open_table(bytes_of(path / MAP_TABLE), MAP_TABLE, True, found)
        said = [cells for _, cells in again.rows] if again is not None else []
    about = {cells[0] or "": cells[1] for cells in said if len(cells) > 1 and cells[0] != "guarded"}
    rows = {}
    for kind in STEMS.values():
        file = path / KINDS[kind].file
        if file.is_file():
            rows[kind] = rows_of(kind, bytes_of(file), guarded, found)
    return _incoming(path, asked, about, rows, found, "csv", why_folder(path) or "it was asked for")


def _incoming(
    path: Path, asked: Asked, about: dict[str, Text], rows: dict[str, list[Row]], found: Findings, form: str, why: str
) -> Incoming:
    id = clean(asked.map_id) or about.get("id") or id_from(path.resolve().stem)
    if not MAP_ID.fullmatch(id):
        raise refused(path.name, f'"{id}" is no id of a map: small letters, digits, - and _, 64 at most', f"say --map {id_from(id)}")
    given = {field: value for field, value in about.items() if field in Map._fields}
    own = Row("map", MAP_TABLE if form == "csv" else f"{path.name}, sheet map", 0, {**given, "id": id})
    return Incoming(
        map_id=id,
        rows={"map": [own], **rows},
        format=form,
        why=why,
        problems=tuple(found.problems),
        warnings=tuple(found.warnings),
        missing=tuple(found.missing),
        broken=found.broken,
    )
