"""What a least strength and ``--mutual`` do to ties, and to what was observed."""

from __future__ import annotations

import pytest

from sysmap.analysis.building import only_mutual
from sysmap.analysis.observation import count_pairs, rows_of
from sysmap.errors import UsageError
from sysmap.model.actors import Actor, Map
from tests.analysis.maps import asked, from_rows, network, of_network, said, state_of, wave


def test_a_least_strength_turns_a_valued_network_into_a_yes_no_one() -> None:
    state = state_of(wave("w1"), *said("w1", "a b 4", "b a 2", "b c 3"), actors="abc")
    net = network(state, min_strength=3)
    assert {pair: tie.value for pair, tie in net.ties.items()} == {("a", "b"): 1, ("b", "c"): 1}
    assert of_network(net, "density") == 2 / 6


def test_a_value_not_stated_could_be_either_and_its_pair_is_unobserved() -> None:
    state = state_of(wave("w1", items="r|m|o"), *said("w1", "a b r=5", "b a r=4 m=4 o=4"), actors="ab")
    net = network(state, min_strength=3)
    assert set(net.ties) == {("b", "a")}
    assert of_network(net, "density") == 1


def test_mutual_keeps_ties_that_both_ends_name_among_pairs_both_answered() -> None:
    net = only_mutual(from_rows(["0110", "1000", "0000", "0000"], status=["answered", "answered", "answered", "silent"]))
    assert set(net.ties) == {("1", "2"), ("2", "1")}
    assert count_pairs(rows_of(net)) == 6


def test_mutual_does_not_count_a_pair_one_end_skipped() -> None:
    roster = asked("w1", a="answered", b="answered", c="partial")
    net = network(state_of(wave("w1"), *roster, *said("w1", "a b 4", "b a -", "c a 2"), actors="abc"), mutual=True)
    assert net.ties == {}
    assert [(a, b) for a in net.ids for b in net.ids if a != b and rows_of(net)[a].observes(b)] == [("a", "c"), ("c", "a")]


def test_groups_named_in_the_codebook_come_with_the_network_without_ids_that_are_not_there() -> None:
    about = Map("m", codebook='{"groups": {"schools": "a|b|gone"}}')
    assert network(state_of(wave("w1"), actors="abc", map=about)).groups == {"schools": {"a", "b"}}


def test_an_invented_map_says_so() -> None:
    net = network(state_of(wave("w1"), actors="ab", map=Map("m", "Elsewhere", basis="synthetic")))
    assert (net.synthetic, net.invented) == (True, "Elsewhere is invented.")


def test_groups_come_from_any_attribute_that_somebody_on_the_map_has() -> None:
    state = state_of(
        wave("w1"), Actor("a", "A", sector="nhs"), Actor("b", "B", attributes='{"dept":"4","team":null}'), Actor("c", "C"), actors=()
    )
    assert network(state, group="dept").group_of == {"b": "4"}
    assert network(state, group="sector").group_of == {"a": "nhs"}
    assert network(state, group="place").group_of == {}
    with pytest.raises(UsageError, match='Did you mean "dept"'):
        network(state, group="dpet")
