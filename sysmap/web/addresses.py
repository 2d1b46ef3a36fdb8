"""Where is what? The addresses that pages link to, made in one place so that every part of them is escaped."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlencode

LAYER_WORDS = {"relationships": "working together", "trust": "trust", "funding": "money", "power": "who decides"}
AUDIENCE_WORDS = {"participants": "those who took part", "public": "everyone"}


class Link(NamedTuple):
    """A link with its words; ``current`` when it leads to what is shown."""

    words: str
    href: str
    current: bool = False


def address(map: str, resource: str = "", words: dict[str, str] | None = None, *, framed: bool = False) -> str:
    """The address of a map, or of a picture of it.

    >>> address("wrenmoor", "picture.svg", {"at": "w1", "layer": ""})
    '/maps/wrenmoor/picture.svg?at=w1'
    """
    given = {name: value for name, value in (words or {}).items() if value}
    path = f"{'/embed' if framed else ''}/maps/{quote(map, safe='')}" + (f"/{resource}" if resource else "")
    return f"{path}?{urlencode(given)}" if given else path


def published_at(map: str, id: str, *, framed: bool = False) -> str:
    """The address of a published figure.

    >>> published_at("wrenmoor", "p-1", framed=True)
    '/embed/maps/wrenmoor/published/p-1'
    """
    return address(map, f"published/{quote(id, safe='')}", framed=framed)


def part_of(map: str, actor: str) -> str:
    """The address of an organisation's own page."""
    return address(map, f"part/{quote(actor, safe='')}")
