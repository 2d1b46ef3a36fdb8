"""Is a question refused when it makes no sense, naming what would?"""

from __future__ import annotations

from typing import Any

import pytest

from sysmap.analysis.question import LAYERS, Question
from sysmap.errors import UsageError


def refused(**options: Any) -> str:
    with pytest.raises(UsageError) as caught:
        Question(**options)
    return str(caught.value)


def test_a_layer_that_is_not_there_is_refused_with_all_that_are() -> None:
    told = refused(layer="trusts")
    assert 'Did you mean "trust"?' in told
    assert all(layer in told for layer in LAYERS)


@pytest.mark.parametrize("options", [{"level": "team"}, {"sign": "minus"}])
def test_a_word_outside_its_list_is_refused(options: dict[str, str]) -> None:
    assert "Choose" in refused(layer="relationships", **options)


@pytest.mark.parametrize(
    "options",
    [{"layer": "trust", "type": "works_with"}, {"layer": "power", "level": "peer"}, {"layer": "relationships", "item": "openness"}],
)
def test_an_option_the_layer_has_no_use_for_is_refused_rather_than_ignored(options: dict[str, str]) -> None:
    assert "says nothing about the layer" in refused(**options)


def test_the_type_of_money_is_its_kind() -> None:
    assert Question(layer="funding", type="people").type == "people"
    assert "money, people, in-kind" in refused(layer="funding", type="grant")


def test_a_least_strength_below_one_would_count_pairs_without_a_tie() -> None:
    assert "Give 1 or more" in refused(min_strength=0)


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_that_nothing_can_be_drawn_with_is_refused(seed: int) -> None:
    with pytest.raises(UsageError, match="seed"):
        Question(seed=seed)
