"""Answer four questions from the map that the documents describe, as tables with the lines that each answer rests on.

    python -m seeds.early_action_answers [money|ties|power|conditions]

Without a word, the whole of docs/early-action.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

from seeds.early_action_map import whole
from sysmap.analysis.building_members import source_date
from sysmap.model.dates import in_force, parse_date
from sysmap.model.state import State
from sysmap.model.text import split_list
from sysmap.model.vocabulary import CLOSED

HEAD = """# What five documents say of early action in the UK
Made from [seeds/early-action](../seeds/early-action) by the command above each table, and checked to be fresh by a test. The last
column points to the documents, `S0:58` being line 58 of document S0, as that folder's README tells. *Not stated* is what no
document says; it is never nought. Nobody was asked: what is not here may still have been there."""

NOT_STATED = "not stated"


def money() -> str:
    """Who funded whom, and what is not stated?"""
    state = whole()
    rows = []
    for flow in state.funding.values():
        givers = " and ".join(_name(state, id) for id in split_list(flow.from_id)) or NOT_STATED
        amount = f"{flow.currency} {int(flow.amount):,}" if flow.amount else NOT_STATED
        when = flow.awarded or flow.since or f"{NOT_STATED}; told of {_told(state, flow)}"
        rows.append((givers, _name(state, flow.to_id), amount, f"{when} to {flow.until}" if flow.until else when, flow.basis, flow.source))
    stated = sum(1 for flow in state.funding.values() if flow.amount)
    said = (
        f"{stated} of {len(rows)} flows have an amount. The first is one joint gift into a pooled fund, out of which the next three "
        "are paid: it is counted once, and no part of it is known. No tier of prevention is stated for any of it."
    )
    return _table(("From", "To", "Amount", "When", "Basis", "Lines"), rows, said)


def ties() -> str:
    """Who is tied to whom, at each level, and at which of the five points is it first on the map?"""
    state = whole()
    parts = []
    for level in CLOSED["level"]:
        rows = []
        for tie in state.relationships.values():
            if tie.level == level:
                start = f"since {tie.since}" if tie.since else "first attested"
                ways = ", both ways" if tie.directed == "no" else ""
                what = f"{str(tie.type).replace('_', ' ')}{ways}"
                rows.append((_name(state, tie.from_id), what, _name(state, tie.to_id), _point(state, tie), start, tie.basis, tie.source))
        parts.append(f"### {level}\n" + _table(("From", "What", "To", "First at", "How that is known", "Basis", "Lines"), rows))
    return "\n\n".join(parts)


def power() -> str:
    """Where is power said to lie?"""
    state = whole()
    rows = [
        (_name(state, fact.holder), fact.state, fact.expression, _over(state, fact), fact.statement, fact.basis, fact.source)
        for fact in state.power.values()
    ]
    return _table(("Who", "State", "Expression", "Over what", "What is said", "Basis", "Lines"), rows)


def conditions() -> str:
    """Which conditions does each place report?"""
    state = whole()
    by_place: dict[str, list[tuple[Any, ...]]] = {}
    for view in state.of("condition_rating").values():
        row = (state.of("condition")[view.condition].name, view.rating, _name(state, view.by), view.evidence, view.basis, view.source)
        by_place.setdefault(view.place or "Of no one place", []).append(row)
    heading = ("Condition", "It", "Says who", "What shows it", "Basis", "Lines")
    return "\n\n".join(f"### {place}\n{_table(heading, rows)}" for place, rows in by_place.items())


QUESTIONS: dict[str, Callable[[], str]] = {"money": money, "ties": ties, "power": power, "conditions": conditions}


def page() -> str:
    """Every question with its command and its answer."""
    parts = [HEAD]
    for word, answer in QUESTIONS.items():
        parts.append(f"## {answer.__doc__}\n`python -m seeds.early_action_answers {word}`\n\n{answer()}")
    return "\n\n".join(parts) + "\n"


def _table(heading: Iterable[str], rows: Iterable[Iterable[Any]], said: str = "") -> str:
    lines = [tuple(heading)]
    lines += [("---",) * len(lines[0]), *(tuple(str(cell or NOT_STATED).replace("|", " and ") for cell in row) for row in rows)]
    return (f"{said}\n\n" if said else "") + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _name(state: State, id: str | None) -> str:
    actor = state.actors.get(id) if id is not None else None
    return (actor.name if actor is not None else None) or id or NOT_STATED


def _over(state: State, fact: Any) -> str:
    return "; ".join(part for part in (_name(state, fact.over_actor) if fact.over_actor else None, fact.over) if part)


def _told(state: State, fact: Any) -> str:
    return source_date(state, fact.source) or NOT_STATED


def _point(state: State, fact: Any) -> str:
    """The first of the saved versions at which the fact and both its ends may hold; the last one, which has no date, holds all."""
    ends = [state.actors[id] for id in (fact.from_id, fact.to_id)]
    for saved in state.snapshots.values():
        day = parse_date(saved.at) if saved.at else None
        if day is None or all(in_force(day, one.since, one.until, source_date(state, one.source)) for one in (fact, *ends)):
            return saved.id
    return NOT_STATED


if __name__ == "__main__":
    asked = sys.argv[1:]
    print(QUESTIONS[asked[0]]() if asked else page(), end="\n" if asked else "")
