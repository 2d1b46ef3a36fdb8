"""What dots and lines tell besides: true to the map, hollow where not known, and never how much somebody is trusted."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from sysmap.analysis.question import Question
from sysmap.draw.group_bands import group_bands
from sysmap.draw.picture import Picture
from sysmap.draw.sheet import Path, line_marks
from sysmap.errors import NotFound, NotShown, UsageError
from sysmap.model.visibility import Viewer
from sysmap.service.charting import Points, picture_named
from sysmap.service.looks import Look
from sysmap.service.measuring import measures
from tests.service.test_charting import PARTICIPANT, PUBLIC, STEWARD, TRUST, WORKS, desk


def drawn(look: Look, question: Question = WORKS, viewer: Viewer = STEWARD, at: str = "w2", map: str = "wrenmoor") -> Picture:
    return picture_named(desk(), viewer, map, "network", Points(at=at), question, look)


def look_by(channel: str, name: str) -> Look:
    given: dict[str, Any] = {channel: name}
    return Look(**given)


def test_area_grows_with_the_number_and_not_known_is_hollow_and_not_small() -> None:
    picture = drawn(Look(size="reach"))
    radius = {dot.id: dot.radius for dot in picture.dots}
    plain = drawn(Look()).dots[0].radius
    grown = [(radius[id] ** 2 - (0.45 * plain) ** 2) / reach for id, reach in (("hvs", 4100), ("mst", 3400), ("hou", 2900), ("col", 2300))]
    assert grown == pytest.approx([grown[0]] * 4, rel=0.02)
    unknown = [dot for dot in picture.dots if dict(dot.details)["Reach"] == "not known"]
    assert len(unknown) == 10 and all(dot.radius == plain and dot.style.fill == "#ffffff" and dot.style.dash for dot in unknown)
    assert any("13 units" in line for line in picture.caption)


def test_a_measure_on_a_picture_is_the_measure() -> None:
    scores = measures(desk(), STEWARD, "wrenmoor", "w2", Question(layer="trust", names=("betweenness",))).actor_scores["betweenness"]
    picture = drawn(Look(size="betweenness"), TRUST)
    order = sorted((dot for dot in picture.dots if scores[dot.id] is not None), key=lambda dot: float(scores[dot.id] or 0))  # type: ignore[arg-type]
    assert [dot.radius for dot in order] == sorted(dot.radius for dot in order)
    assert {dot.id for dot in picture.dots if dot.style.dash} == {id for id, score in scores.items() if score is None}
    assert any("Under 80% answered" in line for line in picture.caption)


def test_each_kind_has_its_own_colour_shape_or_border_and_its_number_in_the_legend() -> None:
    for channel, style in (("colour", "fill"), ("shape", "shape"), ("border", "stroke_width")):
        picture = drawn(look_by(channel, "place"))
        keys = {key.words: key for key in picture.legend if key.group == f"{channel.capitalize()}: place"}
        assert (keys["Wrenmoor"].count, keys["Brook End"].count, keys["Lowfield"].count, keys["Harbour"].count) == (21, 4, 2, 2)
        looks = {(key.dot.fill, key.dot.shape, key.dot.stroke_width, key.dot.dash) for key in keys.values() if key.dot}
        assert len(looks) == len(keys)
        oak = next(dot for dot in picture.dots if dot.id == "oak")
        sample = keys["Brook End"].dot
        assert sample is not None and getattr(oak.style, style) == getattr(sample, style)


def test_nothing_tells_how_much_somebody_is_trusted() -> None:
    for measure in ("in_degree", "mean_received", "in_strength", "pagerank", "eigenvector_weighted", "authority", "harmonic_in"):
        for channel in ("size", "colour", "shape", "border"):
            for viewer in (STEWARD, PARTICIPANT):
                with pytest.raises(UsageError):
                    drawn(look_by(channel, measure), TRUST, viewer)


def test_where_few_answered_nothing_hangs_on_paths() -> None:
    with pytest.raises(UsageError, match="seven in ten"):
        drawn(Look(size="betweenness"), TRUST, at="p3")


def test_the_public_gets_no_looks_of_organisations_where_trust_is_between_groups() -> None:
    for look in (Look(size="betweenness"), Look(colour="place"), Look(areas="named")):
        with pytest.raises(NotShown):
            drawn(look, TRUST, PUBLIC)
    with pytest.raises(NotFound):
        drawn(Look(ego="cvs"), TRUST, PUBLIC)


def test_near_one_and_of_one_sector_or_place_nobody_moves_and_the_rest_is_counted() -> None:
    stands = {dot.id: (dot.x, dot.y) for dot in drawn(Look()).dots}
    for look, left in (
        (Look(ego="cvs"), "23 organisations and groups more than 1 step away"),
        (Look(sector="voluntary,community"), "20 organisations and groups of another sector"),
        (Look(place="Brook End"), "27 organisations and groups of another place"),
    ):
        picture = drawn(look)
        assert all(stands[dot.id] == (dot.x, dot.y) for dot in picture.dots)
        assert any(left in line for line in picture.left_out), picture.left_out
    near = {dot.id for dot in drawn(Look(ego="cvs"), TRUST).dots}
    assert "24 of 31 answered" in drawn(Look(ego="cvs"), TRUST).subtitle
    ties = {frozenset(pair) for pair in ((line.from_id, line.to_id) for line in drawn(Look(), TRUST).lines)}
    assert near == {"cvs"} | {id for pair in ties if "cvs" in pair for id in pair}


def test_levels_have_a_dash_each_and_two_relationships_of_one_pair_lie_apart() -> None:
    picture = drawn(Look())
    keys = {key.words: key for key in picture.legend if key.group == "Dash: level"}
    assert {words: key.count for words, key in keys.items()} == {
        "within-team": 3, "inter-organisation": 43, "practitioner-family": 7, "peer": 2
    }  # fmt: skip
    dashes = [key.line.dash for key in keys.values() if key.line]
    assert all(one != other for one, other in combinations(dashes, 2))
    dots = {dot.id: dot for dot in picture.dots}
    pairs: dict[frozenset[str], list[tuple[float, float]]] = {}
    for line in picture.lines:
        path = next(iter(line_marks(line, dots[line.from_id], dots[line.to_id], 11.0)))
        assert isinstance(path, Path)
        a, b = dots[line.from_id], dots[line.to_id]
        middle = path.bend or ((a.x + b.x) / 2, (a.y + b.y) / 2)
        pairs.setdefault(frozenset((a.id, b.id)), []).append(middle)
    several = [middles for middles in pairs.values() if len(middles) > 1]
    assert several, "two of Wrenmoor's pairs have relationships at two levels"
    for middles in several:
        for (x, y), (u, v) in combinations(middles, 2):
            assert abs(x - u) + abs(y - v) > 6
    assert len(picture.tables[0].rows) == len(picture.lines) == 55


def test_the_keepers_groups_are_bands_round_their_members_alone() -> None:
    picture = drawn(Look(areas="named"))
    assert {key.words: key.count for key in picture.legend if key.group == "Groups"} == {"the Learning Table": 10, "children's services": 4}
    dots = {(dot.x, dot.y) for dot in picture.dots}
    assert all(rule.start in dots for rule in picture.rules)


def test_a_band_is_the_same_whatever_the_order_in_which_its_members_come() -> None:
    dots = drawn(Look()).dots
    ids = [dot.id for dot in dots[:9]]
    assert group_bands(dots, {"some": ids}) == group_bands(dots, {"some": ids[::-1]}) == group_bands(dots, {"some": ids[4:] + ids[:4]})


def test_words_nobody_has_are_refused_with_those_there_are() -> None:
    for look in (Look(size="sector"), Look(colour="colour"), Look(dash="mood"), Look(sector="none"), Look(shape="density")):
        with pytest.raises(UsageError) as refused:
            drawn(look)
        assert refused.value.fix
    with pytest.raises(NotFound):
        drawn(Look(ego="nobody"))
    with pytest.raises(UsageError, match="is for network, change, multiples"):
        picture_named(desk(), STEWARD, "wrenmoor", "ranks", Points(), TRUST, Look(size="reach"))


def test_each_of_several_relationships_of_one_pair_tells_its_own_source() -> None:
    for line in drawn(Look()).lines:
        told = [value for term, value in line.details if term == "Type"]
        levels = [value for term, value in line.details if term == "Level"]
        assert len(told) == len(levels) == 1, line.title


def changed(look: Look, viewer: Viewer = STEWARD, question: Question = TRUST, name: str = "change") -> Picture:
    return picture_named(desk(), viewer, "wrenmoor", name, Points(before="w1", after="w2"), question, look)


def test_a_change_takes_size_colour_and_areas_and_its_lines_still_tell_the_change_alone() -> None:
    plain, told = changed(Look()), changed(Look(size="reach", colour="place", areas="named"))
    assert told.lines == plain.lines and [(dot.id, dot.x, dot.y) for dot in told.dots] == [(dot.id, dot.x, dot.y) for dot in plain.dots]
    groups = {key.group for key in told.legend}
    assert {"What became of ties", "Size: reach", "Colour: place", "Shape: sector", "Groups", "Who came and went"} <= groups
    assert told.rules and told.tables[1].columns[-3:] == ("Reach", "Place", "Groups")
    styles = {dot.id: dot.style for dot in told.dots}
    assert [styles[id].fill for id in ("spk", "loo", "fai")] == ["#ffffff"] * 3 and styles["nwc"].ring
    assert styles["mil"].fill == styles["hig"].fill != styles["oak"].fill


def test_a_change_of_a_part_counts_what_is_drawn_and_says_how_many_are_not() -> None:
    whole = {id for tie in changed(Look()).tables[0].rows for id in tie.dots}
    for look in (Look(ego="cvs"), Look(sector="voluntary,nhs"), Look(place="Harbour", steps=1)):
        picture = changed(look)
        inside = {dot.id for dot in picture.dots}
        rows = [row for row in changed(Look()).tables[0].rows if set(row.dots) <= inside]
        assert [row.cells for row in picture.tables[0].rows] == [row.cells for row in rows] and inside < whole | {"pol", "gpn"}
        words = [row.cells[-1] for row in rows]
        counts = {key.words: key.count for key in picture.legend if key.group == "What became of ties" and key.count is not None}
        assert counts == {word: words.count(word) for word in dict.fromkeys(words)}
        assert f"Drawn are {len(inside)} of 34 organisations and groups" in picture.left_out[0]
        assert "24 of 31 answered" in picture.subtitle
    assert {dot.id for dot in changed(Look(sector="nhs")).dots} == {"cam", "hvs", "gpn", "phb"}


def test_a_measure_on_a_change_is_that_of_the_later_point_and_says_so() -> None:
    picture = changed(Look(size="betweenness"))
    at_w2 = {dot.id: dict(dot.details)["Links others (betweenness)"] for dot in drawn(Look(size="betweenness"), TRUST).dots}
    told = {dot.id: dict(dot.details)["Links others (betweenness), Round 2, 30 May 2025"] for dot in picture.dots}
    assert {id: told[id] for id in at_w2} == at_w2 and told["spk"] == "not known"


def test_what_a_change_cannot_tell_is_said() -> None:
    with pytest.raises(UsageError, match="dash of a line tells here"):
        changed(Look(dash="level"), question=WORKS)
    with pytest.raises(UsageError, match="mean_received is that"):
        changed(Look(size="mean_received"))
    with pytest.raises(NotShown, match="between groups"):
        changed(Look(colour="place"), PUBLIC)
    with pytest.raises(NotFound):
        changed(Look(ego="nobody"))
    with pytest.raises(UsageError, match="ranks has looks of its own"):
        changed(Look(size="reach"), name="ranks")


def test_small_maps_and_slides_wear_the_looks_of_their_rounds() -> None:
    look = Look(sector="voluntary", areas="named")
    small = picture_named(desk(), STEWARD, "wrenmoor", "multiples", Points(over=("w1", "w2")), TRUST, look)
    assert small.rules and len(small.dots) == 8 + 9 and any("of the sector voluntary" in line for line in small.left_out)
    page = picture_named(desk(), STEWARD, "wrenmoor", "change", Points(before="w1", after="w2"), TRUST, look, to_slide=True)
    stands = {dot.id: (dot.x, dot.y) for dot in page.dots}
    assert all(stands[dot.id] == (dot.x, dot.y) for one in page.rounds for dot in one.dots) and all(one.rules for one in page.rounds)
