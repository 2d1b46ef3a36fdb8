"""What may stand in a bundle? Its files, columns and closed words as one JSON Schema, for other programs.

The schema describes a bundle as a JSON object with one property per file: map.toml as an object, each CSV file as a list of rows, each
row an object of its cells as text. Rules that join rows (an id that must exist, a scale, sums of shares) are told at import.
"""

from __future__ import annotations

import json
from typing import Any

from sysmap.formats.bundle import SALTS_FILE
from sysmap.formats.bundle_columns import COMMON, NUMBERS, carried, required, written
from sysmap.formats.column_words import words_for
from sysmap.formats.map_toml import KEYS
from sysmap.model.dates import FORMS
from sysmap.model.kinds import KINDS, heading
from sysmap.model.text import CELL_LIMIT, ID_LIMIT, NAME_LIMIT, NOT_STATED, STORY_LIMIT
from sysmap.model.validation.cells import MAP_ID
from sysmap.model.vocabulary import AUDIENCES, CLOSED, DEFAULT_CODEBOOK, LISTED

DATES = frozenset({"since", "until", "date", "closes", "awarded"})
NOT = "[Nn]ot [Ss]tated"
DATE_PATTERN = rf"^\s*(([Bb]y |[Bb]efore |[Aa]fter |~)?\s*\d{{4}}(-\d{{2}}(-\d{{2}})?)?|{NOT})?\s*$"
NUMBER_PATTERN = rf"^\s*([+-]?\d+(\.\d+)?([eE][+-]?\d+)?|{NOT})?\s*$"
ANSWER_PATTERN = rf"^\s*(\d{{1,2}}(\.0+)?|{NOT})?\s*$"
_NUMBERS_ONLY = NUMBERS - {"value", "strength", "reach", "size", "n", "tolerance", "order"}


def schema_document() -> dict[str, Any]:
    """The schema, a JSON Schema of draft 2020-12."""
    files: dict[str, Any] = {"map.toml": _map()}
    files.update((spec.file, _rows(kind)) for kind, spec in KINDS.items() if kind != "map")
    files[SALTS_FILE] = _salts()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A map as a folder: map.toml and CSV files",
        "description": (
            "UTF-8 CSV with a header row, comma separated, RFC 4180 quoting, columns in any order; an absent file means none. An empty "
            f"cell and the words '{NOT_STATED}' both mean not stated. Members of a list in a cell are separated by |, and | and \\ inside "
            "them written \\| and \\\\. Unknown columns are kept with the row. Dates: " + FORMS + "."
        ),
        "type": "object",
        "required": ["map.toml"],
        "properties": files,
        "$defs": _definitions(),
    }


def schema_text() -> str:
    """The schema as it is committed under ``schema/``."""
    return json.dumps(schema_document(), ensure_ascii=False, indent=1) + "\n"


def _definitions() -> dict[str, Any]:
    closed = {name: {"enum": list(words)} for name, words in CLOSED.items()}
    return {
        "not_stated": {"enum": ["", NOT_STATED]},
        "text": {"type": "string", "maxLength": CELL_LIMIT},
        "date": {"type": "string", "pattern": DATE_PATTERN, "description": FORMS},
        "number": {"type": "string", "pattern": NUMBER_PATTERN},
        **closed,
    }


def _rows(kind: str) -> dict[str, Any]:
    spec = KINDS[kind]
    always = (*written(kind), *COMMON)
    fields = (*written(kind), *(name for name in carried(kind) if name not in always), *COMMON)
    columns = {heading(name): _column(kind, name) for name in fields}
    columns["attributes"] = {"type": "string", "description": "JSON of what has no column of its own; unknown columns do as well."}
    row = {"type": "object", "required": list(required(kind)), "properties": columns, "additionalProperties": {"type": "string"}}
    return {"description": " ".join((spec.fact.__doc__ or "").replace("``", "").split()), "type": "array", "items": row}


def _column(kind: str, field: str) -> dict[str, Any]:
    words = words_for(kind, field)
    said: dict[str, Any] = {"description": words} if words else {}
    spec = KINDS[kind]
    if field in spec.closed:
        return {**said, **_closed(spec.closed[field], field in LISTED)}
    if field in DATES:
        return {**said, "$ref": "#/$defs/date"}
    if (kind, field) == ("rating", "value"):
        return {**said, "type": "string", "pattern": ANSWER_PATTERN}
    if field in _NUMBERS_ONLY and kind != "measurement":
        return {**said, "$ref": "#/$defs/number"}
    if field == "id":
        return {**said, "type": "string", "maxLength": ID_LIMIT}
    limit = NAME_LIMIT if field == "name" else STORY_LIMIT if (kind, field) == ("story", "text") else CELL_LIMIT
    return {**said, "type": "string", "maxLength": limit}


def _closed(name: str, several: bool) -> dict[str, Any]:
    if several:
        one = "|".join(CLOSED[name])
        return {"type": "string", "pattern": rf"^(({one})(\|({one}))*|{NOT})?$"}
    return {"anyOf": [{"$ref": f"#/$defs/{name}"}, {"$ref": "#/$defs/not_stated"}]}


def _map() -> dict[str, Any]:
    keys: dict[str, Any] = {key: {"type": "string", "description": words_for("map", field)} for key, field in KEYS.items()}
    keys["id"]["pattern"] = f"^{MAP_ID.pattern}$"
    for key in ("audience", "map_audience"):
        keys[key] = {"enum": list(AUDIENCES), "description": keys[key]["description"]}
    keys["basis"] = {"$ref": "#/$defs/basis"}
    keys["require_source"]["type"] = "boolean"
    keys["order"] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], **keys["order"]}
    keys["order"].pop("type")
    keys["guarded"] = {
        "type": "boolean",
        "description": "true: text cells that a spreadsheet would run begin with one ' that is not part of the text.",
    }
    keys["codebook"] = _codebook()
    return {"type": "object", "required": ["id", "name"], "properties": keys, "additionalProperties": True}


def _codebook() -> dict[str, Any]:
    words = {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "object"}]}
    whole = {"type": "integer", "minimum": 1}
    shapes: dict[type, dict[str, Any]] = {list: words, dict: {"type": "object"}, int: whole, str: {"type": "string"}}
    parts = {name: {**shapes[type(default)], "default": default} for name, default in DEFAULT_CODEBOOK.items()}
    return {
        "type": "object",
        "description": "Adds to the default codebook or overrides it. 'unlisted' holds words in use that the lists lack.",
        "properties": parts,
        "additionalProperties": True,
    }


def _salts() -> dict[str, Any]:
    columns = {name: {"type": "string"} for name in ("kind", "id", "field", "salt")}
    row = {"type": "object", "required": list(columns), "properties": columns}
    what = "The random text under which each personal text is sealed; with it another import gets the same fingerprints."
    return {"description": what, "type": "array", "items": row}
