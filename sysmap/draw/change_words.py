"""How is a change said on its picture? Words for each class, the caption, the alternative text and the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sysmap.analysis.change import Change
from sysmap.analysis.change_ties import TieChange
from sysmap.analysis.change_unlike import reasons
from sysmap.analysis.network import Member, Network, Value
from sysmap.draw import wording
from sysmap.draw.actors import are_groups, in_words
from sysmap.draw.lettering import isolated
from sysmap.draw.picture import Line, Row, Table
from sysmap.draw.sentences import listed

LASTED = "kept"
CLASSES: dict[str, str] = {
    "formed": "Began",
    "first_attested": "First recorded now, may be older",
    "dissolved": "Ended",
    "strengthened": "Lasted, stronger",
    "weakened": "Lasted, weaker",
    "unchanged": "Lasted, the same",
    "value_unknown": "Lasted, strength not known",
    LASTED: "Lasted",
    "joined": "Came with one that joined",
    "left": "Went with one that left",
    "not_comparable": "Asked differently, not compared",
    "unobserved": "Not known in one round",
}
"""Every class of change in the order of the legend; what comes first is painted last, on top."""


def named_change(a: str, b: str, name: str) -> str:
    """One tie's change, read out."""
    return f"{isolated(a)} to {isolated(b)}: {CLASSES[name][0].lower()}{CLASSES[name][1:]}"


def change_caption(change: Change) -> tuple[str, ...]:
    """What can be followed, in one sentence; or why nothing is compared."""
    counts = change.core.counts
    if counts is None or not change.comparable:
        return ("Not compared: " + " ".join(reasons(change.before, change.after)),)
    # What a later source tells of for the first time may be older: it is never said to have begun.
    first = f"; {counts.first_attested} recorded for the first time may be older" if counts.first_attested else ""
    began = counts.formed - counts.first_attested
    told = f"{wording.counted(counts.kept, 'tie')} lasted, {counts.dissolved} ended and {began} began{first}."
    if are_groups(change.after):
        thin = "Where too few answered for a mean, how strong a tie between groups was is not known to these readers."
        return (f"Between groups, of what was answered both times, {told}", thin)
    if not change.before.asked:
        return (f"Among those on the map at both points {told}",)
    return (f"Of what can be followed (both ends in both rounds, asked and answered both times) {told}",)


def change_alt(change: Change, names: Sequence[str]) -> str:
    """The change picture for those who do not see it."""
    who = change.composition
    parts = [
        f"A change picture from {wording.moment(change.before)} to {wording.moment(change.after)}:"
        f" {wording.actors(len(who.stable))} in both, {len(who.joined)} joined, {len(who.left)} left."
    ]
    told = [f"{CLASSES[name][0].lower()}{CLASSES[name][1:]} {names.count(name)}" for name in CLASSES if name in names]
    parts.append(f"Ties: {'; '.join(told)}." if told else "There is no tie at either point.")
    full = {member.id: member.name for network in (change.before, change.after) for member in in_words(network).members}
    for which, ids in (("Joined", who.joined), ("Left", who.left)):
        if ids:
            parts.append(f"{which}: {listed([full[id] for id in ids])}.")
    return " ".join(parts)


def tables(
    change: Change,
    ties: Sequence[tuple[TieChange, str]],
    lines: Sequence[Line],
    members: Mapping[str, Member],
    show_values: bool,
    told: Mapping[str, Mapping[str, str]],
) -> tuple[Table, ...]:
    """Every tie with what became of it, and everyone with the rounds they were in and answered.

    ``told`` are further columns of everyone: what size, colour, shape or border tell.
    """
    at = {pair: place for place, line in enumerate(lines) for pair in _pairs(line)}
    rows = []
    for tie, name in ties:
        a, b = tie.pair
        then, now = (_cell(change, tie, place, show_values) for place in (0, 1))
        rows.append(Row((members[a].name, members[b].name, then, now, CLASSES[name]), (a, b), at.get(tie.pair)))
    columns = ("Who said it", "About whom") if change.before.layer == "trust" else ("From", "To")
    return (
        Table("What became of ties", (*columns, "Then", "Now", "What happened"), tuple(rows)),
        _actors(change, members, told),
    )


def _pairs(line: Line) -> list[tuple[str, str]]:
    there = [(line.from_id, line.to_id)]
    return [*there, (line.to_id, line.from_id)] if line.heads == "both" else there


def _cell(change: Change, tie: TieChange, place: int, show_values: bool) -> str:
    """What was there then (0) or now (1): a value, a tie, no tie, not known, or not in that round."""
    network: Network = (change.before, change.after)[place]
    if (tie.seen_before, tie.seen_after)[place]:
        value: Value = (tie.before, tie.after)[place]
        money = (network.currency or "amount") if network.layer == "funding" else None
        return wording.amount(value, money) if show_values and not (value is None and not network.asked) else "tie"
    if tie.change in ("joined", "left"):
        return "not in this round"
    return "no tie" if tie.change in ("formed", "first_attested", "dissolved") else "not known"


def _actors(change: Change, members: Mapping[str, Member], told: Mapping[str, Mapping[str, str]]) -> Table:
    status = [{member.id: member.status for member in network.members} for network in (change.before, change.after)]
    asked = change.before.asked
    rows = []
    for id, member in members.items():
        where = "both" if id in status[0] and id in status[1] else "joined" if id in status[1] else "left"
        cells = (member.name, wording.word(member.kind), wording.word(member.sector), member.place or "not known", where)
        heard = tuple(wording.word(one[id]) if id in one else "not in this round" for one in status)
        more = (words.get(id, "not known") for words in told.values())
        rows.append(Row((*cells, *(heard if asked else ()), *more), (id,)))
    columns = ("Name", "Kind", "Sector", "Place", "In which rounds" if asked else "At which points")
    answered = ("Answered then", "Answered now") if asked else ()
    return Table("Organisations and groups", (*columns, *answered, *told), tuple(rows))
