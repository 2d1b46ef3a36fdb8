"""What of a result may these readers be shown? One rule for every door (contract.md section 2, *Disclosure*).

Map keepers get every value with its n. For anyone else a mean of trust needs at least five answers from at least three
organisations, what one organisation receives in trust never stands in a list, and for the public trust is group to group.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sysmap.analysis.change import Change
from sysmap.analysis.change_ties import TieChange
from sysmap.analysis.definition import Measure
from sysmap.analysis.grouping import ENOUGH_ANSWERS, enough, followed_in_both, grouped
from sysmap.analysis.measures import Measures
from sysmap.analysis.network import Network
from sysmap.errors import NotFound
from sysmap.model.visibility import Viewer
from sysmap.service.telling_tests import told_of

RECEIVED = frozenset(
    {"mean_received", "in_strength", "pagerank_weighted", "eigenvector_weighted", "authority_weighted", "harmonic_in_weighted"}
)
"""Measures of one organisation that say how much it is trusted."""
_OF_VALUES = frozenset({"trust", "mean", "lasting"})
"""Tests that tell a mean of trust."""
TOO_THIN = "Too few answered for a mean to be shown."


def folded_for(viewer: Viewer, network: Network) -> Network:
    """The network as these readers may have it drawn or measured: for the public, trust between groups only."""
    return grouped(network) if network.layer == "trust" and is_public(viewer) else network


def folded_pair(viewer: Viewer, before: Network, after: Network) -> tuple[Network, Network]:
    """Two networks as these readers may have their change drawn: for the public, between groups of those followed in both."""
    if before.layer != "trust" or not is_public(viewer):
        return before, after
    then, now = followed_in_both(before, after)
    return grouped(then), grouped(now)


def disclosed_measures(measures: Measures, viewer: Viewer) -> Measures:
    """The measures without what these readers may not be shown, and with a sentence that says so."""
    if viewer.is_steward or measures.network.layer != "trust":
        return measures
    network_scores = on_screen(measures).network_scores
    withheld = measures.actor_scores if is_public(viewer) else RECEIVED
    actor_scores = {name: dict.fromkeys(scores) if name in withheld else scores for name, scores in measures.actor_scores.items()}
    what = "every figure of a single organisation" if is_public(viewer) else "how much one organisation is trusted"
    said = f"{measures.method} For these readers {what} is left out."
    return replace(
        measures, network_scores=network_scores, actor_scores=actor_scores, received=dict.fromkeys(measures.received, 0), method=said
    )


def on_screen(measures: Measures) -> Measures:
    """The measures as they may stand on any screen, the map keeper's too: no trust received in a list, no mean over too few."""
    if measures.network.layer != "trust":
        return measures
    network_scores = dict(measures.network_scores)
    if "mean_value" in network_scores and not _mean_may_be_shown(measures.network):
        network_scores["mean_value"] = None
    return replace(
        measures,
        network_scores=network_scores,
        actor_scores={name: scores for name, scores in measures.actor_scores.items() if name not in RECEIVED},
    )


def disclosed_change(change: Change, viewer: Viewer, *, screen: bool = False) -> dict[str, Any]:
    """A comparison's JSON for these readers: the public gets counts, and no tie or organisation on its own.

    Anyone but the map keeper gets no mean over too few answers, and on a ``screen`` the map keeper gets none either. A single tie's
    value is one respondent's answer and no such mean: who may see the answers of both rounds reads it, here as in the pictures.
    Each test has its sentence, made from what is left of it.
    """
    answer = _disclosed(change, viewer, screen)
    for part in (answer, answer["everyone"], answer["stable_core"]):
        part["tests"] = {name: {**test, "sentence": told_of(name, test)} for name, test in part["tests"].items()}
    return answer


def _disclosed(change: Change, viewer: Viewer, screen: bool) -> dict[str, Any]:
    answer = change.as_json()
    if answer["layer"] != "trust" or (viewer.is_steward and not screen):
        return answer
    for part, ties in ((answer, change.core.ties), (answer["everyone"], change.ties), (answer["stable_core"], change.core.ties)):
        _without_thin_means(part, ties)
    answer["items"] = {item: m if enough(m["n"], _raters(change.core.ties)) else _thin(m) for item, m in answer["items"].items()}
    answer["places"] = [p for p in answer["places"] if p["there"]["n"] >= ENOUGH_ANSWERS]
    if is_public(viewer):
        for part in (answer, answer["everyone"], answer["stable_core"]):
            part["ties"] = part["actors"] = []
        answer["gaps"] = {"before": None, "after": None}
        _without_names(answer, change)
    return answer


