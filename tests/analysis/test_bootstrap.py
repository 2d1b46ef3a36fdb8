"""Does the vertex bootstrap draw what its paper says, repeatably, and does it say its name?"""

from __future__ import annotations

import pytest

from sysmap.analysis.bootstrap import vertex_bootstrap
from sysmap.analysis.interval import NO_TIE, UNDEFINED, lasting_changes
from sysmap.analysis.jackknife import jackknife
from tests.analysis.maps import from_rows
from tests.analysis.published import KNOKE_INFORMATION, KNOKE_MONEY
from tests.analysis.test_jackknife import compared


def test_published_standard_error_within_what_draws_can_give() -> None:
    whole = compared(from_rows(KNOKE_INFORMATION), from_rows(KNOKE_MONEY))
    found = vertex_bootstrap(whole, draws=5_000, seed=1)
    assert found.se == pytest.approx(0.126, abs=0.004)
    assert (found.method, found.draws, found.seed) == ("vertex bootstrap", 5_000, 1)
    assert found == vertex_bootstrap(whole, draws=5_000, seed=1)
    assert found.difference == jackknife(whole).difference


def test_silent_rows_are_not_resampled_as_rows_without_ties() -> None:
    status = ["answered"] * 9 + ["silent"]
    whole = compared(from_rows(KNOKE_INFORMATION, status=status), from_rows(KNOKE_INFORMATION, status=status))
    assert vertex_bootstrap(whole, draws=200).se == 0


def test_rounds_without_ties_have_no_interval() -> None:
    empty = from_rows(["000", "000", "000"])
    assert vertex_bootstrap(compared(empty, empty), draws=99).why == NO_TIE
    assert vertex_bootstrap(compared(empty, empty, lasting_changes), draws=99).why == UNDEFINED
