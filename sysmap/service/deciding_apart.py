"""Who holds power over a decision and has no tie to those whom it is about?"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sysmap.analysis.question import Question
from sysmap.errors import NotFound, UsageError
from sysmap.model.ties import Power
from sysmap.model.vocabulary import nearest
from sysmap.service.asking import network_at
from sysmap.service.scenes import Scene


class Holder(NamedTuple):
    """Somebody who holds power, with the statements that say so, and how many steps away the nearest of the group is (None: no way)."""

    id: str
    statements: tuple[Power, ...]
    steps: int | None


class Apart(NamedTuple):
    """The holders without a tie to the group within ``within`` steps, ``among`` how many holders."""

    apart: tuple[Holder, ...]
    among: int
    within: int
    method: str


def deciding_apart(here: Scene, sector: str, within: int = 1, over: Collection[str] = ()) -> Apart:
    """Who holds power, by the statements named (default all), and has no tie of any kind to a sector; in map order.

    Ties are relationships, trust answers and flows, whichever way they point. Raises UsageError for a sector nobody is of, a statement
    that is not there, and for fewer than one step.
    """
    actors = here.state.actors
    sectors = tuple(dict.fromkeys(actor.sector for actor in actors.values() if actor.sector))
    if sector not in sectors:
        guess = nearest(sector, sectors)
        meant = f'Did you mean "{guess}"? ' if guess else ""
        raise UsageError(f"Nobody on this map is of {sector!r}", fix=f"{meant}There are {', '.join(sectors) or 'none'}.")
    if within < 1:
        raise UsageError(f"Within {within} steps is nobody", fix="Give 1 or more.")
    strangers = [id for id in over if id not in here.state.power]
    if strangers:
        raise UsageError(f"There is no power statement {strangers[0]!r}", fix="Take ids of the map's power statements.")
    held = [s for s in here.held("power").values() if (s.state or "holds") == "holds" and s.holder in actors and (not over or s.id in over)]
    holders = {id: tuple(s for s in held if s.holder == id) for id in actors if any(s.holder == id for s in held)}
    joined, layers = _joined(here)
    group = {actor.id for actor in actors.values() if actor.sector == sector}
    found = [Holder(id, said, 0 if id in group else _steps(joined, id, group)) for id, said in holders.items()]
    apart = tuple(holder for holder in found if holder.steps is None or holder.steps > within)
    return Apart(apart, len(found), within, _method(here, sector, within, layers))


def _joined(here: Scene) -> tuple[dict[str, set[str]], tuple[str, ...]]:
    """Who is joined with whom by a tie of any kind that may be followed, and which layers those were."""
    pairs = [(r.from_id, r.to_id) for r in here.held("relationship").values()]
    layers = ["relationships"]
    for layer in ("funding", "trust"):
        try:
            network = network_at(here.sitting, here.viewer, here.map, here.at.words, Question(layer=layer), here.at.known_at).network
        except NotFound:
            continue
        pairs += list(network.ties)
        layers.append(layer)
    joined: dict[str, set[str]] = {}
    for one, other in pairs:
        if one is not None and other is not None and one != other:
            joined.setdefault(one, set()).add(other)
            joined.setdefault(other, set()).add(one)
    return joined, tuple(layers)


def _steps(joined: dict[str, set[str]], start: str, group: set[str]) -> int | None:
    """How many steps from one to the nearest of a group."""
    known, edge, steps = {start}, {start}, 0
    while edge:
        steps += 1
        edge = {other for one in edge for other in joined.get(one, ())} - known
        if edge & group:
            return steps
        known |= edge
    return None


def _method(here: Scene, sector: str, within: int, layers: tuple[str, ...]) -> str:
    steps = "directly" if within == 1 else f"within {within} steps"
    told = (
        f"A holder is apart where no tie on any of {', '.join(layers)} leads {steps} to somebody of {sector}, whichever way ties point. "
        "What is not recorded or was not answered may be there all the same."
    )
    hidden = sum(here.hidden.get(kind, 0) for kind in ("relationship", "funding", "rating", "power"))
    if hidden and here.viewer.spaces > {"public"}:
        told = f"{told} {hidden} facts are not for these readers, and may join some of these."
    return told
