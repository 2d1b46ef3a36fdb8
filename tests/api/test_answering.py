"""How much is told and kept: errors and their words, pages that say no length, answers in memory; each at its limit and one past it."""

from __future__ import annotations

import asyncio

import pytest
from starlette.applications import Starlette

from sysmap.api.answering import _cut
from sysmap.api.limits import ANSWERS_KEPT, ERROR_TEXT, ERRORS, PAGE, QUESTION_KEPT
from sysmap.model.batch import Change
from sysmap.service.editing import edit
from tests.api.asking import ask, errors_of, post
from tests.api.conversing import socket
from tests.api.served import service
from tests.web.visiting import TOKEN, keeper


@pytest.fixture
def app() -> Starlette:
    return service("wrenmoor")


@pytest.mark.parametrize(("wrong", "told"), [(1, 1), (ERRORS, ERRORS), (ERRORS + 1, ERRORS), (90, ERRORS)])
def test_so_many_errors_are_told_and_not_one_more(app: Starlette, wrong: int, told: int) -> None:
    unknown = errors_of(keeper(app), '{ map(id: "wrenmoor") { ' + " ".join(f"x{n}" for n in range(wrong)) + " } }")
    assert len(unknown) == told
    if wrong <= 15:
        failing = " ".join(f'a{n}: network(at: {{wave: "w{n + 5}"}}) {{ at }}' for n in range(wrong))
        assert len(errors_of(keeper(app), f'{{ map(id: "wrenmoor") {{ {failing} }} }}')) == told


def test_an_error_is_so_long_and_no_longer(app: Starlette) -> None:
    assert _cut("a" * ERROR_TEXT) == "a" * ERROR_TEXT
    assert len(_cut("a" * (ERROR_TEXT + 1))) == ERROR_TEXT and _cut("a" * (ERROR_TEXT + 1)).endswith("...")
    (error,) = errors_of(keeper(app), 'query($s: String) { map(id: "wrenmoor", for: $s) { name } }', s="x" * 5_000)
    assert len(error["message"]) == ERROR_TEXT


def test_a_list_that_is_asked_for_without_a_length_is_a_page(app: Starlette) -> None:
    found = ask(keeper(app), '{ map(id: "wrenmoor") { relationships { totalCount nodes { key } pageInfo { hasNextPage } } } }')["map"]
    assert (found["relationships"]["totalCount"], len(found["relationships"]["nodes"])) == (72, PAGE)
    assert found["relationships"]["pageInfo"] == {"hasNextPage": True}


def test_so_many_answers_are_kept_the_newest_and_none_that_is_too_large(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(ANSWERS_KEPT + 5):
        post(keeper(app), f"{{ a{number}: __typename }}")
    kept = app.state.answers._kept
    assert len(kept) == ANSWERS_KEPT and next(iter(kept))[0] == "{ a5: __typename }"
    large = '{ map(id: "wrenmoor") { name focalQuestion } }'
    length = len(post(keeper(app), large).body)
    for allowed, there in ((length - 1, False), (length, True)):
        kept.clear()
        monkeypatch.setattr("sysmap.api.answering.LARGEST_KEPT", allowed)
        post(keeper(app), large)
        assert bool(len(kept)) == there


def test_no_answer_is_kept_under_a_question_that_is_itself_too_large(app: Starlette) -> None:
    post(keeper(app), "{ __typename }")
    kept = app.state.answers._kept
    text = "query($id: ID!) { map(id: $id) { key } }"
    for length, there in ((QUESTION_KEPT - len('{"id": ""}') + 1, False), (QUESTION_KEPT - len('{"id": ""}'), True)):
        kept.clear()
        post(keeper(app), text, {"id": "x" * length})
        assert bool(len(kept)) == there


def test_an_event_names_so_many_edits_the_newest(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sysmap.api.live.EDITS_TOLD", 2)
    desk = app.state.desk()
    since = ask(keeper(app), '{ map(id: "wrenmoor") { cursor } }')["map"]["cursor"]
    text = 'subscription($s: String) { mapChanged(map: "wrenmoor", since: $s) { edits { number } } }'

    async def numbers() -> list[int]:
        async with socket(app, {"authorization": f"Bearer {TOKEN}"}) as one:
            await one.subscribe(text, s=since)
            return [made["number"] for made in (await one.next())["mapChanged"]["edits"]]

    for told in ([2], [2, 3], [3, 4]):
        fact = desk.state("wrenmoor").actors["kes"]._replace(name=f"Name {told}")
        edit(desk, "wrenmoor", (Change("change", "actor", "kes", fact),), reason="for tests")
        assert asyncio.run(asyncio.wait_for(numbers(), 60)) == told
