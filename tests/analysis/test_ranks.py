"""Is a rank given with how far one respondent's answers could move it?"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from sysmap.analysis.catalogue import CATALOGUE
from sysmap.analysis.network import Network
from sysmap.analysis.ranks import Rank, places, ranked
from sysmap.analysis.seen import Seen
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows


def ranks(net: Network, name: str) -> dict[str, Rank]:
    return ranked(Seen(net), CATALOGUE[name])


def test_by_hand_the_first_place_that_rests_on_one_answer() -> None:
    net = from_rows(["0110", "0010", "0000", "0100"])
    found = ranks(net, "in_degree")
    assert [tuple(found[a])[1:] for a in net.ids] == [(3, 3, 3), (1, 1, 2), (1, 1, 2), (3, 3, 3)]


def test_values_that_differ_in_the_last_digits_are_equal() -> None:
    assert places({"a": 0.1 + 0.2, "b": 0.3, "c": 0.31}) == {"a": 2, "b": 2, "c": 1}


def test_whoever_has_no_value_has_no_rank() -> None:
    found = ranks(from_rows(["01", "00"], status=["answered", "silent"]), "betweenness")
    assert found["2"].as_json() is None
    assert found["1"].as_json() == [1, 1, 1]


def test_nobody_was_asked_so_no_answer_can_be_left_out() -> None:
    net = from_rows(["01", "00"], status=["recorded", "recorded"], asked=False, layer="relationships")
    assert ranks(net, "in_degree")["1"].as_json() == [1, None, None]


@given(networks(largest=6))
def test_ranges_are_those_of_leaving_each_other_respondent_out(net: Network) -> None:
    for name in ("in_degree", "betweenness", "pagerank"):
        measure = CATALOGUE[name]
        assert measure.of_actors is not None
        runs: dict[str | None, dict[str, int]] = {None: places(measure.of_actors(Seen(net)))}
        for a in net.heard:
            without = replace(net, ties={pair: tie for pair, tie in net.ties.items() if pair[0] != a})
            runs[a] = places(measure.of_actors(Seen(without)))
        for a, rank in ranks(net, name).items():
            held = [run[a] for left_out, run in runs.items() if left_out != a and a in run]
            assert rank[1:] == ((runs[None][a], min(held), max(held)) if held else (None, None, None))
