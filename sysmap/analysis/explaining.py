"""What goes with the ties of now, and did those named beforehand change more? Put together for one comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sysmap.analysis import mrqap, node_set
from sysmap.analysis.change import Change
from sysmap.analysis.mrqap import Regression
from sysmap.analysis.named_sets import named_set
from sysmap.analysis.node_set import TOWARDS, WITHIN, SetChange, with_holm
from sysmap.analysis.predictors import Ground, predictors_of
from sysmap.analysis.resampling import DRAWS, FEW, LARGEST_EXACT, LEAST_DRAWS, TOO_FEW, Tell, nobody_hears
from sysmap.analysis.square import square
from sysmap.errors import UsageError
from sysmap.model.state import State

LARGEST, MOST_WORDS = 1_000, 12
"""Up to so many actors in both, and predictors: a relabelled pair is looked up for every predictor and draw."""
LOOKUPS = 400_000_000
"""Look-ups that a regression may cost unless somebody asks for more draws: some ten seconds."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """``regression`` is None where only sets were asked about. ``outcome`` is strength, or tie where every tie counts 1."""

    change: Change
    outcome: str
    regression: Regression | None
    sets: tuple[SetChange, ...]

    def as_json(self) -> dict[str, Any]:
        change = self.change
        return {
            "map": change.before.map,
            "from": change.before.at,
            "to": change.after.at,
            "layer": change.before.layer,
            "seed": change.question.seed,
            "outcome": self.outcome,
            "regression": self.regression.as_json() if self.regression else None,
            "sets": [one.as_json() for one in self.sets],
            "method": self.method,
        }

    @property
    def method(self) -> str:
        """What was counted, in plain words."""
        value = "a pair's strength now, 0 without a tie" if self.outcome == "strength" else "whether a pair has a tie now"
        told = []
        if self.regression is not None:
            told.append(
                f"Accounted for is {value}, over pairs observed in every network among the {self.regression.actors} members of both. "
                "Each predictor's own part is relabelled and its t compared; what goes with a tie need not be its cause."
            )
        if self.sets:
            told.append("A set has to be named before looking: the one that moved most looks as if it had moved by more than chance.")
        return " ".join((*told, self.change.method))


def explain(
    change: Change, state: State, words: Sequence[str] = (), sets: Sequence[str] = (), tell: Tell = nobody_hears
) -> Explanation:
    """Account for the later network by ``words`` (predictors.py), and test each of ``sets`` (named_sets.py).

    Raises UsageError for words that are none and for what cannot be compared, NotFound for a set the map does not name.
    """
    if not change.comparable:
        raise UsageError("The two were asked differently, so nothing is compared", fix="Choose two that asked alike, or say --conversion.")
    if change.before.layer == "power":
        raise UsageError("Statements of power are counted, never tested", fix="Ask about trust, relationships or funding.")
    before, after = change.before, change.after
    mixed = len({*before.currencies, *after.currencies}) > 1
    valued = not (before.yes_no or after.yes_no or mixed) and any(t.value is not None for t in after.ties.values())
    chosen = [(word, named_set(word, before, after, state)) for word in sets]
    found = [_told(one, len(change.composition.core) < FEW) for word, ids in chosen for one in _set_changes(change, word, ids)]
    regression = _regression(change, state, words, valued, tell) if words else None
    return Explanation(change, "strength" if valued else "tie", regression, with_holm(found))


def _regression(change: Change, state: State, words: Sequence[str], valued: bool, tell: Tell) -> Regression:
    ids, question = change.composition.stable, change.question
    if len(ids) > LARGEST:
        raise UsageError(f"There are more than {LARGEST:,} actors in both", fix="Ask about a smaller map.")
    if len(words) > MOST_WORDS:
        raise UsageError(f"{len(words)} predictors are more than can be told apart", fix=f"Name {MOST_WORDS} or fewer.")
    made = predictors_of(words, Ground(ids, change.before, change.after, state, valued))
    too_few = len(change.composition.core) < FEW and len(ids) > LARGEST_EXACT
    outcome, cost = square(change.after, ids, valued), max(1, len(made) * len(ids) ** 2)
    draws = question.draws or max(LEAST_DRAWS, min(mrqap.DRAWS, LOOKUPS // cost))
    found = mrqap.mrqap(outcome, made, draws, question.seed, chance=not too_few, tell=tell)
    return replace(found, why=TOO_FEW) if too_few and found.why is None else found


def _set_changes(change: Change, word: str, chosen: frozenset[str]) -> list[SetChange]:
    """A set's lines: each question on lasting ties within it and towards it, and how many name its members."""
    draws, seed = change.question.draws or DRAWS, change.question.seed
    items = tuple(change.flips)
    lines = [node_set.ties_moved(word, chosen, change.core.ties, item, where, draws, seed) for item in items for where in (WITHIN, TOWARDS)]
    named: dict[str, float] = {}
    for actor in change.core.actors:
        if actor.measure == "in_degree" and isinstance(then := actor.before.value, int) and isinstance(now := actor.after.value, int):
            named[actor.id] = now - then
    return [*lines, node_set.actors_moved(word, chosen, "in_degree", named, draws, seed)]


def _told(one: SetChange, few: bool) -> SetChange:
    """Below ten respondents only an exact p is told."""
    if not few or one.exact or one.p is None:
        return one
    return replace(one, p=None, p_upper=None, draws=None, seed=None, why=TOO_FEW)
