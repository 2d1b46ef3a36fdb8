"""Which pairs see their tie very differently?"""

from __future__ import annotations

from sysmap.analysis.change_gaps import gaps
from tests.analysis.maps import from_rows


def test_two_points_apart_is_very_different_and_one_is_not() -> None:
    net = from_rows(["045", "204", "050"])
    assert [(g.high, g.low, g.trusts, g.trusted) for g in gaps(net)] == [("1", "2", 4, 2)]


def test_a_tie_that_only_one_end_names_is_no_difference_of_view() -> None:
    assert gaps(from_rows(["05", "00"])) == ()
    assert gaps(from_rows(["05", "00"], status=["answered", "silent"])) == ()
