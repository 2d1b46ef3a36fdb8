"""What did people answer in a round? Ratings with their round and roster, from a sheet in any of three shapes.

Who has a row answered; who was only asked about is on the roster as silent, for nobody can say that silence was *no tie*. Cells left
empty stay *not said*. Where the round is on the map already, its roster and scale stand, and a name it does not know refuses the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sysmap.errors import Problem, UsageError
from sysmap.formats.answer_words import Read, is_tick, read_words
from sysmap.formats.answers_found import Answer, Sheetful
from sysmap.formats.answers_shapes import every_shape
from sysmap.formats.bundle_files import refused
from sysmap.formats.cell_values import date_text
from sysmap.formats.column_guessing import guess
from sysmap.formats.drafted import drafted
from sysmap.formats.drafting import Draft
from sysmap.formats.incoming import Asked, Incoming, Place, Row, Settle
from sysmap.formats.likeness import plain
from sysmap.formats.moving import moving
from sysmap.formats.naming import names_on
from sysmap.formats.sheets import Sheet, csv_sheet, one_name
from sysmap.formats.workbook_reading import is_workbook, workbook_sheets
from sysmap.model.canonical import canonical_json
from sysmap.model.state import State
from sysmap.model.text import ID_LIMIT, join_list, split_list

EXPECTED = "answers: expected a column of who answered and one of about whom, a matrix of names, or headings like Reliability [Ash]"
TOP = 5
RARE = 0.05
TICKED = "1"
HEARD = ("answered", "partial")


def read_answers(path: Path, asked: Asked) -> Incoming:
    """The answers in a table or workbook. Raises InputError, and UsageError where the round is not named anywhere."""
    draft = Draft("answers", path, asked)
    sheets = workbook_sheets(path, draft.not_carried) if is_workbook(path) else [csv_sheet(path, draft.found)]
    if take_answers(draft, [sheet for sheet in sheets if sheet.rows]) == 0:
        raise refused(path.name, EXPECTED, "name the columns: --map-columns HEADING=from,HEADING=to,HEADING=value")
    return finished(draft, "it was asked for")


def finished(draft: Draft, why: str) -> Incoming:
    """The draft as it comes in, with what only the map can say of its rounds and names."""
    incoming = drafted(draft, why)
    assert incoming.settle is not None
    return replace(incoming, settle=partial(_settled, incoming.settle))


def _settled(by_name: Settle, incoming: Incoming, state: State) -> Incoming:
    return _as_asked(_with_codebook(by_name(incoming, state), state), state)


def take_answers(draft: Draft, sheets: Sequence[Sheet]) -> int:
    """Draft the answers of every sheet that holds some; how many did."""
    taken = 0
    for sheet in sheets:
        item = sheet.name if len(sheets) > 1 else None
        for found in every_shape(sheet, guess(sheet.rows, draft.asked.columns), item):
            taken += 1
            take_sheetful(draft, sheet, found)
    return taken


def take_sheetful(draft: Draft, sheet: Sheet, found: Sheetful) -> None:
    """Ratings, rounds and roster rows of one sheet. Whoever said nothing at all gave no answers, not even empty ones."""
    draft.columns.setdefault(sheet.file, {}).update(found.columns)
    draft.not_carried.extend(f'{sheet.file}: the column "{text}"' for text in found.left_out)
    found, words = _understood(draft, sheet, found)
    people = _people(found)
    spoke = _spoke(found)
    waves: dict[str, list[Answer]] = {}
    for answer in found.answers:
        wave = draft.asked.wave or answer.wave
        if wave is None:
            raise UsageError(f"{draft.path.name}: these answers belong to no round", fix="Say --wave w1 --date 2025-05-30.")
        waves.setdefault(wave, []).append(answer)
    for wave, answers in waves.items():
        for answer in moving(answers, len(answers)):
            if _row_of(found, answer.who, answer.person, answer.row) in spoke:
                _rate(draft, (sheet.file, answer.row), wave, answer, words, people)
        _round(draft, sheet, wave, answers, words)
        _roster(draft, sheet, wave, answers, found, people)


def _understood(draft: Draft, sheet: Sheet, found: Sheetful) -> tuple[Sheetful, Read]:
    """The answers with what their words mean. Of ticks, a box without one says nothing by itself: the roster says who was heard."""
    said = [answer for answer in found.answers if answer.said is not None]
    ticks = [answer for answer in said if is_tick(answer.said or "", answer.about)]
    if ticks and len(ticks) == len(said):
        ticked = [answer._replace(said=TICKED) for answer in ticks]
        draft.columns[f"{sheet.file}, words"] = {"a tick": "1", "no tick": "no tie, where anything was ticked"}
        return found._replace(answers=ticked), Read({TICKED: 1}, (), 1)
    words = read_words((answer.said for answer in said if answer.said is not None), draft.asked.columns)
    _show_words(draft, sheet, words)
    return found, words


def _row_of(found: Sheetful, who: str, person: Any, row: int) -> tuple[str, Any, int]:
    """Who spoke: in a long table over all rows, else in a row of their own."""
    return (who, person, 0 if found.shape == "one answer a row" else row)


def _spoke(found: Sheetful) -> set[tuple[str, Any, int]]:
    return {_row_of(found, one.who, one.person, one.row) for one in found.answers if one.said is not None}


def _show_words(draft: Draft, sheet: Sheet, words: Read) -> None:
    named = {word: number for word, number in words.means.items() if not re.fullmatch(r"\d+(?:\.0+)?", word)}
    if named:
        draft.columns[f"{sheet.file}, words"] = {word: "not known" if n is None else str(n) for word, n in named.items()}
        held = draft.about_extra.setdefault("answer_words", {})
        held.update({word: "not known" if number is None else number for word, number in named.items()})


def _people(found: Sheetful) -> dict[tuple[str, Any, int], str | None]:
    """How each respondent is called: nothing where one answered for the organisation, else their name, else a number."""
    count = Counter(who for who, _, _ in found.respondents)
    seen: Counter[str] = Counter()
    people: dict[tuple[str, Any, int], str | None] = {}
    for who, person, row in found.respondents:
        seen[who] += 1
        called = None if count[who] == 1 else (person or f"{one_name(who)} {seen[who]}")[:ID_LIMIT]
        people[who, person, row] = people[who, person, 0] = called
        if found.shape != "one answer a row":
            people[who, None, row] = called
    return people


def _called(people: dict[tuple[str, Any, int], str | None], answer: Answer) -> str | None:
    key = (answer.who, answer.person, answer.row)
    return people[key] if key in people else people.get((answer.who, answer.person, 0))


def _rate(draft: Draft, place: Place, wave: str, answer: Answer, words: Read, people: dict[tuple[str, Any, int], str | None]) -> None:
    if answer.said is not None and answer.said not in words.means:
        fix = f'say which number it is: --map-columns "{answer.said}=3", or - for not known'
        draft.found.wrong("this answer is no number and no word that is understood", fix, *place, answer.column or "value", answer.said)
        return
    given: dict[str, Any] = {
        "wave": wave,
        "respondent": _called(people, answer),
        "from_id": draft.meant(answer.who, place),
        "to_id": draft.meant(answer.about, place),
        "item": answer.item,
        "value": words.means[answer.said] if answer.said is not None else None,
    }
    if given["from_id"] == given["to_id"]:
        draft.leave_out(place, f"an answer of {answer.who} about itself")
        return
    draft.add("rating", given, place)


def _round(draft: Draft, sheet: Sheet, wave: str, answers: Sequence[Answer], words: Read) -> None:
    earlier = next((place for place, row in enumerate(draft.rows["wave"]) if row.given["id"] == wave), None)
    if earlier is not None:
        _more_items(draft, earlier, answers)
        return
    date = draft.asked.date
    if date is not None and date_text(date) is None:
        raise UsageError(f"{date!r} is no date", fix="Write it like 2025-05-30.")
    given: dict[str, Any] = {"id": wave, "date": date_text(date) if date is not None else None}
    items = tuple(dict.fromkeys(answer.item for answer in answers if answer.item is not None))
    if items:
        given["items"] = join_list(items)
    top = _top([words.means[a.said] for a in answers if a.said is not None and a.said in words.means], words)
    if top != TOP:
        given["scale_max"] = str(top)
    draft.add("wave", given, (sheet.file, answers[0].row))


def _more_items(draft: Draft, place: int, answers: Sequence[Answer]) -> None:
    """The questions of another sheet about the same round."""
    row = draft.rows["wave"][place]
    items = (*split_list(row.given.get("items")), *(answer.item for answer in answers if answer.item is not None))
    if items:
        draft.rows["wave"][place] = row._replace(given={**row.given, "items": join_list(tuple(dict.fromkeys(items)))})


def _top(values: Sequence[int | None], words: Read) -> int:
    """How far the scale reaches: a ladder's length, else 5, else 7, 10 or 20 where more than a few answers stand above."""
    numbers = [value for value in values if value is not None]
    if numbers and max(numbers) <= 1:
        return 1
    if words.ladder is not None and max(numbers, default=0) <= words.ladder:
        return words.ladder
    for top in (TOP, 7, 10):
        if sum(value > top for value in numbers) <= len(numbers) * RARE:
            return top
    return 20


