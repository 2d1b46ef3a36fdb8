"""Who works with whom, who links groups that would not meet, who is on the edge, and who was not heard?"""

from __future__ import annotations

from dataclasses import replace

from sysmap.analysis.method import method_of
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from sysmap.analysis.what_if import what_if
from sysmap.errors import NotFound, UsageError
from sysmap.service.answer import RELATIONSHIPS, Answer, Asking, Item, names_of, nothing, short
from sysmap.service.asking import network_at
from sysmap.service.coverage import heard
from sysmap.service.disclosure import is_public
from sysmap.service.phrases import known, listed, say

WORKS, BETWEEN = "works_with", "inter-organisation"
MOST_NAMED = 3
LARGEST = 400
"""Beyond so many members nobody is taken away one by one: it would take minutes."""


def _relationships(asking: Asking) -> tuple[Network, Question] | None:
    """Who works with whom, as it is recorded, and what it was narrowed to; None where nothing is.

    Where most relationships are the map's plain one between organisations, those are meant, and not who sits on which board.
    """
    try:
        everything = _network(asking, RELATIONSHIPS)
    except NotFound:
        return None
    for question in (replace(RELATIONSHIPS, type=WORKS, level=BETWEEN), replace(RELATIONSHIPS, type=WORKS)):
        try:
            found = _network(asking, question)
        except (NotFound, UsageError):
            continue
        if 2 * len(found.ties) >= len(everything.ties) > 0:
            return found, question
    return (everything, RELATIONSHIPS) if everything.ties else None


def _network(asking: Asking, question: Question) -> Network:
    return network_at(asking.desk, asking.viewer, asking.map, asking.point("relationships"), question).network


def _narrow(question: Question) -> dict[str, str]:
    return {name: word for name, word in (("type", question.type), ("level", question.level)) if word is not None}


def partners(network: Network) -> dict[str, frozenset[str]]:
    """With whom each member is tied, whichever way, in map order."""
    found: dict[str, set[str]] = {id: set() for id in network.ids}
    for a, b in network.ties:
        found[a].add(b)
        found[b].add(a)
    return {id: frozenset(others) for id, others in found.items()}


def works(asking: Asking) -> Answer:
    """How many pairs work together, and who works with most others."""
    found = _relationships(asking)
    if found is None:
        return nothing("relationships", "ask_works")
    network, question = found
    tied, names = partners(network), names_of(network)
    counts = {id: len(others) for id, others in tied.items()}
    most = max(counts.values())
    first = [id for id in network.ids if counts[id] == most]
    ordered = sorted((id for id in network.ids if counts[id]), key=lambda id: -counts[id])
    items = [Item(say("ask_works_item", name=names[id], n=counts[id]), (id,), names[id]) for id in ordered]
    pairs = {frozenset(pair) for pair in network.ties}
    what = {"pairs": len(pairs), "members": len(network.members), "most": most}
    if len(first) <= MOST_NAMED:
        sentence = say("ask_works_sentence", list=listed([names[id] for id in first]), n=len(first), **what)
    else:
        sentence = say("ask_works_many", n=len(first), **what)
    shown, more = short(items)
    lines = frozenset(pair for pair in network.ties if pair[0] in first or pair[1] in first)
    return Answer(
        "relationships", asking.point("relationships"), None, _narrow(question), sentence, shown, more, frozenset(first), lines,
        say("heard_recorded"), method_of(network, question),
    )  # fmt: skip


def links(asking: Asking) -> Answer:
    """Without whom would others be cut off from the rest?"""
    found = _relationships(asking)
    if found is None:
        return nothing("relationships", "ask_links")
    network, question = found
    if len(network.members) > LARGEST:
        return nothing("relationships", "ask_links_large", asking.point("relationships"), most=LARGEST)
    names, tied = names_of(network), partners(network)
    cut = {id: off for id in network.ids if len(tied[id]) > 1 and (off := what_if(network, (id,)).cut_off)}
    at = asking.point("relationships")
    how, narrow = f"{say('ask_links_how')} {method_of(network, question)}", _narrow(question)
    if not cut:
        return Answer("relationships", at, None, narrow, say("ask_links_none"), heard=say("heard_recorded"), how=how)
    most = max(len(off) for off in cut.values())
    first = [id for id in cut if len(cut[id]) == most]
    ordered = sorted(cut, key=lambda id: -len(cut[id]))
    lists = {id: listed([names[other] for other in off]) for id, off in cut.items()}
    items = [Item(say("ask_links_item", name=names[id], n=len(cut[id]), list=lists[id]), (id,), names[id]) for id in ordered]
    sentence = say(
        "ask_links_sentence", many=len(cut), list=listed([names[id] for id in first[:MOST_NAMED]]), n=most
    )
    shown, more = short(items)
    lines = frozenset(pair for pair in network.ties if pair[0] in cut or pair[1] in cut)
    return Answer("relationships", at, None, narrow, sentence, shown, more, frozenset(cut), lines, say("heard_recorded"), how)


def edge(asking: Asking) -> Answer:
    """Who has one tie or none, and who was asked and not heard."""
    found = _relationships(asking)
    network, question = found if found is not None else (None, RELATIONSHIPS)
    at, unheard, silence, who = _not_heard(asking)
    if network is None and not silence:
        return nothing("relationships", "ask_edge")
    items: list[Item] = []
    lonely: list[str] = []
    if network is not None:
        names, tied = names_of(network), partners(network)
        lonely = [id for id in network.ids if len(tied[id]) < 2]
        for id in lonely:
            other = next(iter(tied[id]), None)
            words = say("ask_edge_none", name=names[id]) if other is None else say("ask_edge_one", name=names[id], other=names[other])
            items.append(Item(words, (id,), names[id]))
    told = [say("ask_edge_sentence", n=len(lonely))] if network is not None else []
    shown, more = short([*unheard, *items])
    how = method_of(network, question) if network is not None else ""
    dots = frozenset(lonely) | frozenset(actor for item in unheard for actor in item.actors)
    return Answer(
        "relationships" if network is not None else "trust", asking.point("relationships") if network is not None else at, None,
        _narrow(question), " ".join([*told, silence]).strip(), shown, more, dots, frozenset(), who or say("heard_recorded"), how,
    )  # fmt: skip


def _not_heard(asking: Asking) -> tuple[str | None, list[Item], str, str]:
    """Of the round that is asked about: who was asked and not heard, by name or, for the public, by group; how many were not, and were."""
    at = asking.point("trust")
    if "trust" not in asking.offered.layers or at is None:
        return None, [], "", ""
    question = Question(layer="trust")
    asked = network_at(asking.desk, asking.viewer, asking.map, at, question)
    network = asked.network
    silent = [m for m in network.members if not m.heard]
    figures = {"members": len(network.members), "round": asking.state_round(network.wave or at)}
    words, who = say("ask_unheard", n=len(silent), **figures), say("heard_round", n=network.answered or 0, **figures)
    if not is_public(asking.viewer):
        statuses = {m.id: known(f"status_{m.status}", m.status) for m in silent}
        return at, [Item(say("ask_unheard_item", name=m.name, status=statuses[m.id]), (m.id,), m.name) for m in silent], words, who
    found = heard(asking.desk, asking.viewer, asking.map, at, question)
    items = [
        Item(say("ask_unheard_group", name=known(f"sector_{row.group}", row.group), n=row.members - row.answered, of=row.members))
        for row in found.groups if row.answered < row.members
    ]  # fmt: skip
    return at, items, words, who



