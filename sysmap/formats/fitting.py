"""What of another program's facts does not fit the rules of a map? It is kept as it is or left out, and told; the file still comes in.

A word that a closed list of ours lacks stays with the fact under its heading; an end before its start, and the dates of somebody whose
ties lie outside them, are left out and listed. Rejected: refusing a whole export of another program for a date its author mistyped.
Who may see a fact is never guessed: a word for that which nobody knows refuses the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sysmap.formats.drafting import Draft
from sysmap.formats.incoming import Place, Row
from sysmap.model.dates import ends_before_start
from sysmap.model.kinds import KINDS, heading
from sysmap.model.text import Text, split_list
from sysmap.model.validation.lives import certainly_before, certainly_over
from sysmap.model.vocabulary import CLOSED

AUDIENCES = frozenset({"audience", "note_audience"})
DATED_TIES = ("relationship", "funding")


def closed_words(draft: Draft, kind: str, made: dict[str, Any], place: Place) -> dict[str, Text]:
    """Take from ``made`` the words that our closed lists lack; they are given back by heading, to be kept as they are."""
    other: dict[str, Text] = {}
    for field, name in KINDS[kind].closed.items():
        said, choices = made.get(field), CLOSED[name]
        if said is None or said in choices or field in AUDIENCES:
            continue
        if said.casefold() in choices:
            made[field] = said.casefold()
            continue
        column = heading(field)
        other[column] = made.pop(field)
        rule = f"{column} says something else here than on a map, and is kept as it is"
        draft.note_once((kind, field), rule, f"on a map it is one of: {', '.join(choices)}", place, column, said)
    return other


def dates_in_order(draft: Draft, made: dict[str, Any], place: Place) -> None:
    """Take an end away that is before its start."""
    since, until = made.get("since"), made.get("until")
    if since is not None and until is not None and ends_before_start(since, until):
        draft.leave_out(place, f"until: {until} is before the start, {since}; correct one of the two")
        made["until"] = None


def without_dates_that_ties_deny(draft: Draft, actors: list[Row], ties: Mapping[str, Iterable[Row]]) -> list[Row]:
    """The organisations, without the start or end that one of their ties lies outside of."""
    lives = {row.given["id"]: row for row in actors if row.given.get("since") is not None or row.given.get("until") is not None}
    wrong: dict[str, set[str]] = {}
    for kind in DATED_TIES if lives else ():
        for tie in ties.get(kind, ()):
            since, until = tie.given.get("since"), tie.given.get("until")
            for id in {one for field in KINDS[kind].ends for one in split_list(tie.given.get(field))} & lives.keys():
                life = lives[id].given
                if certainly_before(since, life.get("since")):
                    wrong.setdefault(id, set()).add("since")
                if certainly_over(life.get("until"), since) or certainly_before(life.get("until"), until):
                    wrong.setdefault(id, set()).add("until")
    return [_without(draft, row, wrong[row.given["id"]]) if row.given["id"] in wrong else row for row in actors]


def _without(draft: Draft, row: Row, fields: set[str]) -> Row:
    for field in sorted(fields):
        said = f"{field} of {row.given.get('name')}: {row.given[field]}, as a tie of theirs lies outside it"
        draft.leave_out((row.file, row.number), said)
    return row._replace(given={name: value for name, value in row.given.items() if name not in fields})
