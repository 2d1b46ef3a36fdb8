"""What does sysmap promise to other programs? The closed words, the bundle's schema, the store's tables."""

from __future__ import annotations

from typing import Any

from sysmap.errors import UsageError
from sysmap.formats import schema_document
from sysmap.model.vocabulary import CLOSED
from sysmap.store.opening import ddl

PARTS = ("words", "bundle", "sqlite")


def promise(part: str) -> dict[str, Any] | str:
    """One of the promises in ``PARTS``. Raises UsageError naming them."""
    if part == "words":
        return {name: list(words) for name, words in CLOSED.items()}
    if part == "bundle":
        return schema_document()
    if part == "sqlite":
        return ddl()
    raise UsageError(f"There is no schema called {part!r}", fix=f"Choose one of: {', '.join(PARTS)}.")
