"""Named by how many, and naming how many?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks, shuffled
from tests.analysis.maps import asked, from_rows, network, of_actors, said, state_of, wave
from tests.analysis.published import NETWORKS, OF_ACTORS


def test_by_hand_one_named_by_two_and_naming_nobody() -> None:
    net = from_rows(["001", "001", "000"])
    assert of_actors(net, "in_degree") == [0, 0, 2]
    assert of_actors(net, "out_degree") == [1, 1, 0]
    assert of_actors(net, "in_degree_share") == [0, 0, 1]


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("measure", ["in_degree", "out_degree"])
def test_published_degrees(name: str, measure: str) -> None:
    assert of_actors(from_rows(NETWORKS[name]), measure) == OF_ACTORS[name][measure]


def test_the_share_is_of_those_who_could_have_named_it_and_answered() -> None:
    net = from_rows(["010", "000", "010"], status=["answered", "answered", "silent"])
    assert of_actors(net, "in_degree") == [0, 1, 0]
    assert of_actors(net, "in_degree_share") == [0, 1, 0]


def test_a_silent_members_out_degree_is_unknown_and_so_is_a_part_answer() -> None:
    roster = asked("w1", a="answered", b="silent", c="partial")
    net = network(state_of(wave("w1"), *roster, *said("w1", "a b 3", "c a 2"), actors="abc"))
    assert of_actors(net, "out_degree") == [1, None, None]
    assert of_actors(net, "in_degree") == [1, 1, 0]
    assert of_actors(net, "in_degree_share") == [1, 1, 0]


@given(networks(), st.randoms())
def test_renaming_and_reordering_members_changes_nothing(net: Network, random: object) -> None:
    order = list(range(len(net.members)))
    random.shuffle(order)  # type: ignore[attr-defined]
    for measure in ("in_degree", "in_degree_share", "out_degree"):
        assert of_actors(shuffled(net, order), measure) == [of_actors(net, measure)[i] for i in order]


@given(networks())
def test_shares_stay_between_nought_and_one_and_degrees_add_up_to_the_ties(net: Network) -> None:
    assert all(share is None or 0 <= share <= 1 for share in of_actors(net, "in_degree_share"))
    assert sum(d or 0 for d in of_actors(net, "in_degree")) == len(net.ties) == sum(d or 0 for d in of_actors(net, "out_degree"))
