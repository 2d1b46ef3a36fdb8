"""Who stands where among the others, then and now? A slope from rank to rank, each with the range that one lost answer gives it.

Only a slope whose two ranges do not touch is drawn as a move; every other difference of ranks is one that a single answer could make.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sysmap.analysis.change import Change
from sysmap.analysis.change_actors import ActorChange
from sysmap.analysis.ranks import Rank
from sysmap.draw import wording
from sysmap.draw.charting import FAINT, Around, chart, fitted, note, rule
from sysmap.draw.frame import PLOT
from sysmap.draw.lettering import isolated
from sysmap.draw.picture import Area, Key, LineStyle, Note, Picture, Row, Rule, Table, tenth
from sysmap.draw.styles import BLUE, GREY, INK, VERMILION

MOST = 40
"""More slopes than this are not drawn; the table has everybody."""
NAMES, LANE, GAP = 178.0, 9.0, 12.5
RISE, FALL, SAME = LineStyle(BLUE, 3.2), LineStyle(VERMILION, 2.6, (8.0, 4.0)), LineStyle(GREY, 1.1)
WHISKER = LineStyle(INK, 1.2)
SAYS = {"betweenness": "who links others"}
RANGE = "A range shows where one would stand if any other organisation's answers were left out. It is no test."


def draw_ranks(change: Change, actors: Sequence[ActorChange], measure: str, moved: frozenset[str], around: Around) -> Picture:
    """The slopes of those who have a rank both times, in the order they had then. ``moved`` are those whose move may be claimed."""
    ranked = [a for a in actors if a.before.rank is not None and a.after.rank is not None]
    ranked.sort(key=lambda a: a.before.rank or 0)
    drawn = ranked[:MOST]
    names = {m.id: m.name for m in (*change.before.members, *change.after.members)}
    last = max((bound or 1 for a in drawn for r in (a.before, a.after) for bound in (r.rank, r.highest)), default=1)
    top, tall = PLOT[1] + 44.0, min(PLOT[3] - 58.0, 60.0 * (last - 1))
    at = {rank: top + (rank - 1) * tall / max(last - 1, 1) for rank in range(1, last + 1)}
    sides = [_side(drawn, place, at) for place in (0, 1)]
    ranged = any(a.before.lowest is not None for a in drawn)
    empty = "" if drawn else "Nobody has a rank at both points."
    return chart(
        (change.before, change.after),
        around,
        title=f"{SAYS.get(measure, wording.word(measure))}, then and now",
        caption=_caption(change, len(ranked), ranged),
        areas=tuple(_dots(drawn, sides)),
        rules=(*_slopes(drawn, sides, moved, names), *_whiskers(drawn, sides, at), *_leaders(drawn, sides, at)),
        notes=(*_names(drawn, sides, at, names, moved), *_heads(change)),
        legend=tuple(_keys(drawn, moved, ranged)),
        left_out=(f"Drawn are the first {MOST} of {len(ranked)}; the table has everybody",) if len(ranked) > MOST else (),
        alt=empty or _alt(change, ranked, moved, names, measure),
        tables=(_table(ranked, names, moved),),
        empty=empty,
    )  # fmt: skip


def _caption(change: Change, n: int, ranged: bool) -> tuple[str, ...]:
    both = "answered" if change.before.asked else "are there"
    return (f"Rank 1 is at the top. Among {wording.actors(n)} that {both} both times.", *((RANGE,) if ranged else ()))


def _ends(actor: ActorChange) -> tuple[Rank, Rank]:
    return actor.before, actor.after


Places = Mapping[str, tuple[float, float]]


def _side(drawn: Sequence[ActorChange], place: int, at: Mapping[int, float]) -> Places:
    """Where each one's dot stands: at its rank, in the lane nearest the slopes in which its whisker touches no other's."""
    lanes: list[float] = []
    found: dict[str, tuple[float, float]] = {}
    inner = PLOT[0] + NAMES + 96.0 if place == 0 else PLOT[0] + PLOT[2] - NAMES - 96.0
    for actor in sorted(drawn, key=lambda a: _ends(a)[place].lowest or _ends(a)[place].rank or 0):
        rank = _ends(actor)[place]
        low, high = at[rank.lowest or rank.rank or 1], at[rank.highest or rank.rank or 1]
        lane = next((lane for lane, free in enumerate(lanes) if free < low - 7.0), len(lanes))
        lanes[lane : lane + 1] = [high]
        found[actor.id] = (tenth(inner + (-LANE if place == 0 else LANE) * lane), tenth(at[rank.rank or 1]))
    return found


def _slopes(drawn: Sequence[ActorChange], sides: Sequence[Places], moved: frozenset[str], names: Mapping[str, str]) -> Iterator[Rule]:
    for actor in sorted(drawn, key=lambda a: a.id in moved):
        style = SAME if actor.id not in moved else RISE if actor.beyond_range > 0 else FALL
        yield Rule(
            sides[0][actor.id], sides[1][actor.id], style, f"{isolated(names[actor.id])}: {_said(actor.before)}, now {_said(actor.after)}"
        )


def _whiskers(drawn: Sequence[ActorChange], sides: Sequence[Places], at: Mapping[int, float]) -> Iterator[Rule]:
    for place, side in enumerate(sides):
        for actor in drawn:
            rank, (x, _) = _ends(actor)[place], side[actor.id]
            if rank.lowest is not None and rank.highest is not None and rank.lowest != rank.highest:
                yield rule(x, at[rank.lowest], x, at[rank.highest], WHISKER, f"{rank.lowest} to {rank.highest}")
                for bound in (rank.lowest, rank.highest):
                    yield rule(x - 3, at[bound], x + 3, at[bound], WHISKER)


def _dots(drawn: Sequence[ActorChange], sides: Sequence[Places]) -> Iterator[Area]:
    """Small diamonds at the ranks."""
    for side in sides:
        for actor in drawn:
            x, y = side[actor.id]
            yield Area(((x, y - 4.5), (x + 4.5, y), (x, y + 4.5), (x - 4.5, y)), INK)


def _spread(drawn: Sequence[ActorChange], side: Places) -> dict[str, float]:
    """Heights for the names: near their ranks, none over another."""
    order = sorted(drawn, key=lambda a: (side[a.id][1], a.id))
    ys: list[float] = []
    for actor in order:
        ys.append(max(side[actor.id][1], ys[-1] + GAP if ys else 0.0))
    over = ys[-1] - (PLOT[1] + PLOT[3] - 6.0) if ys else 0.0
    for at in range(len(ys) - 1, -1, -1):
        roof = ys[at + 1] - GAP if at + 1 < len(ys) else ys[at] - max(over, 0.0)
        ys[at] = min(ys[at], roof)
    return {actor.id: tenth(y) for actor, y in zip(order, ys, strict=True)}


def _edge(place: int) -> float:
    return PLOT[0] + NAMES - 6.0 if place == 0 else PLOT[0] + PLOT[2] - NAMES + 6.0


def _leaders(drawn: Sequence[ActorChange], sides: Sequence[Places], at: Mapping[int, float]) -> Iterator[Rule]:
    """From each name to its rank."""
    for place, side in enumerate(sides):
        for id, y in _spread(drawn, side).items():
            x, rank_y = side[id]
            yield rule(_edge(place) + (4 if place == 0 else -4), y, x, rank_y, FAINT)


def _names(
    drawn: Sequence[ActorChange], sides: Sequence[Places], at: Mapping[int, float], names: Mapping[str, str], moved: frozenset[str]
) -> Iterator[Note]:
    by_id = {actor.id: actor for actor in drawn}
    for place, side in enumerate(sides):
        for id, y in _spread(drawn, side).items():
            rank = _ends(by_id[id])[place]
            name = fitted(names[id], NAMES - 46.0, 10.5)
            mark = "" if id not in moved else "↑ " if by_id[id].beyond_range > 0 else "↓ "
            text = f"{mark}{name}  {rank.rank}" if place == 0 else f"{rank.rank}  {mark}{name}"
            yield note(text, _edge(place), y + 3.8, 10.5, "end" if place == 0 else "start", INK)


def _heads(change: Change) -> Iterator[Note]:
    for place, network in enumerate((change.before, change.after)):
        x = PLOT[0] + NAMES - 6.0 if place == 0 else PLOT[0] + PLOT[2] - NAMES + 6.0
        words = fitted(wording.moment(network), NAMES + 60.0, 12.5)
        yield note(
            f"{'Then' if place == 0 else 'Now'}: {words}",
            x + (96 if place == 0 else -96),
            PLOT[1] + 14.0,
            12.5,
            "end" if place == 0 else "start",
        )


def _keys(drawn: Sequence[ActorChange], moved: frozenset[str], ranged: bool) -> Iterator[Key]:
    group = "From then to now"
    rises = sum(a.id in moved and a.beyond_range > 0 for a in drawn)
    yield Key(group, "↑ Higher, whoever's answers are left out", rises, line=RISE, heads="none")
    yield Key(group, "↓ Lower, whoever's answers are left out", sum(a.id in moved for a in drawn) - rises, line=FALL, heads="none")
    told = "The ranges touch, or too few ties for a name: no move" if ranged else "Recorded ties: no answer to leave out, so no range"
    yield Key(group, told, sum(a.id not in moved for a in drawn), line=SAME, heads="none")
    if ranged:
        yield Key("Beside a rank", "Its range", line=WHISKER, heads="none")


def _said(rank: Rank) -> str:
    if rank.lowest is None:
        return f"{rank.rank}"
    return f"{rank.rank} [{rank.lowest}–{rank.highest}]"


def _alt(change: Change, ranked: Sequence[ActorChange], moved: frozenset[str], names: Mapping[str, str], measure: str) -> str:
    told = [f"{isolated(names[a.id])} {_said(a.before)}, now {_said(a.after)}" for a in ranked if a.id in moved]
    claimed = f"Moved beyond its range: {'; '.join(told)}." if told else "Nobody moved beyond their range."
    return f"A slope chart of ranks ({wording.word(measure)}) of {wording.actors(len(ranked))}, then and now. {claimed}"


def _table(ranked: Sequence[ActorChange], names: Mapping[str, str], moved: frozenset[str]) -> Table:
    def cells(actor: ActorChange) -> tuple[str, ...]:
        what = "no move that can be claimed" if actor.id not in moved else "higher" if actor.beyond_range > 0 else "lower"
        return (names[actor.id], _said(actor.before), _said(actor.after), what)

    return Table("Ranks with their ranges", ("Name", "Then", "Now", "What can be said"), tuple(Row(cells(actor)) for actor in ranked))
