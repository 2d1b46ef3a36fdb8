"""What of a result may these readers be shown? One rule for every door (contract.md section 2, *Disclosure*).

Map keepers get every value with its n. For anyone else a mean of trust needs at least five answers from at least three
organisations, what one organisation receives in trust never stands in a list, and for the public trust is group to group.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sysmap.analysis.change import Change
from sysmap.analysis.grouping import enough, followed_in_both, grouped
from sysmap.analysis.measures import Measures
from sysmap.analysis.network import Network
from sysmap.model.visibility import Viewer

RECEIVED = frozenset({"mean_received", "in_strength"})
"""Measures of one organisation that say how much it is trusted."""


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
    network_scores = dict(measures.network_scores)
    if "mean_value" in network_scores and not _mean_may_be_shown(measures.network):
        network_scores["mean_value"] = None
    withheld = measures.actor_scores if is_public(viewer) else RECEIVED
    actor_scores = {name: dict.fromkeys(scores) if name in withheld else scores for name, scores in measures.actor_scores.items()}
    what = "every figure of a single organisation" if is_public(viewer) else "how much one organisation is trusted"
    said = f"{measures.method} For these readers {what} is left out."
    return replace(
        measures, network_scores=network_scores, actor_scores=actor_scores, received=dict.fromkeys(measures.received, 0), method=said
    )


def disclosed_change(change: Change, viewer: Viewer) -> dict[str, Any]:
    """A comparison's JSON for these readers: the public gets counts, and no tie or organisation on its own."""
    answer = change.as_json()
    if viewer.is_steward or answer["layer"] != "trust" or not is_public(viewer):
        return answer
    bare = {key: ([] if key in {"ties", "actors"} else value) for key, value in answer.items()}
    for part in ("everyone", "stable_core"):
        if isinstance(bare.get(part), dict):
            bare[part] = {key: ([] if key in {"ties", "actors"} else value) for key, value in bare[part].items()}
    bare["method"] = f"{answer['method']} For the public, single organisations and ties are left out."
    return bare


def is_public(viewer: Viewer) -> bool:
    return viewer.spaces <= {"public"}


def _mean_may_be_shown(network: Network) -> bool:
    valued = [pair for pair, tie in network.ties.items() if tie.value is not None]
    return enough(len(valued), len({a for a, _ in valued}))
