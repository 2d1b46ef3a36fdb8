"""Who is near, and by which ways?"""

from __future__ import annotations

import pytest

from sysmap.analysis.ego import ego_network, shortest_ways
from sysmap.analysis.network import Member, Network, Tie
from sysmap.errors import NotFound, UsageError


def drawn(*ties: str, layer: str = "relationships") -> Network:
    pairs = [(tie[0], tie[1]) for tie in ties]
    ids = dict.fromkeys(id for pair in pairs for id in pair)
    members = tuple(Member(id, id.upper(), "recorded") for id in ids)
    return Network("m", "M", "now", layer, members, {pair: Tie(1) for pair in pairs}, asked=False)


def test_an_ego_network_holds_who_is_near_and_the_ties_among_them() -> None:
    near = ego_network(drawn("ab", "bc", "ca", "cd", "de"), "a")
    assert near.ids == ("a", "b", "c")
    assert set(near.ties) == {("a", "b"), ("b", "c"), ("c", "a")}


def test_two_steps_reach_further_and_direction_does_not_matter() -> None:
    assert ego_network(drawn("ab", "bc", "cd"), "c", 2).ids == ("a", "b", "c", "d")


def test_the_shortest_ways_are_all_of_the_shortest_and_no_longer_one() -> None:
    network = drawn("ab", "ac", "bd", "cd", "de", "ae")
    assert shortest_ways(network, "a", "d") == (("a", "b", "d"), ("a", "c", "d"))
    assert shortest_ways(network, "a", "e") == (("a", "e"),)


def test_a_way_is_walked_along_the_ties_and_may_not_be_there() -> None:
    assert shortest_ways(drawn("ab", "bc"), "c", "a") == ()
    assert shortest_ways(drawn("ab", "bc", "cd"), "a", "d", furthest=2) == ()
    assert shortest_ways(drawn("ab"), "a", "a") == ()


def test_a_great_many_ways_are_cut_short() -> None:
    layers = [f"{a}{b}" for one, other in (["ab", "cd"], ["cd", "ef"], ["ef", "gh"], ["gh", "ij"]) for a in one for b in other]
    network = drawn(*[f"s{x}" for x in "ab"], *layers, *[f"{x}t" for x in "ij"])
    assert len(shortest_ways(network, "s", "t")) == 20


def test_power_is_never_walked_along_and_strangers_are_not_found() -> None:
    with pytest.raises(UsageError):
        shortest_ways(drawn("ab", layer="power"), "a", "b")
    with pytest.raises(NotFound):
        ego_network(drawn("ab"), "z")
    with pytest.raises(UsageError):
        ego_network(drawn("ab"), "a", 0)