def _without_thin_means(part: dict[str, Any], ties: Collection[TieChange]) -> None:
    """Take out the means that stand on too few answers: of all ties then or now, and of those that lasted."""
    then = [t for t in ties if t.seen_before and t.before is not None]
    now = [t for t in ties if t.seen_after and t.after is not None]
    known = all(enough(len(some), _raters(some)) for some in (then, now))
    lasted = [t for t in ties if t.compared is not None]
    if not (known and enough(len(lasted), _raters(lasted))):
        part["mean_change"] = dict.fromkeys(part["mean_change"])
        part["tests"] = {name: {**_thin(test), "why": TOO_THIN} if name in _OF_VALUES else test for name, test in part["tests"].items()}
        part["by_respondent"] = None
    for place, (side, some) in enumerate((("before", then), ("after", now))):
        if not enough(len(some), _raters(some)):
            part[side] = {**part[side], "mean_value": None}
            if "mean_value" in part["network"]:
                pair = part["network"]["mean_value"]
                part["network"] = {**part["network"], "mean_value": [None if i == place else value for i, value in enumerate(pair)]}
    # What one organisation receives in trust is no line of a list, whichever way it is worked out.
    part["actors"] = [line for line in part["actors"] if line["measure"] not in RECEIVED]
    if part["by_respondent"]:
        part["by_respondent"] = {**part["by_respondent"], "centred": []}


def _thin(figures: dict[str, Any]) -> dict[str, Any]:
    """What is left of figures over too few answers: how many, and how it would have been worked out."""
    kept = {"n", "method", "exact", "draws"}
    return {key: value if key in kept else {} if isinstance(value, dict) else None for key, value in figures.items()}


def _without_names(answer: dict[str, Any], change: Change) -> None:
    """Take single organisations out of what the public reads."""
    said = f"{answer['method']} For the public, single organisations and ties are left out."
    voices = [m.name for m in change.after.members if m.id in change.after.new_voices]
    if voices:
        named = f"Another person answered than before for {', '.join(voices)}."
        said = said.replace(named, f"Another person answered than before for {len(voices)} of them.")
    answer["places"] = [{**place, "members": []} for place in answer["places"]]
    answer["heard"] = {when: _folded(by_sector) for when, by_sector in (answer["heard"] or {}).items()}
    for part in (answer, answer["everyone"], answer["stable_core"]):
        part["method"] = said
        trust = part["tests"].get("trust")
        if trust and trust.get("without_new_respondents"):
            same = {**trust["without_new_respondents"], "left_out": []}
            part["tests"] = {**part["tests"], "trust": {**trust, "without_new_respondents": same}}


def _folded(by_sector: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Who was heard, sectors of one organisation folded into *others*, and left out where these would still be one."""
    kept = {sector: heard for sector, heard in by_sector.items() if heard["members"] > 1}
    alone = [heard for sector, heard in by_sector.items() if sector not in kept]
    if alone:
        others = [*alone, *([kept["others"]] if "others" in kept else [])]
        kept["others"] = {figure: sum(heard[figure] for heard in others) for figure in ("answered", "members")}
    return {sector: heard for sector, heard in kept.items() if heard["members"] > 1}


def _raters(ties: Collection[TieChange]) -> int:
    return len({tie.pair[0] for tie in ties})


def tells_trust_received(measure: Measure, layer: str) -> bool:
    """Does the measure say how much one organisation is trusted? Nothing is sized, coloured or ordered by it, for anybody."""
    return layer == "trust" and (measure.direction == "in" or measure.name in RECEIVED)


def is_public(viewer: Viewer) -> bool:
    return viewer.spaces <= {"public"}


def may_name_organisations(viewer: Viewer, layer: str) -> None:
    """Raises NotFound for an answer that names single organisations by their ties, where it is of trust and for the public."""
    if layer == "trust" and is_public(viewer):
        raise NotFound("For the public, trust is told between groups only", fix="Ask about another layer.")


def _mean_may_be_shown(network: Network) -> bool:
    valued = [pair for pair, tie in network.ties.items() if tie.value is not None]
    return enough(len(valued), len({a for a, _ in valued}))
