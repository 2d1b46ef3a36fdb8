"""What leaves as 360Giving holds to what its standard 1.4.3 asks, in our words, with the formats of dates and addresses really checked."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from sysmap.errors import SysmapError
from sysmap.formats import leaves_out, read
from sysmap.formats.registry import WRITERS
from sysmap.formats.sheets import one_name, tidy
from sysmap.model.actors import Actor, Map
from sysmap.model.state import State, empty
from sysmap.model.ties import Funding
from tests.formats.making import imported
from tests.formats.maps import dates, lines, names

DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
WHEN = {"type": "string", "oneOf": [{"format": "date-time"}, {"pattern": DAY}]}
ABOUT_WHEN = {"type": "string", "oneOf": [{"format": "date-time"}, {"pattern": DAY}, {"pattern": "^[0-9]{4}(-(0[1-9]|1[0-2]))?$"}]}
TEXT = {"type": "string"}
ORGANISATION = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {**dict.fromkeys(("id", "name", "charityNumber", "companyNumber"), TEXT), "url": {"type": "string", "format": "uri"}},
}
GRANT = {
    "type": "object",
    "required": [
        "id", "title", "description", "currency", "amountAwarded", "awardDate", "fundingOrganization", "recipientOrganization",
    ],
    "properties": {
        "id": TEXT, "title": TEXT, "description": TEXT, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "amountAwarded": {"type": "number"}, "awardDate": WHEN,
        "fundingOrganization": {"type": "array", "minItems": 1, "items": ORGANISATION},
        "recipientOrganization": {"type": "array", "minItems": 1, "items": ORGANISATION},
        "plannedDates": {"type": "array", "items": {"properties": {"startDate": ABOUT_WHEN, "endDate": ABOUT_WHEN}}},
        "grantProgramme": {"type": "array", "items": {"properties": {"title": TEXT, "code": TEXT}}},
        "beneficiaryLocation": {"type": "array", "items": {"properties": {"name": TEXT}}},
    },
}  # fmt: skip
PACKAGE = {
    "type": "object",
    "required": ["grants"],
    "properties": {
        "version": {"type": "string", "pattern": "^[0-9]+[.][0-9]+$"},
        "grants": {"type": "array", "minItems": 1, "uniqueItems": True, "items": GRANT},
    },
}
VALID = Draft202012Validator(PACKAGE, format_checker=FormatChecker())


def wrong(package: Any) -> list[str]:
    return [f"{list(error.absolute_path)}: {error.message}" for error in VALID.iter_errors(package)]


def grant(**more: Any) -> dict[str, Any]:
    one = {"id": "GB-CHC-1", "name": "Ash"}
    said = {"id": "1", "title": "t", "description": "d", "currency": "GBP", "amountAwarded": 1, "awardDate": "2014-03-17"}
    return {"version": "1.4", "grants": [{**said, "fundingOrganization": [one], "recipientOrganization": [one], **more}]}


def test_the_check_knows_a_day_from_no_day() -> None:
    assert wrong(grant()) == wrong(grant(awardDate="2014-03-17T10:00:00Z")) == []
    for date in ("17/03/2014", "2014", "2014-13-01", "March 2014", "2014-03-17T10:00"):
        assert wrong(grant(awardDate=date)), date
    assert wrong({**grant(), "version": "1.4.3"})
    assert wrong(grant(recipientOrganization=[{"id": "x"}]))


@st.composite
def funded(draw: st.DrawFn) -> State:
    """Flows of every sort between hostile names, some of which are no grants."""
    numbers = {"a": "GB-CHC-9", "b c": "x", "Ü": "GB-COH-00000007|x"}
    actors = {id: Actor(id, draw(names), identifiers=draw(st.sampled_from([None, number]))) for id, number in numbers.items()}
    flows = {
        f"f{n}": Funding(
            f"f{n}", draw(st.sampled_from([None, "a", "a|Ü"])), draw(st.sampled_from(["b c", "Ü"])),
            amount=draw(st.sampled_from([None, "142500.50", "0.01", "9" * 24])), currency=draw(st.sampled_from(["GBP", "EUR", "QQQ"])),
            awarded=draw(dates | st.just("2014-03-17")), since=draw(dates), until=draw(dates), purpose=draw(lines), programme=draw(lines),
            place=draw(lines), kind=draw(st.sampled_from([None, "money", "people"])),
        )
        for n in range(draw(st.integers(1, 5)))
    }  # fmt: skip
    return State("m", 1, 0, {"map": {"m": Map("m", draw(names))}, "actor": actors, "funding": flows})


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(state=funded())
def test_whatever_money_is_on_a_map_what_leaves_is_valid(tmp_path: Path, state: State) -> None:
    path = tmp_path / "g.json"
    try:
        WRITERS["360giving"](state, path, False)
    except SysmapError:
        return
    package = json.loads(path.read_text(encoding="utf-8"))
    assert wrong(package) == []
    written = {one["id"] for one in package["grants"]}
    assert all(state.funding[id].currency != "QQQ" for id in written)


@pytest.mark.parametrize("until", ["2015", "2015-01", "2015-01-01"])
def test_the_last_day_is_before_the_first_that_no_longer_holds(tmp_path: Path, until: str) -> None:
    actors = {id: Actor(id, id) for id in ("a", "b")}
    flow = Funding("f", "a", "b", amount="5", currency="GBP", awarded="2014-03-17", until=until)
    state = State("m", 1, 0, {"map": {"m": Map("m", "M")}, "actor": actors, "funding": {"f": flow}})
    WRITERS["360giving"](state, tmp_path / "g.json", False)
    (said,) = json.loads((tmp_path / "g.json").read_text())["grants"]
    assert said["plannedDates"] == [{"endDate": {"2015": "2014", "2015-01": "2014-12", "2015-01-01": "2014-12-31"}[until]}]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(state=funded())
def test_what_comes_back_is_what_was_there_without_what_was_told(tmp_path: Path, state: State) -> None:
    path = tmp_path / "g.json"
    told = leaves_out("360giving", state)
    left = sum(int(line.split()[0]) for line in told if " of money: " in line)
    assert len(state.funding) - left == (written_to(path, state) if left < len(state.funding) else 0)
    if left == len(state.funding):
        return
    back = imported(read(path).against(empty("back")))
    for flow in back.funding.values():
        was = state.funding[flow.id]
        assert Decimal(flow.amount or "0") == Decimal(repr(float(was.amount or "0"))) or flow.amount == was.amount
        givers = [back.actors[id].name for id in (flow.from_id or "").split("|")]
        assert givers == [one_name(state.actors[id].name) or id for id in (was.from_id or "").split("|")]
        assert (flow.currency, flow.awarded, flow.place) == (was.currency, was.awarded, tidy(was.place))


def written_to(path: Path, state: State) -> int:
    """How many grants leave."""
    WRITERS["360giving"](state, path, False)
    return len(json.loads(path.read_text(encoding="utf-8"))["grants"])
