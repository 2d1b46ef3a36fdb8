from __future__ import annotations

from dataclasses import replace

import pytest

from sysmap.draw.labels import Spot, label_all
from sysmap.draw.layout import positions
from sysmap.draw.lettering import width_of
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Dot, DotStyle, Picture
from tests.draw.shapes import LONG, SHAPES, network
from tests.draw.small_maps import hostile, many


def _box(dot: Dot) -> tuple[float, float, float, float]:
    assert dot.label is not None
    width = width_of(dot.label.text, dot.label.size)
    left = dot.label.x - {"start": 0.0, "middle": width / 2, "end": width}[dot.label.anchor]
    return left, dot.label.y - 0.75 * dot.label.size, left + width, dot.label.y + 0.2 * dot.label.size


def covers(picture: Picture) -> int:
    named = [dot for dot in picture.dots if dot.label is not None]
    found = 0
    for dot in named:
        left, top, right, bottom = _box(dot)
        found += any(
            left < d.x + d.radius and d.x - d.radius < right and top < d.y + d.radius and d.y - d.radius < bottom for d in picture.dots
        )
        boxes = [_box(other) for other in named if other is not dot]
        found += any(left < r and ll < right and top < b and t < bottom for ll, t, r, b in boxes)
    return found


def touching(picture: Picture) -> list[tuple[str, str]]:
    """Dots that lie on one another."""
    return [
        (a.id, b.id)
        for at, a in enumerate(picture.dots)
        for b in picture.dots[:at]
        if (a.x - b.x) ** 2 + (a.y - b.y) ** 2 < (a.radius + b.radius) ** 2
    ]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("actors", "least"), [(40, 40), (150, 143)])
def test_networks_of_every_shape_are_named_and_nothing_lies_on_another(shape: str, actors: int, least: int) -> None:
    made = network(shape, actors)
    picture = draw_network(made, positions([made]))
    assert covers(picture) == 0 and touching(picture) == []
    assert sum(dot.label is not None for dot in picture.dots) >= least


def test_three_hundred_dots_of_every_shape_lie_apart() -> None:
    for shape in SHAPES:
        made = network(shape, 300)
        assert touching(draw_network(made, positions([made]))) == [], shape


def test_no_name_covers_a_dot_or_a_name_and_forty_are_all_there() -> None:
    picture = draw_network(many(40, 110), positions([many(40, 110)]))
    assert all(dot.label is not None for dot in picture.dots)
    assert covers(picture) == 0


@pytest.mark.parametrize(("actors", "ties", "least"), [(40, 60, 40), (40, 200, 40), (150, 200, 143), (150, 400, 143), (150, 900, 143)])
def test_long_names_find_room_too(actors: int, ties: int, least: int) -> None:
    made = many(actors, ties)
    members = tuple(replace(member, name=f"{at} {LONG[at % len(LONG)]}") for at, member in enumerate(made.members))
    picture = draw_network(replace(made, members=members), positions([made]))
    assert covers(picture) == 0
    assert sum(dot.label is not None for dot in picture.dots) >= least


def test_a_name_without_room_is_left_out_and_said_to_be() -> None:
    picture = draw_network(many(300, 900), positions([many(300, 900)]))
    assert covers(picture) == 0
    unnamed = sum(dot.label is None for dot in picture.dots)
    assert unnamed and picture.left_out == (f"{unnamed} names are left out of the picture for lack of room; the table has them all",)


def test_a_long_name_is_shortened_to_24_and_whole_in_the_title() -> None:
    picture = draw_network(hostile(), positions([hostile()]))
    long = next(dot for dot in picture.dots if dot.name == "A" * 300)
    assert long.label is not None and len(long.label.text) == 24 and long.title.startswith("A" * 300)


def test_a_name_with_room_elsewhere_hides_no_arrowhead() -> None:
    hub, around = (400.0, 300.0), [(400.0, 100.0), (600.0, 300.0), (400.0, 500.0), (200.0, 300.0)]
    spots = [Spot(*hub, 12.0, "Food Bank"), *(Spot(x, y, 12.0, f"Giver {at}") for at, (x, y) in enumerate(around))]
    label = label_all(spots, [(place, hub) for place in around], (0.0, 0.0, 800.0, 600.0), 11.0)[0]
    assert label is not None
    left, top, right, bottom = _box(Dot("d0", "Food Bank", *hub, 12.0, DotStyle("circle", "#fff", "#000"), "Food Bank", label))
    heads = [(400.0, 282.0), (418.0, 300.0), (400.0, 318.0), (382.0, 300.0)]
    assert not any(left < x < right and top < y < bottom for x, y in heads)
