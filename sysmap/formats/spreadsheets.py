"""What does a plain table say, a .csv or the sheets of a workbook? Guessed from its shape and headings, and shown."""

from __future__ import annotations

from pathlib import Path

from sysmap.formats.bundle import KIND_OF_FILE, SALTS_FILE
from sysmap.formats.bundle_files import MAP_FILE
from sysmap.formats.drafted import drafted
from sysmap.formats.drafting import Draft
from sysmap.formats.incoming import Asked, Incoming
from sysmap.formats.raw_files import head_of
from sysmap.formats.sheets import csv_sheet, separator_of
from sysmap.formats.table_reading import nothing_understood, take_sheets

TABLES = frozenset({".csv", ".tsv", ".tab"})
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def why_csv(path: Path) -> str | None:
    """Why a file is taken for a table: its ending, or lines that one separator cuts alike. One table of a map folder is not."""
    if not path.is_file() or (path.name.casefold() in {*KIND_OF_FILE, SALTS_FILE} and (path.resolve().parent / MAP_FILE).is_file()):
        return None
    if path.suffix.casefold() in TABLES:
        return f"its name ends in {path.suffix}"
    head = head_of(path)
    if b"\0" in head or head.lstrip()[:1] in (b"{", b"[", b"<"):
        return None
    separator = separator_of(head.decode("utf-8-sig", "replace"))
    return f"its lines are cut alike by {NAMES[separator]}" if separator else None


def read_csv(path: Path, asked: Asked) -> Incoming:
    """The facts in one text table. Raises InputError for what is no table, or none whose columns are understood."""
    draft = Draft("csv", path, asked)
    sheet = csv_sheet(path, draft.found)
    if not sheet.rows:
        raise nothing_understood(draft, "the table is empty")
    if not take_sheets(draft, [sheet]):
        raise nothing_understood(draft, "the columns are not understood")
    return with_answers(draft, why_csv(path) or "it was asked for")


def why_workbook(path: Path) -> str | None:
    """Why a file is taken for a workbook: what is in it, or its ending."""
    from sysmap.formats.workbook_reading import is_workbook

    if is_workbook(path):
        return "it is a workbook"
    endings = (".xlsx", ".xlsm", ".xls")
    return f"its name ends in {path.suffix}" if path.is_file() and path.suffix.casefold() in endings else None


def read_workbook(path: Path, asked: Asked) -> Incoming:
    """The facts in a workbook: one that sysmap wrote as it was, another by the shape of each sheet. Raises InputError."""
    from sysmap.formats.own_tables import in_workbook, read_own_workbook
    from sysmap.formats.workbook_reading import workbook_sheets

    draft = Draft("xlsx", path, asked)
    sheets = workbook_sheets(path, draft.not_carried)
    if in_workbook(sheets):
        return read_own_workbook(path, asked)
    if not sheets:
        raise nothing_understood(draft, "the workbook is empty")
    if not take_sheets(draft, sheets):
        raise nothing_understood(draft, "the columns of no sheet are understood")
    return with_answers(draft, why_workbook(path) or "it was asked for")


def with_answers(draft: Draft, why: str) -> Incoming:
    """The draft as it comes in; answers among its tables have to fit the rounds on the map."""
    from sysmap.formats.answers import finished

    return finished(draft, why) if draft.rows.get("rating") and not draft.own else drafted(draft, why)
