"""My part: what is on the map of one organisation, as far as these readers may see it? For a page of its own, on screen and on paper.

Every row is a fact of the map, in map order; nothing is ranked. Where there is nothing, a sentence says why and what would fill it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sysmap.errors import NotFound
from sysmap.model.references import named_in
from sysmap.model.state import State
from sysmap.model.text import NOT_STATED, split_list
from sysmap.model.visibility import Viewer
from sysmap.service.describing import month_of
from sysmap.service.desk import Desk
from sysmap.service.part_change import changed_words
from sysmap.service.part_trust import trust_words
from sysmap.service.phrases import known, say
from sysmap.service.views import view


class Row(NamedTuple):
    """A row in words; ``other`` is whom it is about, where that is one actor with a page of its own."""

    cells: tuple[str, ...]
    other: str | None = None


class Section(NamedTuple):
    """A table of the page, or the sentence in its place."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str


class Part(NamedTuple):
    """One organisation's page. ``about`` are its own words, term and value; ``sentences`` what changed and how it is named."""

    actor: str
    name: str
    about: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    sections: tuple[Section, ...]
    hidden: str


ABOUT = ("kind", "sector", "place", "reach", "part_of", "aliases", "since", "until", "description")


def part(desk: Desk, viewer: Viewer, map: str, actor: str) -> Part:
    """The page of an actor whom the viewer sees. Raises NotFound, the same for none and for one who is hidden."""
    seen = view(desk, viewer, map)
    state = seen.state
    known_as = state.actors.get(actor)
    if known_as is None:
        raise NotFound("There is no such organisation or group on this map", fix="Choose one from the list of organisations.")
    sections = tuple(make(state, actor) for make in (_works, _said, _offers, _money_in, _money_out))
    hidden = ", ".join(say(f"hidden_{kind}", n=n) for kind, n in seen.hidden.items() if kind in HIDDEN)
    return Part(
        actor,
        name_of(state, actor),
        tuple((known(f"about_{field}", field), words) for field in ABOUT if (words := _own(state, known_as, field))),
        (*changed_words(desk, viewer, map, actor), *trust_words(desk, viewer, map, actor)),
        sections,
        say("part_hidden", list=hidden) if hidden else "",
    )


HIDDEN = ("relationship", "funding", "power", "story", "statement", "rating")


def everyone(desk: Desk, viewer: Viewer, map: str) -> tuple[tuple[str, str, str], ...]:
    """Every actor that the viewer sees: id, name, and sector in words, in order of their names. Raises NotFound."""
    actors = view(desk, viewer, map).state.actors.values()
    rows = [(a.id, a.name or a.id, known(f"sector_{a.sector}", a.sector) if a.sector else "") for a in actors]
    return tuple(sorted(rows, key=lambda row: (row[1].casefold(), row[0])))


def name_of(state: State, actor: str | None) -> str:
    found = state.actors.get(actor) if actor is not None else None
    return (found.name or found.id) if found is not None else NOT_STATED


def _own(state: State, actor: Any, field: str) -> str:
    cell = getattr(actor, field)
    if cell is None:
        return ""
    if field == "reach":
        return f"{cell} {actor.reach_unit or ''}".strip()
    if field == "part_of":
        return name_of(state, cell) if cell in state.actors else ""
    if field in {"since", "until"}:
        return month_of(cell)
    return ", ".join(split_list(cell)) if field == "aliases" else str(cell).replace("_", " ")


def when(fact: Any) -> str:
    """The dates of a fact in words; empty where none is stated."""
    since, until = month_of(fact.since), month_of(fact.until)
    return ", ".join(part for part in (f"since {since}" if since else "", f"until {until}" if until else "") if part)


def _section(key: str, columns: Iterable[str], rows: Iterable[Row]) -> Section:
    """A table without the columns of which nothing is stated."""
    found, heads = tuple(rows), tuple(known(f"column_{c}", c) for c in columns)
    stated = [place for place in range(len(heads)) if place == 0 or any(row.cells[place] for row in found)]
    shown = tuple(row._replace(cells=tuple(row.cells[place] for place in stated)) for row in found)
    return Section(key, known(f"part_{key}", key), tuple(heads[place] for place in stated), shown, say(f"part_{key}_empty"))


