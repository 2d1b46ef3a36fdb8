"""Who comes later stands beside the others and on nobody, has a name, and moves neither those who were kept nor those who came before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sysmap.analysis.network import Network
from sysmap.draw.frame import FRAME
from sysmap.draw.layout import Positions, positions
from sysmap.draw.network import draw_network
from tests.draw.shapes import SHAPES, network
from tests.draw.test_labels import covers, touching


def first(few: int, whole: Network) -> Network:
    """The network among its first few."""
    ids = {member.id for member in whole.members[:few]}
    return replace(whole, members=whole.members[:few], ties={pair: tie for pair, tie in whole.ties.items() if set(pair) <= ids})


def grown(shape: str, *sizes: int) -> tuple[Network, list[Positions]]:
    """A network that grows: where everyone stands when it has so many, kept at its first size and never again."""
    whole = network(shape, sizes[-1])
    kept = positions([first(sizes[0], whole)])
    return whole, [kept, *(positions([first(size, whole)], kept, settled=True, came=whole.ids) for size in sizes[1:])]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("kept", "then", "unnamed"), [(30, 40, 0), (34, 59, 0), (20, 60, 0), (100, 150, 7)])
def test_newcomers_stand_apart_and_are_named_and_nobody_kept_moves(shape: str, kept: int, then: int, unnamed: int) -> None:
    whole, (before, after) = grown(shape, kept, then)
    picture = draw_network(whole, after)
    assert {id: after[id] for id in before} == before
    assert covers(picture) == 0 and touching(picture) == []
    assert sum(dot.label is None for dot in picture.dots) <= unnamed
    assert all(0 <= x <= FRAME[0] and 0 <= y <= FRAME[1] for x, y in after.values())


@pytest.mark.parametrize("shape", ["star", "mostly alone", "nobody tied"])
def test_who_came_before_is_moved_by_nobody_who_comes_later(shape: str) -> None:
    _, (_, earlier, later) = grown(shape, 30, 45, 60)
    assert {id: later[id] for id in earlier} == earlier


def test_thousands_of_newcomers_have_a_spot_each() -> None:
    for shape in ("star", "nobody tied", "sparse by chance"):
        _, (_, after) = grown(shape, 50, 3000)
        assert len(set(after.values())) == 3000


def test_a_newcomer_without_a_tie_stands_below_and_one_with_ties_beside_its_own() -> None:
    _, (before, after) = grown("star", 12, 13)
    hub, new = after["m0"], after["m12"]
    assert (
        sum(
            (other[0] - hub[0]) ** 2 + (other[1] - hub[1]) ** 2 < (new[0] - hub[0]) ** 2 + (new[1] - hub[1]) ** 2
            for other in before.values()
        )
        < 8
    )
    _, (_, alone) = grown("nobody tied", 12, 13)
    assert alone["m12"][1] > FRAME[1] / 2
