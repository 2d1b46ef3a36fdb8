"""What does sysmap promise to other programs? The bundle's columns, the closed words, the bundle's schema, the store's tables."""

from __future__ import annotations

from typing import Any

from sysmap.errors import UsageError
from sysmap.formats import schema_document
from sysmap.model.kinds import KINDS, heading
from sysmap.model.vocabulary import CLOSED
from sysmap.store.opening import ddl

PARTS = ("columns", "words", "bundle", "sqlite")


def columns() -> dict[str, list[str]]:
    """The columns of each file of a map folder, required ones marked with a star."""
    return {
        kind.file: [f"{heading(field)}*" if field in kind.required else heading(field) for field in kind.fields if field != "attributes"]
        for kind in KINDS.values()
    }


def words() -> dict[str, list[str]]:
    """The words that may stand in each closed column."""
    return {name: list(choices) for name, choices in CLOSED.items()}


def promise(part: str) -> dict[str, Any] | str:
    """One of the promises in ``PARTS``. Raises UsageError naming them."""
    if part == "columns":
        return columns()
    if part == "words":
        return words()
    if part == "bundle":
        return schema_document()
    if part == "sqlite":
        return ddl()
    raise UsageError(f"There is no schema called {part!r}", fix=f"Choose one of: {', '.join(PARTS)}.")
