"""How do the rows of other people's files become facts? One draft for every format: who is meant, what repeats, what is left out.

Organisations without an id get one from their name alone. A tie from somebody to itself and an exact repeat are left out and listed;
other parallel ties are kept. Rejected: leaving these rules to each reader, where they would come to differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sysmap.formats.bundle_files import refused
from sysmap.formats.ids import fit_id, id_of_name
from sysmap.formats.incoming import Asked, Findings, Place, Row
from sysmap.formats.sheets import one_name
from sysmap.model.text import STORY_LIMIT, Text

TEXT_LIMIT = 100_000_000
POSITION_LIMIT = 1e9


class Draft:
    """Facts as they are gathered from a file.

    ``lasting_ids`` says that its ids mean the same in the next file too; ``own``, that sysmap wrote it and nothing is to be added.
    """

    def __init__(self, form: str, path: Path, asked: Asked, *, lasting_ids: bool = False) -> None:
        self.form = form
        self.path = path
        self.asked = asked
        self.lasting_ids = lasting_ids
        self.found = Findings()
        self.not_carried: list[str] = []
        self.columns: dict[str, dict[str, str]] = {}
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.loose: set[str] = set()
        self.own = False
        self.dates: dict[Text, Text] = {}
        self.about: dict[str, Any] = {}
        self.about_extra: dict[str, Any] = {}
        self._by_name: dict[str, str] = {}
        self._called: dict[str, str] = {}
        self._mentioned: dict[str, Row] = {}
        self._ids: dict[str, Place] = {}
        self._seen: dict[tuple[Any, ...], Place] = {}
        self._noted: set[tuple[str, ...]] = set()
        self._spent = 0

    def leave_out(self, place: Place, what: str) -> None:
        file, row = place
        self.not_carried.append(f"{file} row {row}: {what}" if row else f"{file}: {what}")

    def note_once(self, key: tuple[str, ...], rule: str, fix: str, place: Place, column: str, value: Text) -> None:
        """Tell of the first of many alike."""
        if key not in self._noted:
            self._noted.add(key)
            self.found.note(rule, fix, *place, column, value)

    def spend(self, given: Mapping[str, Any], extra: Mapping[str, Any], place: Place) -> dict[str, Any]:
        """What a fact keeps of columns that are not ours. Raises InputError once the facts hold more text than a map can.

        A default that a file states once is said of every fact, so a small file can be large when it is written out.
        """
        kept = {}
        for name, value in extra.items():
            length = len(value) if isinstance(value, str) else 0
            if length > STORY_LIMIT:
                self.leave_out(place, f"{name}: {length:,} characters; at most {STORY_LIMIT:,} are kept")
            else:
                kept[name] = value
                self._spent += length
        self._spent += sum(len(value) for value in given.values() if isinstance(value, str))
        if self._spent > TEXT_LIMIT:
            raise refused(self.path.name, f"what it says, written out, is more than {TEXT_LIMIT:,} characters", "split it")
        return kept

    def actor(self, name: Text, given: Mapping[str, Any], extra: Mapping[str, Any], place: Place, id: Text = None) -> str | None:
        """An organisation with a row of its own. Its id, or None when the row has neither id nor name."""
        name = one_name(name)
        if id is not None and fit_id(id) is None:
            self.found.wrong("an id is at most 200 characters and has no control characters", "give it another", *place, "id", id)
            return None
        if id is None and name is None:
            self.leave_out(place, "a row without a name or id")
            return None
        if id is None and name is not None:
            said = ("actor", name, _said(given), _said(extra))
            if said in self._seen:
                self.leave_out(place, f'a repeat of "{name}"{_as_in(self._seen[said])}')
                return self._by_name[name]
            self._seen[said] = place
            id = self._free_id(name)
            self.loose.add(id)
        assert id is not None
        if id in self._ids:
            row = self._ids[id][1]
            told = f"rows {row} and {place[1]} have the same id" if row else "two entries have the same id"
            self.found.wrong(told, "give each its own, or take one away", *place, "id", id)
            return id
        self._ids[id] = place
        if not self.lasting_ids:
            self.loose.add(id)
        shown = name if name is not None else id
        self._by_name.setdefault(shown, id)
        self._called.setdefault(id, shown)
        self.rows["actor"].append(Row("actor", *place, {**given, "id": id, "name": shown}, self.spend(given, extra, place)))
        return id

    def _free_id(self, name: str) -> str:
        ordinal = 0
        while (id := id_of_name(name, ordinal)) in self._ids:
            ordinal += 1
        return id

    def named(self, name: Text, place: Place) -> str | None:
        """The organisation of this name, which a tie mentions; made when no row of its own says more of it."""
        name = one_name(name)
        if name is None:
            return None
        if name in self._by_name:
            return self._by_name[name]
        id = id_of_name(name)
        self._by_name[name] = id
        self._called.setdefault(id, name)
        self.loose.add(id)
        self._mentioned[id] = Row("actor", *place, {"id": id, "name": name})
        return id

    def meant(self, cell: Text, place: Place) -> str | None:
        """The organisation a cell names, by its id where there is such a one, else by its name."""
        cell = one_name(cell)
        return cell if cell in self._ids else self.named(cell, place)

    def knows(self, name: Text) -> bool:
        """Was somebody of this name met already?"""
        return one_name(name) in self._by_name

    def has(self, id: Text) -> bool:
        return id in self._ids

    def known(self, id: Text, place: Place, column: str) -> bool:
        """Is this the id of somebody in the file? A tie to nowhere refuses the file."""
        if id is not None and id in self._ids:
            return True
        rule = "there is nobody with this id in the file" if id is not None else "the tie does not say who is at this end"
        self.found.wrong(rule, "add them, or take the tie away", *place, column, id)
        return False

    def tie(self, kind: str, given: Mapping[str, Any], extra: Mapping[str, Any], place: Place) -> bool:
        """A tie of any kind; False when it was left out."""
        start, end = given.get("from_id"), given.get("to_id")
        if start is not None and start == end:
            self.leave_out(place, f"a tie from {self.name_of(start)} to itself")
            return False
        facts: dict[str, Any] = dict(given)
        id = facts.pop("id", None)
        if id is not None and fit_id(id) is None:
            self.found.wrong("an id is at most 200 characters and has no control characters", "give it another", *place, "id", id)
            return False
        ends = tuple(sorted((start or "", end or ""))) if given.get("directed") == "no" else (start, end)
        rest = _said({key: value for key, value in facts.items() if key not in ("from_id", "to_id")})
        said = (kind, id, ends, () if id is not None else (rest, _said(extra)))
        if said in self._seen or (id is not None and (kind, id) in self._seen):
            return self._again(kind, id, said, start, end, place)
        dated = facts.get("since") is not None or facts.get("until") is not None
        claim = ("claim", kind, ends, rest, _said(extra))
        if id is not None and dated and kind == "relationship":
            if claim in self._seen:
                return self._again(kind, None, claim, start, end, place)
            self._seen[claim] = place
        self._seen[said] = place
        if id is not None:
            self._seen[kind, id] = place
            facts["id"] = id
        self.rows[kind].append(Row(kind, *place, facts, self.spend(facts, extra, place)))
        return True

    def _again(self, kind: str, id: Text, said: tuple[Any, ...], start: Text, end: Text, place: Place) -> bool:
        if id is not None:
            self.found.wrong(f"this id is there twice among the {kind}s", "give each its own, or take one away", *place, "id", id)
            return False
        self.leave_out(place, f"a repeat of the tie between {self.name_of(start)} and {self.name_of(end)}{_as_in(self._seen[said])}")
        return False

    def only_mentioned(self) -> list[Row]:
        """Those whom a tie names and no row of their own tells of."""
        return [row for id, row in self._mentioned.items() if id not in self._ids]

    def name_of(self, id: Text) -> str:
        return self._called.get(id or "", id or "nobody")

    def add(self, kind: str, given: Mapping[str, Any], place: Place, extra: Mapping[str, Any] | None = None) -> None:
        self.rows[kind].append(Row(kind, *place, dict(given), dict(extra or {})))

    def stands(self, id: Text, x: Text, y: Text, place: Place, pinned: bool = False) -> None:
        """Where somebody stands in the drawing."""
        across, down = as_position(x), as_position(y)
        if id in self._ids and across is not None and down is not None:
            self.add("layout", {"actor": id, "x": across, "y": down, "pinned": "yes" if pinned else None}, place)
        elif id in self._ids and (x or y):
            self.leave_out(place, f'where {self.name_of(id)} stands: "{x}", "{y}" is no place')


def as_position(cell: Text) -> Text:
    """A coordinate of a drawing to a thousandth: programs write as many digits as a float has, and nobody sees them.

    >>> as_position("-172.76232306334012"), as_position("3"), as_position("1e-05"), as_position("NaN")
    ('-172.762', '3', '0', None)
    """
    try:
        place = round(float(cell or ""), 3) + 0.0
    except (ValueError, OverflowError):
        return None
    if not abs(place) < POSITION_LIMIT:
        return None
    return str(int(place)) if place == int(place) else format(place, "f").rstrip("0")


def _said(cells: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in cells.items() if value is not None))


def _as_in(place: Place) -> str:
    return f" (the same as row {place[1]})" if place[1] else ""


def without_empty(cells: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in cells if value is not None}
