"""Does the map come in as it stands, go out as it came, and show at each of its five points what the documents allow?"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from sysmap.analysis.building import build_network
from sysmap.analysis.change import compare
from sysmap.analysis.measures import measure
from sysmap.analysis.network import Network
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.formats.bundle import read_bundle
from sysmap.formats.bundle_writing import bundle_contents, write_bundle
from sysmap.formats.sameness import changes_for
from sysmap.model.references import named_in
from sysmap.model.state import State, empty
from sysmap.model.validation.checking import check
from sysmap.model.visibility import Viewer, visible
from tests.seeds.early_action_rows import FOLDER, column

POINTS = ("2015", "2018-19", "2020-05", "2022-12", "latest (undated)")
SYSTEMS = {
    "MAP": "Norwich",
    "Healthy Relationships Partnership": "Hartlepool",
    "Ignite": "Coventry",
    "Early Action Neighbourhood Fund": "Hartlepool, Norwich and Coventry",
    "Eight EASC partnerships": "Scotland",
    "What Matters to You": "Dundee and East Ayrshire",
    "WM2U": "Dundee and East Ayrshire",
    "Renfrewshire Early Action partnership": "Renfrewshire",
}


@cache
def taken_in(folder: Path = FOLDER) -> tuple[State, tuple[str, ...]]:
    """The map after an import of the folder, and the codes of everything that was said about it."""
    incoming = read_bundle(folder)
    before = empty(incoming.map_id)
    planned = changes_for(incoming, before)
    after = before.applied(1, ((c.kind, c.id, c.fact) for c in planned.changes))
    refused, warned = check(before, after, planned.changes)
    assert [*incoming.problems, *planned.problems, *refused] == []
    said = [*incoming.warnings, *planned.warnings, *(finding.problem for finding in warned)]
    return after, tuple(str(one.code) for one in said)


@cache
def network(at: str, layer: str = "relationships", level: str | None = None) -> Network:
    state, question = taken_in()[0], Question(layer=layer, level=level)
    return build_network(state, resolve_point(state, at, layer), question)


def test_nothing_is_wrong_or_doubtful_but_the_empty_boxes_beside_the_risks() -> None:
    assert taken_in()[1] == ("PAIRED_RISK",) * 7


def test_what_goes_out_comes_in_and_goes_out_as_the_same_bytes(tmp_path: Path) -> None:
    write_bundle(taken_in()[0], tmp_path / "once")
    again = taken_in(tmp_path / "once")[0]
    assert again.facts == taken_in()[0].facts
    assert bundle_contents(again) == bundle_contents(taken_in()[0])


def test_everyone_may_see_all_of_it() -> None:
    assert visible(taken_in()[0], Viewer.for_audience("public")).whole


def test_the_five_points_have_their_order_and_the_last_has_no_date() -> None:
    snapshots = taken_in()[0].snapshots.values()
    assert tuple(one.name for one in sorted(snapshots, key=lambda one: int(one.order or 0))) == POINTS
    assert [one.at for one in snapshots] == ["2015", "2019-10", "2020-05", "2022-12", None]


@pytest.mark.parametrize("at", POINTS)
def test_what_is_spoken_of_in_general_enters_no_measure(at: str) -> None:
    outside = {actor.id for actor in taken_in()[0].actors.values() if not actor.is_measured}
    for layer in ("relationships", "funding"):
        measured = measure(network(at, layer), Question(layer=layer)).as_json()
        assert not outside & {actor["id"] for actor in measured["actors"]}, layer


def test_2015_holds_the_fund_and_its_three_places_and_nothing_that_came_later() -> None:
    ids = set(network("2015").ids)
    assert {"map", "hrp", "ignite", "eanf", "big-lottery-fund", "comic-relief", "esmee-fairbairn"} <= ids
    assert not {"nlcf", "wmty", "dartington-lab", "norfolk-mh-trust"} & ids
    assert ("eanf", "map") in network("2015", "funding").ties


def test_each_later_document_adds_its_own() -> None:
    first_at: dict[str, str] = {}
    for at in POINTS:
        for id in network(at).ids:
            first_at.setdefault(id, at)
    assert {first_at[id] for id in ("nlcf", "easc-learning-support", "animate", "research-for-real")} == {"2018-19"}
    assert {first_at[id] for id in ("wmty", "columba-1400", "care-review", "norfolk-mh-trust")} == {"2020-05"}
    assert first_at["symmetric"] == "2022-12"
    assert first_at["renfrewshire-early-action"] == "2022-12"  # undated, after 2021: it may hold by then


def test_money_of_the_neighbourhood_fund_is_over_about_2020() -> None:
    assert [("eanf", "map") in network(at, "funding").ties for at in POINTS] == [True, True, True, False, True]


def test_a_joint_gift_is_never_shared_out_among_its_givers() -> None:
    ties = network("2015", "funding").ties
    joint = [pair for pair in ties if pair[1] == "eanf"]
    assert len(joint) == 3 and all(ties[pair].value is None for pair in joint)


def test_a_tie_that_a_later_document_tells_of_is_first_attested_and_never_new() -> None:
    state = taken_in()[0]
    for then, now in pairwise(POINTS):
        change = compare(network(then), network(now), Question(layer="relationships"))
        for tie in change.core.ties:
            if tie.change == "formed":
                assert all(state.relationships[id].since for id in network(now).ties[tie.pair].facts), tie.pair
        assert not [tie for tie in change.core.ties if tie.change == "dissolved"], (then, now)


def test_each_system_is_found_under_its_name_and_has_ties_and_events() -> None:
    state = taken_in()[0]
    tied = {end for r in state.relationships.values() for end in (r.from_id, r.to_id)}
    paid = {end for f in state.funding.values() for end in (*(f.from_id or "").split("|"), f.to_id)}
    events = {id for cell in column("events.csv", "affects") for id in named_in(cell, state.actors.keys())}
    for name, place in SYSTEMS.items():
        (found,) = [a for a in state.actors.values() if name == a.name or name in (a.aliases or "").split("|")]
        assert found.place == place
        assert found.id in tied and found.id in events, name
        assert found.id in paid or place == "Renfrewshire", name


def test_every_actor_is_tied_paid_spoken_of_or_told_about() -> None:
    state = taken_in()[0]
    said = {
        id
        for kind in ("relationship", "funding", "power", "story", "statement", "event", "provision", "risk")
        for fact in state.of(kind).values()
        for cell in fact
        if isinstance(cell, str)
        for id in named_in(cell, state.actors.keys())
    }
    assert set(state.actors) - said == set()
