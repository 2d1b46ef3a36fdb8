"""The pages in docs about formats: one that lists them, and one for each, made from the code's own tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sysmap.formats.answer_words import LADDERS, NO_TIE, NOT_KNOWN
from sysmap.formats.bundle_columns import carried
from sysmap.formats.bundle_files import ENTRY_LIMIT, INFLATED_LIMIT, RATIO_LIMIT
from sysmap.formats.column_dialects import ACTOR, TIE
from sysmap.formats.column_words import words_for
from sysmap.formats.format_words import TOLD
from sysmap.formats.grant_titles import SECTIONS
from sysmap.formats.grants_writing import TITLES
from sysmap.formats.json_reading import DEPTH_LIMIT
from sysmap.formats.limits import COMPUTING, MEMORY
from sysmap.formats.raw_files import SIZE_LIMIT
from sysmap.formats.registry import FORMATS, Format
from sysmap.formats.sheets import COLUMN_LIMIT as TABLE_COLUMNS
from sysmap.formats.workbook_reading import COLUMN_LIMIT, ROW_LIMIT
from sysmap.formats.xml_reading import DEPTH_LIMIT as XML_DEPTH
from sysmap.model.kinds import KINDS, heading
from sysmap.model.text import CELL_LIMIT, ID_LIMIT, NAME_LIMIT

MADE = "Made by `sysmap formats --write docs`; a test compares this page with the code."
INDEX = "formats.md"
BEGINS = (
    "`sysmap import FILE` says which format it takes a file for and why, shows what is new, changed and the same, and stores nothing",
    "until it is told to. A file with a mistake that makes it unclear is refused whole, with the place, the rule and what to do. What a",
    "format has no place for is listed. One `sysmap undo` takes an import back.",
)
BOUNDS = (
    f"A file of another program is read in a process of its own: {MEMORY // 1_000_000} MB of memory and {COMPUTING} s of computing,"
    " where the system can bound them (`sysmap doctor` says).",
    f"The file: {SIZE_LIMIT // 1_000_000} MB. A table: {TABLE_COLUMNS:,} columns.",
    f"A workbook: {ROW_LIMIT:,} rows, {COLUMN_LIMIT} columns, {ENTRY_LIMIT} parts, {INFLATED_LIMIT // 1_000_000} MB unpacked, no part"
    f" more than {RATIO_LIMIT} times its packed size; no macros, no links to other files, no document types.",
    f"JSON: {DEPTH_LIMIT} deep. XML: {XML_DEPTH} deep, without document types.",
    f"Ids: {ID_LIMIT} characters. Names: {NAME_LIMIT:,}. Other cells: {CELL_LIMIT:,}.",
)


def pages() -> dict[str, str]:
    """Every page by its place under docs."""
    return {INDEX: index(), **{f"formats/{form.name}.md": page(form) for form in FORMATS}}


def index() -> str:
    """The page that lists the formats."""
    rows = [(f"[{form.name}](formats/{form.name}.md)", form.words, TOLD[form.name].files, *_ways(form)) for form in FORMATS]
    lines = ["# Files that come in and go out", "", MADE, "", *BEGINS, "", *_table(("name", "what it is", "files", "in", "out"), rows)]
    return "\n".join((*lines, "", "## Bounds", "", *(f"- {bound}" for bound in BOUNDS), ""))


def page(form: Format) -> str:
    """The page of one format."""
    told = TOLD[form.name]
    reads, writes = _ways(form)
    lines = [f"# {form.name}: {form.words}", "", MADE, "", f"- Files: {told.files}", f"- Made by: {told.made_by}"]
    lines += [f"- Comes in: {reads}", f"- Goes out: {writes}"] + ([f"- Described by: {told.described}"] if told.described else [])
    if form.read is not None:
        how = "--as answers --wave W --date D" if form.name == "answers" else "--dry-run"
        lines += ["", "```", f"sysmap import FILE {how}", "```"]
    if told.comes_in:
        lines += ["", "## What becomes of what", "", *_table(("in the file", "on the map"), told.comes_in)]
    if told.left_out:
        lines += ["", "## What stays behind, and is listed", "", *(f"- {one}" for one in told.left_out)]
    if told.goes_out:
        lines += ["", "## What leaves", "", "```", f"sysmap export --format {form.name} -o PATH", "```", "", told.goes_out]
    return "\n".join((*lines, *_more(form.name), ""))


def _ways(form: Format) -> tuple[str, str]:
    return ("yes" if form.read is not None else "no", "yes" if form.write is not None else "no")


def _more(name: str) -> Iterable[str]:
    """The tables of the code that a page shows."""
    if name in ("csv", "xlsx"):
        yield from _dialects("An organisation's columns", ACTOR)
        yield from _dialects("A tie's columns", TIE)
        yield from ("", "Another heading is known by `--map-columns HEADING=FIELD,...`, or a file of such lines; `-` leaves a column out.")
        yield "`--save-columns FILE` writes how the headings were taken, to be put right and used again."
    if name == "bundle":
        for kind, spec in KINDS.items():
            if kind != "map":
                rows = [(f"**{heading(f)}**" if f in spec.required else heading(f), words_for(kind, f)) for f in carried(kind)]
                yield from ("", f"## {spec.file}", "", *_table(("column", "what it holds"), rows))
    if name == "360giving":
        yield from ("", "## Titles that are written", "", *(f"- `{title}`" for title in TITLES))
        yield from ("", "## Beginnings of titles that are read", "", *(f"- `{title}`: {field}" for title, field in SECTIONS.items()))
    if name == "answers":
        yield from ("", "## Words for answers", "", f"Not known, never 0: {_listed(NOT_KNOWN)}.", "", f"No tie, 0: {_listed(NO_TIE)}.", "")
        yield "All words of a sheet stand on one of these ladders, which count from 1, or carry their number (`4 - a lot`), or are said:"
        yield from ("`--map-columns \"a bit=2\"`. What was understood is shown, and kept in the map's codebook.", "")
        yield from (f"- {' < '.join(ladder)}" for ladder in LADDERS)


def _dialects(title: str, table: dict[str, str]) -> Iterable[str]:
    yield from ("", f"## {title}", "", "Capitals, accents, marks and what stands in brackets do not matter.", "")
    yield from _table(("field", "headings"), [(heading(field), words.replace("|", ", ")) for field, words in table.items()])


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