def _works(state: State, actor: str) -> Section:
    rows = []
    for tie in state.relationships.values():
        if actor not in (tie.from_id, tie.to_id) or None in (tie.from_id, tie.to_id):
            continue
        other = tie.to_id if tie.from_id == actor else tie.from_id
        way = known("way_both", "") if tie.directed == "no" else known("way_out" if tie.from_id == actor else "way_in", "")
        type = (tie.type or "works_with").replace("_", " ")
        level = known(f"level_{tie.level}", tie.level or "")
        rows.append(Row((name_of(state, other), type, way, level, when(tie), tie.description or ""), other))
    return _section("works", ("with", "kind", "way", "level", "when", "words"), rows)


def _said(state: State, actor: str) -> Section:
    """Statements, stories, events and what is said of power, where they name this actor."""
    rows = []
    for said in state.power.values():
        if actor in (said.holder, said.over_actor):
            over = said.over or name_of(state, said.over_actor)
            words = say("said_power", holder=name_of(state, said.holder), state=said.state or "holds", over=over)
            rows.append(Row((known("said_kind_power", ""), said.statement or words, when(said))))
    for kind, about, text in (("statement", "about", "text"), ("story", "about", "text"), ("event", "affects", "what")):
        for fact in state.of(kind).values():
            if named_in(getattr(fact, about) or "", {actor}):
                who = f"{fact.teller_role}: " if kind == "story" and fact.teller_role else ""
                date = month_of(getattr(fact, "date", None)) or when(fact)
                rows.append(Row((known(f"said_kind_{kind}", kind), who + (getattr(fact, text) or known("said_withdrawn", "")), date)))
    return _section("said", ("kind", "said", "when"), rows)


def _offers(state: State, actor: str) -> Section:
    own = state.actors[actor]
    rows = [Row((own.provision, "", f"{own.reach} {own.reach_unit or ''}".strip() if own.reach else "", ""))] if own.provision else []
    for one in state.of("provision").values():
        if one.provider == actor:
            reach = f"{one.reach} {one.reach_unit or ''}".strip() if one.reach else ""
            rows.append(Row((one.what or "", one.for_whom or "", reach, when(one))))
    for strength in state.of("strength").values():
        if strength.who == actor:
            rows.append(Row((strength.what or "", "", "", when(strength))))
    return _section("offers", ("what", "for_whom", "reach", "when"), rows)


def _money(state: State, key: str, is_theirs: Callable[[Any], bool], others: Callable[[Any], tuple[str, ...]]) -> Section:
    rows = []
    for flow in state.funding.values():
        if is_theirs(flow):
            who = others(flow)
            names = ", ".join(name_of(state, one) for one in who) or NOT_STATED
            rows.append(Row((names, amount_words(flow), flow.purpose or "", when(flow)), who[0] if len(who) == 1 else None))
    return _section(key, ("with", "amount", "purpose", "when"), rows)


def amount_words(flow: Any) -> str:
    """How much, as it is stated; *not stated* is said, and never nought."""
    if flow.amount is not None:
        return f"{flow.currency or ''} {_grouped(flow.amount)}".strip()
    return f"{flow.quantity} {flow.unit or ''}".strip() if flow.quantity is not None else say("amount_unstated")


def _grouped(amount: str) -> str:
    whole, dot, rest = amount.partition(".")
    return f"{int(whole):,}{dot}{rest}" if whole.isascii() and whole.isdecimal() else amount


def _money_in(state: State, actor: str) -> Section:
    return _money(state, "money_in", lambda f: f.to_id == actor, lambda f: split_list(f.from_id))


def _money_out(state: State, actor: str) -> Section:
    return _money(state, "money_out", lambda f: actor in split_list(f.from_id), lambda f: (f.to_id,) if f.to_id else ())
