"""How near is everyone?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_actors
from tests.analysis.published import NETWORKS, OF_ACTORS


def test_by_hand_a_chain_of_three() -> None:
    net = from_rows(["010", "001", "000"])
    assert of_actors(net, "harmonic_out") == [0.75, 0.5, 0]
    assert of_actors(net, "harmonic_in") == [0, 0.5, 0.75]


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("measure", ["harmonic_in", "harmonic_out"])
def test_published_harmonic(name: str, measure: str) -> None:
    others = len(NETWORKS[name]) - 1
    expected = [value / others for value in OF_ACTORS[name][measure]]
    assert of_actors(from_rows(NETWORKS[name]), measure) == pytest.approx(expected, rel=1e-9)


def test_whoever_is_alone_has_no_value_and_whoever_reaches_nobody_has_nought() -> None:
    assert of_actors(from_rows(["0"]), "harmonic_in") == [None]
    assert of_actors(from_rows(["00", "00"]), "harmonic_in") == [0, 0]


@given(networks())
def test_turning_every_tie_round_swaps_in_and_out(net: Network) -> None:
    whole = replace(net, members=tuple(replace(m, status="answered") for m in net.members))
    turned = replace(whole, ties={(b, a): tie for (a, b), tie in whole.ties.items()})
    assert of_actors(whole, "harmonic_in") == of_actors(turned, "harmonic_out")
    assert all(value is None or 0 <= value <= 1 for value in of_actors(whole, "harmonic_in"))
