"""G17: whatever schemathesis makes of the schema, for every query and edit, is an answer or a sentence, and no failure of ours."""

from __future__ import annotations

import json
import os
import re
import string
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pytest
import schemathesis.graphql
from graphql import GraphQLEnumType, GraphQLNonNull, get_named_type, is_required_argument, parse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok
from starlette.applications import Starlette

from sysmap.api.schema import schema
from tests.api.asking import JSON, post
from tests.api.served import mutation, service
from tests.gates.hostile import NAUGHTY
from tests.house.tree import ROOT
from tests.web.visiting import Visitor, keeper

EDIT_CASES = int(os.environ.get("SYSMAP_GENERATED_EDITS", "3"))
QUERY_CASES = int(os.environ.get("SYSMAP_GENERATED_QUERIES", "60"))
LITERAL = r'(?:"(?:[^"\\]|\\.)*"|-?\d+|null)'
HERE = (
    (re.compile(rf"\bmap: {LITERAL}"), 'map: "wrenmoor"'), (re.compile(rf"(\{{\s*map\(\s*)id: {LITERAL}"), r'\1id: "wrenmoor"'),
    (re.compile(r"\bbase: \d+"), "base: 1"), (re.compile(rf"\bkey: {LITERAL}"), 'key: "kes"'),
)  # fmt: skip
"""What turns a made-up question into one about the teaching map, so that it comes further than to a map that is not there."""
QUIET = settings(deadline=None, database=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@lru_cache(maxsize=1)
def operations() -> dict[str, Any]:
    made = schemathesis.graphql.from_path(str(ROOT / "schema" / "sysmap.graphql"))
    return {one.ok().label: one.ok() for one in made.get_all_operations() if isinstance(one, Ok)}


@pytest.fixture(scope="module")
def app() -> Iterator[Starlette]:
    yield service("wrenmoor")


def refuse_failure(answer: Any, asked: str) -> None:
    assert answer.status in {200, 400}, (answer.status, asked[:600])
    assert "FAILED" not in answer.text and "Traceback" not in answer.text, (asked[:2_000], answer.text[:600])


def about_the_map(text: str) -> str:
    for pattern, instead in HERE:
        text = pattern.sub(instead, text)
    return text


@pytest.mark.parametrize("label", [label for label in operations() if label.startswith("Query")])
def test_every_query_that_the_schema_allows_is_answered(app: Starlette, label: str) -> None:
    @settings(QUIET, max_examples=QUERY_CASES)
    @given(case=operations()[label].as_strategy())
    def ask(case: Any) -> None:
        for text in (str(case.body), about_the_map(str(case.body))):
            for visitor in (Visitor(app), keeper(app)):
                refuse_failure(post(visitor, text), text)

    ask()


@pytest.mark.parametrize("label", [label for label in operations() if label.startswith("Mutation")])
def test_every_edit_that_the_schema_allows_is_one_of_four_outcomes_or_a_sentence(app: Starlette, label: str) -> None:
    @settings(QUIET, max_examples=EDIT_CASES)
    @given(case=operations()[label].as_strategy())
    def ask(case: Any) -> None:
        for text in (str(case.body), about_the_map(str(case.body))):
            refuse_failure(post(keeper(app), text), text)
        refuse_failure(post(Visitor(app), str(case.body)), str(case.body))

    ask()


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(NAUGHTY),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(string.printable, max_size=12), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize("kind", ["variables", "operation", "body"])
def test_whatever_json_comes_is_taken_or_refused(app: Starlette, kind: str) -> None:
    text = 'query($id: ID!, $first: Int, $where: ActorWhere) { map(id: $id) { actors(first: $first, where: $where) { totalCount } } }'

    @settings(QUIET, max_examples=QUERY_CASES * 3)
    @given(value=JSON_VALUES, other=JSON_VALUES)
    def send(value: Any, other: Any) -> None:
        whole: Any = {
            "variables": {"query": text, "variables": {"id": "wrenmoor", "first": value, "where": other}},
            "operation": {"query": text, "variables": value, "operationName": other}, "body": value,
        }[kind]  # fmt: skip
        try:
            body = json.dumps(whole).encode()
        except UnicodeEncodeError:
            return
        refuse_failure(keeper(app).post("/graphql", body, JSON), repr(whole))

    send()


def scalar_arguments() -> list[tuple[str, str, str]]:
    """Every argument of a map's fields that takes a word or a number: field, argument, type."""
    found = []
    for name, field in schema()._schema.type_map["Map"].fields.items():  # type: ignore[attr-defined]
        for argument, told in field.args.items():
            bare = told.type.of_type if isinstance(told.type, GraphQLNonNull) else told.type
            if str(bare) in {"String", "ID", "Int", "Float", "[String!]", "[ID!]"}:
                found.append((name, argument, str(bare)))
    return found


def test_every_word_and_number_in_every_argument_of_a_map_is_an_answer_or_a_sentence(app: Starlette) -> None:
    numbers = (0, -1, 1, 2**31 - 1, -(2**31), 1e308, -0.0)
    for place, (name, argument, type) in enumerate(scalar_arguments()):
        text = f"query($s: {type}!) {{ map(id: \"wrenmoor\") {{ {call_of(name, argument)} }} }}"
        parse(text)
        values: list[Any] = list(numbers) if type in {"Int", "Float"} else [NAUGHTY[(place * 7 + n * 11) % len(NAUGHTY)] for n in range(9)]
        for value in values:
            given = {"s": [value] if type.startswith("[") else value}
            refuse_failure(post(keeper(app), text, given), f"{text} {given}")


def call_of(name: str, argument: str) -> str:
    """The field with this argument from a variable, and whatever else it must be given."""
    field = schema()._schema.type_map["Map"].fields[name]  # type: ignore[attr-defined]
    given = {argument: "$s"}
    for other, told in field.args.items():
        bare = told.type.of_type if isinstance(told.type, GraphQLNonNull) else told.type
        if other != argument and is_required_argument(told):
            if isinstance(bare, GraphQLEnumType):
                given[other] = next(iter(bare.values))
            elif str(bare) == "At":
                given[other] = '{wave: "w1"}' if other == "from" else '{wave: "w2"}'
            else:
                given[other] = '["kes"]' if str(bare).startswith("[") else '"w2"'
    told = ", ".join(f"{key}: {value}" for key, value in given.items())
    inner: Any = get_named_type(field.type)
    return f"{name}({told})" + (" { __typename }" if hasattr(inner, "fields") else "")


def test_a_planted_failure_is_noticed(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sysmap.api.maps.found", lambda *given: 1 / 0)
    text = 'query($s: String!) { map(id: "wrenmoor") { find(text: $s) { words } } }'
    with pytest.raises(AssertionError, match="FAILED"):
        refuse_failure(post(keeper(app), text, {"s": "x"}), text)
    assert mutation('undo(map: "wrenmoor", revision: 1)').startswith("mutation")