def _roster(
    draft: Draft, sheet: Sheet, wave: str, answers: Sequence[Answer], found: Sheetful, people: dict[tuple[str, Any, int], str | None]
) -> None:
    """Who has a row with any answer in it answered; an empty row, and whoever is only asked about, is silent."""
    spoke = {_row_of(found, a.who, a.person, a.row) for a in answers if a.said is not None}
    listed = {row.given["actor"] for row in draft.rows["roster"] if row.given["wave"] == wave}
    for who, person, row in found.respondents:
        key = _row_of(found, who, person, row)
        actor = draft.meant(who, (sheet.file, row))
        called = people[who, person, row]
        if actor is not None and (actor not in listed or called is not None):
            status = "answered" if key in spoke else "silent"
            draft.add("roster", {"wave": wave, "actor": actor, "respondent": called, "status": status}, (sheet.file, row))
            listed.add(actor)
    for answer in answers:
        about = draft.meant(answer.about, (sheet.file, answer.row))
        if about is not None and about not in listed:
            listed.add(about)
            draft.add("roster", {"wave": wave, "actor": about, "status": "silent"}, (sheet.file, answer.row))


def _with_codebook(incoming: Incoming, state: State) -> Incoming:
    """The words of the answers go into the map's codebook, beside those that are there."""
    import json

    row = incoming.rows["map"][0]
    words = row.extra.get("answer_words")
    given = dict(row.given)
    if words:
        said = given.get("codebook") or state.about.codebook
        held = json.loads(said) if said else {}
        given["codebook"] = canonical_json({**held, "answer_words": {**held.get("answer_words", {}), **words}})
    return replace(incoming, rows={**incoming.rows, "map": [row._replace(given=given, extra={})]})


