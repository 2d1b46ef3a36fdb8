"""What does a rule see? The states before and after, what it may look up in them, and where it puts what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from sysmap.errors import Problem
from sysmap.model.groups import Grouping
from sysmap.model.kinds import heading
from sysmap.model.state import State
from sysmap.model.validation.finding import Checked, Finding
from sysmap.model.vocabulary import codebook, nearest

SUGGESTIONS = 25
"""After so many, what was probably meant is no longer looked for: comparing every wrong id with 3,000 right ones takes minutes."""

RATINGS_OF_PAIR = Grouping("ratings of a pair", "rating", lambda r: (r.wave, r.respondent or r.from_id, r.from_id, r.to_id))
ROSTER_OF_ACTOR = Grouping("roster rows of an actor", "roster", lambda r: (r.wave, r.actor))
ROSTER_OF_WAVE = Grouping("roster rows of a wave", "roster", lambda r: r.wave, tally=True)
TRUTHS_OF_WAVE = Grouping("invented and stated ratings of a wave", "rating", lambda r: (r.wave, r.basis == "synthetic"), tally=True)
TIES_OF_PAIR = Grouping("relationships of a pair", "relationship", lambda r: (frozenset((r.from_id, r.to_id)), r.level, r.wave))


class Around:
    """The surroundings of the facts that are checked, and the findings so far."""

    def __init__(self, before: State, after: State) -> None:
        self.before = before
        self.after = after
        self.actors = after.actors
        self.scope: Mapping[str, Mapping[str, Any]] = {}
        self.refused: list[Finding] = []
        self.warned: list[Finding] = []
        self._left = SUGGESTIONS

    @cached_property
    def codebook(self) -> dict[str, Any]:
        """The words in force after the batch. A codebook that cannot be read is refused as such, and the default used."""
        try:
            return codebook(self.after.about.codebook)
        except (ValueError, AttributeError):
            return codebook(None)

    @property
    def checked(self) -> Checked:
        return Checked(tuple(self.refused), tuple(self.warned))

    def refuse(self, kind: str, fact: Any, code: str, rule: str, fix: str, field: str | None = None, value: str | None = None) -> None:
        """Put down what stops the batch. ``field`` gives the column and, unless ``value`` is given, the value."""
        self.refused.append(_finding(kind, fact, code, rule, fix, field, value))

    def warn(self, kind: str, fact: Any, code: str, rule: str, fix: str, field: str | None = None, value: str | None = None) -> None:
        """Put down what the keeper should know."""
        self.warned.append(_finding(kind, fact, code, rule, fix, field, value))

    def meant(self, word: str, choices: Iterable[str]) -> str:
        """``Did you mean "..."? `` or nothing."""
        if self._left <= 0:
            return ""
        self._left -= 1
        guess = nearest(word, tuple(choices))
        return f'did you mean "{guess}"? ' if guess else ""

    def name(self, id: str | None) -> str:
        """What an actor is called in a sentence."""
        actor = self.actors.get(id) if id is not None else None
        return (actor.name if actor is not None else None) or id or "not stated"

    def told_by(self, fact: Any, kind: str, ids: Iterable[str]) -> Iterator[str]:
        """Those facts of a group that this fact is compared with, so that two that do not go together are told of once.

        They are the ones that came in before it, and later ones that are not checked themselves.
        """
        earlier, scope = True, self.scope.get(kind, {})
        for id in ids:
            if id == fact.id:
                earlier = False
            elif earlier or id not in scope:
                yield id

    def group(self, grouping: Grouping, key: Any) -> tuple[str, ...]:
        """The ids of the facts after the batch that share a key."""
        return self.after.groups.ids(self.after.of(grouping.kind), grouping, key)

    def count(self, grouping: Grouping, key: Any) -> int:
        """How many facts after the batch share a key."""
        return self.after.groups.count(self.after.of(grouping.kind), grouping, key)


def _finding(kind: str, fact: Any, code: str, rule: str, fix: str, field: str | None, value: str | None) -> Finding:
    if value is None and field is not None:
        cell = getattr(fact, field)
        value = None if cell is None else str(cell)
    column = heading(field) if field is not None else None
    return Finding(kind, fact.id, Problem(rule, fix, column=column, value=value, code=code))
