"""The published schema is fresh, and says of every file which columns it has and which words may stand in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sysmap.formats.bundle import KIND_OF_FILE
from sysmap.formats.bundle_columns import carried, written
from sysmap.formats.bundle_schema import ANSWER_PATTERN, DATE_PATTERN, NUMBER_PATTERN, schema_document, schema_text
from sysmap.model.dates import FORMS, parse_date
from sysmap.model.kinds import KINDS, heading
from sysmap.model.vocabulary import CLOSED

SCHEMA = Path(__file__).parents[2] / "schema" / "bundle.schema.json"
WITHOUT_COLUMNS_IN_THE_CONTRACT = (
    "conditions.csv", "condition_ratings.csv", "indicators.csv", "measurements.csv", "stories.csv", "events.csv", "questions.csv",
    "risks.csv",
)  # fmt: skip


def columns(file: str) -> dict[str, Any]:
    found: dict[str, Any] = schema_document()["properties"][file]["items"]["properties"]
    return found


def test_the_committed_schema_is_fresh() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_every_file_is_in_the_schema() -> None:
    assert set(schema_document()["properties"]) == {*KIND_OF_FILE, "salts.csv"}


@pytest.mark.parametrize("file", WITHOUT_COLUMNS_IN_THE_CONTRACT)
def test_the_columns_that_only_the_schema_states_are_stated_in_words(file: str) -> None:
    stated = columns(file)
    assert {"basis", "source", "audience", "since", "until"} <= set(stated)
    assert [name for name in stated if not stated[name].get("description") and "anyOf" not in stated[name]] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "map"])
def test_every_column_of_a_kind_is_in_its_file(kind: str) -> None:
    assert set(columns(KINDS[kind].file)) == {*(heading(name) for name in carried(kind)), "attributes", "id"} - (
        set() if "id" in written(kind) or "id" in carried(kind) else {"id"}
    )


def test_every_closed_word_is_printed() -> None:
    definitions = schema_document()["$defs"]
    for name, words in CLOSED.items():
        assert definitions[name]["enum"] == list(words)


@pytest.mark.parametrize("text", [*FORMS.split(", "), "", "not stated", "before 2020", "spring 2020", "2015-3", "01/02/2015"])
def test_the_pattern_for_dates_agrees_with_the_reader(text: str) -> None:
    readable = parse_date(text) is not None or text in {"", "not stated"}
    assert bool(re.search(DATE_PATTERN, text)) == readable


def test_the_patterns_for_numbers_take_what_the_reader_takes() -> None:
    assert all(re.search(NUMBER_PATTERN, text) for text in ("", "Not stated", "12", "-0.5", "142500.50"))
    assert not any(re.search(NUMBER_PATTERN, text) for text in ("x", "1,5", "1.2.3"))
    assert all(re.search(ANSWER_PATTERN, text) for text in ("", "0", "5", "3.0"))
    assert not any(re.search(ANSWER_PATTERN, text) for text in ("3.5", "x", "-1"))
