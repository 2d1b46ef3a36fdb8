from __future__ import annotations

import pytest

from sysmap.model.actors import Actor
from tests.model.small_map import MAP, THREE, adding, changing, codes, holding, refused, tie, warned

TRAINS = tie(type="trains", since="2015", until="2018")


def test_invariant_1_an_actor_has_no_tie_with_itself() -> None:
    (line,) = refused(adding(tie(to_id="kes")))
    assert line == (
        'column to: "kes": An actor cannot have a relationship with itself; For ties inside a group, record a statement or add its members'
    )


def test_invariant_4_the_very_same_tie_again_is_refused() -> None:
    (line,) = refused(adding(TRAINS._replace(id="t2")), holding(*THREE, TRAINS))
    assert line == (
        "column to: \"fam\": There is already a 'trains' tie from Kestrel to Hearthway for 2015-2018; "
        "change it, or end it and start another"
    )


def test_of_two_same_ties_in_one_batch_one_is_told_of() -> None:
    assert codes(adding(TRAINS, TRAINS._replace(id="t2"))) == ["DOUBLE"]


@pytest.mark.parametrize(
    "other", [{"since": "2016"}, {"description": "another claim"}, {"source": "another"}, {"since": None, "until": None}]
)
def test_a_tie_that_overlaps_another_and_differs_is_kept_and_reported(other: dict[str, str]) -> None:
    more = adding(TRAINS, TRAINS._replace(id="t2", **other))
    assert codes(more) == []
    assert [line for line in warned(more) if "both are kept" in line] != []


@pytest.mark.parametrize(
    "other", [{"since": "2018", "until": "2020"}, {"type": "advises"}, {"level": "peer"}, {"sign": "-"}, {"from_id": "fam", "to_id": "kes"}]
)
def test_ties_that_say_different_things_stand_side_by_side(other: dict[str, str]) -> None:
    more = adding(TRAINS, TRAINS._replace(id="t2", **other))
    assert codes(more) == [] and warned(more) == []


def test_a_mutual_tie_told_from_both_ends_is_kept_and_reported() -> None:
    more = adding(tie(directed="no", since="2020"), tie("t2", "fam", "kes", directed="no", since="2020"))
    assert codes(more) == []
    assert len(warned(more)) == 1


def test_ties_without_dates_are_kept_however_often_they_are_told() -> None:
    more = adding(*(tie(f"t{n}") for n in range(4)))
    assert codes(more) == []


def test_changing_a_tie_does_not_meet_itself() -> None:
    assert codes(changing(TRAINS._replace(until="2019")), holding(*THREE, TRAINS)) == []


def test_invariant_15_a_practitioner_family_tie_needs_a_family_side() -> None:
    (line,) = refused(adding(tie(level="practitioner-family")))
    assert "A practitioner-family tie needs one community or family side" in line
    assert codes(adding(tie(to_id="par", level="practitioner-family"))) == []


@pytest.mark.parametrize(
    "end",
    [
        Actor("end", "End", "community"),
        Actor("end", "End", "programme", "community"),
        Actor("end", "End", "family"),
        Actor("end", "End", "individual-role"),
        Actor("end", "End", "generic-class", "community", generic="yes"),
    ],
)
def test_communities_families_and_open_roles_are_a_family_side(end: Actor) -> None:
    assert codes(adding(end, tie(to_id="end", level="practitioner-family"))) == []


def test_professionals_in_a_role_group_are_no_family_side() -> None:
    staff = Actor("staff", "Staff", "role-group", "education")
    assert codes(adding(staff, tie(to_id="staff", level="practitioner-family"))) == ["LEVEL"]


def test_an_actor_that_stops_being_a_community_leaves_its_family_ties_without_a_side() -> None:
    state = holding(*THREE, tie(to_id="par", level="practitioner-family"))
    assert codes(changing(THREE[3]._replace(kind="service", sector="statutory")), state) == ["LEVEL"]


def test_a_type_that_the_codebook_lacks_is_kept_and_reported_once() -> None:
    more = adding(tie(type="works with"), tie("t2", "fam", "par", type="works with"))
    assert codes(more) == []
    (line,) = warned(more)
    assert line.startswith(
        'column type: "works with": the codebook has no such type; kept as unlisted (2 rows); did you mean "works_with"?'
    )


def test_a_type_of_the_map_s_own_codebook_is_no_news() -> None:
    own = holding(MAP._replace(codebook='{"relationship_types":["dances_with"]}'), *THREE[1:])
    assert warned(adding(tie(type="dances_with")), own) == []
    listed = holding(MAP._replace(codebook='{"unlisted":{"relationship_types":["dances_with"]}}'), *THREE[1:])
    assert warned(adding(tie(type="dances_with")), listed) == []
