"""Does every measure say what a reader must know?"""

from __future__ import annotations

import pytest

from sysmap.analysis.catalogue import CATALOGUE, chosen
from sysmap.errors import UsageError


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_measure_says_what_it_asks_and_how_it_treats_silence(name: str) -> None:
    measure = CATALOGUE[name]
    said = (measure.question, measure.direction, measure.weight, measure.missing, measure.sturdy, measure.source)
    assert all(said)
    assert measure.question.endswith("?")
    assert (measure.of_actors is None) != (measure.of_network is None)
    assert (measure.scope == "actor") == (measure.of_actors is not None)


def test_a_measure_that_is_not_there_is_refused_with_the_nearest_and_all_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        chosen(("betweeness",), "trust")
    assert 'Did you mean "betweenness"?' in str(caught.value)
    assert "in_degree" in str(caught.value)


def test_without_names_everything_the_layer_has_is_chosen() -> None:
    assert {m.name for m in chosen((), "power")} < {m.name for m in chosen((), "trust")}


def test_a_name_given_twice_is_one_measure() -> None:
    assert len(chosen(("density", "density"), "trust")) == 1
