"""Which question do the words of an address ask? Text in, a Question out, and a sentence for every word that does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sysmap.analysis.question import Question
from sysmap.errors import UsageError
from sysmap.model.visibility import Viewer
from sysmap.model.vocabulary import AUDIENCES, CLOSED, nearest

LAYERS = ("trust", "relationships", "funding", "power")
NARROWING = ("layer", "type", "level", "item", "sign", "mutual", "min_strength", "group", "seed", "known_at", "for")
"""What every address of a picture takes; which point or points it is of comes on top."""
DRAWING = ("picture", "over", "measure", "size", "colour", "shape", "border", "dash", "areas", "ego", "steps", "sector", "place",
           "scale", "transparent")  # fmt: skip
"""What it takes besides: which picture, of which several points (with commas between them), whose
ranks, and what the dots and lines of a network tell; and how large a PNG is, and whether without paper."""

LARGEST = 2**31 - 1


def words_of(pairs: Iterable[tuple[str, str]], allowed: Iterable[str]) -> dict[str, str]:
    """The parameters of an address by name, empty ones left out. Raises UsageError for a repeated or unknown one.

    >>> words_of([("at", "w1"), ("layer", "")], ("at", "layer"))
    {'at': 'w1'}
    """
    known = tuple(allowed)
    found: dict[str, str] = {}
    for name, value in pairs:
        name = name.replace("-", "_")
        if name not in known:
            meant = nearest(name, known)
            hint = f"Did you mean {meant}? " if meant else ""
            raise UsageError("The address has a parameter that is not known here", fix=f"{hint}Known: {', '.join(known)}.")
        if name in found:
            raise UsageError(f"The address gives {name} twice", fix="Give it once.")
        if value:
            found[name] = value
    return found


def question_of(words: Mapping[str, str], layer: str) -> Question:
    """The question that the parameters ask of a layer. Raises UsageError naming the parameter and what it may be."""
    return Question(
        layer=layer,
        type=words.get("type"),
        level=_one_of("level", words.get("level"), CLOSED["level"]),
        item=words.get("item"),
        sign=_one_of("sign", _plus(words.get("sign")), CLOSED["sign"]),
        mutual=_one_of("mutual", words.get("mutual"), CLOSED["yes_no"]) == "yes",
        min_strength=whole("min_strength", words.get("min_strength"), 1),
        group=words.get("group"),
        seed=whole("seed", words.get("seed"), 0) or 1,
        names=(words["measure"],) if "measure" in words else (),
    )


def layer_of(words: Mapping[str, str]) -> str | None:
    """The layer that is named, if one is. Raises UsageError."""
    return _one_of("layer", words.get("layer"), LAYERS)


def narrowed(viewer: Viewer, words: Mapping[str, str]) -> Viewer:
    """The viewer who asks, seeing no more than ``for`` names. Never widens: a space they do not have stays closed."""
    audience = _one_of("for", words.get("for"), AUDIENCES)
    return viewer if audience is None else Viewer(viewer.spaces & Viewer.for_audience(audience).spaces)


def _plus(sign: str | None) -> str | None:
    # An unescaped plus in an address arrives as a space.
    return "+" if sign == " " else sign


def _one_of(name: str, value: str | None, choices: tuple[str, ...]) -> str | None:
    if value is None or value in choices:
        return value
    raise UsageError(f"The parameter {name} is not one of its choices", fix=f"It may be: {', '.join(choices)}.")


def whole(name: str, value: str | None, lowest: int) -> int | None:
    """A parameter that is a whole number; None where it is not given. Raises UsageError."""
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) < 11 and lowest <= int(value) <= LARGEST):
        raise UsageError(f"The parameter {name} is no whole number", fix=f"It may be a whole number from {lowest} to {LARGEST}.")
    return int(value)
