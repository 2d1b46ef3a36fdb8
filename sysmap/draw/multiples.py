"""How did the layer change over several rounds? Small maps side by side: the first round, then each change to the next.

They are the full pictures made smaller: nobody moves from one to the next, and every class of change keeps its dash and colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil, sqrt

from sysmap.draw.charting import FAINT, box, fitted, note
from sysmap.draw.frame import PLOT
from sysmap.draw.lettering import isolated, width_of
from sysmap.draw.picture import Area, Dot, Key, Label, Line, Note, Picture, Row, Rule, Table, tenth
from sysmap.draw.sentences import HAS_ALL
from sysmap.draw.styles import SOFT_INK

MOST = 9
"""More panels than this are too small to read; the latest are drawn."""
HEAD = 34.0
NAMES = "Names stand where somebody joined or left; the tables have everybody"


def draw_multiples(pictures: Sequence[Picture]) -> Picture:
    """The pictures as panels of one. Raises nothing: a single picture is one panel."""
    drawn = pictures[-MOST:]
    columns = ceil(sqrt(len(drawn)))
    rows = ceil(len(drawn) / columns)
    wide, tall = PLOT[2] / columns, PLOT[3] / rows
    dots: list[Dot] = []
    lines: list[Line] = []
    notes: list[Note] = []
    areas: list[Area] = []
    rules: list[Rule] = []
    for place, picture in enumerate(drawn):
        left, top = PLOT[0] + (place % columns) * wide, PLOT[1] + (place // columns) * tall
        scale = min((wide - 12) / PLOT[2], (tall - HEAD - 10) / PLOT[3])
        areas.append(Area(box(left + 2, top + 2, wide - 8, tall - 8), None, "", FAINT.colour, 1.0))
        notes += _heading(picture, left + 8, top + 16, wide - 24)
        move = (left + (wide - PLOT[2] * scale) / 2, top + HEAD, scale)
        rules += [_rule(rule, move) for rule in picture.rules]
        dots += [_dot(dot, place, move, (left + 4, left + wide - 8)) for dot in picture.dots]
        lines += [_line(line, place, scale) for line in picture.lines]
    last = pictures[-1]
    left_out = (f"Drawn are the last {MOST} of {len(pictures)} steps",) if len(pictures) > MOST else ()
    return replace(
        last,
        title=pictures[0].title,
        subtitle=f"{len(pictures)} steps: " + "; ".join(picture.moment for picture in pictures),
        dots=tuple(dots), lines=tuple(lines), areas=tuple(areas), rules=tuple(rules), notes=tuple(notes), legend=tuple(_keys(drawn)),
        caption=(*(picture.subtitle for picture in drawn), *_once([picture.caption for picture in drawn], "Of what can be")),
        left_out=(*left_out, *_once([picture.left_out for picture in drawn]), NAMES),
        alt=" ".join(picture.alt for picture in drawn), tables=tuple(_tables(drawn)), moment=f"over {len(pictures)} steps", still=True,
    )  # fmt: skip


def _once(lines: Sequence[Sequence[str]], left: str = "\0") -> tuple[str, ...]:
    """Every line once, without those that begin with ``left`` or speak of names that found no room on the large pictures."""
    return tuple(dict.fromkeys(line for some in lines for line in some if not line.startswith(left) and not line.endswith(HAS_ALL)))


def _heading(picture: Picture, x: float, y: float, room: float) -> Iterator[Note]:
    yield note(fitted(_capital(picture.moment), room, 11.5), x, y, 11.5)
    counts = [f"{key.words.lower()} {key.count}" for key in picture.legend if key.line is not None and key.count is not None]
    yield note(fitted("; ".join(counts[:6]), room, 9.5), x, y + 13, 9.5, colour=SOFT_INK)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _dot(dot: Dot, place: int, move: tuple[float, float, float], within: tuple[float, float]) -> Dot:
    """The dot in its panel; named where it joined or left, since nobody else changed places."""
    left, top, scale = move
    x, y = tenth(left + (dot.x - PLOT[0]) * scale), tenth(top + (dot.y - PLOT[1]) * scale)
    radius = tenth(max(1.6, dot.radius * scale))
    came = dot.label is not None and dot.label.text[:2] in ("+ ", "− ")
    style = replace(
        dot.style, stroke_width=tenth(max(0.5, dot.style.stroke_width * scale)), dash=tuple(tenth(d * scale) for d in dot.style.dash)
    )
    label = None
    if came and dot.label is not None:
        half = width_of(dot.label.text, 8.5) / 2
        middle = tenth(min(max(x, within[0] + half), within[1] - half))
        label = Label(dot.label.text, middle, tenth(y - radius - 3), "middle", 8.5)
    return replace(dot, id=f"{place}/{dot.id}", x=x, y=y, radius=radius, style=style, label=label)


def _rule(rule: Rule, move: tuple[float, float, float]) -> Rule:
    left, top, scale = move
    ends = [(tenth(left + (x - PLOT[0]) * scale), tenth(top + (y - PLOT[1]) * scale)) for x, y in (rule.start, rule.end)]
    return Rule(ends[0], ends[1], replace(rule.style, width=tenth(rule.style.width * scale)), rule.title)


def _line(line: Line, place: int, scale: float) -> Line:
    part = max(scale, 0.5)
    style = replace(line.style, width=tenth(line.style.width * part), dash=tuple(tenth(d * part) for d in line.style.dash))
    return replace(line, from_id=f"{place}/{line.from_id}", to_id=f"{place}/{line.to_id}", style=style)


def _keys(pictures: Sequence[Picture]) -> list[Key]:
    """Every entry once, group by group, without its count: each panel has its own."""
    keys = list(dict.fromkeys(replace(key, count=None) for picture in pictures for key in picture.legend))
    groups = list(dict.fromkeys(key.group for key in keys))
    return sorted(keys, key=lambda key: groups.index(key.group))


def _tables(pictures: Sequence[Picture]) -> Iterator[Table]:
    for picture in pictures:
        for table in picture.tables:
            rows = tuple(Row(row.cells) for row in table.rows)
            yield Table(f"{isolated(_capital(picture.moment))}: {table.title.lower()}", table.columns, rows)
