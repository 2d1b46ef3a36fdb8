"""What changed between two points? Everybody held still; each tie drawn by what became of it.

Began, ended, lasted, stronger, weaker, came or went with an organisation, asked differently, not known: each has its own dash
and its own colour, and the numbers in the legend are those of the change, tie by tie (an arrowhead is a tie).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sysmap.analysis.change import Change
from sysmap.analysis.change_ties import KEPT, TieChange
from sysmap.analysis.network import Member, Network
from sysmap.draw import wording
from sysmap.draw.actors import actor_dot, actor_keys, hatch_of, in_words, signs_of, told_by_sector
from sysmap.draw.change_words import CLASSES, LASTED, change_alt, change_caption, named_change
from sysmap.draw.change_words import tables as tables_of
from sysmap.draw.frame import PLOT
from sysmap.draw.group_bands import group_bands
from sysmap.draw.lettering import isolated
from sysmap.draw.looks import Appearance, dressed, look_keys
from sysmap.draw.network import complete
from sysmap.draw.picture import Dot, Key, Line, Picture
from sysmap.draw.sentences import captions, invented, unnamed_note
from sysmap.draw.stage import HEIGHT, WIDTH, Stage, named, stage_for
from sysmap.draw.styles import CHANGES, sector_styles

Positions = Mapping[str, tuple[float, float]]


def draw_change(
    before: Network,
    after: Network,
    change: Change,
    positions: Positions,
    *,
    audience: str = "participants",
    sources: Sequence[str] = (),
    withheld: Mapping[str, int] | None = None,
    show_values: bool = True,
    wears: Appearance = Appearance(),  # noqa: B008
    left_out: Sequence[str] = (),
) -> Picture:
    """The change as a picture. ``positions`` must be those of the pictures of ``before`` and ``after``, so that nobody moves.

    ``wears`` says what dots tell besides, and which groups stand as areas; lines tell the change alone. ``left_out`` says what of
    the whole is not drawn.

    Without ``show_values`` lasting ties are one class and no strength is written. A tie whose pair was not answered about in one
    of the rounds is dotted: it neither began nor ended. Two networks asked differently give a picture that compares nothing.
    """
    before, after = in_words(before), in_words(after)
    stage = stage_for(complete(after, complete(before, positions)))
    members = {member.id: member for member in (*before.members, *after.members)}
    ties = _classed([tie for tie in change.ties if tie.pair[0] in members and tie.pair[1] in members], show_values)
    lines = _lines(ties, members, (before, after))
    came = _came(change)
    dots, unnamed = named(dressed(_dots(before, after, members, came, stage), wears), lines, stage, signs_of(came))
    ways, bands, crowded = group_bands(dots, wears.groups)
    keys = told_by_sector(_actor_keys(before, after, members, came), wears.looks)
    mark = wording.WORDS["en"]["not_circulate"] if audience == "stewards" else None
    return Picture(
        title=f"{isolated(after.map_name)}: what changed in {wording.word(after.layer)}",
        subtitle=f"From {isolated(wording.moment(before))} ({wording.response(before, short=True)}) to "
        f"{isolated(wording.moment(after))} ({wording.response(after, short=True)})",
        width=WIDTH, height=HEIGHT, plot=PLOT, dots=dots, lines=tuple(lines), rules=tuple(ways),
        notes=tuple(band.note for band in bands if band.note is not None),
        legend=(*_line_keys(ties), *(band.key for band in bands), *look_keys(wears, dots), *keys),
        invented=invented([before, after]),
        caption=(*change_caption(change), *captions([before, after], audience, sources, withheld), *wears.looks.notes),
        left_out=(*left_out, *crowded, *unnamed_note(unnamed, dots)),
        alt=change_alt(change, [name for _, name in ties]),
        tables=tables_of(change, ties, lines, members, show_values, wears.told(members)),
        mark=mark, empty="" if dots else "No organisation or group is on the map at either point.",
        moment=f"from {isolated(wording.moment(before))} to {isolated(wording.moment(after))}",
    )  # fmt: skip


def _classed(ties: Sequence[TieChange], show_values: bool) -> list[tuple[TieChange, str]]:
    """Each tie with its class; what lasted simply lasted where values are not shown or none grew stronger or weaker."""
    kept = {tie.change for tie in ties} & KEPT
    simply = not show_values or kept == {"unchanged"} or kept == {"value_unknown"}
    return [(tie, LASTED if simply and tie.change in KEPT else tie.change) for tie in ties]


def _lines(ties: Sequence[tuple[TieChange, str]], members: Mapping[str, Member], networks: Sequence[Network]) -> list[Line]:
    """A line for each tie; one line with two heads where the same became of both directions."""
    classes = {tie.pair: name for tie, name in ties}
    drawn: set[tuple[str, str]] = set()
    lines: list[tuple[int, Line]] = []
    for tie, name in ties:
        a, b = tie.pair
        if (a, b) in drawn:
            continue
        back = classes.get((b, a))
        title = named_change(members[a].name, members[b].name, name)
        if back == name:
            drawn.add((b, a))
            title = f"{title}; and the other way round"
        curve = 0.0 if back == name else 0.08
        heads, details = "both" if back == name else "end", (("Change", CLASSES[name]),)
        pairs = ((a, b), (b, a)) if back == name else ((a, b),)
        behind = dict.fromkeys(id for n in networks for pair in pairs if pair in n.ties for id in n.ties[pair].facts)
        line = Line(a, b, CHANGES[name], title, heads, curve, details, facts=tuple(behind))
        lines.append((list(CLASSES).index(name), line))
    return [line for _, line in sorted(lines, key=lambda pair: -pair[0])]


def _came(change: Change) -> dict[str, str]:
    return {**dict.fromkeys(change.composition.joined, "joined"), **dict.fromkeys(change.composition.left, "left")}


def _hatches(before: Network, after: Network) -> dict[str, float]:
    """How much of each dot is hatched: all when not heard in a round it belonged to, half when heard in part."""
    found: dict[str, float] = {}
    for network in (before, after):
        for member in network.members:
            found[member.id] = max(hatch_of(member), found.get(member.id, 0.0))
    return found


def _dots(before: Network, after: Network, members: Mapping[str, Member], came: Mapping[str, str], stage: Stage) -> list[Dot]:
    looks = sector_styles(member.sector for member in members.values())
    hatches = _hatches(before, after)
    statuses = [{member.id: member.status for member in network.members} for network in (before, after)]
    dots = []
    for id, member in members.items():
        dot = actor_dot(member, looks[member.sector], stage, hatches[id], came.get(id, ""))
        if before.asked:
            then, now = (wording.word(status[id]) if id in status else "not in this round" for status in statuses)
            details = (*(pair for pair in dot.details if pair[0] != "Answered"), ("Answered then", then), ("Answered now", now))
            dot = replace(dot, details=details)
        dots.append(dot)
    return dots


def _line_keys(ties: Sequence[tuple[TieChange, str]]) -> list[Key]:
    """Every class that occurs with its number of ties, most telling first."""
    names = [name for _, name in ties]
    keys = [Key("What became of ties", CLASSES[name], names.count(name), line=CHANGES[name]) for name in CLASSES if name in names]
    return [*keys, Key("What became of ties", "Each arrowhead is one tie")] if keys else []


def _actor_keys(before: Network, after: Network, members: Mapping[str, Member], came: Mapping[str, str]) -> list[Key]:
    hatches = [hatch for id, hatch in _hatches(before, after).items() if came.get(id) != "left"]
    heard = [("Not heard in one round or both", 1.0, hatches.count(1.0)), ("Answered in part", 0.5, hatches.count(0.5))]
    marks = {mark: list(came.values()).count(mark) for mark in ("joined", "left") if mark in came.values()}
    return actor_keys(list(members.values()), heard, marks)
