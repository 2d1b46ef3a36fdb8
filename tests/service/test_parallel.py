"""Several facts between the same two: each is a line of its own, or one line says how many; none hides another on any layer."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

from sysmap.analysis.question import Question
from sysmap.draw.picture import Line, Picture
from sysmap.draw.sheet import Path as Drawn
from sysmap.draw.sheet import line_marks
from sysmap.draw.styles import STATEMENTS, STRENGTH_NOT_KNOWN
from sysmap.model.visibility import Viewer
from sysmap.service.charting import Points, picture_named
from sysmap.service.desk import Desk
from tests.service.desks import desk_of

FILES = {
    "map.toml": 'id = "many"\nname = "Many"\n',
    "actors.csv": "id,name\na,Ash Fund\nb,Birch Trust\nc,Cedar\nd,Dell\n",
    "funding.csv": "id,from,to,kind,amount,currency,since,until,purpose,quantity,unit\n"
    "f1,a,b,money,100000,GBP,2024,2026,core,,\nf2,a,b,money,30000,GBP,2024,2026,youth,,\nf3,a,b,people,,,2024,2026,loan,1,post\n"
    "f4,b,a,money,5000,GBP,2024,2026,rent,,\nf5,a|d,b,money,50000,GBP,2024,2026,joint,,\nf6,d,c,money,,GBP,2024,2026,,,\n"
    + "".join(f"g{n},a,c,money,{n}000,GBP,2024,2026,,,\n" for n in range(1, 7)),
    "power.csv": "id,holder,over_actor,over,statement,state\np1,a,b,,s,holds\np2,a,b,,s,contested\np3,b,a,,s,holds\n"
    "p4,c,,money,s,shifting\np5,d,,money,s,contested\n",
    "waves.csv": "id,date\nw1,2025-01\n",
    "trust.csv": "wave,from,to,value\nw1,a,b,5\nw1,b,a,2\nw1,a,c,3\n",
}  # fmt: skip


@lru_cache(maxsize=1)
def _desk() -> Desk:
    return desk_of(FILES)


def _drawn(layer: str, at: str = "2025") -> Picture:
    return picture_named(_desk(), Viewer.steward(), "many", "network", Points(at=at), Question(layer=layer))


def _between(picture: Picture, a: str, b: str) -> list[Line]:
    return [line for line in picture.lines if {line.from_id, line.to_id} == {a, b}]


def test_each_flow_has_a_line_of_its_own_width_and_none_lies_over_another() -> None:
    picture = _drawn("funding")
    lines, dots = _between(picture, "a", "b"), {dot.id: dot for dot in picture.dots}
    assert sorted(line.value or 0 for line in lines) == [0, 0, 5_000, 30_000, 100_000] and all(line.heads == "end" for line in lines)
    widths = {line.value: line.style.width for line in lines if line.value}
    assert widths[100_000] > widths[30_000] > widths[5_000]
    bends = [next(iter(line_marks(line, dots[line.from_id], dots[line.to_id], 11.0))) for line in lines]
    middles = [
        path.bend or ((dots["a"].x + dots["b"].x) / 2, (dots["a"].y + dots["b"].y) / 2) for path in bends if isinstance(path, Drawn)
    ]
    assert len(middles) == 5 and all(abs(x - u) + abs(y - v) > 6 for (x, y), (u, v) in combinations(middles, 2))
    assert {"Ash Fund funds Birch Trust, GBP 100,000", "Ash Fund gives Birch Trust people, 1 post"} <= {line.title for line in lines}


def test_a_joint_gift_has_no_width_from_each_giver_and_says_what_it_is_part_of() -> None:
    (line,) = _between(_drawn("funding"), "d", "b")
    assert line.style == STRENGTH_NOT_KNOWN and line.value is None and "part of a joint GBP 50,000" in line.title


def test_more_than_four_flows_are_one_line_with_their_number_and_every_row() -> None:
    picture = _drawn("funding")
    (line,) = _between(picture, "a", "c")
    assert line.value == 21_000 and line.title == "Ash Fund funds Cedar, 6 flows, GBP 21,000"
    assert [note.text for note in picture.notes] == ["6×"]
    at = picture.lines.index(line)
    assert sum(row.line == at for row in picture.tables[0].rows) == 6 and len(picture.tables[0].rows) == 13
    assert "6× says how many stand on one line" in {key.words for key in picture.legend}
    assert "13 flows" in picture.alt


def test_what_is_contested_is_drawn_and_told_unlike_what_is_held() -> None:
    picture = _drawn("power")
    assert {key.words: key.count for key in picture.legend if key.group == "Who decides"} == {
        "Holds it": 2, "Contests it": 2, "Shifting": 1
    }  # fmt: skip
    styles = [STATEMENTS[state] for state in ("holds", "contested", "shifting")]
    assert len({style.dash for style in styles}) == len({style.colour for style in styles}) == 3
    assert len(_between(picture, "a", "b")) == 3
    assert ("Dell", "money", "contested") in {row.cells for row in picture.tables[0].rows}
    assert "Dell contests the power over money" in {line.title for line in picture.lines}


def test_trust_both_ways_is_one_line_with_two_heads_that_says_both_answers() -> None:
    (line,) = _between(_drawn("trust", "w1"), "a", "b")
    assert line.heads == "both" and line.title == "Ash Fund rates Birch Trust 5; Birch Trust rates Ash Fund 2"


def test_each_flow_tells_its_own_purpose_and_ids_leave_with_no_format() -> None:
    picture = _drawn("funding")
    told = {line.value: [value for term, value in line.details if term == "Purpose"] for line in _between(picture, "a", "b") if line.value}
    assert told == {100_000.0: ["core"], 30_000.0: ["youth"], 5_000.0: ["rent"]}
    assert '"facts"' not in picture.as_json()
