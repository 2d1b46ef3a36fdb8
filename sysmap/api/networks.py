"""A layer of a map at a point as a network: members, ties, pairs and their gaps, who is near, and ways from one to another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import strawberry

from sysmap.analysis.definition import plain
from sysmap.analysis.ego import FURTHEST, ego_network, shortest_ways
from sysmap.analysis.method import heard_words, method_of, reliability
from sysmap.analysis.network import Network, Tie
from sysmap.analysis.question import Question
from sysmap.api.asked import Asked
from sysmap.api.facts import AT_ARG
from sysmap.api.pages import AFTER, FIRST, connection, cut
from sysmap.api.shape import Arg, Line, asking, enumeration, many, shaped, view
from sysmap.service.asking import layer_or_fullest
from sysmap.service.networks import network_shown, pairs_of
from sysmap.service.scenes import At, Scene

LAYER = enumeration(
    "Layer",
    "What joins two actors.",
    {
        "TRUST": ("trust", "Who trusts whom, as answered in a round."),
        "RELATIONSHIPS": ("relationships", "Who works with whom, and other typed ties."),
        "FUNDING": ("funding", "Who gives money, people or things to whom."),
        "POWER": ("power", "Who holds power over whom, as stated."),
    },
)

QUESTION_ARGS = (
    Arg("layer", LAYER | None, "Which layer; the fullest, unless said.", None),
    Arg("type", str | None, "Only this type of relationship, or kind of flow.", None),
    Arg("level", str | None, "Only relationships at this level.", None),
    Arg("item", str | None, "Only the answers to this question.", None),
    Arg("sign", str | None, "Only relationships of this sign: +, - or mixed.", None),
    Arg("mutual", bool, "Only ties that both ends name.", False),
    Arg("minStrength", int | None, "A value from which on a tie counts, as 1.", None),
    Arg("group", str | None, "An attribute of actors, for figures by group: sector, place or kind.", None),
    Arg("seed", int, "The seed of whatever is drawn at random.", 1),
)  # fmt: skip


class Shown(NamedTuple):
    """A network with the question it answers."""

    network: Network
    question: Question


class TieSeen(NamedTuple):
    """One directed tie of a network."""

    network: Network
    pair: tuple[str, str]
    tie: Tie


def question_from(asked: Asked, here: Scene, given: dict[str, Any], names: tuple[str, ...] = ()) -> Question:
    """The question that the arguments ask. Raises UsageError, NotFound."""
    layer = given["layer"].value if given["layer"] is not None else None
    return Question(
        layer=layer_or_fullest(asked.sitting, here.viewer, here.map, layer),
        type=given["type"], level=given["level"], item=given["item"], sign=given["sign"], mutual=given["mutual"],
        min_strength=given["min_strength"], group=given["group"], seed=given["seed"], names=names,
    )  # fmt: skip


def network_field(self: Any, asked: Asked, at: Any, **given: Any) -> Any:
    """The network of a map's field ``network``."""
    here = asked.elsewhere(self.here, at)
    question = question_from(asked, here, given)
    found = network_shown(asked.sitting, here.viewer, here.map, here.at.words, question, here.at.known_at)
    there = asked.scene(here.map, here.at._replace(revision=found.view.state.revision), here.viewer)
    return view("Network").of(Shown(found.network, question), there)


def unfolded(network: Network) -> Network:
    """The network with the organisations that stand behind its groups, for saying who answered."""
    return replace(network, members=network.folded_from) if network.folded_from else network


def actor(here: Scene, id: str) -> Any:
    """An actor of the scene; None for a group that stands for several."""
    return view("Actor").maybe(here.state.actors.get(id), here)


def _tie(v: Any, network: Network, pair: tuple[str, str] | None) -> Any:
    tie = network.ties.get(pair) if pair is not None else None
    return None if tie is None or pair is None else view("Tie").of(TieSeen(network, pair, tie), v.here)


def _name(network: Network, id: str) -> str:
    return next((m.name for m in network.members if m.id == id), id)


def _behind(v: Any) -> list[Any]:
    kind = {"trust": "rating", "relationships": "relationship", "funding": "funding", "power": "power"}[v.thing.network.layer]
    made = view({"rating": "Rating", "relationship": "Relationship", "funding": "FundingFlow", "power": "PowerStatement"}[kind])
    table = v.here.state.of(kind)
    return [made.of(table[id], v.here) for id in v.thing.tie.facts if id in table]


def _gap(v: Any) -> float | None:
    back = v.thing.network.ties.get(v.thing.pair[::-1])
    value = v.thing.tie.value
    return None if back is None or back.value is None or value is None else plain(value - back.value)


