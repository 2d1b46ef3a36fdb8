"""Where does money go, at a point? One tie for each giver and receiver, with the sum of what is stated, in one currency."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction

from sysmap.analysis.building_members import day_of, holds, invented, recorded_members, source_date
from sysmap.analysis.building_stubs import not_stated
from sysmap.analysis.building_voices import exact
from sysmap.analysis.network import Network, Pair, Tie, Value
from sysmap.analysis.points import Point
from sysmap.analysis.question import Question
from sysmap.model.dates import in_force
from sysmap.model.state import State
from sysmap.model.text import NOT_STATED, split_list
from sysmap.model.ties import Funding

NO_FLOW = frozenset({"proposed", "withdrawn"})
"""Words of status for money that did not move."""


def build_funding(state: State, point: Point, question: Question) -> Network:
    """The flows at a point. A joint gift is a tie from each giver, with no value of its own: it is counted once, not split.

    Currencies, and money and people, are never added together: a pair with two currencies has no value.
    """
    members = recorded_members(state, point, question.unmeasured)
    inside = {m.id for m in members}
    chosen: list[tuple[Pair, Funding, bool]] = []
    left_out = Counter[str]()
    for flow in state.funding.values():
        if (question.type is not None and (flow.kind or "money") != question.type) or not _at(state, flow, point):
            continue
        if question.unmeasured and flow.from_id is None and flow.to_id in inside and flow.status not in NO_FLOW:
            stub = not_stated(flow.id, "giver")
            members = (*members, stub)
            chosen.append(((stub.id, flow.to_id), flow, False))
            continue
        reason = _why_not(flow, inside)
        if reason:
            left_out[reason] += 1
            continue
        givers = [g for g in split_list(flow.from_id) if g in inside and g != flow.to_id]
        joint = len(split_list(flow.from_id)) > 1
        chosen += [((giver, str(flow.to_id)), flow, joint) for giver in givers]
    currencies = tuple(dict.fromkeys(flow.currency or NOT_STATED for _, flow, _ in chosen if _is_money(flow)))
    return Network(
        map=state.map,
        map_name=state.about.name or state.map,
        at=point.at,
        layer="funding",
        members=members,
        ties=_ties(chosen, [m.id for m in members]),
        asked=False,
        wave=point.wave,
        date=point.date,
        label=point.label,
        left_out=dict(left_out),
        invented=invented(state, (flow for _, flow, _ in chosen)),
        currency=currencies[0] if len(currencies) == 1 and currencies[0] != NOT_STATED else None,
        currencies=currencies,
    )


def _at(state: State, flow: Funding, point: Point) -> bool:
    """Money that was awarded holds from its award when no start is stated."""
    day = day_of(point)
    if day is None or flow.since is not None or flow.awarded is None:
        return day is None or holds(state, flow, day)
    return in_force(day, flow.awarded, flow.until, source_date(state, flow.source))


def _why_not(flow: Funding, inside: set[str]) -> str:
    if flow.status in NO_FLOW:
        return f"flows only {flow.status}"
    if flow.from_id is None:
        return "flows from a giver not stated"
    if flow.to_id not in inside or not any(g in inside and g != flow.to_id for g in split_list(flow.from_id)):
        return "flows with an end that is not a member here"
    return ""


def _ties(chosen: list[tuple[Pair, Funding, bool]], order: list[str]) -> dict[Pair, Tie]:
    found: defaultdict[Pair, list[tuple[Funding, bool]]] = defaultdict(list)
    for pair, flow, joint in chosen:
        found[pair].append((flow, joint))
    place = {id: i for i, id in enumerate(order)}
    return {
        pair: Tie(
            _sum([flow for flow, joint in found[pair] if not joint]),
            facts=tuple(flow.id for flow, _ in found[pair]),
            attested=all(flow.since is None and flow.awarded is None for flow, _ in found[pair]),
        )
        for pair in sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))
    }


def _is_money(flow: Funding) -> bool:
    return (flow.kind or "money") == "money" and flow.amount is not None


def _sum(flows: list[Funding]) -> Value:
    """The stated money of one pair, exact; None when none is stated or there are two currencies."""
    money = [flow for flow in flows if _is_money(flow)]
    if not money or len({flow.currency for flow in money}) > 1:
        return None
    return exact(sum((Fraction(str(flow.amount)) for flow in money), Fraction(0)))
