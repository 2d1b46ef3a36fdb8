"""How concentrated is money, and who is said to hold or lack power?"""

from __future__ import annotations

import pytest

from sysmap.model.ties import Funding, Power
from tests.analysis.maps import network, of_actors, state_of

MONEY = state_of(
    Funding("f1", "a", "c", amount="300", currency="GBP"),
    Funding("f2", "b", "c", amount="100", currency="GBP"),
    Funding("f3", "a", "b", amount=None, currency="GBP"),
    actors="abc",
)


def test_by_hand_three_quarters_from_one_giver() -> None:
    net = network(MONEY, None, layer="funding")
    assert of_actors(net, "concentration_in") == [None, None, (9 + 1) / 16]
    assert of_actors(net, "concentration_out") == [1, 1, None]


def test_who_lacks_is_said_beside_who_holds() -> None:
    state = state_of(
        Power("p1", "a", None, "what is bought", state="holds"),
        Power("p2", "b", None, "what is bought", state="lacks"),
        Power("p3", "b", "a", state="holds"),
        actors="abc",
    )
    net = network(state, None, layer="power")
    assert of_actors(net, "power_statements") == [{"holds": 1, "lacks": 0}, {"holds": 1, "lacks": 1}, {"holds": 0, "lacks": 0}]


@pytest.mark.parametrize("name", ["pagerank_weighted", "constraint_weighted", "eigenvector_weighted", "hub_weighted", "concentration_in"])
def test_money_in_two_currencies_is_never_weighed_together(name: str) -> None:
    flows = [Funding("f1", "a", "c", amount="300", currency="GBP"), Funding("f2", "c", "a", amount="100", currency="EUR")]
    assert of_actors(network(state_of(*flows, actors="ac"), None, layer="funding"), name) == [None, None]
