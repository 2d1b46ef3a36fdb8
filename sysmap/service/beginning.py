"""How does a map begin? Empty, with a name and a question; or as the invented town, to look round in."""

from __future__ import annotations

from sysmap.errors import UsageError
from sysmap.formats.ids import id_from
from sysmap.model.text import clean
from sysmap.service.changing import Edit, Wish, change
from sysmap.service.demonstration import BESIDE, MAP
from sysmap.service.desk import Desk
from sysmap.service.importing import carry_out, preview
from sysmap.service.seeds import seed


def begin_map(desk: Desk, name: str, question: str | None, edit_id: str, author: str) -> str:
    """Make an empty map of this name; its id. Sent again with the same edit id it gives the map that it made the first time.

    Raises UsageError for a name that is none, and whatever the rules say of it.
    """
    called = clean(name)
    if called is None:
        raise UsageError("A map needs a name", fix="Say what it is called; you can change it later.")
    id = free_id(desk, called, edit_id)
    if desk.store.head(id) is None:
        cells = {"name": called, "focal_question": clean(question or "")}
        change(desk, id, Edit(edit_id, 0, "a new map"), [Wish("add", "map", id, cells)], author)
    return id


def free_id(desk: Desk, name: str, edit_id: str) -> str:
    """An id made of the name that no map has, or that of the map which this very edit made."""
    stem, number = id_from(name)[:58].strip("-_") or "map", 1
    while True:
        id = stem if number == 1 else f"{stem}-{number}"
        if desk.store.head(id) is None or desk.store.revisions(id)[0].edit_id == edit_id:
            return id
        number += 1


def invented_town(desk: Desk, author: str) -> str:
    """The invented town and the map of real documents beside it, loaded where they are not there yet; the town's id."""
    for name in (MAP, BESIDE):
        if desk.store.head(name) is None:
            carry_out(desk, preview(desk, seed(name)), author=author)
    return MAP
