"""How is a figure frozen? As canonical JSON of the picture and its sentences, with its fingerprint; and how is it drawn again?"""

from __future__ import annotations

import base64
import hashlib
import json
import types
import zlib
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from sysmap.draw.picture import Picture
from sysmap.errors import UsageError
from sysmap.model.canonical import canonical_json
from sysmap.model.publishing import Publication

PREFIX = "sf1:"
LONGEST = 120_000
"""Characters of a frozen figure, which has to fit a cell of a CSV file: about 3,000 ties."""
LARGEST = 20_000_000
"""Bytes that a frozen figure may unfold to: what claims more was not written here."""


class Content(NamedTuple):
    """What readers see: the picture, and the sentences beside it."""

    picture: Picture
    sentences: tuple[str, ...]


class Shown(NamedTuple):
    """A published figure for a reader. ``content`` is None where it was withdrawn; ``newer`` is the figure in its place."""

    made: Publication
    content: Content | None
    newer: Publication | None


class Damaged(ValueError):
    """What is kept as a figure is none, or not the one whose fingerprint stands beside it."""


def frozen(content: Content) -> tuple[str, str]:
    """The content as it is kept, and its fingerprint. Raises UsageError for more than fits."""
    text = canonical_json({"picture": json.loads(content.picture.as_json()), "sentences": list(content.sentences), "version": 1})
    kept = base64.b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), 9)).decode()
    if len(kept) > LONGEST:
        raise UsageError(
            f"This picture has {len(content.picture.lines):,} lines, more than a reader can follow and a figure can hold",
            fix="Publish fewer kinds of relationship.",
        )
    return kept, fingerprint(text)


def fingerprint(text: str) -> str:
    return PREFIX + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=32)
def thawed(kept: str, digest: str) -> Content:
    """The content that was frozen. Raises Damaged when it is not what its fingerprint says."""
    try:
        unfolded = zlib.decompressobj()
        raw = unfolded.decompress(base64.b64decode(kept, validate=True), LARGEST)
        text = raw.decode("utf-8", "surrogatepass")
        if unfolded.unconsumed_tail or fingerprint(text) != digest:
            raise Damaged("fingerprint")
        told = json.loads(text)
        return Content(_made(Picture, told["picture"]), tuple(map(str, told["sentences"])))
    except (ValueError, TypeError, KeyError, zlib.error, RecursionError) as error:
        raise Damaged("content") from error


def _made(type: Any, value: Any) -> Any:
    """A value of a picture's type from its JSON. Fields that this version does not know are passed over."""
    if is_dataclass(type):
        hints = _hints(type)  # type: ignore[arg-type]
        known = {field.name: _made(hints[field.name], value[field.name]) for field in fields(type) if field.name in value}
        return type(**known)  # type: ignore[operator]
    origin, inner = get_origin(type), get_args(type)
    if origin in {Union, types.UnionType}:
        return None if value is None else _made(next(one for one in inner if one is not types.NoneType), value)
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_made(inner[0], one) for one in value)
        return tuple(_made(one, part) for one, part in zip(inner, value, strict=True))
    return float(value) if type is float else value


@lru_cache(maxsize=32)
def _hints(type: Any) -> dict[str, Any]:
    return get_type_hints(type)
