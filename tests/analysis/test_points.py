"""What does ``--at`` name: a wave, else a saved version, else a date?"""

from __future__ import annotations

import pytest

from sysmap.analysis.points import fullest_layer, resolve_point, settle
from sysmap.errors import NotFound
from sysmap.model.learning import Snapshot
from sysmap.model.ties import Relationship
from tests.analysis.maps import said, state_of, wave

MAP = state_of(wave("w1", "2024-05-31"), wave("w2", "2025-05-30"), wave("2023", "2025-11"), *said("w1", "a b 4"), actors="ab")


def test_a_wave_comes_before_a_date_of_the_same_name() -> None:
    point = resolve_point(MAP, "2023", "trust")
    assert (point.kind, point.wave) == ("wave", "2023")


def test_a_wave_comes_before_a_saved_version_of_the_same_name() -> None:
    assert resolve_point(state_of(wave("w1"), Snapshot("w1", at="2020")), "w1", "trust").kind == "wave"


def test_trust_at_a_date_is_the_last_wave_on_or_before_it() -> None:
    assert resolve_point(MAP, "2025-05-30", "trust").wave == "w2"
    assert resolve_point(MAP, "2025-05-29", "trust").wave == "w1"
    assert resolve_point(MAP, "2024-05", "trust").wave == "w1"


def test_the_point_repeats_what_was_asked_for() -> None:
    assert resolve_point(MAP, "2025-06", "trust").at == "2025-06"


def test_trust_before_the_first_wave_is_not_found() -> None:
    with pytest.raises(NotFound, match="Nobody had been asked about trust by 2020"):
        resolve_point(MAP, "2020", "trust")


def test_other_layers_at_a_date_need_no_wave() -> None:
    point = resolve_point(MAP, "2020", "relationships")
    assert (point.kind, point.wave, point.date) == ("date", None, "2020")


def test_without_a_point_the_latest_wave_is_meant_whatever_order_waves_came_in() -> None:
    later_first = state_of(wave("w2", "2025"), wave("w1", "2024"))
    assert resolve_point(later_first, None, "relationships").wave == "w2"


def test_a_map_without_waves_is_looked_at_whole() -> None:
    assert resolve_point(state_of(), None, "relationships").kind == "everything"
    with pytest.raises(NotFound, match="Nobody has been asked about trust"):
        resolve_point(state_of(), None, "trust")


def test_a_saved_version_pins_its_revision_and_is_found_by_name() -> None:
    state = state_of(wave("w1"), Snapshot("s1", name="Report 2024", wave="w1", revision="7"))
    point = resolve_point(state, "Report 2024", "trust")
    assert (point.wave, point.revision, point.snapshot, point.at) == ("w1", 7, "Report 2024", "Report 2024")


def test_a_saved_date_finds_its_wave_in_the_state_that_was_saved() -> None:
    saved = Snapshot("s", name="s", at="2025-06", revision="3")
    point = resolve_point(state_of(wave("w1"), wave("w2", "2025-05"), saved), "s", "trust")
    assert settle(state_of(wave("w1")), point, "trust").wave == "w1"


def test_what_is_neither_wave_nor_version_nor_date_is_not_found_and_says_what_is() -> None:
    with pytest.raises(NotFound) as caught:
        resolve_point(MAP, "w11", "trust")
    assert 'Did you mean "w1"?' in str(caught.value)
    assert "w2 (2025-05-30)" in str(caught.value)


def test_the_fullest_layer_has_the_most_pairs_not_the_most_rows() -> None:
    three_items = said("w1", "a b r=4 m=4 o=4")
    ties = [Relationship("1", "a", "b"), Relationship("2", "b", "a")]
    assert fullest_layer(state_of(wave("w1"), *three_items, *ties, actors="ab")) == "relationships"
    assert fullest_layer(state_of(wave("w1"))) == "trust"


def test_where_nobody_was_asked_the_fullest_layer_of_an_empty_map_is_one_that_answers() -> None:
    assert fullest_layer(state_of(actors="ab")) == "relationships"
