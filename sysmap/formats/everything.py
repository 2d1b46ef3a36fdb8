"""How does a map leave whole, in one file that anybody can open? A zip of the map folder, and beside it the same as a workbook, as a graph
for Gephi and for Kumu, and a page that says what every column holds.

The zip is a map folder like any other: it is read back from its tables, salts and all, so that its digest is the same wherever it goes;
what lies in the folder ``also`` is for people and other programs.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from sysmap.errors import UsageError
from sysmap.formats.bundle_files import ALSO
from sysmap.formats.bundle_schema import schema_document
from sysmap.formats.bundle_writing import bundle_contents, zipped
from sysmap.formats.column_words import words_for
from sysmap.formats.gexf_writing import write_gexf
from sysmap.formats.kumu_writing import write_kumu
from sysmap.formats.own_tables import write_workbook
from sysmap.formats.whole_files import replace_files
from sysmap.model.kinds import KINDS, heading
from sysmap.model.state import State

README = f"{ALSO}/README.txt"


def write_everything(state: State, path: Path) -> tuple[Path, ...]:
    """Write the zip. Raises UsageError for a path that does not end in .zip, SysmapError when there is nothing to write."""
    if path.suffix.casefold() != ".zip" or path.is_dir():
        raise UsageError("Everything leaves as one zip", fix="Name a file that ends in .zip.")
    return replace_files(path.parent, {path.name: zipped(everything_of(state))})


def everything_of(state: State) -> dict[str, bytes]:
    """The files of the zip by name."""
    contents = bundle_contents(state, with_salts=True)
    writers = [("map.xlsx", write_workbook)]
    if state.actors:
        writers += [("map.gexf", write_gexf), ("kumu.json", write_kumu)]
    with tempfile.TemporaryDirectory(prefix="sysmap-everything-") as home:
        for name, write in writers:
            (written,) = write(state, Path(home) / name)
            contents[f"{ALSO}/{name}"] = written.read_bytes()
    contents[f"{ALSO}/schema.json"] = (json.dumps(schema_document(), ensure_ascii=False, indent=1) + "\n").encode()
    contents[README] = _readme(state).encode("utf-8", "replace")
    return contents


def _readme(state: State) -> str:
    """What is in the zip, and what each column of its tables holds."""
    lines = [
        f"{state.about.name or state.map}: the whole map as it stands now, without its history.",
        "",
        "map.toml and the CSV files are the map. To have it back, on any store: sysmap import THIS.zip",
        "also/map.xlsx is the same as a workbook; also/map.gexf opens in Gephi, also/kumu.json in Kumu.",
        "also/schema.json says the same as this page to programs (JSON Schema).",
        "",
        "Empty and 'not stated' both mean not stated. Lists in a cell are separated by |.",
        "A cell that a spreadsheet could run has a ' in front.",
    ]
    for kind, spec in KINDS.items():
        if kind != "map" and state.of(kind):
            lines += ["", f"{spec.file}: {len(state.of(kind)):,} rows"]
            for field in spec.fields:
                said = words_for(kind, field)
                if field != "attributes" and any(getattr(fact, field) is not None for fact in state.of(kind).values()):
                    lines.append(f"  {heading(field)}: {said}" if said else f"  {heading(field)}")
    return "\n".join((*lines, ""))
