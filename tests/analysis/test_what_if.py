"""If somebody left, what would fall apart?"""

from __future__ import annotations

import pytest

from sysmap.analysis.definition import plain
from sysmap.analysis.what_if import what_if
from sysmap.errors import NotFound, UsageError
from sysmap.model.state import State
from sysmap.model.ties import Funding
from tests.analysis.maps import from_rows, network, state_of


def test_by_hand_the_middle_of_a_chain_cuts_the_shorter_end_off() -> None:
    found = what_if(from_rows(["01000", "00100", "00010", "00001", "00000"]), ["2"])
    assert (found.pieces, found.largest, found.cut_off, found.ties) == ((1, 2), (5, 3), ("1",), 2)


def test_on_the_teaching_map_five_are_cut_off_without_voluntary_action(wrenmoor: State) -> None:
    found = what_if(network(wrenmoor, "w2", layer="relationships", type="works_with", level="inter-organisation"), ["cvs"])
    assert set(found.cut_off) == {"bre", "lar", "nwc", "pla", "wcf"}
    assert found.largest[1] == 24


def test_what_a_funder_carried_is_added_in_one_currency_only() -> None:
    flows = [Funding("1", "a", "b", amount="5", currency="GBP"), Funding("2", "a", "c", currency="GBP")]
    found = what_if(network(state_of(*flows, actors="abc"), None, layer="funding"), ["a"])
    assert plain((found.ties, found.value, found.not_stated)) == [2, 5, 1]


def test_strangers_nobody_and_power_are_refused() -> None:
    net = from_rows(["01", "10"])
    for remove, error in ((["x"], NotFound), ([], UsageError)):
        with pytest.raises(error):
            what_if(net, remove)
    with pytest.raises(UsageError):
        what_if(network(state_of(actors="ab"), None, layer="power"), ["a"])


def test_everybody_may_leave() -> None:
    found = what_if(from_rows(["01", "10"]), ["1", "2"])
    assert plain((found.largest, found.efficiency, found.cut_off)) == [[2, 0], [1, None], []]
