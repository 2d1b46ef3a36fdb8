"""How is a table written as TOML? Plain keys first, then tables; only what JSON can hold, and the same value is the same text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def toml(table: Mapping[str, Any], path: tuple[str, ...] = ()) -> str:
    r"""The table as text, with every value in the order it has there.

    >>> print(toml({"name": "A \"b\"", "codebook": {"sectors": ["x"]}}), end="")
    name = "A \"b\""
    <BLANKLINE>
    [codebook]
    sectors = ["x"]
    """
    lines = [f"{_key(name)} = {_value(value)}\n" for name, value in table.items() if value is not None and not isinstance(value, dict)]
    for name, value in table.items():
        if isinstance(value, dict):
            inner = (*path, name)
            only_tables = bool(value) and all(isinstance(one, dict) for one in value.values())
            title = "" if only_tables else f"\n[{'.'.join(map(_key, inner))}]\n"
            lines.append(title + toml(value, inner))
    return "".join(lines)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _value(name)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return '"' + _ESCAPED.sub(lambda found: _SHORT.get(found[0], f"\\u{ord(found[0]):04X}"), value) + '"'
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value if one is not None)}]"
    if isinstance(value, dict):
        inside = ", ".join(f"{_key(name)} = {_value(one)}" for name, one in value.items() if one is not None)
        return f"{{ {inside} }}" if inside else "{}"
    return json.dumps(value)
