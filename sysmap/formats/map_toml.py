"""What does map.toml say of the map itself? Its name, question and boundary, its defaults, and its words over the default codebook."""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from typing import Any, NamedTuple

from sysmap.formats.csv_reading import decoded
from sysmap.formats.incoming import Findings, Row
from sysmap.model.canonical import canonical_json
from sysmap.model.text import Text, clean, join_list
from sysmap.model.vocabulary import DEFAULT_CODEBOOK

FILE = "map.toml"
KEYS = {
    "id": "id",
    "name": "name",
    "focal_question": "focal_question",
    "boundary": "boundary",
    "steward": "steward",
    "language": "language",
    "audience": "default_audience",
    "order": "order",
    "require_source": "require_source",
    "basis": "basis",
    "source": "source",
    "map_audience": "audience",
}
"""Keys of map.toml and the field of the map each is, in the order in which they are written. ``audience`` there is the default for
facts that name none; ``map_audience`` is who may see the map's own fact."""


class MapFile(NamedTuple):
    """What was read: the row for the map's own fact, whether text cells carry a guard, and the id it gives itself."""

    row: Row
    guarded: bool
    id: Text


def read_map_file(content: bytes, found: Findings) -> MapFile:
    """Read map.toml. Problems are told with their line; what could be read is given."""
    said = _parsed(content, found)
    guarded = said.pop("guarded", False)
    if not isinstance(guarded, bool):
        _wrong(found, "guarded", guarded, "guarded is true or false", "write guarded = true, or leave it out")
    given: dict[str, Any] = {}
    if "codebook" in said:
        given["codebook"] = _codebook(said.pop("codebook"), found)
    for key, field in KEYS.items():
        if key in said:
            given[field] = _field(key, said.pop(key), found)
    extra = _extra(said, given)
    for key in extra:
        found.note("this key is not one of map.toml's; it is kept as an attribute of the map", "", FILE, None, key)
    return MapFile(Row("map", FILE, 0, given, extra), guarded is True, given.get("id"))


def _parsed(content: bytes, found: Findings) -> dict[str, Any]:
    text = decoded(content, FILE, found)
    if text is None:
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+), column \d+", str(error))
        reason = re.sub(r" \(at .*\)$", "", str(error))
        place = int(line[1]) if line else text.count("\n") + 1
        found.unreadable(f"this is not TOML: {reason}", 'write KEY = "text", one a line, with the text in quotation marks', FILE, place)
    except RecursionError:
        found.unreadable("the tables are nested too deeply", "keep the codebook to lists and one level of tables", FILE)
    return {}


def _field(key: str, value: Any, found: Findings) -> Text:
    if key == "require_source":
        words = {True: "yes", False: "no", "yes": "yes", "no": "no", "true": "yes", "false": "no", "": None}
        if isinstance(value, bool | str) and value in words:
            return words[value]
        _wrong(found, key, value, "require_source is true or false", "write require_source = true, or leave it out")
        return None
    if key == "order" and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return join_list(tuple(value))
    if isinstance(value, dict | list):
        _wrong(found, key, value, f"{key} is one text, not a list or table", f'write {key} = "text"')
        return None
    return clean(value if isinstance(value, str) else canonical_json(_plain(value)).strip('"'))


def _codebook(value: Any, found: Findings) -> Text:
    if not isinstance(value, dict):
        _wrong(found, "codebook", value, "codebook is a table", "write [codebook] on a line of its own, and its lists under it")
        return None
    for key, default in DEFAULT_CODEBOOK.items():
        if key in value and not _fits(value[key], default):
            shape = {list: 'a list of words, ["a", "b"]', dict: "a table", int: "a whole number above 0", str: "one word"}[type(default)]
            _wrong(found, f"codebook.{key}", value[key], f"{key} is {shape}", "write it so, or leave it out")
    return canonical_json(_plain(value)) if value else None


def _fits(value: Any, default: Any) -> bool:
    """Has a part of the codebook the shape that the rest of sysmap relies on? Words may also be a table with their meanings."""
    if isinstance(default, list):
        return isinstance(value, dict) or (isinstance(value, list) and all(isinstance(word, str) for word in value))
    if isinstance(default, int):
        return isinstance(value, int) and not isinstance(value, bool) and value > 0
    return isinstance(value, type(default))


def _extra(said: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Unknown keys, kept as they are. A table ``attributes`` holds those whose names are taken."""
    if "attributes" in said:
        held = said.pop("attributes")
        given["attributes"] = canonical_json(_plain(held)) if isinstance(held, dict) else clean(str(held))
    return {key: (clean(value) if isinstance(value, str) else _plain(value)) for key, value in said.items()}


def _plain(value: Any) -> Any:
    """A TOML value as JSON can hold it: dates and times become text, and so do the numbers JSON has no word for."""
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _wrong(found: Findings, key: str, value: Any, rule: str, fix: str) -> None:
    found.wrong(rule, fix, FILE, None, key, str(value))
