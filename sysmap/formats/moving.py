"""How far is the reading of a long file? Readers say it row by row, and whoever started them is told now and then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Told = Callable[[int, int], None]
"""Told how many are read, and of how many."""

STEP = 500


def _nobody(done: int, of: int) -> None:
    """For readers that nobody listens to."""


_told: Told = _nobody


def tell_to(told: Told) -> None:
    """Who is told from now on, in this process."""
    global _told
    _told = told


def moving(items: Iterable[T], of: int) -> Iterator[T]:
    """The items, told of as they are taken.

    >>> heard = []
    >>> tell_to(lambda done, of: heard.append((done, of)))
    >>> sum(moving(range(1000), 1000)), heard
    (499500, [(500, 1000), (1000, 1000)])
    >>> tell_to(_nobody)
    """
    for number, item in enumerate(items, 1):
        yield item
        if number % STEP == 0:
            _told(number, of)
