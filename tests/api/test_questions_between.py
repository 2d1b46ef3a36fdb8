"""Who bridges two groups, who decides apart from those it is about, and what came after an event: the teaching map's own answers."""

from __future__ import annotations

from typing import Any

from tests.api.asking import ask, errors_of
from tests.web.sample import served
from tests.web.visiting import Visitor, keeper

KEEPER, PUBLIC = keeper(served()), Visitor(served())
FAMILIES = '["pw01", "pw02", "pw03", "pw04", "pw06"]'


def of_map(question: str, visitor: Visitor = KEEPER) -> dict[str, Any]:
    found: dict[str, Any] = ask(visitor, f'{{ map(id: "wrenmoor") {{ {question} }} }}')["map"]
    return found


def apart(wave: str) -> dict[str, Any]:
    asked = f'decidingApart(sector: "community", over: {FAMILIES}, at: {{wave: "{wave}"}})'
    fields = "among holders { actor { key } powerStatements { over } steps } method"
    found: dict[str, Any] = of_map(f"{asked} {{ {fields} }}")["decidingApart"]
    return found


def test_who_decides_about_families_without_a_tie_to_a_community_group() -> None:
    then, now = apart("w1"), apart("w2")
    assert (then["among"], [h["actor"]["key"] for h in then["holders"]]) == (4, ["csc", "edi", "cyc"])
    assert (now["among"], [h["actor"]["key"] for h in now["holders"]]) == (5, ["csc", "edi"])
    assert now["holders"][0]["powerStatements"] == [{"over": "when a child is assessed"}]
    assert now["holders"][0]["steps"] == 2 and "relationships, funding, trust" in now["method"]


def test_who_bridges_two_sectors_and_how_much_hangs_on_one() -> None:
    asked = 'bridges(between: ["statutory", "voluntary"], layer: TRUST, at: {wave: "w2"})'
    fields = "pathCount directTies firstShare piecesBefore piecesAfter responseRate reliability first { key }"
    found = of_map(f"{asked} {{ {fields} bridges {{ actor {{ key }} paths share rank lowest highest }} method }}")["bridges"]
    assert sum(bridge["paths"] for bridge in found["bridges"]) == found["pathCount"]
    best = next(bridge for bridge in found["bridges"] if bridge["rank"] == 1)
    assert (best["actor"], best["share"]) == (found["first"], found["firstShare"])
    assert all(bridge["lowest"] <= bridge["rank"] <= bridge["highest"] for bridge in found["bridges"])
    assert found["piecesAfter"] >= found["piecesBefore"] and found["reliability"]


def test_groups_that_are_not_there_are_met_with_those_that_are() -> None:
    for between in ('["statutory", "volontary"]', '["statutory", "statutory"]', '["statutory"]'):
        assert errors_of(KEEPER, f'{{ map(id: "wrenmoor") {{ bridges(between: {between}, layer: TRUST) {{ pathCount }} }} }}')


def test_what_moved_around_an_event_touches_whom_it_affects() -> None:
    shifts = "shifts { from { key } to { key } change difference }"
    found = of_map(f'timeline(layer: TRUST, events: ["e5", "e1"]) {{ event {{ key }} before after {shifts} why caution }}')["timeline"]
    assert [(row["event"]["key"], row["before"], row["after"]) for row in found] == [("e1", "w1", "w2"), ("e5", "w1", "w2")]
    assert {"ehh", "csc", "edi"} & {tie[end]["key"] for tie in found[1]["shifts"] for end in ("from", "to")}
    assert all({tie["from"]["key"], tie["to"]["key"]} & {"ehh", "csc", "edi"} for tie in found[1]["shifts"])
    weaker = [tie for tie in found[1]["shifts"] if tie["change"] == "WEAKENED"]
    assert weaker and found[0]["caution"].startswith("What comes after an event need not come from it")


def test_the_public_reads_no_single_organisation_by_trust() -> None:
    asked = '{ map(id: "wrenmoor") { bridges(between: ["statutory", "voluntary"], layer: TRUST) { pathCount } } }'
    assert errors_of(PUBLIC, asked)[0]["extensions"]["code"] == "NOT_FOUND"


def test_yes_and_no_are_one_and_nought_and_never_null() -> None:
    found = of_map('measures(layer: TRUST, at: {wave: "w2"}, names: ["eigenvector_defined"]) { network { name value } }')["measures"]
    assert found["network"] == [{"name": "eigenvector_defined", "value": 1.0}]
