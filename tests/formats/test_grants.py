"""Grants of 360Giving become money between organisations, old files and new, and nobody who received as a person is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sysmap.errors import InputError, SysmapError
from sysmap.formats.grants_writing import leaves_out
from sysmap.formats.registry import WRITERS, detect, read
from sysmap.formats.sameness import changes_for
from sysmap.model.state import State
from tests.formats.tables import came_in, names, workbook, written

ASH = {"id": "GB-CHC-1234567", "name": "Ash Trust"}
BIRCH = {"id": "GB-COH-00123456", "name": "Birch", "companyNumber": "123456", "addressLocality": "Norwich"}


def grant(**more: Any) -> dict[str, Any]:
    said = {"id": "360G-a-1", "title": "Hub", "description": "A hub", "currency": "GBP", "amountAwarded": 142500.50}
    return {**said, "awardDate": "2014-03-17", "fundingOrganization": [ASH], "recipientOrganization": [BIRCH], **more}


def package(path: Path, *grants: Any) -> Path:
    return written(path, json.dumps({"version": "1.4", "grants": list(grants)}))


def test_a_grant_is_a_flow_to_the_penny_and_the_day(tmp_path: Path) -> None:
    dates = [{"startDate": "2014-04-01", "endDate": "2015-03-31", "duration": 12}]
    path = package(tmp_path / "g.json", grant(plannedDates=dates, grantProgramme=[{"title": "Places"}]))
    state, _ = came_in(path)
    flow = state.funding["360G-a-1"]
    assert detect(path).format == "360giving"
    assert (flow.amount, flow.currency, flow.awarded, flow.purpose) == ("142500.5", "GBP", "2014-03-17", "Hub")
    assert (flow.since, flow.until, flow.programme) == ("2014-04-01", "2015-04-01", "Places")
    birch = state.actors["GB-COH-00123456"]
    assert (birch.identifiers, birch.place) == ("GB-COH-00123456", "Norwich")
    assert changes_for(read(path).against(state), state).changes == ()


def test_old_dates_titles_as_keys_and_dummy_ids_are_read_and_told(tmp_path: Path) -> None:
    old = {"Identifier": "1", "Title": "Hub", "Currency": "GBP", "Amount Awarded": "£12,000", "Award Date": "17/03/2014"}
    ends = {
        "Recipient Org:Identifier": "DUMMY1",
        "Recipient Org:Name": "Elm",
        "Funding Org:Identifier": "360G-x",
        "Funding Org:Name": "Ash",
    }
    state, incoming = came_in(package(tmp_path / "g.json", {**old, **ends}))
    flow = state.funding["1"]
    assert (flow.amount, flow.awarded, flow.from_id, flow.to_id) == ("12000", "2014-03-17", "360G-x", "elm")
    assert "read as 2014-03-17" in incoming.warnings[0].rule


def test_one_odd_key_among_the_standards_own_leaves_the_grant_as_it_is(tmp_path: Path) -> None:
    odd = grant(**{"Open Call?": "YES", "Grant Programme": {"Title (extended)": "x"}, "awardDate": "05/06/2014"})
    state, _ = came_in(package(tmp_path / "g.json", odd))
    flow = state.funding["360G-a-1"]
    assert (flow.to_id, flow.awarded, json.loads(flow.attributes or "")["Open Call?"]) == ("GB-COH-00123456", "2014-06-05", "YES")


def test_recipients_who_are_people_are_never_shown(tmp_path: Path) -> None:
    person = grant(recipientIndividual={"id": "p1", "name": "Jane Doe"}, title="For Jane Doe", description="Jane Doe's course")
    person.pop("recipientOrganization")
    state, incoming = came_in(package(tmp_path / "g.json", person))
    assert names(state) == ["Ash Trust", "Individual recipients"]
    assert next(iter(state.funding.values())).amount == "142500.5"
    assert "Jane" not in repr(state.facts)
    assert any("1 grants to individuals" in line for line in incoming.not_carried)


def test_one_organisation_with_two_spellings_is_one(tmp_path: Path) -> None:
    other = grant(id="2", recipientOrganization=[{**BIRCH, "name": "BIRCH LTD"}])
    state, _ = came_in(package(tmp_path / "g.json", grant(), other))
    assert names(state) == ["Birch", "Ash Trust"] or names(state) == ["Ash Trust", "Birch"]
    assert state.actors["GB-COH-00123456"].aliases == "BIRCH LTD"


def test_spreadsheets_of_grants_are_read_by_their_titles(tmp_path: Path) -> None:
    rows = [
        [
            "Identifier",
            "Title",
            "Currency",
            "Amount Awarded",
            "Award Date",
            "Recipient Org:Name",
            "Funding Org:Name",
            "Recipient Org:Charity Number",
        ],
        ["1", "Hub", "GBP", "500", "2014-03-17", "Elm", "Ash", "7"],
    ]
    path = workbook(tmp_path / "g.xlsx", {"grants": rows, "notes": [["x"], ["y"]]})
    state, incoming = came_in(path)
    flow = state.funding["1"]
    assert (incoming.format, flow.amount, flow.awarded, state.actors[flow.to_id or ""].identifiers) == (
        "360giving",
        "500",
        "2014-03-17",
        "GB-CHC-7",
    )
    assert any("notes" in line for line in incoming.not_carried)


@pytest.mark.parametrize("amount", ["£1,2.3", "1e999", -5, 0, "abc"])
def test_an_amount_that_is_none_is_left_out_and_listed(tmp_path: Path, amount: Any) -> None:
    state, incoming = came_in(package(tmp_path / "g.json", grant(amountAwarded=amount)))
    assert next(iter(state.funding.values())).amount is None
    assert any(str(amount) in line for line in incoming.not_carried)


def test_a_package_without_grants_and_an_id_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="360Giving: no `grants` list"):
        read(written(tmp_path / "g.json", '{"grants": 5}'))
    assert "twice" in read(package(tmp_path / "g.json", grant(), grant())).problems[0].rule


@pytest.mark.parametrize("name", ["out.json", "out.csv", "out.xlsx"])
def test_money_comes_back_as_it_went(tmp_path: Path, name: str) -> None:
    dates = [{"startDate": "2014-04-01", "endDate": "2015-03-31"}]
    joint = grant(id="2", fundingOrganization=[ASH, {"id": "GB-CHC-9", "name": "Elm"}], beneficiaryLocation=[{"name": "Mile Cross"}])
    state, _ = came_in(package(tmp_path / "g.json", grant(plannedDates=dates), joint))
    state = State("g", 1, 0, state.facts)
    WRITERS["360giving"](state, tmp_path / name, False)
    back, _ = came_in(tmp_path / name)
    plain = [flow._replace(source=None, attributes=None) for flow in state.funding.values()]
    assert [flow._replace(source=None, attributes=None) for flow in back.funding.values()] == plain
    assert set(names(back)) == set(names(state))


def test_what_lacks_an_amount_or_a_day_is_no_grant_and_told(tmp_path: Path) -> None:
    state, _ = came_in(package(tmp_path / "g.json", grant(amountAwarded=None), grant(id="2", awardDate="2014")))
    with pytest.raises(SysmapError, match="can be a grant"):
        WRITERS["360giving"](state, tmp_path / "out.json", False)
    assert leaves_out(state)[:2] == ("1 flow of money: its amount is not stated", "1 flow of money: the day of the award is not stated")
