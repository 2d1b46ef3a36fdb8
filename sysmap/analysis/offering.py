"""Who offers what, where, and how far does it reach? One offering a line, as it was said; a reach not stated stays not stated."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from sysmap.analysis.building_members import day_of, holds, invented, recorded_members
from sysmap.analysis.network import Member, Network
from sysmap.analysis.points import Point
from sysmap.model.money import parse_number
from sysmap.model.state import State


class Offering(NamedTuple):
    """One thing that one organisation offers. ``reach`` None is not stated, never 0; ``size`` is in words, with its unit."""

    provider: Member
    what: str | None = None
    for_whom: str | None = None
    reach: Decimal | None = None
    unit: str | None = None
    size: str | None = None
    place: str | None = None


class Offered(NamedTuple):
    """All offerings at a point in map order, how many members say nothing of any, and the point as a network without ties."""

    offerings: tuple[Offering, ...]
    silent: int
    where: Network


def offered(state: State, point: Point) -> Offered:
    """Every offering at the point: its rows of ``provision``; for an organisation without one, what its own row says."""
    members = recorded_members(state, point, unmeasured=True)
    day = day_of(point)
    rows: dict[str, list[Offering]] = {}
    by_id = {member.id: member for member in members}
    for fact in state.of("provision").values():
        provider = by_id.get(fact.provider or "")
        if provider is not None and (day is None or holds(state, fact, day)):
            size = " ".join(part for part in (fact.size, fact.size_unit) if part) or None
            place = fact.place or provider.place
            one = Offering(provider, fact.what, _names(state, fact.for_whom), parse_number(fact.reach), fact.reach_unit, size, place)
            rows.setdefault(provider.id, []).append(one)
    for member in members:
        actor = state.actors[member.id]
        if member.id not in rows and (actor.provision or actor.reach):
            own = Offering(member, actor.provision, None, parse_number(actor.reach), actor.reach_unit, None, actor.place)
            rows[member.id] = [own]
    found = tuple(one for member in members for one in rows.get(member.id, ()))
    made_up = invented(state, [*state.actors.values(), *state.of("provision").values()])
    where = Network(
        state.map, state.about.name or state.map, point.at, "provision", members, {}, False,
        wave=point.wave, date=point.date, label=point.label, invented=made_up,
    )  # fmt: skip
    return Offered(found, sum(member.id not in rows for member in members), where)


def _names(state: State, cell: str | None) -> str | None:
    """For whom: the name, where it is somebody on the map."""
    actor = state.actors.get(cell or "")
    return cell if actor is None else actor.name or cell
