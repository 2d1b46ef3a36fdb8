"""Which names may mean the same organisation, and why? Proposed with the reason, never merged.

Reasons, strongest first: the same identifier, an alias, the same name written otherwise, initials, shortened words, and one name that
begins another. Names are looked up by what they would have to share, so 20,000 of them are compared in about a second; a reason
that fits several organisations equally well is no reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sysmap.formats.incoming import Repeat
from sysmap.model.text import Text, split_list

SMALL_WORDS = frozenset({"and", "of", "the", "for", "in", "on", "at", "to", "a", "an", "de", "la", "le", "du", "des", "und", "der", "die"})
LEGAL_WORDS = frozenset({"ltd", "limited", "cic", "cio", "plc", "llp", "inc", "charity", "registered", "gmbh", "ev"})
SHORTEST = 3
_MARKS = re.compile(r"[^\w\s]+")
_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){2,8}")


class Named(NamedTuple):
    """One organisation: its id, name, other names and registered numbers, and whether it is on the map already."""

    id: str
    name: str
    aliases: Sequence[str] = ()
    identifiers: Sequence[str] = ()
    known: bool = False


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """A name without capitals, accents, marks and doubled blanks.

    >>> plain("Children\\u2019s  Social-Care & Co."), plain("École")
    ('childrens social care and co', 'ecole')
    """
    text = name.replace("&", " and ").casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
        text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub(r"['\u2019\u2018`]", "", text)
    return " ".join(_MARKS.sub(" ", text.replace("_", " ")).split())


def bare(name: str) -> str:
    """The plain name without *the*, *and* and the words for a legal form.

    >>> bare("The Ash Trust Ltd.")
    'ash trust'
    """
    words = [word for word in plain(name).split() if word not in LEGAL_WORDS and word not in ("the", "and")]
    return " ".join(words) or plain(name)


def initials_of(name: str) -> Iterator[str]:
    """The initials of a name of several words, with and without its small words.

    >>> sorted(set(initials_of("Friends of the Earth")))
    ['fe', 'fote']
    """
    words = plain(name).split()
    for chosen in (words, [word for word in words if word not in SMALL_WORDS]):
        if len(chosen) > 1:
            yield "".join(word[0] for word in chosen)


def likely_repeats(everyone: Iterable[Named]) -> tuple[Repeat, ...]:
    """For every organisation that seems to be there already, the one it is like, once each; two that are both known are left alone."""
    named = list(everyone)
    links = _Links(named)
    for find in (_by_identifier, _by_alias, _by_plain_name, _by_shortened_words, _by_initials, _by_beginning):
        find(named, links)
    return tuple(links.repeats())


class _Links:
    """Which organisations belong together so far, and the reason for each pair."""

    def __init__(self, named: Sequence[Named]) -> None:
        self.named = named
        self.of: dict[int, list[int]] = {place: [place] for place in range(len(named))}
        self.reasons: dict[tuple[int, int], str] = {}

    def join(self, a: int, b: int, reason: str) -> None:
        if a == b or (self.named[a].known and self.named[b].known):
            return
        pair = (min(a, b), max(a, b))
        if pair in self.reasons:
            return
        self.reasons[pair] = reason
        if self.of[a] is self.of[b]:
            return
        together = [*self.of[a], *self.of[b]]
        for place in together:
            self.of[place] = together

    def repeats(self) -> Iterator[Repeat]:
        told: set[int] = set()
        for place in range(len(self.named)):
            group = sorted(self.of[place])
            if len(group) == 1 or group[0] in told:
                continue
            told.add(group[0])
            best = max(group, key=lambda one: (self.named[one].known, len(self.named[one].name), -one))
            for one in group:
                if one != best and not (self.named[one].known and self.named[best].known):
                    mine, like = self.named[one], self.named[best]
                    yield Repeat(mine.id, mine.name, like.id, like.name, self._reason(one, best, group))

    def _reason(self, one: int, best: int, group: Sequence[int]) -> str:
        direct = self.reasons.get((min(one, best), max(one, best)))
        if direct:
            return direct
        return next(
            f'like "{self.named[other].name}", {reason}'
            for other in group
            if (reason := self.reasons.get((min(one, other), max(one, other))))
        )


def _join_shared(shared: Mapping[str, list[int]], links: _Links, reason: str) -> None:
    for key, places in shared.items():
        for other in places[1:]:
            links.join(places[0], other, reason.format(key))


def _by_identifier(named: Sequence[Named], links: _Links) -> None:
    shared: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(named):
        for identifier in one.identifiers:
            shared[identifier.strip().upper()].append(place)
    _join_shared(shared, links, "the same identifier {}")


def _by_alias(named: Sequence[Named], links: _Links) -> None:
    by_name: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(named):
        by_name[plain(one.name)].append(place)
    for place, one in enumerate(named):
        for alias in one.aliases:
            for other in by_name.get(plain(alias), ()) if plain(alias) else ():
                links.join(place, other, "the one is an alias of the other")


def _by_plain_name(named: Sequence[Named], links: _Links) -> None:
    shared: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(named):
        key = bare(one.name)
        if key:
            shared[key].append(place)
    for places in shared.values():
        exact = len({named[place].name for place in places}) == 1
        for other in places[1:]:
            links.join(places[0], other, "the same name" if exact else "the same name, written otherwise")


def _by_initials(named: Sequence[Named], links: _Links) -> None:
    shared: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(named):
        for letters in set(initials_of(one.name)):
            shared[letters].append(place)
    for place, one in enumerate(named):
        if _INITIALS.fullmatch(one.name.strip()):
            letters = re.sub(r"[^a-z]", "", one.name.casefold())
            _join_only(place, shared.get(letters, ()), links, "its initials")


def _by_shortened_words(named: Sequence[Named], links: _Links) -> None:
    """Words as long as three letters stand for those they begin, word by word."""
    shared: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(named):
        words = bare(one.name).split()
        if len(words) > 1 and all(len(word) >= SHORTEST or word in SMALL_WORDS or word.isdigit() for word in words):
            shared[tuple(word[:SHORTEST] for word in words)].append(place)
    for places in shared.values():
        for at, place in enumerate(places[:50]):
            for other in places[at + 1 : 50]:
                if _shortens(bare(named[place].name).split(), bare(named[other].name).split()):
                    links.join(place, other, "the same words, some of them shortened")


def _shortens(a: Sequence[str], b: Sequence[str]) -> bool:
    pairs = list(zip(a, b, strict=True))
    if any(x.isdigit() or y.isdigit() for x, y in pairs if x != y):
        return False
    return all(x.startswith(y) or y.startswith(x) for x, y in pairs)


def _by_beginning(named: Sequence[Named], links: _Links) -> None:
    """A short name that begins exactly one longer one."""
    short: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(named):
        short[tuple(bare(one.name).split())].append(place)
    begins: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(named):
        words = tuple(bare(one.name).split())
        for length in range(1, min(len(words), 12)):
            for other in short.get(words[:length], ()):
                begins[other].append(place)
    for place, longer in begins.items():
        if len(bare(named[place].name)) > SHORTEST:
            _join_only(place, longer, links, "the shorter name begins the longer")


def _join_only(place: int, others: Sequence[int], links: _Links, reason: str) -> None:
    """Join to the others when they are one organisation by now; which of several is meant, nobody could say."""
    groups = {id(links.of[other]) for other in others if other != place}
    if len(groups) == 1:
        for other in others:
            links.join(place, other, reason)


def named_from(id: str, name: Text, aliases: Text, identifiers: Text, known: bool) -> Named | None:
    """An organisation to compare; None for one without a name."""
    return Named(id, name, split_list(aliases), split_list(identifiers), known) if name is not None else None
