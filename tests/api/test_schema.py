"""Is the schema described throughout, committed fresh, and never broken without a word?"""

from __future__ import annotations

import re

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLUnionType,
    build_schema,
)
from graphql.utilities import find_breaking_changes

from sysmap.api.schema import schema, sdl
from sysmap.api.words import undescribed
from tests.house.tree import ROOT

COMMITTED = ROOT / "schema" / "sysmap.graphql"
TYPES = {name: type for name, type in schema()._schema.type_map.items() if not name.startswith("__")}
BUILT_IN = {"Boolean", "Float", "ID", "Int", "String"}


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == sdl(), "write it anew: python -m sysmap schema graphql > schema/sysmap.graphql"


def test_every_field_of_every_kind_of_fact_is_described() -> None:
    assert undescribed() == []


def parts(type: GraphQLNamedType) -> list[tuple[str, str | None]]:
    """Everything in a type that must say what it is."""
    found = [(type.name, type.description)]
    if isinstance(type, GraphQLObjectType | GraphQLInterfaceType):
        for name, field in type.fields.items():
            found.append((f"{type.name}.{name}", field.description))
            found += [(f"{type.name}.{name}({argument})", told.description) for argument, told in field.args.items()]
    elif isinstance(type, GraphQLInputObjectType):
        found += [(f"{type.name}.{name}", input.description) for name, input in type.fields.items()]
    elif isinstance(type, GraphQLEnumType):
        found += [(f"{type.name}.{name}", value.description) for name, value in type.values.items()]
    return found


def test_every_type_field_argument_and_word_says_what_it_is() -> None:
    silent = [where for name, type in TYPES.items() if name not in BUILT_IN for where, says in parts(type) if not (says or "").strip()]
    assert silent == []


def test_descriptions_are_sentences() -> None:
    told = [(where, says) for name, type in TYPES.items() if name not in BUILT_IN for where, says in parts(type)]
    assert [where for where, says in told if says and not re.search(r"[.?!]$", says.strip())] == []


def test_what_is_deprecated_says_why_and_since_when() -> None:
    objects = [type for type in TYPES.values() if isinstance(type, GraphQLObjectType | GraphQLInterfaceType)]
    reasons = [field.deprecation_reason for type in objects for field in type.fields.values() if field.deprecation_reason]
    assert [reason for reason in reasons if not re.search(r"20\d\d-\d\d-\d\d", reason)] == []


def test_every_type_is_of_a_kind_that_is_checked_here() -> None:
    known = GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType | GraphQLEnumType | GraphQLUnionType
    assert [name for name, type in TYPES.items() if name not in BUILT_IN and not isinstance(type, known)] == []


def test_the_committed_schema_can_be_read_by_other_programs() -> None:
    assert build_schema(COMMITTED.read_text(encoding="utf-8")).query_type is not None


def test_no_promise_is_broken_without_a_line_in_the_changelog() -> None:
    agreed = build_schema((ROOT / "schema" / "agreed.graphql").read_text(encoding="utf-8"))
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    broken = [change.description for change in find_breaking_changes(agreed, schema()._schema)]
    unsaid = [told for told in broken if told.rstrip(".") not in changelog]
    assert unsaid == [], "say each in CHANGELOG.md, then renew schema/agreed.graphql"


@pytest.mark.parametrize(
    ("was", "becomes"), [("  totalCount: Int!\n", "  totalCount: String!\n"), ("  ACTOR\n", ""), ("  maps(", "  allMaps(")]
)
def test_a_planted_breaking_change_is_noticed(was: str, becomes: str) -> None:
    agreed = (ROOT / "schema" / "agreed.graphql").read_text(encoding="utf-8")
    assert was in agreed
    assert find_breaking_changes(schema()._schema, build_schema(agreed.replace(was, becomes)))
