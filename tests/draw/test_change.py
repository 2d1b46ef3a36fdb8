from __future__ import annotations

from dataclasses import replace

import pytest

from sysmap.analysis.building import build_network
from sysmap.analysis.change import Change, compare
from sysmap.analysis.network import Network
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.draw.change import draw_change
from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Picture
from sysmap.model.state import State

Rounds = tuple[Network, Network, Change]


@pytest.fixture(scope="module")
def rounds(wrenmoor: State) -> Rounds:
    before, after = (build_network(wrenmoor, resolve_point(wrenmoor, at, "trust"), Question()) for at in ("w1", "w2"))
    return before, after, compare(before, after, Question())


@pytest.fixture(scope="module")
def picture(rounds: Rounds) -> Picture:
    before, after, change = rounds
    return draw_change(before, after, change, positions([before, after]))


def test_the_legend_counts_what_the_change_counts(rounds: Rounds, picture: Picture) -> None:
    counts, turnover = rounds[2].core.counts, rounds[2].turnover
    assert counts is not None and turnover is not None
    legend = {key.words: key.count for key in picture.legend if key.group == "What became of ties"}
    assert legend == {
        "Began": counts.formed,
        "Ended": counts.dissolved,
        "Lasted, stronger": counts.strengthened,
        "Lasted, weaker": counts.weakened,
        "Lasted, the same": counts.unchanged,
        "Came with one that joined": turnover.came_with_joiners,
        "Went with one that left": turnover.went_with_leavers,
        "Not known in one round": counts.unobserved_ties,
        "Each arrowhead is one tie": None,
    }
    assert (counts.formed, counts.dissolved, counts.strengthened, counts.weakened, counts.unchanged) == (20, 20, 24, 18, 38)


def test_arrowheads_add_up_to_the_ties(rounds: Rounds, picture: Picture) -> None:
    assert sum(2 if line.heads == "both" else 1 for line in picture.lines) == len(rounds[2].ties) == len(picture.tables[0].rows)


def test_an_actor_stands_on_the_same_pixel_before_after_and_between(rounds: Rounds, picture: Picture) -> None:
    before, after, _ = rounds
    where = positions([before, after])
    between = {dot.id: (dot.x, dot.y, dot.radius) for dot in picture.dots}
    for network in (before, after):
        assert all(between[dot.id] == (dot.x, dot.y, dot.radius) for dot in draw_network(network, where).dots)


def test_who_joined_is_ringed_who_left_is_hollow_who_was_not_heard_is_hatched(picture: Picture) -> None:
    styles = {dot.id: dot.style for dot in picture.dots}
    assert {id for id, style in styles.items() if style.ring} == {"phb", "nwc", "yvp", "uni"}
    assert {id for id, style in styles.items() if style.fill == "#ffffff" and style.dash} == {"spk", "fai", "loo"}
    assert {id for id, style in styles.items() if style.hatch == 1.0} == {"pol", "gpn", "mst", "cam", "hvs", "lar"}
    assert styles["hou"].hatch == 0.5
    labels = {dot.id: dot.label.text for dot in picture.dots if dot.label}
    assert labels["uni"].startswith("+ ") and labels["spk"].startswith("− ")


def test_the_invented_sentence_and_what_can_be_followed_stand_under_it(picture: Picture) -> None:
    assert "Wrenmoor is invented, for learning" in picture.invented
    assert "80 ties lasted, 20 ended and 20 began" in picture.caption[0]


def test_without_values_lasting_ties_are_one_class(rounds: Rounds) -> None:
    before, after, change = rounds
    drawn = draw_change(before, after, change, positions([before, after]), show_values=False)
    legend = {key.words: key.count for key in drawn.legend}
    assert legend["Lasted"] == 80 and "Lasted, stronger" not in legend
    assert {cell for row in drawn.tables[0].rows for cell in row.cells[2:4]} <= {"tie", "no tie", "not known", "not in this round"}


def test_what_was_asked_differently_is_not_compared_and_says_why(rounds: Rounds) -> None:
    before, after, _ = rounds
    other = replace(after, scale=(1, 4))
    drawn = draw_change(before, other, compare(before, other, Question()), positions([before, other]))
    assert drawn.caption[0].startswith("Not compared: The two rounds used other scales")
    assert {key.words for key in drawn.legend if key.line} == {"Asked differently, not compared"}


def test_where_no_strength_is_told_what_lasted_simply_lasted(wrenmoor: State) -> None:
    question = Question(layer="relationships", level="inter-organisation", type="works_with")
    before, after = (build_network(wrenmoor, resolve_point(wrenmoor, at, "relationships"), question) for at in ("w1", "w2"))
    change = compare(before, after, question)
    drawn = draw_change(before, after, change, positions([before, after]))
    legend = {key.words: key.count for key in drawn.legend if key.line}
    assert change.core.counts is not None and legend["Lasted"] == change.core.counts.kept
    assert {key.words for key in drawn.legend if key.line} == {"Began", "Lasted", "Came with one that joined", "Went with one that left"}
