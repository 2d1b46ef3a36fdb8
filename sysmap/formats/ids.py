"""Which id does a fact get that came without one? One made from what makes it that fact, and from nothing else."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from sysmap.formats.bundle_columns import STANDS_FOR
from sysmap.formats.likeness import plain
from sysmap.model.kinds import KINDS
from sysmap.model.text import ID_LIMIT, Text

PREFIXES = {
    "relationship": "tie",
    "funding": "flow",
    "condition_rating": "view",
    "measurement": "figure",
    "provision": "offer",
}
NATURAL = {"place": "name", "snapshot": "name", "layout": "actor"}
"""Kinds whose id is another of their columns: there is one place of a name, and one position of an actor."""

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SLUG = 40

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


def id_from(name: str) -> str:
    """A file or folder name made into a map id.

    >>> id_from("Norwich 2015 (final)"), id_from("地図")
    ('norwich-2015-final', 'map')
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", letters).strip("-_")[:64] or "map"


def id_of_name(name: str, ordinal: int = 0) -> str:
    """The id of an organisation that came with a name only; the ``ordinal``-th of that name.

    >>> id_of_name("Early Help Hub"), id_of_name("地図")[:6], id_of_name("Ash", 1) == id_of_name("Ash")
    ('early-help-hub', 'actor-', False)
    """
    slug = id_from(plain(name))
    if not ordinal and slug == plain(name).replace(" ", "-") and len(slug) <= _SLUG and re.fullmatch(r"[A-Za-z ]+", name):
        return slug
    digest = hashlib.sha256(f"{name}\x1d{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug[:_SLUG].strip('-') if slug != 'map' else 'actor'}-{digest}"


def fit_id(text: Text) -> Text:
    """An id from a file, where it can be one of ours."""
    return None if text is None or len(text) > ID_LIMIT or _BREAKS.search(text) else text
