"""Which nodes and relationships does a fact become in a graph of labels and properties, as people open it in Neo4j Browser? Pure.

The graph is drawn from the facts and never read back: a state comes from the versions alone. Labels, relationship types and
property names come from the tables here, never from what somebody typed. Trust is drawn one relationship a wave and pair, from all
answers about that pair, and only where somebody said that there is a tie; who answered and their notes are not drawn at all.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from typing import Any, NamedTuple

from sysmap.analysis.building_voices import joined, outcome
from sysmap.model.actors import Actor
from sysmap.model.kinds import KINDS
from sysmap.model.text import split_list
from sysmap.model.ties import Funding, Power, Rating

_ABOUT = ("since", "until", "basis", "source", "audience")

NODES: dict[str, tuple[str, tuple[str, ...]]] = {
    "map": ("Study", ("name", "focal_question", "boundary", *_ABOUT)),
    "actor": (
        "Actor",
        (
            *("name", "kind", "sector", "place", "reach", "reach_unit", "provision", "independence", "aliases", "identifiers"),
            *("generic", "measured", "description", *_ABOUT),
        ),
    ),
    "wave": ("Wave", ("date", "label", "items", "scale_min", "scale_max", "question", "closes", *_ABOUT)),
    "snapshot": ("Snapshot", ("name", "wave", "at", "note", "revision", "digest", *_ABOUT)),
    "story": ("Story", ("teller_role", "about", "text", "shows", "wave", "date", "consent", *_ABOUT)),
    "condition": ("Condition", ("name", "definition", "w6", "kind", *_ABOUT)),
    "event": ("Event", ("date", "what", "affects", "tag", *_ABOUT)),
    "decision": ("Decision", ("what", "who_decided", "asked", "followed", "date", *_ABOUT)),
    "question": ("Question", ("question", "owner", "theme", "status", "date", "would_answer", *_ABOUT)),
}
"""The label of each kind that is drawn as a node, and which of its fields the node has."""

ACTOR_KINDS = {
    "organisation": "Organisation",
    "team": "Team",
    "partnership": "Partnership",
    "programme": "Programme",
    "fund": "Fund",
    "service": "Service",
    "school": "School",
    "forum": "Forum",
    "community": "Community",
    "role-group": "RoleGroup",
    "individual-role": "Role",
    "venue": "Venue",
    "generic-class": "GenericClass",
}
"""The second label of an actor. One of another kind has none; its ``kind`` says what it is."""

LABELS = (*dict.fromkeys(label for label, _ in NODES.values()), *ACTOR_KINDS.values())
TIES = ("relationship", "funding", "power")
_RELATES = ("type", "level", "directed", "sign", "strength", "trust_words", "wave", "description", *_ABOUT)
_FUNDS = (
    *("kind", "amount", "currency", "quantity", "unit", "awarded", "status", "purpose", "programme", "place", "tiers"),
    *("pooled_in", "out_of", *_ABOUT),
)
_POWER = ("statement", "expression", "form", "space", "base", "use", "state", *_ABOUT)
_NUMBERS = frozenset({"strength", "amount", "quantity", "reach"})


class End(NamedTuple):
    """A node that a relationship leads from or to, and how it is made when it is not there: an actor may come after its tie."""

    what: str
    id: str
    label: str
    name: str | None = None


class Drawn(NamedTuple):
    """A node: ``what`` and ``id`` name it on its map."""

    what: str
    id: str
    labels: tuple[str, ...]
    own: dict[str, Any]


class Joined(NamedTuple):
    """A relationship from one node to another."""

    type: str
    start: End
    end: End
    own: dict[str, Any]


def nodes_of(kind: str, fact: Any, edit: int) -> list[Drawn]:
    """The node of a fact, if its kind has one. ``edit`` is the revision that wrote it."""
    if kind not in NODES:
        return []
    label, fields = NODES[kind]
    labels: tuple[str, ...] = (label,)
    if kind == "actor" and (fact.kind or "organisation") in ACTOR_KINDS:
        labels = (label, ACTOR_KINDS[fact.kind or "organisation"])
    return [Drawn(kind, fact.id, labels, {**_stated(fact, fields), "edit": edit})]


def lines_of(kind: str, fact: Any, edit: int) -> list[Joined]:
    """The relationships that one fact becomes. Trust is not among them: it takes several ratings."""
    if kind == "actor":
        return _part_of(fact, edit)
    if kind == "relationship" and fact.from_id is not None and fact.to_id is not None:
        own = {"id": fact.id, **_stated(fact, _RELATES), "edit": edit}
        return [Joined("RELATES", actor_end(fact.from_id), actor_end(fact.to_id), own)]
    if kind == "funding":
        return _funds(fact, edit)
    if kind == "power":
        return _power(fact, edit)
    return []


def _part_of(fact: Actor, edit: int) -> list[Joined]:
    if fact.part_of is None:
        return []
    return [Joined("PART_OF", actor_end(fact.id), actor_end(fact.part_of), {"id": fact.id, "edit": edit})]


def _funds(fact: Funding, edit: int) -> list[Joined]:
    """One a giver. A joint gift has the whole amount on each, so ``givers`` says among how many it is to be divided or counted once."""
    if fact.to_id is None:
        return []
    givers = split_list(fact.from_id)
    own = {"id": fact.id, **_stated(fact, _FUNDS), "givers": max(1, len(givers)), "edit": edit}
    starts = [actor_end(giver) for giver in givers] or [not_stated("funding", fact.id)]
    return [Joined("FUNDS", start, actor_end(fact.to_id), own) for start in starts]


def _power(fact: Power, edit: int) -> list[Joined]:
    """To the actor, to the issue in words, or to both. Somebody who is said to lack power over something does not hold it."""
    type = "LACKS_POWER_OVER" if fact.state == "lacks" else "HOLDS_POWER_OVER"
    start = actor_end(fact.holder) if fact.holder is not None else not_stated("power", fact.id)
    ends = [actor_end(fact.over_actor)] if fact.over_actor is not None else []
    ends += [issue_end(fact.over)] if fact.over is not None else []
    own = {"id": fact.id, **_stated(fact, _POWER), "edit": edit}
    return [Joined(type, start, end, own) for end in ends]


def trust_of(pair: str, ratings: Iterable[Rating], items: tuple[str, ...], edit: int) -> list[Joined]:
    """What the answers about one pair in one wave come to, by the same rule as the measures; none when nobody says there is a tie.

    ``value`` is the mean over the respondents of the mean over the items, not there when fewer than half of the items were
    answered. A respondent who answered the wave without a row for this pair is not counted here; the measures count a "no tie".
    """
    by: dict[str | None, list[Rating]] = {}
    ratings = list(ratings)
    for rating in ratings:
        by.setdefault(rating.respondent or rating.from_id, []).append(rating)
    outcomes = [said for rows in by.values() if (said := outcome(rows, items, None)) is not None]
    tie = joined(outcomes)
    if tie is None:
        return []
    one = ratings[0]
    own: dict[str, Any] = {"pair": pair, "wave": one.wave, "respondents": len(outcomes), "items": len(items), "edit": edit}
    if tie.value is not None:
        own["value"] = float(tie.value)
    return [Joined("TRUSTS", actor_end(one.from_id or ""), actor_end(one.to_id or ""), own)]


def actor_end(id: str) -> End:
    return End("actor", id, "Actor")


def issue_end(words: str) -> End:
    """A decision, resource or issue that power is over: one node for the same words, under their hash, as words may be long."""
    return End("issue", hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest(), "Issue", words)


def not_stated(kind: str, id: str) -> End:
    """The stub of a giver or holder whom nobody named."""
    return End("not stated", f"{kind}/{id}", "NotStated")


def _stated(fact: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: _number(value) if name in _NUMBERS else value for name in fields if (value := getattr(fact, name)) is not None}


def _number(text: str) -> int | float | str:
    """A number where a number stands, so that Cypher can add; anything else as it is.

    >>> _number("1200"), _number("12.5"), _number("about 40"), _number("nan")
    (1200, 12.5, 'about 40', 'nan')
    """
    try:
        value = float(text)
    except ValueError:
        return text
    if not math.isfinite(value) or not text.isascii():
        return text
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


assert all(set(fields) <= set(KINDS[kind].fields) for kind, (_, fields) in NODES.items())
