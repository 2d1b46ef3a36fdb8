"""By what may a reader choose what is shown? The sectors, places, levels, types, changes and strengths that a page offers as filters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sysmap.draw.canvas import Canvas
from sysmap.draw.wording import amount

OF_LINES = ("Change", "Level", "Type", "State", "Sign", "Item")
OF_DOTS = ("Kind", "Sector", "Place", "Answered", "Answered then", "Answered now", "Between the rounds")
TERMS = (*OF_LINES, *OF_DOTS)
"""Terms of details that are offered, in this order. What tells one thing from all others (a source, a story) is no filter."""
_MANY = 60
_STEPS = 12


class Choice(NamedTuple):
    """One value to choose: the number of its fact in the page's data, and its words."""

    number: int
    words: str


class Filter(NamedTuple):
    """A term with the values that occur; ``lines`` says whether it is of ties."""

    term: str
    lines: bool
    choices: tuple[Choice, ...]


def filters(canvas: Canvas) -> list[Filter]:
    """The filters of a page, ties first. One value alone chooses nothing, and too many are for the search field."""
    facts, dots, edges = canvas.facts, canvas.dots, canvas.edges
    told = {key.words: at for at, key in enumerate(key for picture in canvas.pictures for key in picture.legend)}

    def order(choice: Choice) -> tuple[bool, int, str]:
        """As the legend has them, then by letter, what is not known last."""
        return choice.words == "not known", told.get(choice.words, len(told)), choice.words.casefold()

    of_dots = {number for frame in dots for dot in frame for number in dot[2]}
    of_lines = {number for edge in edges for number in edge.get("facts", ())}
    found = []
    for lines, used in ((True, of_lines), (False, of_dots)):
        for term in TERMS:
            choices = tuple(sorted((Choice(n, value) for (name, value), n in facts.items() if name == term and n in used), key=order))
            if 1 < len(choices) <= _MANY:
                found.append(Filter(term, lines, choices))
    return found


def strengths(edges: Sequence[dict[str, Any]]) -> list[tuple[float, str]]:
    """The strengths that a tie may be asked to have at least; none where all are alike."""
    values = sorted({edge["value"] for edge in edges if "value" in edge})
    return [(value, amount(value)) for value in _some(values)][1:] if len(values) > 1 else []


def _some(values: Sequence[float]) -> Iterator[Any]:
    """At most a dozen values, spread evenly over those that occur."""
    if len(values) <= _STEPS:
        yield from (int(value) if value == int(value) else value for value in values)
        return
    yield from (values[round(step * (len(values) - 1) / (_STEPS - 1))] for step in range(_STEPS))
