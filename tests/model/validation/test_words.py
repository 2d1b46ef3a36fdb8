from __future__ import annotations

from sysmap.model.actors import Actor
from tests.model.small_map import MAP, THREE, W1, adding, changing, checked, codes, holding, tie, warned

NEW = Actor("new", "New")


def test_invariant_16_a_missing_source_is_warned_of_once_a_kind() -> None:
    found = checked(adding(NEW, NEW._replace(id="newer"), tie())).warned
    assert [(f.kind, f.problem.rule) for f in found] == [
        ("actor", "Every stated fact needs a source; mark it inferred or synthetic otherwise (2 rows of actors.csv without one)"),
        (
            "relationship",
            "Every stated fact needs a source; mark it inferred or synthetic otherwise (1 row of relationships.csv without one)",
        ),
    ]


def test_what_is_inferred_or_invented_or_only_says_how_the_map_was_made_needs_no_source() -> None:
    assert checked(adding(NEW._replace(basis="inferred"), tie(basis="synthetic"), W1)).warned == ()


def test_a_map_that_requires_sources_refuses_each_fact_without_one() -> None:
    strict = holding(MAP._replace(require_source="yes"), *(a._replace(source="s") for a in THREE[1:]))
    assert codes(adding(NEW, tie(), tie("t2", source="s", since="2020")), strict) == ["SOURCE", "SOURCE"]
    assert codes(adding(NEW._replace(basis="inferred")), strict) == []


def test_a_map_that_begins_to_require_sources_is_asked_about_every_fact() -> None:
    assert codes(changing(MAP._replace(require_source="yes"))) == ["SOURCE"] * 3


def test_kinds_and_sectors_are_open_words_too() -> None:
    lines = warned(adding(NEW._replace(kind="choir", sector="arts")))
    assert [line.split(":")[0] for line in lines] == ["column kind", "column sector"]
