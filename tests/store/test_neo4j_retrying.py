"""Is a cut line mended at once, a busy server asked again, and nothing done twice that must not be? Without a server."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from neo4j import exceptions as said

from sysmap.store import neo4j_retrying
from sysmap.store.neo4j_calls import Call, GivenUp
from sysmap.store.neo4j_retrying import again_and_again


def failing(*errors: Exception) -> tuple[Callable[[], int], list[int]]:
    """Work that fails so often, and then answers how often it was tried."""
    left, tried = list(errors), [0]

    def work() -> int:
        tried[0] += 1
        if left:
            raise left.pop(0)
        return tried[0]

    return work, tried


def call() -> Call[int]:
    return Call(lambda _: 0)


def test_a_line_that_was_cut_and_a_server_that_asks_for_it_are_asked_again() -> None:
    busy = said.TransientError()
    assert busy.is_retryable()
    work, _ = failing(said.ServiceUnavailable(), said.SessionExpired(), busy)
    assert again_and_again(call(), work) == 4


def test_an_answer_that_was_lost_in_the_commit_is_asked_for_anew_only_where_that_does_no_harm() -> None:
    work, _ = failing(said.IncompleteCommit())
    assert again_and_again(call(), work) == 2
    work, tried = failing(said.IncompleteCommit())
    with pytest.raises(said.IncompleteCommit):
        again_and_again(call(), work, harmless=False)
    assert tried == [1]


def test_what_will_not_get_better_is_not_asked_again() -> None:
    work, tried = failing(said.ClientError())
    with pytest.raises(said.ClientError):
        again_and_again(call(), work)
    assert tried == [1]


def test_it_ends_when_its_time_is_up_and_when_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    given_up = call()
    given_up.given_up = True
    work, tried = failing(*(said.ServiceUnavailable() for _ in range(9)))
    with pytest.raises(GivenUp):
        again_and_again(given_up, work)
    assert tried == [1]
    monkeypatch.setattr(neo4j_retrying, "AFTER_A_CUT", -1.0)
    with pytest.raises(said.ServiceUnavailable):
        again_and_again(call(), work)
    assert tried == [2]
