"""Do ties stay within groups or cross them?"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.mixing import assortativity, assortativity_numeric, ei_index, ei_index_expected
from sysmap.analysis.network import Network
from sysmap.analysis.seen import Seen
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_network
from tests.analysis.published import FRIENDS_MIXING, KRACKHARDT_FRIENDS, KRACKHARDT_MANAGERS


def by(net: Network, groups: str) -> Network:
    """The network with a group a member, ``-`` for none."""
    said = {a: g for a, g in zip(net.ids, groups.split(), strict=True) if g != "-"}
    return replace(net, group="dept", group_of=said)


def test_by_hand_one_tie_across_and_two_within() -> None:
    seen = Seen(by(from_rows(["0100", "1010", "0000", "0000"]), "a a b b"))
    assert ei_index(seen) == pytest.approx((1 - 2) / 3)
    assert ei_index_expected(seen) == pytest.approx((8 - 4) / 12)


def test_by_hand_all_within_is_one_and_one_group_alone_is_undefined() -> None:
    net = from_rows(["0100", "1000", "0001", "0010"])
    assert assortativity(Seen(by(net, "a a b b"))) == 1
    assert assortativity(Seen(by(net, "a a a a"))) is None
    assert assortativity_numeric(Seen(by(net, "1 1 2 2"))) == 1
    assert assortativity_numeric(Seen(by(net, "1 1 1 1"))) is None
    assert assortativity_numeric(Seen(by(net, "x 1 2 2"))) is None


def test_without_a_group_there_is_no_answer_and_ends_without_one_are_left_out() -> None:
    net = from_rows(["011", "100", "000"])
    assert [of_network(net, name) for name in ("ei_index", "ei_index_expected", "assortativity", "assortativity_numeric")] == [None] * 4
    assert ei_index(Seen(by(net, "a a -"))) == -1


@pytest.mark.parametrize(("attribute", "name"), [(a, name) for a, names in FRIENDS_MIXING.items() for name in names])
def test_published_values(attribute: str, name: str) -> None:
    net = by(from_rows(KRACKHARDT_FRIENDS), KRACKHARDT_MANAGERS[attribute])
    assert of_network(net, name) == pytest.approx(FRIENDS_MIXING[attribute][name], rel=1e-9)


@given(networks(largest=5, whole=True), st.lists(st.sampled_from("ab"), min_size=5, max_size=5))
def test_what_chance_gives_is_the_mean_over_every_way_to_deal_out_the_groups(net: Network, groups: list[str]) -> None:
    dealt = [by(net, " ".join(order)) for order in permutations(groups[: len(net.ids)])]
    found = [ei for one in dealt if (ei := ei_index(Seen(one))) is not None]
    if found:
        assert ei_index_expected(Seen(dealt[0])) == sum(found) / len(found)
