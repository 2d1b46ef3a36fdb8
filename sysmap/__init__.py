"""Keeps a map of who works with, trusts, funds and holds power over whom, remembers every state of it, and says what changed.

    m = sysmap.open("sqlite:///map.db", map="norwich")
    m.compare("w1", "w2", layer="trust")

Importing sysmap loads nothing heavy: the rooms behind ``open`` are read when it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sysmap.module import OpenMap

__all__ = ["open"]


def open(url: str, map: str | None = None, *, known_at: str | None = None) -> OpenMap:
    """A map in a store, ready to be asked: ``network``, ``measures``, ``compare``, ``draw``. Raises NotFound, StoreUnavailable."""
    from sysmap.module import open_map

    return open_map(url, map, known_at)
