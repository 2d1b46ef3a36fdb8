"""Does everybody get an answer when the server does not give one? Without a server: the work is a function here."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from sysmap.errors import MapBusy, StoreUnavailable
from sysmap.store import neo4j_calls
from sysmap.store.neo4j_calls import Call, Calls, GivenUp, Unreachable

STILL = threading.Event()
"""Never set: whoever waits for it hangs."""


def gone() -> None:
    raise Unreachable("gone")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same waits, a hundred times shorter."""
    for name, seconds in (("SILENCE", 0.023), ("SIGN_OF_LIFE", 0.2), ("TRY_AGAIN_AFTER", 3_600.0)):
        monkeypatch.setattr(neo4j_calls, name, seconds)


def hangs(call: Call[Any]) -> None:
    STILL.wait(20)


def test_what_the_work_answers_or_raises_comes_back() -> None:
    calls = Calls("here", lambda: None, lambda: None)
    assert calls.ask(lambda call: 7) == 7
    with pytest.raises(ZeroDivisionError):
        calls.ask(lambda call: 1 // 0)
    calls.end()


def test_a_silent_server_is_given_up_and_then_everybody_is_refused_at_once() -> None:
    told: list[str] = []
    calls = Calls("here", lambda: STILL.wait(20), lambda: told.append("hung"))
    with pytest.raises(StoreUnavailable, match="here does not answer"):
        calls.ask(hangs)
    ran: list[int] = []
    with pytest.raises(StoreUnavailable, match="here does not answer"):
        calls.ask(lambda call: ran.append(1))
    assert told == ["hung"] and ran == []


def test_one_caller_tries_again_and_all_are_let_in_when_it_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls("here", gone, lambda: None)
    with pytest.raises(StoreUnavailable):
        calls.ask(lambda call: gone())
    with pytest.raises(StoreUnavailable):
        calls.ask(lambda call: 1)
    monkeypatch.setattr(neo4j_calls, "TRY_AGAIN_AFTER", 0.0)
    assert calls.ask(lambda call: 1) == 1
    monkeypatch.setattr(neo4j_calls, "TRY_AGAIN_AFTER", 3_600.0)
    assert calls.ask(lambda call: 2) == 2
    calls.end()


def test_a_server_that_is_there_is_waited_for_and_then_called_busy() -> None:
    calls = Calls("here", lambda: None, lambda: None)
    with pytest.raises(MapBusy):
        calls.ask(hangs, writing=True, patience=0.1)
    with pytest.raises(StoreUnavailable, match="took too long"):
        calls.ask(hangs, patience=0.1)
    assert calls.ask(lambda call: 1) == 1
    calls.end()


def test_a_call_that_was_given_up_writes_nothing_more() -> None:
    calls = Calls("here", lambda: None, lambda: None)
    go_on, seen = threading.Event(), threading.Event()
    wrote: list[str] = []

    def work(call: Call[None]) -> None:
        go_on.wait(20)
        try:
            call.go_on()
            wrote.append("too late")
        except GivenUp:
            seen.set()

    with pytest.raises(MapBusy):
        calls.ask(work, writing=True, patience=0.05)
    go_on.set()
    assert seen.wait(20) and wrote == []
    calls.end()


def test_hanging_calls_do_not_use_up_the_threads() -> None:
    calls = Calls("here", lambda: None, lambda: None)
    for _ in range(neo4j_calls.READERS + 3):
        with pytest.raises(StoreUnavailable):
            calls.ask(hangs, patience=0.03)
    assert calls.ask(lambda call: "answered") == "answered"
    calls.end()


def test_what_must_run_outside_runs_in_the_callers_thread_and_may_ask_again() -> None:
    calls = Calls("here", lambda: None, lambda: None)
    seen: list[Any] = []

    def check() -> None:
        seen.extend((threading.current_thread(), calls.ask(lambda call: "inner")))

    def work(call: Call[str]) -> str:
        call.outside(check)
        return "outer"

    assert calls.ask(work, writing=True) == "outer" and seen == [threading.current_thread(), "inner"]

    def refuses() -> None:
        raise ValueError("no")

    def asks(call: Call[None]) -> None:
        call.outside(refuses)

    with pytest.raises(ValueError, match="no"):
        calls.ask(asks, writing=True)
    calls.end()
