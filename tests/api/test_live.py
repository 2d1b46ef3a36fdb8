"""What happens is told as it happens: over a WebSocket and as server-sent events, once, and to those only who see it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest
from starlette.applications import Starlette

from sysmap.api.asked import feed_of
from sysmap.api.bodies import Request
from sysmap.api.cursors import Sealer
from sysmap.api.feed import Feed, Place
from sysmap.api.limits import EVENT_CHANGES, LISTENERS, MESSAGE_BYTES, MESSAGES_A_SECOND, SUBSCRIPTIONS
from sysmap.model.batch import Change
from sysmap.model.visibility import Viewer
from sysmap.service.editing import edit
from sysmap.service.erasing import erase
from tests.api.asking import ask
from tests.api.conversing import Ended, Socket, socket, streamed
from tests.api.served import As, service
from tests.web.visiting import TOKEN, Visitor, keeper

CHANGES = "cursor refetch revision changes { kind key became fact { ... on Actor { name } } }"
FOLLOW = f'subscription($since: String) {{ mapChanged(map: "wrenmoor", since: $since) {{ {CHANGES} }} }}'
HOST = "127.0.0.1:8000"
TOKEN_HEADER = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def app() -> Starlette:
    return service("wrenmoor")


def rename(app: Starlette, name: str, key: str = "kes", **cells: Any) -> None:
    """Give an actor another name, at the store's own door."""
    desk = app.state.desk()
    fact = desk.state("wrenmoor").actors[key]._replace(name=name, **cells)
    edit(desk, "wrenmoor", (Change("change", "actor", key, fact),), reason="for tests")


def run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(work(), 60))


def cursor(visitor: Visitor) -> str:
    found: str = ask(visitor, '{ map(id: "wrenmoor") { cursor } }')["map"]["cursor"]
    return found


async def settled(one: Socket) -> None:
    """Wait until the server has taken what was said before."""
    await one.say({"type": "ping"})
    assert await one.hear() == {"type": "pong"}


def test_an_edit_is_told_with_what_it_made_of_each_fact(app: Starlette) -> None:
    since = cursor(keeper(app))

    async def work() -> None:
        async with socket(app, TOKEN_HEADER) as one:
            await one.subscribe(FOLLOW, since=since)
            await asyncio.to_thread(rename, app, "Kestrel")
            told = (await one.next())["mapChanged"]
            assert told["changes"] == [{"kind": "ACTOR", "key": "kes", "became": "CHANGED", "fact": {"name": "Kestrel"}}]
            assert (told["refetch"], told["revision"]) == (False, 2)

    run(work)


def test_the_keeper_is_told_who_made_the_edits_behind_an_event_and_nobody_else_that_there_were_any(app: Starlette) -> None:
    text = FOLLOW.replace("cursor refetch", "cursor edits { number author reason } refetch")
    seen = As(app, ("public", "participants"))
    keepers, others = cursor(keeper(app)), cursor(Visitor(seen))

    async def work() -> None:
        await asyncio.to_thread(rename, app, "Kestrel")
        await asyncio.to_thread(rename, app, "Kestrel Again")
        behind = [{"number": n, "author": "map keeper", "reason": "for tests"} for n in (2, 3)]
        ways: tuple[Any, ...] = ((app, TOKEN_HEADER, keepers, behind), (seen, {}, others, None))
        for door, headers, since, edits in ways:
            async with socket(door, headers) as one:
                await one.subscribe(text, since=since)
                told = (await one.next())["mapChanged"]
                assert told["edits"] == edits and told["changes"]

    run(work)


def test_whoever_comes_back_with_the_last_cursor_misses_nothing_and_hears_nothing_twice(app: Starlette) -> None:
    since = cursor(keeper(app))

    async def work() -> None:
        heard: list[str] = []
        at = since
        for turn in range(5):
            async with socket(app, TOKEN_HEADER) as one:
                await one.subscribe(FOLLOW, since=at)
                await asyncio.to_thread(rename, app, f"Name {turn}")
                told = (await one.next())["mapChanged"]
                heard += [change["fact"]["name"] for change in told["changes"]]
                at = told["cursor"]
            await asyncio.to_thread(rename, app, f"Between {turn}", "oak")
            async with socket(app, TOKEN_HEADER) as one:
                await one.subscribe(FOLLOW, since=at)
                told = (await one.next())["mapChanged"]
                heard += [change["fact"]["name"] for change in told["changes"]]
                at = told["cursor"]
        assert heard == [name for turn in range(5) for name in (f"Name {turn}", f"Between {turn}")]

    run(work)


