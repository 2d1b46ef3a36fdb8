"""Can colours be told apart, by those who see them differently and by those who print in black?

Colour vision is simulated after Machado, Oliveira and Fernandes (2009) at full severity; distance is CIE 1976 in L*a*b*.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from sysmap.draw.charting import AMOUNTS, LESS, MORE, ink_on
from sysmap.draw.composition import HEARD, LOOKS
from sysmap.draw.group_bands import LOOKS as BANDS
from sysmap.draw.looks import COLOURS, OTHERS_COLOUR, STEPS
from sysmap.draw.mean_change import ALL, DOWN, UP
from sysmap.draw.styles import CHANGES, FLOWS, LEVELS, SECTORS, STATEMENTS, TIE, contrast

SEEN_BY = {
    "everyone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopes": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _lab(colour: str, who: str) -> tuple[float, float, float]:
    rgb = _linear(colour)
    r, g, b = (min(1.0, max(0.0, sum(row[at] * rgb[at] for at in range(3)))) for row in SEEN_BY[who])
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, who: str) -> float:
    a, b = _lab(one, who), _lab(other, who)
    return float(sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5)


def test_the_distance_is_that_of_the_textbook() -> None:
    assert distance("#ffffff", "#000000", "everyone") == pytest.approx(100, abs=0.1)
    assert distance("#ff0000", "#00ff00", "deuteranopes") < distance("#ff0000", "#00ff00", "everyone")


@pytest.mark.parametrize("who", SEEN_BY)
def test_sectors_of_one_shape_differ_in_colour_for_everybody(who: str) -> None:
    looks = list(SECTORS.values())
    for (shape, fill), (other_shape, other) in combinations(looks, 2):
        assert shape != other_shape or distance(fill, other, who) > 20


@pytest.mark.parametrize("who", SEEN_BY)
def test_what_began_ended_grew_and_shrank_are_told_apart_by_colour_too(who: str) -> None:
    main = [CHANGES[name].colour for name in ("formed", "dissolved", "strengthened", "weakened")]
    assert min(distance(one, other, who) for one, other in combinations(main, 2)) > 9


@pytest.mark.parametrize("who", SEEN_BY)
def test_steps_from_little_to_much_are_evenly_darker_for_everybody(who: str) -> None:
    light = [_lab(colour, who)[0] for colour in AMOUNTS]
    assert all(a - b > 5 for a, b in pairwise(light))
    assert all(distance(a, b, who) > 8 for a, b in pairwise(AMOUNTS))


@pytest.mark.parametrize("who", SEEN_BY)
def test_less_and_more_are_never_taken_for_one_another(who: str) -> None:
    assert min(distance(a, b, who) for a in LESS for b in MORE) > 15
    assert distance(UP, DOWN, who) > 20


def test_words_on_every_fill_can_be_read_and_edges_be_seen() -> None:
    fills = (*AMOUNTS, *LESS, *MORE, UP, DOWN, ALL, HEARD[0], *(look[0] for look in LOOKS.values()))
    assert all(contrast(ink_on(fill), fill) >= 4.5 for fill in fills)


@pytest.mark.parametrize("who", SEEN_BY)
def test_colours_of_an_attribute_are_told_apart_by_everybody_and_none_is_taken_for_the_others(who: str) -> None:
    assert min(distance(one, other, who) for one, other in combinations((*COLOURS, OTHERS_COLOUR), 2)) > 15


@pytest.mark.parametrize("who", SEEN_BY)
def test_steps_of_a_measure_are_evenly_darker_for_everybody(who: str) -> None:
    assert all(_lab(one, who)[0] - _lab(other, who)[0] > 5 for one, other in pairwise(STEPS))


def test_bands_of_groups_differ_in_lightness_and_lines_upon_them_can_be_seen() -> None:
    light = sorted(_lab(inside, "everyone")[0] for _, inside in BANDS)
    assert all(b - a > 0.8 for a, b in pairwise(light))
    lines = (TIE, *CHANGES.values(), *LEVELS.values(), *FLOWS.values(), *STATEMENTS.values())
    assert all(contrast(line.colour, inside) >= 3 for line in lines for _, inside in BANDS)
    assert all(contrast(edge, inside) >= 3 for edge, inside in BANDS)


def test_flows_and_statements_differ_by_dash_and_their_lines_can_be_seen() -> None:
    for looks in (FLOWS, STATEMENTS):
        assert len({line.dash for line in looks.values()}) == len(looks)
        assert all(contrast(line.colour) >= 3 for line in looks.values())
