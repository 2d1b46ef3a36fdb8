"""Maps for there-and-back tests: hostile names, empty fields, parallel ties, loops of several, money from several, two rounds."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sysmap.model.actors import Actor, Map
from sysmap.model.canonical import canonical_json
from sysmap.model.kinds import KINDS
from sysmap.model.learning import Story
from sysmap.model.state import State
from sysmap.model.text import clean
from sysmap.model.ties import Funding, Rating, Relationship, Roster, Wave

NAMES = [
    "=cmd|' /C calc'!A0", "+", "-", "@x", "'=x", '"', 'a"b', ",", "a;b", "a|b", "null", "None", "NaN", "true", "0", "1e5", "<b>&amp;</b>",
    "]]>", "{{7*7}}", "\\", "#", "Ａｓｈ", "田中さん", "👩‍👩‍👧", "\u202eabc", "\u200b", "Zoë", "x" * 300, "_x000D_", "2015-03-01", "no",
]  # fmt: skip
names = st.sampled_from(NAMES) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).map(
    lambda t: clean(t) or "x"
)
readers = st.none() | st.sampled_from(["public", "stewards"])
lines = st.none() | names | st.sampled_from(["a\nb", "two words"])
dates = st.none() | st.sampled_from(["2015", "2015-03", "2015-03-01", "by 2020-05", "after 2021", "~2014-02"])
columns = st.sampled_from(["Colour", "label", "layer", "YES", "a b", "Source", "weight", "fact id", "Interval", "x"])
attributes = st.none() | st.dictionaries(columns, names, min_size=1, max_size=2).map(canonical_json)
IDS = ["a", "b c", "Ü", "3"]
pairs = st.permutations(IDS).map(lambda ids: (ids[0], ids[1]))


@st.composite
def maps(draw: st.DrawFn) -> State:
    """A map of four organisations, with any number of ties of every kind among them."""
    facts: dict[str, dict[str, Any]] = {"map": {"m": Map("m", "A map", codebook=None)}}
    facts["actor"] = {id: Actor(id, draw(names), description=draw(lines), attributes=draw(attributes), since=draw(dates),
                               source=draw(lines), audience=draw(readers)) for id in IDS}
    ties = [
        Relationship(f"t{n}", *draw(pairs), draw(st.sampled_from([None, "trains", "supports"])),
                     directed=draw(st.sampled_from([None, "no", "yes"])),
                     strength=draw(st.sampled_from([None, "2", "2.5"])), since=draw(dates), until=draw(dates), attributes=draw(attributes),
                     source=draw(lines), basis=draw(st.sampled_from([None, "inferred"])), audience=draw(readers))
        for n in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    flows = [
        Funding(f"f{n}", draw(st.sampled_from([None, "a", "a|Ü"])), "3", amount=draw(st.sampled_from([None, "142500.50"])), currency="GBP",
                awarded=draw(dates), purpose=draw(lines), kind=draw(st.sampled_from([None, "money"])), source=draw(lines))
        for n in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    facts["relationship"] = {tie.id: tie for tie in ties}
    facts["funding"] = {flow.id: flow for flow in flows}
    if draw(st.booleans()):
        facts["wave"] = {w: Wave(w, day) for w, day in (("w1", "2015-03-01"), ("w2", "2016"))}
        facts["roster"] = {f"{w}{id}": Roster(f"{w}{id}", w, id, status="answered") for w in ("w1", "w2") for id in IDS}
        found = [(w, *draw(pairs), draw(st.none() | st.integers(0, 5))) for w in ("w1", "w2") for _ in range(draw(st.integers(0, 3)))]
        rated = [Rating(f"r{n}", w, None, a, b, None, value, draw(lines)) for n, (w, a, b, value) in enumerate(found)]
        facts["rating"] = {rating.id: rating for rating in rated}
    facts["story"] = {"s": Story("s", text=draw(names))}
    return State("m", 1, 0, {kind: facts[kind] for kind in KINDS if facts.get(kind)})


def listed(state: State) -> dict[str, list[Any]]:
    """Every fact but the map's own, in map order."""
    return {kind: list(state.of(kind).values()) for kind in KINDS if kind != "map" and state.of(kind)}
