"""What changed between two networks of a map, and how much of it is real, given who came, who went and who did not answer?

``compare`` puts it together; each part has a file of its own, ``change_*.py``. Everything is shown for the stable core (pairs
observed both times, both ends members both times; paths among those who answered both) and for everyone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sysmap.analysis.change_actors import ActorChange, actors_in_core, actors_of_everyone, links_moved
from sysmap.analysis.change_composition import Composition, Heard, Turnover, composition_of, heard_by_sector, turnover_of
from sysmap.analysis.change_core import core_part, core_ties, everyone_part, nothing_part
from sysmap.analysis.change_gaps import Gap, gaps
from sysmap.analysis.change_items import TRUST, Moved, Place, moved_on, places
from sysmap.analysis.change_method import method_of_change
from sysmap.analysis.change_part import Part
from sysmap.analysis.change_signflip import SignFlip, sign_flip
from sysmap.analysis.change_ties import TieChange, followed
from sysmap.analysis.change_unlike import unlike
from sysmap.analysis.network import Network
from sysmap.analysis.observation import rows_in_both
from sysmap.analysis.question import Question


@dataclass(frozen=True)
class Change:
    """The whole difference between two networks. ``unlike`` names in what they were asked differently; then nothing is compared.

    ``ties`` are those of both networks, each with what became of it (the core's are ``core.ties``). ``items`` says how lasting ties
    moved on each question and, under ``all``, on their value; ``flips`` the same with its test, ``flips_without`` without those for
    whom another person answered. ``places`` says where it moved, among the groups that the map names. ``gaps_before`` and
    ``gaps_after`` are the pairs whose ends see their tie very differently.
    """

    before: Network
    after: Network
    question: Question
    unlike: tuple[str, ...]
    composition: Composition
    core: Part
    everyone: Part
    ties: tuple[TieChange, ...]
    turnover: Turnover | None
    items: Mapping[str, Moved]
    flips: Mapping[str, SignFlip]
    flips_without: Mapping[str, SignFlip]
    changed_voices: tuple[str, ...]
    places: tuple[Place, ...]
    gaps_before: tuple[Gap, ...]
    gaps_after: tuple[Gap, ...]
    heard_before: Mapping[str, Heard]
    heard_after: Mapping[str, Heard]
    links: tuple[ActorChange, ...]
    method: str

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
    differs = unlike(before, after)
    composition = composition_of(before, after)
    method = method_of_change(before, after, composition, question)
    heard = heard_by_sector(before), heard_by_sector(after)
    if differs:
        nothing, nothing_either = nothing_part(before, after, composition), nothing_part(before, after, composition, five=True)
        return Change(
            before, after, question, differs, composition, nothing, nothing_either, nothing.ties, None, {}, {}, {}, (), (), (), (),
            *heard, (), method,
        )  # fmt: skip
    rows = rows_in_both(before, after, composition.stable)
    ties = followed(before, after, rows)
    lasting = core_ties(ties)
    names = (*(before.items if len(before.items) > 1 else ()), TRUST) if before.asked and not before.yes_no else ()
    flips = {name: sign_flip(lasting, name, seed=question.seed) for name in names}
    voices = tuple(a for a in after.ids if a in after.new_voices)
    without = {name: sign_flip(lasting, name, voices, question.seed) for name in names} if voices else {}
    tests = _tests(flips, without, voices)
    core_actors = actors_in_core(before, after, composition.core, question)
    return Change(
        before=before,
        after=after,
        question=question,
        unlike=(),
        composition=composition,
        core=core_part(before, after, composition, rows, ties, core_actors, tests),
        everyone=everyone_part(before, after, composition, rows, ties, actors_of_everyone(before, after, question), tests),
        ties=ties,
        turnover=turnover_of(ties),
        items={name: moved_on(lasting, name) for name in names},
        flips=flips,
        flips_without=without,
        changed_voices=voices,
        places=places(lasting, names, {**before.groups, **after.groups}),
        gaps_before=gaps(before) if names else (),
        gaps_after=gaps(after) if names else (),
        heard_before=heard[0],
        heard_after=heard[1],
        links=links_moved(core_actors, len(composition.core)),
        method=method,
    )


def _tests(flips: Mapping[str, SignFlip], without: Mapping[str, SignFlip], voices: tuple[str, ...]) -> dict[str, Any]:
    """The tests as JSON has them; empty where values are not compared."""
    if TRUST not in flips:
        return {}
    items = {name: flip.as_json() for name, flip in flips.items() if name != TRUST}
    again = {name: flip.as_json() for name, flip in without.items()}
    same = {"respondents": list(voices), **again.pop(TRUST), "items": again} if again else None
    return {"trust": {**flips[TRUST].as_json(), "items": items, "without_new_respondents": same}}


def _heard(by_sector: Mapping[str, Heard]) -> dict[str, dict[str, int]]:
    return {sector: {"answered": answered, "members": members} for sector, (answered, members) in by_sector.items()}
