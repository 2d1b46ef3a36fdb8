"""GraphQL answers the same whichever store keeps the maps: ready questions, every kind of edit, live events, and who may read what."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from sysmap.api.words import WORDS
from sysmap.model.batch import Change
from sysmap.model.fold import wall_clock
from sysmap.service.desk import Desk
from sysmap.service.editing import edit
from sysmap.service.importing import carry_out, preview
from sysmap.service.seeds import seed
from tests.api.asking import ask, post
from tests.api.conversing import socket
from tests.api.served import As, mutation, service
from tests.api.test_writing import SOURCE, app_fields
from tests.docs.test_queries import QUERIES, wrenmoor
from tests.gates.canaries import MINE, OTHER, audiences_in, canary_desk
from tests.gates.everything import document, queries
from tests.gates.test_g20 import SCHEMA, VIEWERS, allowed
from tests.store.making import ADAPTERS
from tests.store.proving import proves
from tests.web.visiting import TOKEN, Visitor, keeper

STORES = [name for name in ADAPTERS if name in {"sqlite-file", "neo4j"}]
READY = [heading for heading, text in QUERIES.items() if text.startswith("{")]


@pytest.fixture(params=STORES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty store of each kind."""
    proves(request.node, request.param)
    made = Desk(ADAPTERS[request.param](tmp_path, wall_clock))
    yield made
    made.close()


@pytest.fixture
def app(desk: Desk) -> Starlette:
    carry_out(desk, preview(desk, seed("wrenmoor")))
    return service(desk=desk)


def timeless(text: str) -> str:
    """An answer without what depends on when it was asked."""
    return re.sub(r'"(recordedAt|editId)":"[^"]*"', r'"\1":""', text)


def test_every_ready_question_is_answered_with_the_same_words(desk: Desk) -> None:
    """As on the teaching map that the ready questions are tried on: loaded with an error, and then put right."""
    for folder in ("known-at-2025-05-31", "known-at-2025-06-20"):
        carry_out(desk, preview(desk, seed("wrenmoor-series") / folder), known_at=folder.removeprefix("known-at-"))
    mine = keeper(service(desk=desk))
    for heading in READY:
        here, there = (timeless(post(one, QUERIES[heading]).text) for one in (mine, wrenmoor()))
        assert '"data"' in here and here == there, heading


def test_each_thing_a_person_does_is_done_once_and_clashes_are_told_with_both_values(app: Starlette) -> None:
    visitor, base = keeper(app), 1

    def do(call: str, id: str, at: int, **given: Any) -> Any:
        return ask(visitor, mutation(call, **dict.fromkeys(given, "ID!")), id=id, base=at, **given)["it"]

    for kind in ("actor", "wave", "rating", "relationship", "funding", "power", "story", "condition_rating"):
        words = WORDS[kind]
        call = f'add{words.type}(map: "wrenmoor", {words.one}: {app_fields(kind)})'
        done = do(call, f"add {kind}", base)
        assert done["__typename"] == "EditDone", (kind, done)
        assert do(call, f"add {kind}", base) == done
        (fact,) = done["facts"]
        for verb, more in (("change", f', {words.one}: {{basis: "inferred"}}'), ("end", ', until: "2031"'), ("remove", "")):
            base += 1
            done = do(f'{verb}{words.type}(map: "wrenmoor", key: $key{more})', f"{verb} {kind}", base, key=fact["key"])
            assert done["__typename"] == "EditDone", (verb, kind, done)
        base += 1
    first = do(f'changeActor(map: "wrenmoor", key: "kes", actor: {{name: "First", source: "{SOURCE}"}})', "one", base)
    clash = do(f'changeActor(map: "wrenmoor", key: "kes", actor: {{name: "Second", source: "{SOURCE}"}})', "two", base)
    assert (first["__typename"], clash["__typename"], clash["clashes"][0]["current"]["name"]) == ("EditDone", "EditConflict", "First")
    assert do(f'undo(map: "wrenmoor", revision: {base + 1})', "back", base + 1)["revisionNumber"] == base + 2
    assert do('takeSnapshot(map: "wrenmoor", name: "kept", wave: "w2")', "kept", base + 2)["revisionNumber"] == base + 3
    assert do('erase(map: "wrenmoor", who: {story: "s1"})', "gone", base + 3)["erased"] >= 1
    refused = do('rate(map: "wrenmoor", answer: {wave: "w2", from: "kes", to: "fam", item: "openness", value: 9})', "nine", base + 3)
    assert refused["problems"][0]["code"] == "SCALE"


def test_an_edit_is_told_to_those_who_follow(app: Starlette) -> None:
    follow = ('subscription($since: String) { mapChanged(map: "wrenmoor", since: $since) '
              "{ refetch edits { reason } changes { key fact { ... on Actor { name } } } } }")  # fmt: skip
    since = ask(keeper(app), '{ map(id: "wrenmoor") { cursor } }')["map"]["cursor"]

    async def work() -> None:
        async with socket(app, {"authorization": f"Bearer {TOKEN}"}) as one:
            await one.subscribe(follow, since=since)
            text = mutation(f'changeActor(map: "wrenmoor", key: "kes", actor: {{name: "Kestrel", source: "{SOURCE}"}})')
            await asyncio.to_thread(ask, keeper(app), text, id="e", base=1)
            told = (await one.next())["mapChanged"]
            assert told == {"refetch": False, "edits": [{"reason": "a test"}], "changes": [{"key": "kes", "fact": {"name": "Kestrel"}}]}

    asyncio.run(asyncio.wait_for(work(), 60))


