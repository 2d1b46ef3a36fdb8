from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sysmap.analysis.network import Tie
from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Picture
from sysmap.draw.styles import STRENGTH_NOT_KNOWN
from tests.draw.small_maps import hostile, many, nobody, three


def _picture(show_values: bool = True) -> Picture:
    return draw_network(three(), positions([three()]), show_values=show_values)


def test_two_who_named_each_other_are_one_line_with_two_heads() -> None:
    heads = {(line.from_id, line.to_id): line.heads for line in _picture().lines}
    assert heads == {("a", "b"): "both", ("a", "c"): "end"}


def test_a_strength_not_stated_is_dashed_and_never_thinner_than_the_lowest() -> None:
    line = next(line for line in _picture().lines if line.to_id == "c")
    assert line.style == STRENGTH_NOT_KNOWN and line.style.width >= 1.0


def test_a_mutual_line_is_as_wide_as_the_lower_answer_and_says_both() -> None:
    line = next(line for line in _picture().lines if line.to_id == "b")
    assert line.style.width == 1.3
    assert line.title == "Ash Lane rates Birch Trust 4; Birch Trust rates Ash Lane 2"


def test_without_values_nothing_on_the_picture_tells_how_strong_an_answer_was() -> None:
    picture = _picture(show_values=False)
    assert len({line.style for line in picture.lines}) == 1
    assert picture.tables[0].columns == ("Who said it", "About whom")
    assert not any(group == "Width: strength" for group in (key.group for key in picture.legend))


def test_whoever_did_not_answer_is_hatched_and_their_answers_not_known() -> None:
    picture = _picture()
    assert [dot.style.hatch for dot in picture.dots] == [0.0, 0.0, 1.0]
    cedar = picture.tables[1].rows[2].cells
    assert cedar == ("Cedar", "not known", "not known", "not known", "asked, did not answer", "not known", "1")


def test_all_dots_are_of_one_size_and_rows_follow_the_map() -> None:
    picture = _picture()
    assert len({dot.radius for dot in picture.dots}) == 1
    assert [dot.id for dot in picture.dots] == ["a", "b", "c"]
    assert [row.dots for row in picture.tables[0].rows] == [("a", "b"), ("b", "a"), ("a", "c")]


def test_the_invented_sentence_the_source_and_what_is_withheld_stand_under_the_picture() -> None:
    picture = draw_network(
        three(), positions([three()]), audience="stewards", sources=("Survey",), withheld={"story": 2, "power": 1, "rating": 0}
    )
    assert picture.invented == "Small is invented, for learning"
    assert picture.caption == (
        "Source: Survey",
        "Made for the map keepers: not for circulation",
        "Not shown to this audience: 2 stories, 1 statement about who decides",
    )
    assert picture.mark == "not for circulation"
    assert picture.subtitle == "Round 1, 30 May 2025 · 2 of 3 answered, 1 did not"


def test_a_layer_where_every_tie_goes_both_ways_has_no_heads() -> None:
    network = replace(many(3, 0), ties={("m0", "m1"): Tie(None), ("m1", "m0"): Tie(None)})
    picture = draw_network(network, positions([network]))
    assert [line.heads for line in picture.lines] == ["none"]
    assert picture.subtitle.endswith("relationships are recorded or not recorded")


def test_money_is_wider_by_amount_and_never_across_currencies() -> None:
    ties = {("m0", "m1"): Tie(Fraction(285_001, 2)), ("m1", "m2"): Tie(1000), ("m2", "m0"): Tie(None)}
    network = replace(many(3, 0), layer="funding", scale=None, currency="GBP", currencies=("GBP",), ties=ties)
    picture = draw_network(network, positions([network]))
    assert [row.cells[2] for row in picture.tables[0].rows] == ["GBP 142,500.50", "GBP 1,000", "not stated"]
    assert len({line.style.width for line in picture.lines}) == 3
    several = replace(network, currencies=("EUR", "GBP"))
    assert len({line.style.width for line in draw_network(several, positions([several])).lines}) == 1


def test_an_empty_map_is_a_clear_sentence() -> None:
    picture = draw_network(nobody(), {})
    assert picture.empty == "No organisation or group is on the map at this point."
    assert picture.alt.startswith("An empty picture")


def test_an_actor_without_a_place_gets_one_and_nobody_moves() -> None:
    whole = positions([three()])
    picture = draw_network(three(), {id: whole[id] for id in ("a", "b")})
    assert len({(dot.x, dot.y) for dot in picture.dots}) == 3


def test_a_picture_of_money_says_that_money_is_recorded_and_not_relationships() -> None:
    money = replace(three(), layer="funding", asked=False)
    said = draw_network(money, positions([money])).subtitle
    assert said.endswith("nobody was asked about this: money is recorded or not recorded")


def test_letters_that_no_font_has_are_said_and_stand_whole_in_the_tables() -> None:
    picture = draw_network(hostile(), positions([hostile()]))
    assert "日本語の団体" in {row.cells[0] for row in picture.tables[1].rows}
    assert any("stand as boxes in PNG and PDF" in line for line in picture.left_out)
    assert not any("boxes" in line for line in draw_network(three(), positions([three()])).left_out)
