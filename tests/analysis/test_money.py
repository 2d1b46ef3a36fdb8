"""Is money counted once, to the penny, with what is not known of it?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.definition import plain
from sysmap.analysis.money import Money, money_of
from sysmap.analysis.money_lines import EVEN, years_of
from sysmap.errors import UsageError
from sysmap.model.actors import Actor
from sysmap.model.state import State
from sysmap.model.ties import Funding
from tests.analysis.maps import state_of


def gbp(id: str, giver: str | None, receiver: str, amount: str | None, **more: Any) -> Funding:
    return Funding(id, giver, receiver, amount=amount, currency="GBP", **{"since": "2024-05", **more})


@pytest.fixture(scope="module")
def town(wrenmoor: State) -> Money:
    return money_of(wrenmoor, year_from=4)


def test_the_teaching_maps_money_is_counted_once_to_the_penny(town: Money) -> None:
    then, now = town.years
    assert plain((then.year, then.once, now.year, now.once)) == ["2023/24", 2_996_000, "2024/25", 3_580_400]
    assert plain((now.direct, now.entering, now.still_in_fund)) == [2_990_400, 590_000, 89249.25]
    assert plain((now.every_row, now.every_row - now.once)) == [4108650.75, 528250.75]
    assert {tier: float(amount) for tier, amount in now.tiers.items()} == {
        "primary": 472750.15, "secondary": 623750.35, "tertiary": 913500, "responsive": 957500, "enabling": 130250.25,
        "not classified": 482649.25,
    }  # fmt: skip
    assert [then.not_stated, now.not_stated] == [0, 2]


def test_the_teaching_maps_share_for_prevention_may_move_within_what_is_not_classified(town: Money) -> None:
    shares = [[round(100 * float(part), 1) for part in year.early.values() if part is not None] for year in town.years]
    assert shares == [[25.8, 38.3, 29.5], [30.6, 44.1, 35.4]]


def test_the_teaching_maps_loop_brings_eighteen_thousand_back(town: Money) -> None:
    (loop,) = town.loops
    assert plain((set(loop.members), loop.smallest)) == [{"ehh", "wef", "fam"}, 18_000]
    assert town.other_kinds == {"people": 1, "in-kind": 1}


def test_by_hand_a_grant_out_of_a_fund_adds_nothing_to_what_entered_it() -> None:
    state = state_of(
        gbp("1", "a", "f", "100", pooled_in="f"), gbp("2", "f", "b", "60", tiers="primary:50"), gbp("3", "b", "c", "5", out_of="2"),
        actors="abcf",
    )  # fmt: skip
    (year,) = money_of(state).years
    assert plain((year.once, year.still_in_fund, year.tiers["primary"], year.tiers["not classified"])) == [100, 40, 30, 70]
    assert sum(year.tiers.values()) == year.once


def test_a_joint_gift_is_one_and_a_giver_not_stated_is_a_giver_still() -> None:
    state = state_of(gbp("1", "a|b", "c", "90"), gbp("2", None, "c", "10"), gbp("3", "a", "c", None), actors="abc")
    found = money_of(state)
    assert plain([row[2:] for row in found.by_funder]) == [["A", None, 1, 1], ["A and B", 90, 1, 0], ["not stated", 10, 1, 0]]
    assert found.years[0].once == 100


def test_currencies_are_apart_and_what_never_moved_is_left_out() -> None:
    euros = Funding("2", "a", "b", amount="7", currency="EUR", since="2024")
    flows = [gbp("1", "a", "b", "5"), euros, gbp("3", "a", "b", "9", status="proposed")]
    assert plain([(y.currency, y.once) for y in money_of(state_of(*flows, actors="ab")).years]) == [["EUR", 7], ["GBP", 5]]
    assert money_of(state_of(actors="a")).years == ()


def test_money_of_one_place_goes_by_the_flow_or_else_by_where_its_receiver_is() -> None:
    state = state_of(Actor("b", "B", place="Harbour"), gbp("1", "a", "b", "5"), gbp("2", "a", "b", "3", place="Brook End"), actors="a")
    assert plain([row[2:4] for row in money_of(state).by_place]) == [["Brook End", 3], ["Harbour", 5]]
    assert money_of(state, place="Harbour").years[0].once == 5
    with pytest.raises(UsageError, match="Places: Harbour, Brook End"):
        money_of(state, place="Lowfield")


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UsageError, match="Choose start or even"):
        money_of(state_of(), "twice")
    with pytest.raises(UsageError, match="There is no month 13"):
        money_of(state_of(), year_from=13)


@given(st.dates(), st.dates(), st.integers(1, 12))
def test_spread_evenly_no_penny_is_lost(since: Any, until: Any, year_from: int) -> None:
    flow = Funding("f", since=min(since, until).isoformat(), until=max(since, until).isoformat())
    assert sum(years_of(flow, EVEN, year_from).values()) == 1
