"""What does a table of any sensible shape say? Organisations, ties, money or answers by its headings; a matrix; or a bare list of pairs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sysmap.formats.bundle_files import refused
from sysmap.formats.cell_values import as_date, as_money, as_sign, as_strength, as_yes_no, split_cell
from sysmap.formats.column_guessing import Guess, guess
from sysmap.formats.drafting import Draft, without_empty
from sysmap.formats.fitting import closed_words, dates_in_order
from sysmap.formats.incoming import Place
from sysmap.formats.moving import moving
from sysmap.formats.sheets import Cells, Sheet
from sysmap.formats.table_shapes import matrix_of
from sysmap.model.kinds import heading
from sysmap.model.text import Text, join_list

HINT = "name the columns: --map-columns HEADING=from,HEADING=to or HEADING=name"
NOTHING = re.compile(r"0+(?:\.0+)?|no|n|-|none", re.IGNORECASE)
MARKED = re.compile(r"x|yes|y|✓|✔|true", re.IGNORECASE)


def take_sheets(draft: Draft, sheets: Sequence[Sheet], both_ways: bool = True) -> int:
    """Draft every table; organisations before ties, so that ties find them. How many tables said something."""
    placed = draft.asked.tables
    matrices = [sheet for sheet in sheets if sheet.file not in placed and matrix_of(sheet) is not None]
    guessed = [(sheet, guess(sheet.rows, draft.asked.columns, placed.get(sheet.file))) for sheet in sheets if sheet not in matrices]
    for sheet, found in guessed:
        if found is not None and found.holds == "actor":
            take_actors(draft, sheet, found)
    _with_parents(draft)
    taken = sum(found is not None and found.holds == "actor" for _, found in guessed)
    taken += sum(take_matrix(draft, sheet) for sheet in matrices)
    for sheet, found in guessed:
        if found is not None and found.holds == "rating":
            from sysmap.formats.answers import take_sheetful
            from sysmap.formats.answers_shapes import long_answers

            take_sheetful(draft, sheet, long_answers(sheet, found))
            taken += 1
        elif found is not None and found.holds != "actor":
            take_ties(draft, sheet, found)
            taken += 1
        elif found is None and sheet.file not in placed and _take_bare(draft, sheet, both_ways):
            taken += 1
        elif found is None:
            draft.leave_out((sheet.file, 0), "a table whose columns are not understood; " + HINT)
    return taken


def take_actors(draft: Draft, sheet: Sheet, found: Guess) -> None:
    """Rows of organisations, each perhaps with a cell of those it works with."""
    draft.columns[sheet.file] = found.shown(sheet.rows[found.heading_row][1])
    partners: list[tuple[str, tuple[str, ...], Place]] = []
    for number, cells in moving(sheet.rows[found.heading_row + 1 :], len(sheet.rows)):
        place = (sheet.file, number)
        given, extra = row_given(found, cells)
        given, other = actor_given(draft, given, place)
        listed = split_cell(given.pop("partners", None))
        id = draft.actor(given.pop("name", None), given, {**extra, **other}, place, given.pop("id", None))
        if id is not None and listed:
            partners.append((id, listed, place))
    for id, listed, place in partners:
        for partner in known_in_one(draft, listed):
            draft.tie("relationship", {"from_id": id, "to_id": draft.meant(partner, place), "directed": "no"}, {}, place)


def known_in_one(draft: Draft, listed: Sequence[str]) -> Sequence[str]:
    """A list split by commas, where every part is the name of somebody in the file; names may hold commas themselves."""
    if len(listed) != 1 or "," not in listed[0]:
        return listed
    parts = [part.strip() for part in listed[0].split(",") if part.strip()]
    return parts if all(draft.knows(part) for part in parts) else listed


def take_ties(draft: Draft, sheet: Sheet, found: Guess) -> None:
    """Rows of ties, money or answers. A cell with several partners is several ties; a row with one end is somebody on their own."""
    draft.columns[sheet.file] = found.shown(sheet.rows[found.heading_row][1])
    plain = found.holds == "relationship" and not {"type", "directed", "strength", "sign"} & found.fields.keys()
    for number, cells in moving(sheet.rows[found.heading_row + 1 :], len(sheet.rows)):
        place = (sheet.file, number)
        given, extra = row_given(found, cells)
        start, end = draft.meant(given.pop("from_id", None), place), given.pop("to_id", None)
        listed = [end] if draft.has(end) or found.holds == "funding" else list(split_cell(end, "|"))
        if end is None or start is None:
            for alone in listed if start is None else ():
                draft.meant(alone, place)
            if found.holds != "relationship" or any(value is not None for value in given.values()):
                draft.leave_out(place, "a row with one end only")
            continue
        for one in listed:
            ends = {"from_id": start, "to_id": draft.meant(one, place)}
            stated, other = tie_given(draft, found, given, place)
            if plain:
                stated["directed"] = "no"
            draft.tie(found.holds, {**ends, **stated}, {**extra, **other}, place)


def row_given(found: Guess, cells: Cells) -> tuple[dict[str, Any], dict[str, Text]]:
    """The cells of a row by field, and the rest by heading."""
    return {field: cells[at] for field, at in found.fields.items()}, {name: cells[at] for name, at in found.extra.items()}


def actor_given(draft: Draft, given: Mapping[str, Text], place: Place) -> tuple[dict[str, Any], dict[str, Text]]:
    """The cells of an organisation as a bundle writes them, and those with words that are not ours."""
    made: dict[str, Any] = dict(given)
    for field in ("since", "until"):
        if field in made:
            made[field] = as_date(draft, made[field], place, field)
    numbers = [("GB-CHC-", made.pop("charity_number", None)), ("GB-COH-", made.pop("company_number", None))]
    stated = tuple(
        prefix + (number.zfill(8) if prefix == "GB-COH-" and number.isdigit() else number) for prefix, number in numbers if number
    )
    if stated:
        made["identifiers"] = join_list((*split_cell(made.get("identifiers"), "|"), *stated))
    for field in ("aliases", "identifiers"):
        if field in made and field not in ("identifiers",):
            made[field] = join_list(split_cell(made[field], "|;"))
    dates_in_order(draft, made, place)
    return made, closed_words(draft, "actor", made, place)


def _with_parents(draft: Draft) -> None:
    """What an organisation is part of, which tables give by its name."""
    for at, row in enumerate(draft.rows["actor"]):
        said, place = row.given.get("part_of"), (row.file, row.number)
        if said is not None:
            parent = draft.meant(said, place)
            if parent == row.given["id"]:
                draft.leave_out(place, f'part of: "{said}" is the organisation itself')
            draft.rows["actor"][at] = row._replace(given={**row.given, "part_of": parent if parent != row.given["id"] else None})


def tie_given(draft: Draft, found: Guess, given: Mapping[str, Text], place: Place) -> tuple[dict[str, Any], dict[str, Any]]:
    """The cells of a tie as a bundle writes them, and those that its kind has no place for."""
    made: dict[str, Any] = {field: value for field, value in given.items() if field not in ("wave_date", "value", "amount")}
    for field in ("since", "until", "awarded"):
        if field in made:
            made[field] = as_date(draft, made[field], place, field)
    if "strength" in made:
        made["strength"] = as_strength(draft, made["strength"], place)
    if "sign" in made:
        made["sign"] = as_sign(draft, made["sign"], place)
    if "directed" in made:
        made["directed"] = as_yes_no(draft, made["directed"], place)
    dates_in_order(draft, made, place)
    if found.holds == "funding":
        if made.get("pooled_in") is not None:
            made["pooled_in"] = draft.meant(made["pooled_in"], place)
        amount, currency = as_money(draft, given.get("amount"), given.get("currency") or found.currency, place)
        made.update(amount=amount, currency=currency)
        made.pop("type", None)
        if made.get("description") is not None and made.get("purpose") is None:
            made["purpose"] = made.pop("description")
    fits = {"funding": _FUNDING, "relationship": _RELATIONSHIP}[found.holds]
    other = closed_words(draft, found.holds, made, place)
    other.update({heading(field): value for field, value in made.items() if field not in fits})
    made = {field: value for field, value in made.items() if field in fits}
    return (without_empty(made.items()) if found.holds == "funding" else made), other


_COMMON = {"id", "since", "until", "basis", "source", "audience"}
_RELATIONSHIP = _COMMON | {"type", "level", "directed", "sign", "strength", "trust_words", "wave", "description"}
_FUNDING = (
    _COMMON
    | {"kind", "amount", "currency", "quantity", "unit", "awarded", "status", "purpose", "programme", "place", "tiers"}
    | {
        "pooled_in",
        "out_of",
    }
)


def _take_bare(draft: Draft, sheet: Sheet, both_ways: bool) -> bool:
    """A table without headings: two or three columns of pairs, or one of names."""
    width = len(sheet.rows[0][1]) if sheet.rows else 0
    if width == 1:
        draft.columns[sheet.file] = {"column 1": "name"}
        for number, cells in moving(sheet.rows, len(sheet.rows)):
            draft.actor(cells[0], {}, {}, (sheet.file, number))
        return True
    third = _third(sheet) if width == 3 else ""
    if width not in (2, 3) or third is None:
        return False
    draft.columns[sheet.file] = {"column 1": "from", "column 2": "to", **({"column 3": third} if third else {})}
    _take_pairs(draft, sheet, third, both_ways)
    return True


def _take_pairs(draft: Draft, sheet: Sheet, third: str, both_ways: bool) -> None:
    """A bare pair means both ways. A row with one name is an organisation on its own."""
    for number, cells in moving(sheet.rows, len(sheet.rows)):
        place = (sheet.file, number)
        start, end = draft.named(cells[0], place), draft.named(cells[1], place)
        if start is not None and end is not None:
            given: dict[str, Any] = {"from_id": start, "to_id": end, **({"directed": "no"} if both_ways else {})}
            if third:
                given[third] = cells[2]
            draft.tie("relationship", given, {}, place)


def _third(sheet: Sheet) -> str | None:
    """What a third column without a heading holds: a strength, a type of few words, or nobody knows."""
    cells = [row[2] for _, row in sheet.rows if row[2] is not None]
    if all(re.fullmatch(r"\d{1,3}(?:\.\d+)?", cell) for cell in cells):
        return "strength"
    kinds = Counter(cells)
    return "type" if len(kinds) <= max(2, len(cells) // 3) and all(len(word) <= 60 for word in kinds) else None


def take_matrix(draft: Draft, sheet: Sheet) -> bool:
    """Names down the side and along the top, and a number or a mark where there is a tie."""
    shape = matrix_of(sheet)
    if shape is None:
        return False
    draft.columns[sheet.file] = {"rows": "from", "columns": "to", "cells": "strength"}
    cells = [value for _, row in shape[1] for _, value in row if value is not None and not NOTHING.fullmatch(value)]
    marks = all(MARKED.fullmatch(value) or value == "1" for value in cells)
    names, rows = shape
    for number, row in rows:
        draft.named(row[0][0], (sheet.file, number))
    for name in names:
        draft.named(name, (sheet.file, sheet.rows[0][0]))
    for number, row in rows:
        place = (sheet.file, number)
        for name, value in row[1:]:
            if value is not None and not NOTHING.fullmatch(value):
                given: dict[str, Any] = {"from_id": draft.named(row[0][0], place), "to_id": draft.named(name, place)}
                if given["from_id"] == given["to_id"]:
                    continue
                if not marks:
                    given["strength"] = as_strength(draft, value, place, name or "strength")
                draft.tie("relationship", given, {}, place)
    return True


def nothing_understood(draft: Draft, what: str) -> Exception:
    return refused(draft.path.name, f"{what}: no column of names, and none of two ends", HINT)
