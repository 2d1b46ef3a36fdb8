"""Are the partners of partners partners?"""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_network
from tests.analysis.published import NETWORKS, OF_NETWORKS


def test_by_hand_one_of_two_paths_is_closed() -> None:
    """1 to 2 to 3 is closed by 1 to 3; 1 to 3 to 4 and 2 to 3 to 4 are not."""
    assert of_network(from_rows(["0110", "0010", "0001", "0000"]), "transitivity") == 1 / 3


@pytest.mark.parametrize("name", ["information", "friends"])
def test_published_transitivity(name: str) -> None:
    assert of_network(from_rows(NETWORKS[name]), "transitivity") == pytest.approx(OF_NETWORKS[name]["transitivity"], rel=1e-9)


def test_without_a_path_of_two_it_is_undefined() -> None:
    assert of_network(from_rows(["01", "10"]), "transitivity") is None


@given(networks())
def test_it_is_what_trying_every_three_gives(net: Network) -> None:
    ties = net.ties
    paths = [(i, k) for i, j, k in permutations(net.heard, 3) if (i, j) in ties and (j, k) in ties]
    closed = sum(pair in ties for pair in paths)
    assert of_network(net, "transitivity") == (closed / len(paths) if paths else None)
