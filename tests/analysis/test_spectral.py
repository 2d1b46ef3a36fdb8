"""Eigenvector centrality where it has an answer, and hubs and authorities."""

from __future__ import annotations

import pytest
from hypothesis import given

from sysmap.analysis.eigenvector import NO_RING, SEVERAL, eigenvector_reason
from sysmap.analysis.network import Network
from sysmap.analysis.seen import Seen
from tests.analysis.drawn import networks, shuffled
from tests.analysis.maps import from_rows, of_actors, of_network
from tests.analysis.published import NETWORKS, SPECTRAL


def test_by_hand_two_who_name_each_other_and_one_who_is_named() -> None:
    net = from_rows(["010", "101", "000"])
    assert of_actors(net, "eigenvector") == pytest.approx([1, 1, 1])
    assert of_network(net, "eigenvector_defined") is True


def test_by_hand_strengths_count() -> None:
    """2 receives 4 from 1, and 1 receives 1 from 2: x1 = x2 / 2 when the whole grows by 2."""
    assert of_actors(from_rows(["04", "10"]), "eigenvector_weighted") == pytest.approx([0.5, 1])


def test_by_hand_one_who_names_two_is_the_hub_and_they_are_the_authorities() -> None:
    net = from_rows(["011", "000", "000"])
    assert of_actors(net, "hub") == [1, 0, 0]
    assert of_actors(net, "authority") == [0, 1, 1]
    assert of_actors(from_rows(["042", "000", "000"]), "authority_weighted") == pytest.approx([0, 1, 0.5])


@pytest.mark.parametrize(
    ("rows", "reason"), [(["010", "001", "000"], NO_RING), (["0100", "1000", "0001", "0010"], SEVERAL), (["0"], NO_RING)]
)
def test_without_one_answer_it_is_null_and_says_why(rows: list[str], reason: str) -> None:
    net = from_rows(rows)
    assert of_actors(net, "eigenvector") == [None] * len(rows)
    assert of_network(net, "eigenvector_defined") is False
    assert eigenvector_reason(Seen(net)) == reason


@pytest.mark.parametrize(("name", "measure"), [(name, measure) for name in SPECTRAL for measure in SPECTRAL[name]])
def test_published_values(name: str, measure: str) -> None:
    assert of_actors(from_rows(NETWORKS[name]), measure) == pytest.approx(SPECTRAL[name][measure], abs=1e-4)


@given(networks())
def test_the_largest_is_one_and_other_names_change_nothing(net: Network) -> None:
    other = shuffled(net, range(len(net.ids) - 1, -1, -1))
    for name in ("eigenvector", "hub", "authority", "eigenvector_weighted", "hub_weighted", "authority_weighted"):
        scores = of_actors(net, name)
        held = [score for score in scores if score is not None]
        assert not held or max(held) == pytest.approx(1)
        assert all(0 <= score <= 1 for score in held)
        expected = [score if score is None else pytest.approx(score, abs=1e-6) for score in scores[::-1]]
        assert of_actors(other, name) == expected
