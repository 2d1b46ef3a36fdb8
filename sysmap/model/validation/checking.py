"""Do these changes keep to the rules? Every rule is asked once of every fact in scope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sysmap.model.batch import Change
from sysmap.model.state import State
from sysmap.model.validation.around import Around
from sysmap.model.validation.cells import check_cells
from sysmap.model.validation.finding import Checked
from sysmap.model.validation.flows import check_flow, check_funds
from sysmap.model.validation.lives import check_lives, check_order
from sysmap.model.validation.pointers import check_pointers, check_removed
from sysmap.model.validation.ratings import check_rating, check_truths
from sysmap.model.validation.records import check_kept, check_part_of, check_publication, check_risk, check_snapshot, check_story
from sysmap.model.validation.relationships import check_relationship
from sysmap.model.validation.rounds import check_roster, check_wave
from sysmap.model.validation.scope import Scope, scope_of
from sysmap.model.validation.words import check_sources, check_vocabulary

Rule = Callable[[Around, str, Any], None]

ALONE: dict[str, Rule] = {
    "wave": check_wave,
    "funding": check_flow,
    "risk": check_risk,
    "story": check_story,
    "snapshot": check_snapshot,
    "publication": check_publication,
    "actor": check_part_of,
    "place": check_part_of,
}
"""Rules that read one fact, or little more."""

JOINT: dict[str, Rule] = {"relationship": check_relationship, "rating": check_rating, "roster": check_roster}
"""Rules that read what a fact leans on, and are asked again when that changes."""


def check(before: State, after: State, changes: tuple[Change, ...], *, everything: bool = False) -> Checked:
    """What stops these changes, and what the keeper should know.

    ``after`` is ``before`` with the changes applied. Without ``everything`` only the changed facts and what leans on them
    are read: a small edit costs the same on a map of any size. With it, every fact of ``after`` is checked.
    """
    around = Around(before, after)
    scope = scope_of(before, after, changes, everything)
    around.scope = scope.both
    _check_own(around, scope)
    for kind, facts in scope.own.items():
        _check_joint(around, kind, facts.values())
    for kind, facts in scope.leaning.items():
        _check_joint(around, kind, facts.values())
    check_removed(around, scope.removed)
    check_kept(around, scope.removed)
    return around.checked


def _check_own(around: Around, scope: Scope) -> None:
    sources_now_required = around.after.about.require_source == "yes" != around.before.about.require_source
    for kind, facts in scope.own.items():
        alone = ALONE.get(kind)
        for fact in facts.values():
            check_cells(around, kind, fact)
            check_order(around, kind, fact)
            check_pointers(around, kind, fact)
            if alone is not None:
                alone(around, kind, fact)
        check_vocabulary(around, kind, facts.values())
        if not sources_now_required:
            check_sources(around, kind, facts.values())
    if sources_now_required:
        for kind, known in around.after.facts.items():
            check_sources(around, kind, known.values())
    if "funding" in scope.own:
        check_funds(around, scope.own["funding"].values())


def _check_joint(around: Around, kind: str, facts: Any) -> None:
    rule = JOINT.get(kind)
    for fact in facts:
        check_lives(around, kind, fact)
        if rule is not None:
            rule(around, kind, fact)
    if kind == "rating":
        check_truths(around, kind, list(facts))
