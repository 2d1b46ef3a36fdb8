"""From which facts is a figure made? All answers; and of what nobody was asked about, what does not name narrower readers for itself.

Publishing is what makes a figure public, so a fact without an audience of its own may stand on it. A fact that names one keeps it:
whoever set it aside for fewer readers is not overruled by a picture.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from typing import Any, NamedTuple

from sysmap.analysis.building import build_network
from sysmap.analysis.building_stubs import is_stub
from sysmap.analysis.network import Member, Network
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import RECORDED, Question
from sysmap.model.state import State
from sysmap.model.text import split_list
from sysmap.model.visibility import Viewer
from sysmap.service.desk import Desk
from sysmap.service.publishing_figure import Figure

TIES_OF = {"relationships": "relationship", "funding": "funding", "power": "power"}
ENDS = {"power": ("holder", "over_actor")}
ALONE = "others"


class Withheld(NamedTuple):
    """How many facts of a kind are left out, and why."""

    n: int
    kind: str
    why: str


class Made(NamedTuple):
    """The networks behind a figure (``then`` None where it shows no change), and what was left out of them.

    ``actors`` are those of the members who are actors, and no decision and no end left open, as they are called on it; ``facts`` the ids
    of the ties behind its lines.
    """

    now: Network
    then: Network | None
    withheld: tuple[Withheld, ...]
    question: Question
    sources: tuple[str, ...] = ()
    actors: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()


def networks_for(desk: Desk, map: str, figure: Figure, known: State | None = None) -> Made:
    """The networks that a figure shows, at the map's state ``known`` (default: now). Raises NotFound for a point that is not there."""
    question = Question(layer=figure.layer, unmeasured=figure.layer in RECORDED)
    head = known or desk.state(map)
    now, withheld = _network(desk, head, figure, figure.point, question)
    then = None if figure.before is None else _network(desk, head, figure, figure.before, question)[0]
    both = [now] if then is None else [now, then]
    actors = {m.id for m in now.members if not is_stub(m)}
    facts = frozenset(id for network in both for tie in network.ties.values() for id in tie.facts)
    if figure.coded:
        names = codes([*now.members, *(then.members if then else ())], _seed(now, then))
        now, then = coded(now, names), coded(then, names) if then is not None else None
        actors = {names[id] for id in actors}
    sources = () if figure.coded else _sources(head, figure, facts)
    return Made(now, then, withheld, question, sources, frozenset(actors), facts)


def _sources(head: State, figure: Figure, facts: frozenset[str]) -> tuple[str, ...]:
    """The titles of the sources behind what is drawn, and of no other: whose letter lies behind a story nobody sees is not told here."""
    kind = TIES_OF.get(figure.layer, "rating")
    cells = {fact.source for fact in (head.get(kind, id) for id in facts) if fact is not None and fact.source is not None}
    cited = {id for cell in cells for id in (cell, cell.partition(":")[0], *split_list(cell))}
    return tuple(s.title or s.id for s in head.sources.values() if s.id in cited and _may_stand(s, figure.readers))


def _network(desk: Desk, head: State, figure: Figure, at: str, question: Question) -> tuple[Network, tuple[Withheld, ...]]:
    point = resolve_point(head, at, figure.layer)
    state = head if point.revision is None else desk.state(head.map, point.revision)
    chosen, withheld = (state, ()) if figure.layer == "trust" else chosen_facts(state, head, figure)
    return build_network(chosen, point, question), withheld


def chosen_facts(state: State, head: State, figure: Figure) -> tuple[State, tuple[Withheld, ...]]:
    """The state with only the actors and ties that may stand on the figure. What was set aside since counts too."""
    kind, readers = TIES_OF[figure.layer], figure.readers
    actors = {id: f for id, f in state.actors.items() if _may_stand(f, readers) and _may_stand(head.get("actor", id), readers)}
    ties: dict[str, Any] = {}
    aside = 0
    for id, fact in state.of(kind).items():
        if figure.types and fact.type not in figure.types:
            continue
        fields = ENDS.get(kind, ("from_id", "to_id"))
        ends = [end for end in (getattr(fact, field) for field in fields) if end is not None and end in state.actors]
        if not (_may_stand(fact, readers) and _may_stand(head.get(kind, id), readers)) or any(end not in actors for end in ends):
            aside += 1
            continue
        ties[id] = fact
    withheld = []
    if len(actors) < len(state.actors):
        withheld.append(Withheld(len(state.actors) - len(actors), "actor", "set aside for fewer readers"))
    if aside:
        withheld.append(Withheld(aside, kind, "set aside for fewer readers, or with an end that is"))
    facts = {**state.facts, "actor": actors, kind: ties}
    return State(state.map, state.revision, state.erasures, facts, state.seals), tuple(withheld)


def _may_stand(fact: Any | None, readers: Viewer) -> bool:
    return fact is None or fact.audience is None or readers.may_see(fact.audience)


def _seed(*networks: Network | None) -> str:
    """What codes are dealt out by: all that is shown, so that an edit elsewhere on the map changes no code and one here changes all."""
    return repr([(n.map, n.at, n.layer, n.ids, sorted(n.ties)) for n in networks if n is not None])


def codes(members: list[Member], seed: str) -> dict[str, str]:
    """A code for each member, in an order that tells nothing, and another for every figure: two figures share no code."""
    ids = sorted({m.id for m in members}, key=lambda id: hashlib.sha256(f"{seed}\x1f{id}".encode("utf-8", "surrogatepass")).digest())
    width = len(str(len(ids)))
    return {id: f"{place:0{width}d}" for place, id in enumerate(ids, start=1)}


def coded(network: Network, names: dict[str, str]) -> Network:
    """The network with codes for names, without places and kinds, and a sector of one organisation among the others."""
    sizes = Counter(m.sector for m in network.members)

    def masked(member: Member) -> Member:
        code = names[member.id]
        if is_stub(member):
            # What nobody is called has no name to hide, and the words of a decision would tell whose it is.
            name = f"decision {code}" if member.kind == "decision" else member.name
            return Member(code, name, member.status, member.kind, reason=member.reason)
        sector = member.sector if member.sector is None or sizes[member.sector] > 1 else ALONE
        return Member(code, code, member.status, "organisation", sector, None, member.reason and "not measured")

    members = sorted((masked(m) for m in network.members), key=lambda m: m.id)
    ties = {(names[a], names[b]): replace(tie, facts=()) for (a, b), tie in network.ties.items() if a in names and b in names}
    return replace(
        network,
        members=tuple(members),
        ties=dict(sorted(ties.items())),
        left=(),
        groups={},
        lineage=(),
        statements={},
        new_voices=frozenset(),
        unobserved=frozenset(),
        answered_pairs=frozenset(),
        notes=(*network.notes, "codes stand in the place of names; they are others on every figure"),
    )
