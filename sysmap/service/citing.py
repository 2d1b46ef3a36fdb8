"""Where does each line and dot of a picture come from? The type, the dates, the source and the stories behind it, for these readers.

It works on what the viewer sees: a source or a story that is not for these readers was left out of the state before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sysmap.draw import wording
from sysmap.draw.lettering import isolated
from sysmap.draw.picture import Dot, Line, Picture
from sysmap.model.references import named_in
from sysmap.model.state import State

KIND = {"trust": "rating", "relationships": "relationship", "funding": "funding", "power": "power"}
"""Which facts stand behind the lines of a layer."""
BASIS = {"stated": "said", "inferred": "worked out", "synthetic": "invented"}
_MANY = 12
_LONG = 600


def cited(picture: Picture, state: State, layer: str) -> Picture:
    """The picture with what stands behind its lines and dots among their details."""
    if picture.still:
        return picture
    stories, held = _stories(state), state.of(KIND[layer])
    lines = tuple(_line(line, held, stories, state) for line in picture.lines)
    return replace(picture, lines=lines, dots=tuple(_dot(dot, stories, state) for dot in picture.dots))


def _stories(state: State) -> list[tuple[set[str], str]]:
    """Each story with the actors and facts that it is about."""
    known = {id for kind in ("actor", "relationship", "funding", "power") for id in state.of(kind)}
    found = []
    for story in state.of("story").values():
        if story.text:
            teller = f" ({isolated(story.teller_role)})" if story.teller_role else ""
            found.append((named_in(story.about or "", known), f"{isolated(story.text[:_LONG])}{teller}"))
    return found


def _line(line: Line, held: Mapping[str, Any], stories: list[tuple[set[str], str]], state: State) -> Line:
    if any(term == "Source" for term, _ in line.details):
        return line
    facts = [held[id] for id in line.facts if id in held]
    told: dict[tuple[str, str], None] = dict.fromkeys(line.details)
    for fact in facts[:_MANY]:
        told.update(dict.fromkeys(_fact(fact, state)))
    ids, ends = {fact.id for fact in facts}, {line.from_id, line.to_id}
    told.update(dict.fromkeys(("Story", text) for about, text in stories if about & ids or about >= ends))
    return replace(line, details=tuple(told))


def _fact(fact: Any, state: State) -> Iterator[tuple[str, str]]:
    """What one fact says of itself that a reader may choose by or trace."""
    for field, term in (("type", "Type"), ("level", "Level"), ("state", "State"), ("purpose", "Purpose")):
        value = getattr(fact, field, None)
        if value:
            yield term, wording.word(value)
    for field, term in (("since", "Since"), ("until", "Until"), ("awarded", "Awarded")):
        value = wording.day(getattr(fact, field, None))
        if value:
            yield term, value
    if getattr(fact, "description", None):
        yield "Description", fact.description[:_LONG]
    yield from _source(fact, state)


def _source(fact: Any, state: State) -> Iterator[tuple[str, str]]:
    if fact.basis:
        yield "Basis", BASIS.get(fact.basis, fact.basis)
    yield "Source", source_words(state, fact.source)


def source_words(state: State, cell: str | None) -> str:
    """A source as people read it: the title of the document with the place in it; *not stated* where there is none."""
    if not cell:
        return "not stated"
    id, _, where = cell.partition(":")
    source = state.sources.get(cell) or state.sources.get(id)
    if source is None:
        return cell
    place = where if source.id == id and source.id != cell else ""
    return f"{source.title or source.id}{', ' + place if place else ''}"


def _dot(dot: Dot, stories: list[tuple[set[str], str]], state: State) -> Dot:
    actor = state.actors.get(dot.id)
    if actor is None:
        return dot
    told = [("Description", actor.description[:_LONG])] if actor.description else []
    told += [*_source(actor, state)] if actor.source else []
    told += [("Story", text) for about, text in stories if dot.id in about]
    return replace(dot, details=(*dot.details, *(pair for pair in dict.fromkeys(told) if pair not in dot.details)))
