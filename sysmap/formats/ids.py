"""Which id does a fact get that came without one? One made from what makes it that fact, and from nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sysmap.formats.bundle_columns import STANDS_FOR
from sysmap.model.kinds import KINDS
from sysmap.model.text import ID_LIMIT

PREFIXES = {
    "relationship": "tie",
    "funding": "flow",
    "condition_rating": "view",
    "measurement": "figure",
    "provision": "offer",
}
NATURAL = {"place": "name", "snapshot": "name", "layout": "actor"}
"""Kinds whose id is another of their columns: there is one place of a name, and one position of an actor."""

Key = tuple[str | None, ...]


def key_of(kind: str, given: Mapping[str, Any], fields: tuple[str, ...] | None = None) -> Key:
    """What two rows must agree on to be the same fact. An empty cell stands for its default.

    >>> key_of("relationship", {"from_id": "a", "to_id": "b"})
    ('a', 'b', 'works_with', None, None)
    """
    defaults = STANDS_FOR.get(kind, {})
    values = []
    for name in fields if fields is not None else KINDS[kind].key:
        value = given.get(name)
        if value is None and name in defaults:
            default = defaults[name]
            value = given.get(default) if default in KINDS[kind].fields else default
        values.append(value)
    return tuple(values)


def made_id(kind: str, key: Key, ordinal: int) -> str:
    """The id of the ``ordinal``-th fact (from 0) among those with this key.

    >>> made_id("relationship", ("a", "b", "works_with", None, None), 0)
    'tie-1a4fc81bd12fab24'
    """
    said = "".join("\x1e" if part is None else f"\x1f{part}" for part in key)
    digest = hashlib.sha256(f"{kind}{said}\x1d{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{PREFIXES.get(kind, kind)}-{digest[:16]}"


def natural_id(kind: str, given: Mapping[str, Any]) -> str | None:
    """The id that another column gives, or None when the kind has no such column, or it is empty or too long for an id."""
    field = NATURAL.get(kind)
    value: str | None = given.get(field) if field else None
    return value if value is not None and len(value) <= ID_LIMIT else None
