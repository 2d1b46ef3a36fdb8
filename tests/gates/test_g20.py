"""G20: who may read what? Every field of the schema, for every viewer, at every door, on a map of canaries; and a fuzz with two viewers."""

from __future__ import annotations

import asyncio
import json
import os
import random
import tomllib
from functools import lru_cache
from typing import Any

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType
from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from sysmap.api.schema import schema
from sysmap.api.words import WORDS
from sysmap.errors import NotFound
from sysmap.model.visibility import Viewer
from sysmap.model.vocabulary import AUDIENCES
from tests.api.asking import post
from tests.api.conversing import socket, streamed
from tests.api.served import As, service
from tests.gates.canaries import MINE, OTHER, audiences_in, canary_desk, canary_fact
from tests.gates.everything import document, leaves, queries
from tests.house.tree import ROOT
from tests.web.visiting import Visitor, keeper

SCHEMA = schema()._schema
MATRIX: dict[str, dict[str, list[str]]] = tomllib.loads((ROOT / "tests" / "gates" / "matrix.toml").read_text(encoding="utf-8"))
VIEWERS = (
    (), *((audience,) for audience in AUDIENCES), ("public", "participants"), ("public", "learning", "accountability"),
    ("public", "accountability", "learning", "participants"),
)  # fmt: skip
TRIES = int(os.environ.get("SYSMAP_FUZZ", "400"))
ASKED = queries(SCHEMA, SCHEMA.query_type)


@lru_cache(maxsize=1)
def app() -> Starlette:
    return service(desk=canary_desk())


def allowed(spaces: tuple[str, ...]) -> set[str]:
    """For whom the words may be that these viewers read, said here again in plain words."""
    return set(AUDIENCES) if "stewards" in spaces else {"public", *spaces}


def somebody(*spaces: str) -> Visitor:
    return keeper(app()) if "stewards" in spaces else Visitor(As(app(), spaces))


def all_fields() -> set[str]:
    types = [t for t in SCHEMA.type_map.values() if isinstance(t, GraphQLObjectType | GraphQLInterfaceType) and not t.name.startswith("__")]
    return {f"{type.name}.{name}" for type in types for name in type.fields}


def rule_of(field: str) -> str | None:
    type, name = field.split(".")
    return next((rule for rule, names in MATRIX.get(type, {}).items() if name in names), None)


def test_every_field_has_a_row_and_every_row_a_field() -> None:
    assert sorted(field for field in all_fields() if rule_of(field) is None) == []
    rows = {f"{type}.{name}" for type, rules in MATRIX.items() for names in rules.values() for name in names}
    assert rows - all_fields() == set()


def test_every_field_that_can_be_read_is_asked_for_here() -> None:
    asked = {field for fields in ASKED for field in fields.split()}
    written = {
        "Mutation",
        "Subscription",
        "MapChange",
        "FactChange",
        "EditDone",
        "EditRefused",
        "EditConflict",
        "EditProblem",
        "Clash",
        "ClashField",
        "MapIsBusy",
        "CorrectionLeft",
    }
    assert sorted(field for field in all_fields() - asked if field.split(".")[0] not in written) == []


@pytest.mark.parametrize("spaces", VIEWERS, ids=str)
def test_no_field_tells_anybody_what_is_not_for_them(spaces: tuple[str, ...]) -> None:
    told = set()
    for fields, inside in ASKED.items():
        answer = post(somebody(*spaces), document("query", inside), {"map": MINE, "node": "none"} if "$" in inside else {})
        assert answer.status == 200 and "FAILED" not in answer.text, (fields, answer.text[:500])
        told |= (leaked := audiences_in(answer.text))
        assert leaked <= allowed(spaces), (fields, spaces)
    assert told == allowed(spaces)


@pytest.mark.parametrize("spaces", [spaces for spaces in VIEWERS if "stewards" not in spaces], ids=str)
def test_another_map_and_no_map_are_the_same_byte_for_byte_whatever_is_asked(spaces: tuple[str, ...]) -> None:
    for inside in ASKED.values():
        if "$map" in inside:
            answers = {post(somebody(*spaces), document("query", inside), {"map": map, "node": "x"}).body for map in (OTHER, "nowhere")}
            assert len(answers) == 1


