"""What changed between two networks of a map, and how much of it is real, given who came, who went and who did not answer?

``compare`` puts it together; each part has a file of its own, ``change_*.py``. Everything is shown for the stable core (pairs
observed both times, both ends members both times; paths among those who answered both) and for everyone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sysmap.analysis.change_actors import (
    ActorChange,
    actors_compared,
    agreements,
    links_moved,
    seen_in_core,
    seen_of_everyone,
)
from sysmap.analysis.change_composition import Composition, Heard, Turnover, composition_of, heard_by_sector, turnover_of
from sysmap.analysis.change_conversion import NOT_NEEDED, checked, converted
from sysmap.analysis.change_core import core_part, core_ties, everyone_part, nothing_part
from sysmap.analysis.change_gaps import Gap, gaps
from sysmap.analysis.change_items import TRUST, Moved, Place, moved_on, places
from sysmap.analysis.change_method import method_of_change
from sysmap.analysis.change_part import Part
from sysmap.analysis.change_rows import by_respondent
from sysmap.analysis.change_signflip import SignFlip, sign_flip
from sysmap.analysis.change_tests import Tests, trust_tests
from sysmap.analysis.change_ties import TieChange, followed
from sysmap.analysis.change_unlike import unlike
from sysmap.analysis.change_whole import whole_of_core, whole_of_everyone
from sysmap.analysis.lineage import between, renamed_between, under_new_names
from sysmap.analysis.method import verdict_of
from sysmap.analysis.network import Network
from sysmap.analysis.observation import Rows, rows_in_both
from sysmap.analysis.question import Question


@dataclass(frozen=True)
class Change:
    """The whole difference between two networks. ``unlike`` names in what they were asked differently; then nothing is compared.

    ``ties`` are those of both networks, each with what became of it (the core's are ``core.ties``). ``items`` says how lasting ties
    moved on each question and, under ``all``, on their value; ``flips`` the same with its test, ``flips_without`` without those for
    whom another person answered. ``places`` says where it moved, among the groups that the map names. ``gaps_before`` and
    ``gaps_after`` are the pairs whose ends see their tie very differently. ``conversion`` says how unlike rounds were made alike.
    """

    before: Network
    after: Network
    question: Question
    unlike: tuple[str, ...]
    composition: Composition
    core: Part
    everyone: Part
    ties: tuple[TieChange, ...]
    method: str
    turnover: Turnover | None = None
    items: Mapping[str, Moved] = field(default_factory=dict)
    flips: Mapping[str, SignFlip] = field(default_factory=dict)
    flips_without: Mapping[str, SignFlip] = field(default_factory=dict)
    changed_voices: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    gaps_before: tuple[Gap, ...] = ()
    gaps_after: tuple[Gap, ...] = ()
    links: tuple[ActorChange, ...] = ()
    conversion: str | None = None

    @property
    def heard_before(self) -> dict[str, Heard]:
        """Then, by sector: (answered, members)."""
        return heard_by_sector(self.before)

    @property
    def heard_after(self) -> dict[str, Heard]:
        """Now, by sector: (answered, members)."""
        return heard_by_sector(self.after)

    @property
    def comparable(self) -> bool:
        return not self.unlike

    def as_json(self) -> dict[str, Any]:
        """The answer of ``sysmap compare --json``."""
        about = {
            "map": self.before.map,
            "from": self.before.at,
            "to": self.after.at,
            "layer": self.before.layer,
            "seed": self.question.seed,
        }
        core, everyone = {**about, **self.core.as_json()}, {**about, **self.everyone.as_json()}
        return {
            **core,
            "comparable": self.comparable,
            "unlike": list(self.unlike),
            "conversion": self.conversion,
            "verdict": {"before": verdict_of(self.before), "after": verdict_of(self.after)},
            "turnover": self.turnover.as_json() if self.turnover else None,
            "items": {item: moved.as_json() for item, moved in self.items.items()},
            "places": [place.as_json() for place in self.places],
            "gaps": {"before": [g.as_json() for g in self.gaps_before], "after": [g.as_json() for g in self.gaps_after]},
            "heard": {"before": _heard(self.heard_before), "after": _heard(self.heard_after)} if self.before.asked else None,
            "everyone": {**everyone, "method": self.method},
            "stable_core": {**core, "method": self.method},
            "method": self.method,
        }


def compare(before: Network, after: Network, question: Question) -> Change:
    """What changed from ``before`` to ``after``. Networks that were asked differently give a Change that compares nothing."""
    story, renamed = between(before, after), renamed_between(before, after)
    before = under_new_names(before, renamed)
    differs = unlike(before, after)
    conversion = ""
    if question.conversion is not None:
        checked(question.conversion)
        if differs:
            before, after, conversion = converted(before, after, question.conversion, differs)
            differs = ()
    composition = replace(composition_of(before, after), lineage=story)
    if differs:
        return _not_comparable(before, after, question, differs, composition)
    found = _compared(before, after, question, composition)
    if question.conversion is not None and not conversion:
        return replace(found, method=f"{NOT_NEEDED} {found.method}")
    return replace(found, conversion=conversion, method=f"{conversion} {found.method}") if conversion else found


def _compared(before: Network, after: Network, question: Question, composition: Composition) -> Change:
    rows = rows_in_both(before, after, composition.stable)
    ties = followed(before, after, rows)
    inside, names = core_ties(ties), _names(before)
    voices = tuple(a for a in after.ids if a in after.new_voices)
    flips = {name: sign_flip(inside, name, seed=question.seed) for name in names}
    without = {name: sign_flip(inside, name, voices, question.seed) for name in names} if voices else {}
    tests = Tests(before, after, composition, rows, inside, question, trust_tests(flips, without, voices))
    core, everyone = _parts(before, after, question, composition, rows, ties, tests)
    centred = by_respondent(inside) if names else None
    return Change(
        before, after, question, (), composition,
        core=replace(core, rows=centred),
        everyone=replace(everyone, rows=centred),
        ties=ties,
        turnover=turnover_of(ties),
        items={name: moved_on(inside, name) for name in names},
        flips=flips,
        flips_without=without,
        changed_voices=voices,
        places=places(inside, names, {**before.groups, **after.groups}),
        gaps_before=gaps(before) if names else (),
        gaps_after=gaps(after) if names else (),
        links=links_moved(core.actors, len(composition.core)),
        method=method_of_change(before, after, composition, question),
    )  # fmt: skip


def _parts(
    before: Network, after: Network, question: Question, composition: Composition, rows: Rows, ties: tuple[TieChange, ...], tests: Any
) -> tuple[Part, Part]:
    """The change in the core, and of everyone. Where they are the same networks, the many runs behind ranks are not done twice."""
    in_core, of_all = seen_in_core(before, after, composition.core, question), seen_of_everyone(before, after, question)
    core_actors = actors_compared(in_core, question)
    same = before.ids == after.ids == composition.core
    all_actors = core_actors if same else actors_compared(of_all, question)
    core_whole = whole_of_core(before, after, rows, in_core, question)
    # A pair skipped in one round is out of the core's figures and in everyone's.
    same = same and not before.unobserved and not after.unobserved
    all_whole = core_whole if same else whole_of_everyone(of_all, question)
    core = core_part(before, after, composition, rows, ties, core_actors, tests)
    everyone = everyone_part(before, after, composition, rows, ties, all_actors, tests)
    return (
        replace(core, whole=core_whole, agreement=agreements(core_actors)),
        replace(everyone, whole=all_whole, agreement=agreements(all_actors)),
    )


def _names(network: Network) -> tuple[str, ...]:
    """On what a lasting tie can move: each item where there are several, and its value; nothing where every tie is 1."""
    if not network.asked or network.yes_no:
        return ()
    return (*(network.items if len(network.items) > 1 else ()), TRUST)


def _not_comparable(before: Network, after: Network, question: Question, differs: tuple[str, ...], composition: Composition) -> Change:
    return Change(
        before, after, question, differs, composition,
        core=nothing_part(before, after, composition),
        everyone=nothing_part(before, after, composition, five=True),
        ties=nothing_part(before, after, composition, five=True).ties,
        method=method_of_change(before, after, composition, question),
    )  # fmt: skip


def _heard(by_sector: Mapping[str, Heard]) -> dict[str, dict[str, int]]:
    return {sector: {"answered": answered, "members": members} for sector, (answered, members) in by_sector.items()}
