"""Whom does somebody mean who has typed a few letters? Actors by name, other name, initials or registered number, likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sysmap.errors import UsageError
from sysmap.formats.likeness import initials_of, plain
from sysmap.model.text import NAME_LIMIT, split_list
from sysmap.service.scenes import Scene

SHORTEST_INSIDE = 3
"""Fewer letters than this are looked for at the beginning of words only: inside of words they would find nearly everybody."""

WHOLE, BEGINNING, WORDS, INSIDE = range(4)


class Called(NamedTuple):
    """One thing that an actor goes by: ``what`` is name, alias, initials, identifier or key."""

    actor: str
    what: str
    words: str
    plain: str


class Found(NamedTuple):
    """An actor that may be meant, and which of the things it goes by fits."""

    actor: str
    what: str
    words: str


def found(here: Scene, typed: str, most: int) -> list[Found]:
    """The actors at this point that may be meant, each once: who is called exactly so, then whose name begins so, then the rest.

    Every typed word begins a word of the name, in any order; capitals, accents and marks do not count. In map order where alike.
    Raises UsageError for what is longer than any name.
    """
    if len(typed) > NAME_LIMIT:
        raise UsageError(f"That is {len(typed):,} characters, and no name is longer than {NAME_LIMIT:,}", fix="Give a part of a name.")
    wanted = plain(typed)
    if not wanted:
        return []
    there = here.held("actor")
    best: dict[str, tuple[int, int, Found]] = {}
    for place, one in enumerate(_all_called(here)):
        fit = _fit(wanted, one)
        if fit is not None and one.actor in there and (one.actor not in best or fit < best[one.actor][0]):
            best[one.actor] = (fit, place, Found(one.actor, one.what, one.words))
    return [match for _, _, match in sorted(best.values(), key=lambda found: found[:2])[:most]]


def _all_called(here: Scene) -> list[Called]:
    """What everybody goes by, worked out once for a revision and a viewer."""
    state = here.state
    key = ("called", here.map, state.revision, state.erasures, here.viewer.spaces)
    return here.sitting.answer(key, lambda: [one for actor in state.actors.values() for one in _called(actor)])


def _called(actor: Any) -> Iterator[Called]:
    names = [("name", actor.name or actor.id), *(("alias", alias) for alias in split_list(actor.aliases))]
    yield from (Called(actor.id, what, words, plain(words)) for what, words in names)
    yield from (Called(actor.id, "initials", names[0][1], short) for short in dict.fromkeys(initials_of(names[0][1])))
    yield from (Called(actor.id, "identifier", words, plain(words)) for words in split_list(actor.identifiers))
    yield Called(actor.id, "key", actor.id, plain(actor.id))


def _fit(wanted: str, one: Called) -> int | None:
    """How well it fits, 0 the best; None where it does not."""
    if one.plain == wanted:
        return WHOLE
    if one.plain.startswith(wanted):
        return BEGINNING
    if one.what not in {"name", "alias"}:
        return None
    words = one.plain.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return WORDS
    return INSIDE if len(wanted) >= SHORTEST_INSIDE and wanted in one.plain else None
