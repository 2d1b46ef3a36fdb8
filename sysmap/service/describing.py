"""What is on a map, in plain words?"""

from __future__ import annotations

from sysmap.analysis.building_members import invented
from sysmap.model.dates import parse_date
from sysmap.model.state import State
from sysmap.model.text import split_list
from sysmap.model.ties import Wave

COUNTED = (
    ("actor", "organisation or group", "organisations and groups"),
    ("relationship", "relationship", "relationships"),
    ("rating", "trust answer", "trust answers"),
    ("funding", "flow of money, people or things", "flows of money, people or things"),
    ("power", "statement about who decides", "statements about who decides"),
    ("story", "story", "stories"),
)
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def what_is_on(state: State) -> tuple[str, ...]:
    """The map's name and question, how many of each thing it holds, and who answered in each round."""
    about = state.about
    lines = [shown_name(state)]
    if about.focal_question:
        lines.append(about.focal_question)
    parts = [f"{len(state.of(kind)):,} {one if len(state.of(kind)) == 1 else many}" for kind, one, many in COUNTED if state.of(kind)]
    lines.append(f"On it: {', '.join(parts) if parts else 'nothing yet'}.")
    lines += [who_answered(state, wave) for wave in state.waves.values()]
    said = invented(state, state.actors.values())
    if said:
        lines.append(said)
    return tuple(lines)


def shown_name(state: State) -> str:
    return state.about.name or state.map


def who_answered(state: State, wave: Wave) -> str:
    """How many of those asked answered in a round; *not known* where the map does not say who was asked."""
    rows = [row for row in state.roster.values() if row.wave == wave.id]
    title = round_title(wave)
    if not rows:
        return f"{title}: who was asked is not stated; everyone is taken to have answered."
    members = {row.actor for row in rows if row.status not in {"left", "not_member"}}
    answered = {row.actor for row in rows if row.status == "answered"}
    part = {row.actor for row in rows if row.status == "partial"} - answered
    silent = len(members) - len(answered) - len(part)
    if part:
        return f"{title}: {len(answered)} answered, {len(part)} in part, {silent} not."
    return f"{title}: {len(answered)} of {len(members)} answered."


def round_title(wave: Wave) -> str:
    """A round for a person: its label and month, such as 'Round 2, May 2025'."""
    label = wave.label or wave.id
    month = month_of(wave.date)
    return label if not month or month in label else f"{label}, {month}"


def month_of(date: str | None) -> str:
    """A date as a month in words; a year stays a year.

    >>> month_of("2025-05-30"), month_of("2025"), month_of(None)
    ('May 2025', '2025', '')
    """
    parsed = parse_date(date) if date else None
    if parsed is None:
        return date or ""
    first = parsed.named[0]
    return str(first.year) if parsed.precision == "year" else f"{MONTHS[first.month - 1]} {first.year}"


def items_of(wave: Wave) -> tuple[str, ...]:
    """The questions asked in a round; one, ``trust``, unless the wave names others."""
    return split_list(wave.items) or ("trust",)
