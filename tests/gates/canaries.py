"""A map on which every word says for whom it is: one fact of every kind for every audience, and a second map for the keeper alone."""

from __future__ import annotations

import re
from typing import Any

from sysmap.model.actors import Map
from sysmap.model.batch import Batch, Change
from sysmap.model.kinds import KINDS
from sysmap.model.sealing import seals_for
from sysmap.model.state import empty
from sysmap.model.vocabulary import AUDIENCES
from sysmap.service.desk import Desk
from sysmap.service.opening import open_desk

MINE, OTHER = "mine", "other"
SEEN = re.compile(r"CANARY-(\w+)-(\w+)-(\w+)")
PLAIN: dict[str, dict[str, Any]] = {
    "wave": {"date": "2024-05", "items": None, "scale_min": None, "scale_max": None, "max_names": None, "closes": None},
    "roster": {"status": "answered", "same_person": None, "consent": None, "date": None},
    "rating": {"value": 3, "item": None},
    "relationship": {"type": "works_with", "level": None, "directed": None, "sign": None, "strength": None},
    "funding": {"kind": "money", "amount": "5", "currency": "GBP", "quantity": None, "awarded": None, "status": None, "tiers": None},
    "power": {"expression": None, "form": None, "space": None, "base": None, "use": None, "state": None},
    "position": {"influence": "3", "interest": "3", "stance": None},
    "layout": {"x": "1", "y": "2", "pinned": None},
    "lineage": {"kind": "renamed", "date": None},
    "actor": {"generic": None, "measured": None, "reach": None, "part_of": None},
    "source": {"date": "2023"},
    "place": {"part_of": None},
    "snapshot": {"at": None, "order": "1", "revision": "1", "digest": None},
    "story": {"consent": None, "date": None},
    "condition_rating": {"rating": "helps", "tag": None},
    "event": {"date": None, "tag": None},
    "measurement": {"value": "3", "date": None, "n": None},
}
"""Fields whose words are not free, so that analysis can read the map."""


def canary_fact(kind: str, audience: str, more: str = "") -> Any:
    """A fact for one audience, which says so in each of its words."""
    told = KINDS[kind]
    cells: dict[str, Any] = {}
    for name in told.fields:
        if name in {"id", "since", "until", "basis", "attributes"}:
            cells[name] = None
        elif name in {"audience", "note_audience"}:
            cells[name] = audience
        elif name == "source":
            cells[name] = f"source-{audience}"
        elif name in PLAIN.get(kind, {}):
            cells[name] = PLAIN[kind][name]
        elif name in told.refers and not told.refers[name].endswith("?"):
            target = told.refers[name].rstrip("*")
            cells[name] = f"{target}-{audience}{'-b' if name in {'to_id', 'over_actor', 'pooled_in'} and target == 'actor' else ''}"
        else:
            cells[name] = f"CANARY-{audience}-{kind}-{name}"
    return told.fact(**{**cells, "id": f"{kind}-{audience}{more}", **({"out_of": None} if kind == "funding" else {})})


def written(desk: Desk, map: str, audiences: tuple[str, ...]) -> None:
    """Put the map into the store, past the rules: words that no rule would take are hidden like all others."""
    facts: list[tuple[str, Any]] = [("map", Map(map, "A map"))]
    for audience in audiences:
        facts += [(kind, canary_fact(kind, audience)) for kind in KINDS if kind != "map"]
        facts.append(("actor", canary_fact("actor", audience, "-b")))
    changes = tuple(Change("add", kind, fact.id, fact) for kind, fact in facts)
    seals = seals_for(changes, empty(map))
    desk.store.append(Batch(map, 0, f"begin-{map}", "keeper", "CANARY-stewards-revision-reason", changes, None, seals), lambda head: None)


def canary_desk(desk: Desk | None = None) -> Desk:
    """Both maps, in a store in memory or in the one that is given."""
    desk = desk or open_desk("sqlite://", create=True)
    written(desk, MINE, AUDIENCES)
    written(desk, OTHER, ("stewards",))
    return desk


def audiences_in(text: str) -> set[str]:
    """For whom the words in a text were."""
    return {found[1] for found in SEEN.finditer(text)}
