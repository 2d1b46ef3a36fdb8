from __future__ import annotations

import pytest

from sysmap.model.kinds import KINDS
from sysmap.model.references import POINTERS, SPEAKS_OF, named_in, pointed_at, pointing_at
from sysmap.model.ties import Funding
from tests.model.small_map import THREE, W1, holding, rating, tie


def test_every_pointer_leads_to_a_kind_that_exists() -> None:
    assert {p.target for pointers in POINTERS.values() for p in pointers} <= set(KINDS)
    assert all(set(fields) <= set(KINDS[kind].fields) for kind, fields in SPEAKS_OF.items())


def test_a_list_points_to_each_of_its_members() -> None:
    giver = next(p for p in POINTERS["funding"] if p.field == "from_id")
    assert pointed_at(Funding("f", r"kes|fa\|m", "par"), giver) == ("kes", "fa|m")
    assert pointed_at(Funding("f", None, "par"), giver) == ()


def test_what_points_to_an_actor_is_found_with_the_field() -> None:
    state = holding(*THREE, W1, tie(), rating(3, "fam", "kes"), Funding("f", "kes|fam", "par"))
    found = [(kind, fact.id, pointer.field) for kind, fact, pointer, _ in pointing_at(state, {"actor": {"kes"}})]
    assert found == [("rating", "w1:None:fam:kes:None", "to_id"), ("relationship", "t1", "from_id"), ("funding", "f", "from_id")]


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("kes", {"kes"}),
        ("kes|fam", {"kes", "fam"}),
        ("kes>fam", {"kes", "fam"}),
        ("kes -> fam", {"kes", "fam"}),
        ("kes-fam", {"kes", "fam"}),
        ("young-carers", {"young-carers"}),
        ("young-carers-kes", {"young-carers", "kes"}),
        ("about (kes), mostly", {"kes"}),
        ("two words", {"two words"}),
        ("kestrel", set()),
        ("", set()),
    ],
)
def test_ids_are_found_in_people_s_own_words(cell: str, named: set[str]) -> None:
    assert named_in(cell, {"kes", "fam", "young-carers", "two words"}) == named