def test_a_cursor_goes_on_at_another_process_on_the_same_store(app: Starlette) -> None:
    since = cursor(keeper(app))
    other = service(desk=app.state.desk())
    rename(app, "Kestrel")

    async def work() -> None:
        async with socket(other, TOKEN_HEADER) as one:
            await one.subscribe(FOLLOW, since=since)
            assert (await one.next())["mapChanged"]["changes"][0]["fact"]["name"] == "Kestrel"

    run(work)


def test_a_process_that_looked_last_before_a_cursor_was_given_elsewhere_waits_and_repeats_nothing(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = app.state.desk().store.head("wrenmoor")
    rename(app, "Kestrel")
    since = cursor(keeper(app))
    feed = Feed(app.state.desk(), app.state.answers)
    following = feed.admit(Viewer.steward(), Request(FOLLOW, {"since": since}, None))
    polled = Place(before.revision, before.erasures)
    monkeypatch.setattr(feed, "_read_head", lambda map: polled)

    async def work() -> None:
        nonlocal polled
        events = feed.events(following, "somebody")
        while feed._heads.get("wrenmoor") != polled:
            assert await anext(events) is None
        assert await anext(events) is None
        rename(app, "Kestrel Again")
        polled = Place(3, 0)
        told = [event async for event in until_told(events)][-1]
        assert json.loads(told)["data"]["mapChanged"]["changes"][0]["fact"]["name"] == "Kestrel Again"
        await events.aclose()  # type: ignore[attr-defined]

    run(work)


async def until_told(events: AsyncIterator[bytes | None]) -> AsyncIterator[bytes]:
    """The first event that says something."""
    async for event in events:
        if event is not None:
            yield event
            return


def test_a_cursor_of_a_time_that_the_map_has_lost_says_to_read_it_again(app: Starlette) -> None:
    ask(keeper(app), "{ __typename }")
    for _ in range(3):
        rename(app, "Kestrel")
    since = app.state.answers.sealer.seal([9, 0], feed_of("wrenmoor", Viewer.steward()))

    async def work() -> None:
        async with socket(app, TOKEN_HEADER) as one:
            await one.subscribe(FOLLOW, since=since)
            told = (await one.next())["mapChanged"]
            assert told["refetch"] and told["cursor"] == cursor_of_head
            await asyncio.to_thread(rename, app, "Kestrel Later")
            assert [c["fact"]["name"] for c in (await one.next())["mapChanged"]["changes"]] == ["Kestrel Later"]

    cursor_of_head = cursor(keeper(app))
    run(work)


def test_what_somebody_does_not_see_is_no_event_and_does_not_move_their_cursor(app: Starlette) -> None:
    public = As(app, ())
    before = cursor(Visitor(public))
    rename(app, "Kestrel", audience="participants", description="secret")
    since = cursor(Visitor(public))
    rename(app, "Still secret")
    assert cursor(Visitor(public)) == since

    async def work() -> None:
        async with socket(public) as one:
            await one.subscribe(FOLLOW, since=before)
            gone = (await one.next())["mapChanged"]
            assert gone["revision"] is None
            actors = [(c["key"], c["became"], c["fact"]) for c in gone["changes"] if c["kind"] == "ACTOR"]
            assert actors == [("kes", "REMOVED", None)]
            await asyncio.to_thread(rename, app, "More secret")
            await asyncio.to_thread(rename, app, "Oak", "oak")
            seen = (await one.next())["mapChanged"]
            assert [c["key"] for c in seen["changes"]] == ["oak"]
            assert "secret" not in str(gone) + str(seen)

    run(work)


def test_a_great_deal_at_once_is_told_to_be_read_again(app: Starlette) -> None:
    since = cursor(keeper(app))
    desk = app.state.desk()
    actors = desk.state("wrenmoor").actors
    made = [Change("add", "actor", f"x{n}", actors["kes"]._replace(id=f"x{n}", name=f"X{n}")) for n in range(EVENT_CHANGES + 1)]
    edit(desk, "wrenmoor", made[:-1], reason="as many as are told")

    async def work() -> None:
        async with socket(app, TOKEN_HEADER) as one:
            await one.subscribe(FOLLOW, since=since)
            told = (await one.next())["mapChanged"]
            assert (told["refetch"], len(told["changes"])) == (False, EVENT_CHANGES)
        edit(desk, "wrenmoor", made[-1:], reason="one more")
        async with socket(app, TOKEN_HEADER) as one:
            await one.subscribe(FOLLOW, since=since)
            told = (await one.next())["mapChanged"]
            assert (told["refetch"], told["changes"]) == (True, [])

    run(work)


def test_an_erasure_is_told_to_be_read_again(app: Starlette) -> None:
    since = cursor(keeper(app))
    erase(app.state.desk(), "wrenmoor", actor="oak")

    async def work() -> None:
        async with socket(app, TOKEN_HEADER) as one:
            await one.subscribe(FOLLOW, since=since)
            assert (await one.next())["mapChanged"]["refetch"] is True

    run(work)


def test_as_many_listen_to_a_map_as_may_and_not_one_more(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    assert LISTENERS == 250
    monkeypatch.setattr("sysmap.api.feed.LISTENERS", 2)
    since = cursor(keeper(app))
    rename(app, "Kestrel")

    async def work() -> None:
        async with socket(app, TOKEN_HEADER) as first, socket(app, TOKEN_HEADER) as third:
            async with socket(app, TOKEN_HEADER) as second:
                for one, id in ((first, "1"), (second, "1"), (first, "again")):
                    await one.subscribe(FOLLOW, id=id, since=since)
                    assert await one.next()
                await third.subscribe(FOLLOW, since=since)
                refused = await third.hear()
                assert refused["type"] == "error" and "2 listen to this map" in refused["payload"][0]["message"]
            await third.subscribe(FOLLOW, since=since)
            assert (await third.next())["mapChanged"]["changes"]

    run(work)


def test_as_many_sockets_are_open_as_may_and_not_one_more(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sysmap.api.graphql_route.ROOM", 1)

    async def work() -> None:
        async with socket(app) as one:
            await settled(one)
            with pytest.raises(Ended, match="1013"):
                async with socket(app, begin=False):
                    pass
        async with socket(app) as another:
            await settled(another)

    run(work)


def test_server_sent_events_tell_the_same(app: Starlette) -> None:
    since = cursor(keeper(app))
    body = {"query": FOLLOW, "variables": {"since": since}}
    (told,) = asyncio.run(streamed(app, body, TOKEN_HEADER, 1, lambda: rename(app, "Kestrel")))
    assert told["data"]["mapChanged"]["changes"][0]["fact"]["name"] == "Kestrel"


def test_an_event_is_written_once_for_all_who_ask_the_same(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    from sysmap.api.feed import Feed

    written: list[object] = []
    was = Feed._written

    def counted(self: Feed, *given: Any) -> bytes | None:
        written.append(given)
        return was(self, *given)

    monkeypatch.setattr(Feed, "_written", counted)
    since = cursor(keeper(app))

    async def work() -> None:
        opened = [socket(app, TOKEN_HEADER) for _ in range(20)]
        sockets = [await one.__aenter__() for one in opened]
        for one in sockets:
            await one.subscribe(FOLLOW, since=since)
            await settled(one)
        await asyncio.to_thread(rename, app, "Kestrel")
        assert len({str(await one.next()) for one in sockets}) == 1
        for closing in opened:
            await closing.__aexit__(None, None, None)

    run(work)
    assert len(written) == 1


def test_nothing_runs_on_when_everybody_has_gone(app: Starlette) -> None:
    async def work() -> None:
        before = len(asyncio.all_tasks())
        for _ in range(5):
            async with socket(app, TOKEN_HEADER) as one:
                await one.subscribe(FOLLOW)
                await settled(one)
        assert not app.state.feed._pollers and not app.state.feed._followers
        assert len(asyncio.all_tasks()) <= before + 1

    run(work)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("not json", 4400), ('{"type": "connection_init", "type": "x"}', 4400), ({"type": "start"}, 4400), ([], 4400), ("5", 4400),
        ({"type": "subscribe", "id": "1", "payload": {"query": "{__typename}"}}, 4401), ({"type": "subscribe", "id": 1}, 4401),
        ({"type": "connection_init", "payload": {"authorization": "Bearer wrong"}}, 4403), ("x" * (MESSAGE_BYTES + 1), 4400),
        ("[" * 1_000, 4400), ('{"type": "\\ud800"}', 4400),
    ],
)  # fmt: skip
def test_what_is_not_the_protocol_ends_the_conversation(app: Starlette, said: Any, code: int) -> None:
    async def work() -> None:
        async with socket(app, begin=False) as one:
            await one.say(said)
            with pytest.raises(Ended) as ended:
                await one.hear()
            assert ended.value.code == code

    run(work)


def test_a_socket_begins_once_and_a_subscription_has_one_id(app: Starlette) -> None:
    async def work() -> None:
        async with socket(app) as one:
            await one.say({"type": "connection_init"})
            with pytest.raises(Ended, match="4429"):
                await one.hear()
        async with socket(app) as one:
            for _ in range(2):
                await one.subscribe(FOLLOW)
            with pytest.raises(Ended, match="4409"):
                await one.hear()

    run(work)


def test_a_socket_that_never_begins_is_closed(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sysmap.api.socket.INIT_SECONDS", 0.05)

    async def work() -> None:
        async with socket(app, begin=False) as one:
            with pytest.raises(Ended, match="4408"):
                await one.hear()

    run(work)


@pytest.mark.parametrize("protocols", [(), ("graphql-ws",), ("soap",)])
def test_no_other_protocol_is_spoken(app: Starlette, protocols: tuple[str, ...]) -> None:
    async def work() -> None:
        async with socket(app, protocols=protocols, begin=False) as one:
            with pytest.raises(Ended, match="4406"):
                await one.hear()

    run(work)


def test_as_many_subscriptions_as_allowed_and_not_one_more(app: Starlette) -> None:
    async def work() -> None:
        async with socket(app) as one:
            for number in range(SUBSCRIPTIONS + 1):
                await one.subscribe(FOLLOW, id=str(number))
            told = await one.hear()
            assert (told["type"], told["id"]) == ("error", str(SUBSCRIPTIONS))
            assert told["payload"][0]["extensions"]["code"] == "TOO_MUCH"
            await one.say({"type": "complete", "id": "0"})
            await one.subscribe(FOLLOW, id="again")
            await settled(one)

    run(work)


def test_as_many_messages_as_allowed_and_no_flood(app: Starlette) -> None:
    async def work() -> None:
        async with socket(app) as one:
            for _ in range(4 * MESSAGES_A_SECOND):
                await one.say({"type": "pong"})
            with pytest.raises(Ended, match="4429"):
                await one.hear()

    run(work)


def test_the_token_may_come_with_the_first_message(app: Starlette) -> None:
    async def work() -> None:
        async with socket(app, begin=False) as one:
            await one.begin(authorization=f"Bearer {TOKEN}")
            await one.subscribe('{ map(id: "wrenmoor") { revision } }')
            assert (await one.next())["map"]["revision"] == 1
            assert (await one.hear())["type"] == "complete"

    run(work)


@pytest.mark.parametrize("query", [
    'subscription { mapChanged(map: "nowhere") { cursor } }', 'subscription { mapChanged(map: "wrenmoor", since: "x") { cursor } }',
    "subscription { nothing }", 'subscription { a: mapChanged(map: "wrenmoor") { cursor } b: mapChanged(map: "wrenmoor") { cursor } }',
    'subscription { ...F } fragment F on Subscription { mapChanged(map: "wrenmoor") { cursor } }', "subscription {",
    "subscription { mapChanged { cursor } }",
])  # fmt: skip
def test_a_subscription_that_cannot_be_is_an_error_and_the_socket_stays(app: Starlette, query: str) -> None:
    async def work() -> None:
        async with socket(app) as one:
            await one.subscribe(query)
            told = await one.hear()
            assert (told["type"] in {"error", "next"} and "errors" in str(told)) or told["type"] == "error"
            if told["type"] == "next":
                await one.hear()
            await settled(one)

    run(work)


def test_a_visit_that_ends_hears_nothing_more(app: Starlette) -> None:
    visits = app.state.visits
    id = visits.begin()

    async def work() -> None:
        async with socket(app, {"cookie": f"{visits.cookie(HOST)}={id}"}) as one:
            await one.subscribe(FOLLOW)
            await settled(one)
            visits.end(id)
            await asyncio.to_thread(rename, app, "Secret")
            with pytest.raises(Ended, match="4401"):
                await one.hear()

    run(work)


@pytest.mark.parametrize("headers", [{"origin": "https://elsewhere.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
                                     {"authorization": "Bearer wrong"}, {"host": "evil.example"}])  # fmt: skip
def test_a_page_of_another_site_is_not_let_in(app: Starlette, headers: dict[str, str]) -> None:
    async def work() -> None:
        with pytest.raises(Ended, match="1008"):
            async with socket(app, headers, begin=False):
                pass

    run(work)


def test_a_slow_reader_is_closed_and_keeps_nobody_waiting(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sysmap.api.socket.SLOW_READER_SECONDS", 0.2)
    since = cursor(keeper(app))

    async def work() -> None:
        async with socket(app, TOKEN_HEADER) as slow, socket(app, TOKEN_HEADER) as quick:
            for one in (slow, quick):
                await one.subscribe(FOLLOW, since=since)
                await settled(one)
            slow.reading.clear()
            await asyncio.to_thread(rename, app, "Kestrel")
            assert (await quick.next())["mapChanged"]["changes"]
            with pytest.raises(Ended, match="4408"):
                await slow.hear()

    run(work)


def test_cursors_of_the_feed_tell_nothing() -> None:
    assert Sealer("a").seal([1, 0], "x") != Sealer("b").seal([1, 0], "x")
