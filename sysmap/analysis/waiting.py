"""How far is a long piece of work? Whoever waits may listen; the work itself neither knows nor changes its result.

A listener is set for a stretch of code and heard in it alone, also where several threads work (a context variable). Passing one
through every function from a question to its innermost loop was the rejected choice: it would stand in forty signatures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")
Listener = Callable[[str, int, int], None]
"""Hears what is being worked out, how many steps are done, and of how many."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Work within is told to this listener."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def told(what: str, done: int, of: int) -> None:
    """Say how far it is, where somebody listens."""
    listener = _listener.get()
    if listener is not None:
        listener(what, done, of)


def steps(what: str, work: Iterable[T], of: int) -> Iterator[T]:
    """The same things, each told when its turn is over.

    >>> heard = []
    >>> with heard_by(lambda what, done, of: heard.append((done, of))):
    ...     list(steps("counting", "ab", 2)), heard
    (['a', 'b'], [(1, 2), (2, 2)])
    """
    for done, one in enumerate(work, start=1):
        yield one
        told(what, done, of)