def test_what_is_for_the_keeper_is_null_for_everybody_else() -> None:
    """A keeper's field gives nothing to others, and something to the keeper."""
    for field in sorted(f for f in all_fields() if rule_of(f) == "keeper"):
        type, name = field.split(".")
        for fields, inside in ASKED.items():
            if field not in fields.split() or type not in {"Map", *(words.type for words in WORDS.values())}:
                continue
            answer = post(somebody("public", "participants"), document("query", inside), {"map": MINE}).json
            assert not list(values(answer.get("data"), name)), field
            assert list(values(post(somebody("stewards"), document("query", inside), {"map": MINE}).json["data"], name)), field


def values(data: Any, name: str) -> Any:
    """What stands under a name anywhere, nulls left out."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == name and value is not None:
                yield value
            yield from values(value, name)
    elif isinstance(data, list):
        for one in data:
            yield from values(one, name)


@pytest.mark.parametrize("spaces", VIEWERS, ids=str)
def test_the_socket_tells_no_more_than_http(spaces: tuple[str, ...]) -> None:
    some = [inside for fields, inside in ASKED.items() if "$map" in inside][::7]

    async def work() -> None:
        door = app() if "stewards" in spaces else As(app(), spaces)
        headers = keeper(app()).headers if "stewards" in spaces else {}
        async with socket(door, headers) as one:
            for inside in some:
                used = {"map": MINE, **({"node": "x"} if "$node" in inside else {})}
                await one.subscribe(document("query", inside), **used)
                message = await one.hear()
                over = await asyncio.to_thread(post, somebody(*spaces), document("query", inside), used)
                assert message["payload"] == over.json
                assert (await one.hear())["type"] == "complete"

    asyncio.run(asyncio.wait_for(work(), 120))


def test_an_edit_is_told_to_those_only_who_see_it_over_the_socket_and_as_a_stream() -> None:
    app_here = service(desk=canary_desk())
    inside = (
        "mapChanged(map: $map, since: $since) { cursor refetch revision about map { name } changes { kind key became fact { __typename id "
        "key shownTo basis source audience cited { title } ... on Actor { name description } ... on Story { text note } } } }"
    )
    begun = {spaces: cursor_of(app_here, spaces) for spaces in VIEWERS}
    store = app_here.state.desk().store
    from sysmap.model.batch import Batch, Change
    from sysmap.model.sealing import seals_for

    changes = tuple(
        Change("add", kind, f.id, f) for kind in ("actor", "story", "power") for a in AUDIENCES for f in (canary_fact(kind, a, "-x"),)
    )
    state = store.state(MINE)
    store.append(Batch(MINE, 1, "later", "k", "CANARY-stewards-later-reason", changes, None, seals_for(changes, state)), lambda head: None)
    for spaces in VIEWERS:
        door = app_here if "stewards" in spaces else As(app_here, spaces)
        headers = keeper(app_here).headers if "stewards" in spaces else {}
        body = {"query": document("subscription", inside), "variables": {"map": MINE, "since": begun[spaces]}}
        (event,) = asyncio.run(streamed(door, body, headers, 1))
        assert "errors" not in event, event
        told = audiences_in(json.dumps(event))
        assert told == allowed(spaces), spaces

        async def over_the_socket(door: Any = door, headers: Any = headers, body: Any = body, event: Any = event) -> None:
            async with socket(door, headers) as one:
                await one.subscribe(body["query"], **body["variables"])
                assert (await one.hear())["payload"] == event

        asyncio.run(asyncio.wait_for(over_the_socket(), 60))


@pytest.mark.parametrize("spaces", VIEWERS, ids=str)
def test_every_field_of_every_kind_tells_no_more_in_an_event_than_in_a_list(spaces: tuple[str, ...]) -> None:
    """One edit adds a fact of every kind for every audience; each field of each is asked for over both doors of the feed."""
    from sysmap.model.batch import Batch, Change
    from sysmap.model.sealing import seals_for

    here = service(desk=canary_desk())
    since = cursor_of(here, spaces)
    store = here.state.desk().store
    changes = tuple(Change("add", kind, f.id, f) for kind in WORDS for a in AUDIENCES for f in (canary_fact(kind, a, "-x"),))
    store.append(Batch(MINE, 1, "later", "k", "r", changes, None, seals_for(changes, store.state(MINE))), lambda head: None)
    door = here if "stewards" in spaces else As(here, spaces)
    headers = keeper(here).headers if "stewards" in spaces else {}
    told: set[str] = set()
    for words in WORDS.values():
        fields = f"... on {words.type} {{ {leaves(SCHEMA.type_map[words.type])} }}"
        inside = f"mapChanged(map: $map, since: $since) {{ changes {{ key fact {{ {fields} }} }} }}"
        body = {"query": document("subscription", inside), "variables": {"map": MINE, "since": since}}
        (event,) = asyncio.run(streamed(door, body, headers, 1))
        assert "errors" not in event, event
        told |= audiences_in(json.dumps(event))

        async def over_the_socket(body: Any = body, event: Any = event) -> None:
            async with socket(door, headers) as one:
                await one.subscribe(body["query"], **body["variables"])
                assert (await one.hear())["payload"] == event

        asyncio.run(asyncio.wait_for(over_the_socket(), 60))
    assert told == allowed(spaces)


def cursor_of(here: Starlette, spaces: tuple[str, ...]) -> str:
    visitor = keeper(here) if "stewards" in spaces else Visitor(As(here, spaces))
    found: str = post(visitor, "query($map: ID!) { map(id: $map) { cursor } }", {"map": MINE}).json["data"]["map"]["cursor"]
    return found


@pytest.mark.parametrize("spaces", VIEWERS, ids=str)
def test_pages_and_pictures_tell_no_more(spaces: tuple[str, ...]) -> None:
    points = "layer=relationships&from=2024-05&to=2024-06"
    for address in (
        "/", f"/maps/{MINE}", f"/maps/{MINE}?layer=power", f"/maps/{MINE}/picture.json?layer=relationships&at=2024-05",
        f"/maps/{MINE}/picture.svg?layer=funding&at=2024-05", f"/maps/{MINE}/change.json?{points}", f"/maps/{MINE}/change.csv?{points}",
        f"/maps/{MINE}/part", f"/maps/{MINE}/part/actor-public", f"/maps/{MINE}/part/actor-participants", f"/maps/{MINE}/corrections",
        f"/maps/{MINE}/publish?point=2024-06&audience=participants", f"/maps/{MINE}/published/publication-public",
        f"/maps/{MINE}/published/publication-learning", f"/embed/maps/{MINE}/published/publication-participants",
        f"/maps/{MINE}/published/publication-learning.json", f"/embed/maps/{MINE}", f"/oembed?url=http://127.0.0.1:8000/maps/{MINE}",
    ):  # fmt: skip
        try:
            answer = somebody(*spaces).get(address)
        except (NotFound, HTTPException):
            continue
        assert answer.status < 500
        assert audiences_in(answer.body.decode("utf-8", "replace")) <= allowed(spaces), address


def test_two_viewers_who_ask_at_random_never_read_each_others_words() -> None:
    """Each asks anything, with the other's ids and cursors; what one may not see never comes, also from what is kept for both."""
    chance = random.Random(20)
    kinds = list(ASKED.values())
    ids = [f"{kind}-{audience}" for kind in WORDS for audience in AUDIENCES]
    known: list[str] = ["none"]
    for _ in range(TRIES):
        spaces = chance.choice(VIEWERS)
        visitor = somebody(*spaces)
        kind, key, map = chance.choice(list(WORDS)).upper(), chance.choice(ids), chance.choice((MINE, OTHER, "nowhere"))
        inside = chance.choice((
            chance.choice(kinds),
            f'map(id: $map) {{ fact(kind: {kind}, key: "{key}") {{ __typename id key source }} }}',
            f'map(id: $map) {{ {WORDS[kind.lower()].plural}(of: "{key}", text: "CANARY") {{ nodes {{ id key }} edges {{ cursor }} }} }}',
            f'map(id: $map) {{ actors(after: "{chance.choice(known)}") {{ nodes {{ name }} pageInfo {{ endCursor }} }} }}',
            f'node(id: "{chance.choice(known)}") {{ __typename id ... on Actor {{ name }} ... on Story {{ text }} }}',
        ))  # fmt: skip
        answer = post(visitor, document("query", inside), {"map": map, "node": chance.choice(known)} if "$" in inside else {})
        assert answer.status == 200 and "FAILED" not in answer.text, answer.text[:400]
        assert audiences_in(answer.text) <= allowed(spaces), (spaces, inside)
        known += [str(value) for name in ("id", "cursor", "endCursor") for value in values(answer.json.get("data"), name)][:5]


def test_a_planted_leak_turns_the_matrix_red(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Viewer, "is_steward", property(lambda self: True))
    leaky = service(desk=canary_desk())
    inside = next(inside for fields, inside in ASKED.items() if "Actor.name" in fields.split())
    answer = post(Visitor(As(leaky, ())), document("query", inside), {"map": MINE})
    assert not audiences_in(answer.text) <= allowed(())


def test_a_planted_field_without_a_row_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MATRIX, "Actor", {"seen": []})
    with pytest.raises(AssertionError):
        test_every_field_has_a_row_and_every_row_a_field()
