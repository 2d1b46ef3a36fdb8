"""Money: one tie for each giver and receiver, unknown amounts unknown, currencies never added together."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sysmap.analysis.network import Network
from sysmap.model.ties import Funding
from tests.analysis.maps import network, of_actors, of_network, state_of


def paid(*flows: Funding, at: str | None = None, **question: Any) -> Network:
    return network(state_of(*flows, actors="abcd"), at, layer="funding", **question)


def flow(id: str, giver: str | None = "a", to: str = "b", amount: str | None = "100", currency: str | None = "GBP", **more: Any) -> Funding:
    return Funding(id, giver, to, amount=amount, currency=currency, **more)


def test_payments_of_one_pair_are_added_exactly() -> None:
    net = paid(flow("1", amount="0.10"), flow("2", amount="0.20"))
    assert net.ties["a", "b"].value == Fraction(3, 10)
    assert net.currency == "GBP"


def test_an_amount_not_stated_is_a_tie_without_a_value_never_nought() -> None:
    net = paid(flow("1", amount=None))
    assert net.ties["a", "b"].value is None
    assert of_actors(net, "in_strength") == [0, None, 0, 0]


def test_two_currencies_are_never_added() -> None:
    net = paid(flow("1"), flow("2", currency="EUR"), flow("3", "c"))
    assert [t.value for t in net.ties.values()] == [None, 100]
    assert net.currency is None
    assert of_actors(net, "in_strength") == [None, None, None, None]
    assert of_network(net, "mean_value") is None


def test_people_and_money_are_never_added() -> None:
    net = paid(flow("1"), flow("2", amount="0.6", currency=None, kind="people"))
    assert net.ties["a", "b"].value == 100
    assert not paid(flow("1"), type="people").ties


def test_a_joint_gift_is_a_tie_from_each_giver_with_no_value_of_its_own() -> None:
    net = paid(flow("1", "a|b", "c"), flow("2", "a", "c", amount="5"))
    assert {pair: t.value for pair, t in net.ties.items()} == {("a", "c"): 5, ("b", "c"): None}


def test_a_giver_not_stated_is_counted_and_left_out() -> None:
    net = paid(flow("1", None))
    assert (net.ties, net.left_out) == ({}, {"flows from a giver not stated": 1})


def test_money_that_never_moved_is_no_tie() -> None:
    assert not paid(flow("1", status="proposed"), flow("2", "c", status="withdrawn")).ties


def test_money_awarded_is_there_from_its_award() -> None:
    assert not paid(flow("1", awarded="2018-03"), at="2017").ties
    assert paid(flow("1", awarded="2018-03"), at="2019").ties


def test_paths_along_money_ignore_amounts() -> None:
    net = paid(flow("1", amount="1"), flow("2", "b", "c", amount="1000000"), flow("3", "c", "d", amount=None))
    assert of_actors(net, "betweenness") == [0, 2, 2, 0]
