from __future__ import annotations

from itertools import combinations

from sysmap.draw.change_words import CLASSES
from sysmap.draw.sheet import WARNING
from sysmap.draw.styles import AGAINST, CHANGES, INK, SECTORS, SOFT_INK, STRENGTH_NOT_KNOWN, TIE, contrast, sector_styles


def test_every_line_can_be_told_from_the_paper_and_every_word_read() -> None:
    for style in (*CHANGES.values(), TIE, STRENGTH_NOT_KNOWN, AGAINST):
        assert contrast(style.colour) >= 3.0
    for colour in (INK, SOFT_INK, WARNING):
        assert contrast(colour) >= 4.5


def test_every_class_of_change_has_its_own_dash_for_those_who_print_in_black() -> None:
    told = {name: CHANGES[name].dash for name in CLASSES if name != "kept"}
    assert all(told[one] != told[other] for one, other in combinations(told, 2))
    main = ("formed", "dissolved", "strengthened", "weakened", "unchanged", "unobserved", "not_comparable")
    assert len({CHANGES[name].colour for name in main}) == len(main)


def test_sectors_differ_in_shape_or_fill_and_unknown_is_hollow() -> None:
    assert len(set(SECTORS.values())) == len(SECTORS)
    found = sector_styles(["statutory", None, "made up", "another", "statutory"])
    assert found[None].fill == "#ffffff" and found[None].dash
    assert len({(style.shape, style.fill) for style in found.values()}) == 4
    assert sector_styles(["another", "made up"])["made up"] == sector_styles(["made up"])["made up"]
