"""The teaching map as a State, read row by row without the importer: what the importer must agree with, and what measures are tested on."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from sysmap.model.actors import Map
from sysmap.model.kinds import KINDS, Kind, field_of
from sysmap.model.state import State
from tests.seeds.wrenmoor_figures import FOLDER, rows

KEPT_IN_MAP = ("focal_question", "boundary", "steward", "language", "require_source", "basis", "source")


@cache
def wrenmoor_state(folder: Path = FOLDER) -> State:
    """Every fact of the folder, in the order of its rows."""
    about = tomllib.loads((folder / "map.toml").read_text(encoding="utf-8"))
    words = {name: ("yes" if value is True else value) for name, value in about.items() if name in KEPT_IN_MAP}
    codebook = json.dumps(about["codebook"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    map = Map(about["id"], about["name"], default_audience=about.get("audience"), codebook=codebook, **words)
    facts: dict[str, dict[str, Any]] = {"map": {map.id: map}}
    for kind in KINDS.values():
        if kind.name != "map" and (folder / kind.file).exists():
            facts[kind.name] = {fact.id: fact for fact in (_fact(kind, row) for row in rows(kind.file, folder))}
    return State(map.id, 1, 0, facts)


def _fact(kind: Kind, row: dict[str, str]) -> Any:
    cells: dict[str, Any] = {field_of(column): cell for column, cell in row.items() if cell}
    if kind.name == "rating" and "value" in cells:
        cells["value"] = int(cells["value"])
    cells.setdefault("id", " ".join(str(cells.get(field, "")) for field in kind.key))
    return kind.fact(**cells)