def test_edits_that_undo_one_another_between_two_looks_are_told_to_who_reads_the_history_and_to_nobody_else(app: Starlette) -> None:
    follow = ('subscription($since: String) { mapChanged(map: "wrenmoor", since: $since) '
              "{ refetch revision edits { number } changes { key } } }")  # fmt: skip
    read, desk = '{ map(id: "wrenmoor") { cursor } }', app.state.desk()
    reader = As(app, ("public", "participants"))
    keepers, readers = (ask(one, read)["map"]["cursor"] for one in (keeper(app), Visitor(reader)))
    kes = desk.state("wrenmoor").actors["kes"]
    for name in ("Kestrel", kes.name):
        edit(desk, "wrenmoor", (Change("change", "actor", "kes", kes._replace(name=name)),), reason="for tests")

    async def work() -> None:
        async with socket(app, {"authorization": f"Bearer {TOKEN}"}) as one, socket(reader) as other:
            await one.subscribe(follow, since=keepers)
            told = (await one.next())["mapChanged"]
            assert told == {"refetch": False, "revision": 3, "edits": [{"number": 2}, {"number": 3}], "changes": []}
            # The next that a reader hears is what they see changed, from where they stood.
            await other.subscribe(follow, since=readers)
            await other.say({"type": "ping"})
            assert await other.hear() == {"type": "pong"}
            change = Change("change", "actor", "oak", desk.state("wrenmoor").actors["oak"]._replace(name="Oak"))
            await asyncio.to_thread(edit, desk, "wrenmoor", (change,), reason="for tests")
            told = (await other.next())["mapChanged"]
            assert told == {"refetch": False, "revision": None, "edits": None, "changes": [{"key": "oak"}]}

    asyncio.run(asyncio.wait_for(work(), 60))


def test_a_figure_is_published_put_in_anothers_place_and_withdrawn_at_once_at_every_address(app: Starlette) -> None:
    """As somebody outside does it: over HTTP alone, on the map that is for nobody but its keeper."""
    carry_out(app.state.desk(), preview(app.state.desk(), seed("wrenmoor-as-real")))
    mine, public = keeper(app), Visitor(app)

    def do(call: str, id: str) -> None:
        assert ask(mine, mutation(call), id=id, base=0)["it"]["__typename"] == "EditDone"

    def out() -> dict[str, Any]:
        text = '{ map(id: "wrenmoor-as-real") { publications { nodes { key status digest address embedAddress sites } } } }'
        found = ask(mine, text)["map"]["publications"]["nodes"]
        return {one["key"]: one for one in found}

    figure = '{point: "w2", before: "w1", layer: TRUST, sites: ["https://council.example"]}'
    text = f'{{ map(id: "wrenmoor-as-real") {{ publicationPreview(figure: {figure}) {{ digest sentences withheld folded }} }} }}'
    seen = ask(mine, text)["map"]["publicationPreview"]
    assert public.get("/maps/wrenmoor-as-real").status == 404 and seen["withheld"] and seen["folded"]
    do(f'publishFigure(map: "wrenmoor-as-real", figure: {figure}, seen: "{seen["digest"]}")', "one")
    ((first, made),) = out().items()
    assert made["digest"] == seen["digest"]
    places = [f"{made[which]}{ending}" for which in ("address", "embedAddress") for ending in ("", ".json", ".svg", ".html")]
    kept = {place: public.get(place) for place in places}
    assert {answer.status for answer in kept.values()} == {200}
    assert all(sentence in kept[made["embedAddress"]].text.replace("&#39;", "'") for sentence in seen["sentences"])
    assert "frame-ancestors https://council.example" in kept[made["embedAddress"]].headers["content-security-policy"]
    assert public.get("/maps/wrenmoor-as-real").status == 404 or "Harbourlight" not in public.get("/maps/wrenmoor-as-real").text
    do(f'publishFigure(map: "wrenmoor-as-real", figure: {{point: "w2", layer: FUNDING}}, replaces: "{first}")', "two")
    newer = next(key for key in out() if key != first)
    assert out()[first]["status"] == "superseded" and newer in public.get(made["address"]).text
    do(f'withdrawFigure(map: "wrenmoor-as-real", key: "{first}")', "three")
    for place in places:
        again = public.get(place, if_none_match=kept[place].headers["etag"])
        assert again.status == 410 and "On the 80 lasting ties" not in again.text, place
        assert kept[place].headers["cache-control"] == "public, no-cache"


def test_nobody_reads_what_is_not_for_them_at_any_door(desk: Desk) -> None:
    made = service(desk=canary_desk(desk))
    asked = queries(SCHEMA, SCHEMA.query_type)
    points = "layer=relationships&from=2024-05&to=2024-06"
    pages = ("/", f"/maps/{MINE}", f"/maps/{MINE}/picture.json?layer=relationships&at=2024-05", f"/maps/{MINE}/change.csv?{points}",
             f"/embed/maps/{MINE}")  # fmt: skip
    for spaces in ((), *VIEWERS[-2:], ("stewards",)):
        visitor = keeper(made) if "stewards" in spaces else Visitor(As(made, spaces))
        told: set[str] = set()
        for inside in asked.values():
            answer = post(visitor, document("query", inside), {"map": MINE, "node": "none"} if "$" in inside else {})
            assert answer.status == 200 and "FAILED" not in answer.text, (inside, answer.text[:500])
            told |= audiences_in(answer.text)
        assert told == allowed(spaces)
        for address in pages:
            assert audiences_in(visitor.get(address).body.decode("utf-8", "replace")) <= allowed(spaces), address
        if "stewards" not in spaces:
            hidden = {post(visitor, "query($map: ID!) { map(id: $map) { name } }", {"map": map}).body for map in (OTHER, "nowhere")}
            assert len(hidden) == 1