def _ties(self: Any, asked: Asked, first: int | None, after: str | None, of_: str | None) -> Any:
    network = self.thing.network
    rows = [TieSeen(network, pair, tie) for pair, tie in network.ties.items() if of_ is None or of_ in pair]
    return connection("Tie", "the ties").of(_cut(self, asked, rows, lambda t: "\x1f".join(t.pair), first, after, "ties", of_), self.here)


def _pairs(self: Any, asked: Asked, first: int | None, after: str | None, of_: str | None, apart_at_least: float | None) -> Any:
    rows = pairs_of(self.thing.network, apart_at_least, of_)
    about = ("pairs", of_, apart_at_least)
    page = _cut(self, asked, [(self.thing.network, row) for row in rows], lambda p: f"{p[1].one}\x1f{p[1].other}", first, after, *about)
    return connection("Pair", "the pairs").of(page, self.here)


def _members(self: Any, asked: Asked, first: int | None, after: str | None) -> Any:
    rows = list(self.thing.network.members)
    return connection("Member", "the members").of(_cut(self, asked, rows, lambda m: m.id, first, after, "members"), self.here)


def _cut(self: Any, asked: Asked, rows: Any, name: Any, first: int | None, after: str | None, *about: Any) -> Any:
    network, here = self.thing.network, self.here
    bound = (*about, here.map, network.layer, network.at, self.thing.question, sorted(here.viewer.spaces), here.at.known_at)
    return cut(asked, rows, name, bound, asked.opened_at(here), first, after)


def _ego(self: Any, asked: Asked, of_: str, steps: int) -> Any:
    asked.in_time()
    return view("Network").of(self.thing._replace(network=ego_network(self.thing.network, of_, steps)), self.here)


def _paths(self: Any, asked: Asked, from_: str, to: str, furthest: int) -> list[Any]:
    asked.in_time()
    ways = shortest_ways(self.thing.network, from_, to, min(max(furthest, 1), FURTHEST))
    return [view("Path").of((self.thing.network, way), self.here) for way in ways]


def define() -> None:
    """Fill the types of networks."""
    tie, pair, member, path = view("Tie"), view("Pair"), view("Member"), view("Path")
    person = view("Actor") | None
    shaped(
        "ItemValue", "The answer to one question of a round.",
        Line("item", str, "Which question.", lambda v: v.thing[0]),
        Line("value", float | None, "The answer, or the mean where several answered; null where it was not given.",
             lambda v: plain(v.thing[1])),
    )  # fmt: skip
    shaped(
        "Member", "Somebody who belongs to a network, with or without ties.",
        Line("actor", person, "The actor; null for a group that stands for several.", lambda v: actor(v.here, v.thing.id)),
        Line("key", strawberry.ID, "Its id on the map.", lambda v: v.thing.id),
        Line("name", str, "What it is called.", lambda v: v.thing.name),
        Line("status", str, "What became of asking it; recorded where nobody was asked.", lambda v: v.thing.status),
        Line("heard", bool, "Did it answer for all its pairs, or was nobody asked?", lambda v: v.thing.heard),
    )  # fmt: skip
    shaped(
        "Tie", "One directed pair with a tie, as one end tells it.",
        Line("from", person, "Who tells of it; null for a group.", lambda v: actor(v.here, v.thing.pair[0])),
        Line("to", person, "Of whom; null for a group.", lambda v: actor(v.here, v.thing.pair[1])),
        Line("fromName", str, "What who tells of it is called.", lambda v: _name(v.thing.network, v.thing.pair[0])),
        Line("toName", str, "What the other is called.", lambda v: _name(v.thing.network, v.thing.pair[1])),
        Line("value", float | None, "Its strength or amount; null where that is not stated.", lambda v: plain(v.thing.tie.value)),
        Line("items", many(view("ItemValue")), "The answers it is made of, question by question.",
             lambda v: [view("ItemValue").of(item, v.here) for item in v.thing.tie.items.items()]),
        Line("respondents", int, "How many answers of respondents stand behind it.", lambda v: v.thing.tie.respondents),
        Line("apart", float | None, "How far apart several respondents of one end are; null with one.", lambda v: plain(v.thing.tie.apart)),
        Line("sign", str, "+, - or mixed.", lambda v: v.thing.tie.sign),
        Line("firstAttested", bool, "Does only its source's date say since when it is so?", lambda v: v.thing.tie.attested),
        Line("back", tie | None, "What the other end tells; null where it names no tie or was not heard.",
             lambda v: _tie(v, v.thing.network, v.thing.pair[::-1])),
        Line("gap", float | None, "Its value less that of the other end; null unless both are stated.", _gap),
        Line("behind", many(view("Fact")), "The answers or statements it is made of.", _behind),
    )  # fmt: skip
    _define_pair(tie, member, path, person)
    _define_network(tie, pair, member, path)