def _as_asked(incoming: Incoming, state: State) -> Incoming:
    """A round that is on the map keeps its own fact and roster, and the names must be on the map; new rounds need their day."""
    rows = {kind: list(table) for kind, table in incoming.rows.items()}
    told: list[Problem] = []
    known_waves = {row.given["id"] for row in rows.get("wave", ()) if row.given["id"] in state.waves}
    for row in rows.get("wave", ()):
        if row.given["id"] not in known_waves and row.given["date"] is None:
            rule = f"the map has no round {row.given['id']} yet, and its day is not known"
            told.append(Problem(rule, "say --date 2025-05-30", row.file, None, code="WAVE"))
    if known_waves and len(known_waves) == len(rows.get("wave", ())):
        names = list(names_on(state))
        strangers = {row.given["id"]: row for row in rows["actor"] if row.given["id"] not in state.actors}
        told.extend(_stranger(row.given["name"], rows["rating"], row.given["id"], names) for row in strangers.values())
        rows["actor"] = []
        rows["rating"] = [r for r in rows["rating"] if r.given["from_id"] not in strangers and r.given["to_id"] not in strangers]
        rows["rating"] = _by_respondents(rows["rating"], state)
    rostered = {fact.wave for fact in state.roster.values()}
    rows["wave"] = [row for row in rows.get("wave", ()) if row.given["id"] not in known_waves]
    rows["roster"] = [row for row in rows.get("roster", ()) if row.given["wave"] not in known_waves | rostered]
    repeats = () if not rows["actor"] else incoming.repeats
    return replace(incoming, rows=rows, problems=(*incoming.problems, *told), repeats=repeats, broken=incoming.broken)


def _by_respondents(rows: Sequence[Row], state: State) -> list[Row]:
    """Answers without a respondent are those of whoever is on the round's roster, in its order where there are several."""
    heard: dict[tuple[Any, Any], list[Any]] = {}
    for fact in state.roster.values():
        if fact.status in HEARD:
            heard.setdefault((fact.wave, fact.actor), []).append(fact.respondent)
    seen: Counter[tuple[Any, ...]] = Counter()
    found = []
    for row in rows:
        given = row.given
        people = heard.get((given["wave"], given["from_id"]), [None])
        pair = (given["wave"], given["from_id"], given["to_id"], given["item"])
        if given["respondent"] is None and None not in people:
            given = {**given, "respondent": people[min(seen[pair], len(people) - 1)]}
            seen[pair] += 1
        found.append(row._replace(given=given))
    return found


def _stranger(name: str, ratings: Sequence[Any], id: str, names: Sequence[str]) -> Problem:
    from difflib import get_close_matches

    row = next(row for row in ratings if id in (row.given["from_id"], row.given["to_id"]))
    by_plain = {plain(one): one for one in names}
    near = get_close_matches(plain(name), list(by_plain), n=1, cutoff=0.6)
    fix = f'"{by_plain[near[0]]}" was probably meant' if near else "correct the name, or add the organisation to the map first"
    column = "from" if row.given["from_id"] == id else "to"
    return Problem("nobody on the map has this name", fix, row.file, row.number, column, name, "UNKNOWN")