def _define_pair(tie: Any, member: Any, path: Any, person: Any) -> None:
    shaped(
        "Pair", "Two ends of which at least one names a tie. Both views stand; neither is the right one.",
        Line("one", person, "The end that says more, where they differ.", lambda v: actor(v.here, v.thing[1].one)),
        Line("other", person, "The other end.", lambda v: actor(v.here, v.thing[1].other)),
        Line("there", tie | None, "What the one tells of the other.", lambda v: _tie(v, v.thing[0], (v.thing[1].one, v.thing[1].other))),
        Line("back", tie | None, "What the other tells of the one.", lambda v: _tie(v, v.thing[0], (v.thing[1].other, v.thing[1].one))),
        Line("gap", float | None, "How far apart the two values are; null unless both are stated.", lambda v: plain(v.thing[1].gap)),
    )  # fmt: skip
    shaped(
        "Path", "One shortest way along ties.",
        Line("steps", int, "How many ties long.", lambda v: len(v.thing[1]) - 1),
        Line("through", many(member), "Who is on it, both ends too, in order.",
             lambda v: [member.of(next(m for m in v.thing[0].members if m.id == id), v.here) for id in v.thing[1]]),
    )  # fmt: skip


def _define_network(tie: Any, pair: Any, member: Any, path: Any) -> None:
    of = Arg("of", strawberry.ID | None, "Only those of this member, by its key.", None)
    shaped(
        "Network", "A layer of a map at a point: who belongs to it, who was heard, and what was told.",
        Line("layer", LAYER, "Which layer.", lambda v: LAYER(v.thing.network.layer)),
        Line("at", str, "The point, as it was asked for.", lambda v: v.thing.network.at),
        Line("wave", view("Wave") | None, "The round of asking that it comes from.",
             lambda v: view("Wave").maybe(v.here.state.waves.get(v.thing.network.wave), v.here)),
        Line("date", str | None, "The day it looks at.", lambda v: v.thing.network.date),
        Line("memberCount", int, "How many belong to it, groups taken apart.", lambda v: len(unfolded(v.thing.network).members)),
        Line("answered", int | None, "How many answered in full; null where nobody was asked.",
             lambda v: unfolded(v.thing.network).answered),
        Line("responseRate", float | None, "Answered over members; null where nobody was asked.",
             lambda v: unfolded(v.thing.network).response_rate),
        Line("heard", str, "Who answered, in words.", lambda v: heard_words(unfolded(v.thing.network))),
        Line("tieCount", int, "How many ties there are.", lambda v: len(v.thing.network.ties)),
        Line("currency", str | None, "In which currency amounts are.", lambda v: v.thing.network.currency),
        Line("reliability", str, "May paths be read at this response? Empty where nothing speaks against it.",
             lambda v: reliability(v.thing.network)),
        Line("method", str, "What was counted, and how missing answers were treated.",
             lambda v: method_of(v.thing.network, v.thing.question)),
        asking("members", connection("Member", "the members"), "Who belongs to it, in map order.", _members, FIRST, AFTER),
        asking("ties", connection("Tie", "the ties"), "Each directed tie, in map order.", _ties, FIRST, AFTER, of),
        asking("pairs", connection("Pair", "the pairs"), "Each pair with a tie, once, with what each end tells.", _pairs, FIRST, AFTER, of,
               Arg("apartAtLeast", float | None, "Only pairs whose two values are at least this far apart.", None)),
        asking("ego", view("Network"), "The near network of one member: who is within some steps, and their ties.", _ego,
               Arg("of", strawberry.ID, "Round whom, by its key."), Arg("steps", int, f"How many steps, up to {FURTHEST}.", 1)),
        asking("paths", many(path), "The shortest ways from one member to another, up to 20. Under silence, none found is not none.",
             _paths,
               Arg("from", strawberry.ID, "From whom."), Arg("to", strawberry.ID, "To whom."),
               Arg("furthest", int, f"Of how many steps at most, up to {FURTHEST}.", FURTHEST)),
    )  # fmt: skip


__all__ = ["AT_ARG", "LAYER", "QUESTION_ARGS", "At", "actor", "define", "network_field", "question_from"]
