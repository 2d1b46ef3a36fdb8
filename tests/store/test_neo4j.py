"""What is said when the server is not as it should be, what a large edit leaves, and what of it a person sees in the graph of today."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import pytest

from sysmap.errors import InputError, MapBusy, NotFound, StoreDamaged, StoreTooNew, StoreUnavailable, SysmapError, UsageError
from sysmap.model.fold import Fold
from sysmap.model.learning import Story
from sysmap.store import neo4j_planning, neo4j_publishing, neo4j_replaying, neo4j_schema
from sysmap.store.neo4j import Neo4jStore, open_neo4j
from sysmap.store.opening import open_store
from tests.store.making import MAP, actor, add, batch, change, facts_of, now, passes, rating, remove, small_map, ticking, tie, write
from tests.store.needing_neo4j import again, asked, maps
from tests.store.neo4j_server import free_port, the_server

__all__ = ["maps"]
NOBODY = f"bolt://127.0.0.1:{free_port()}"


def test_a_server_that_is_not_there_is_named_with_the_setting() -> None:
    with pytest.raises(StoreUnavailable, match=rf"{NOBODY[7:]} cannot be reached.*SYSMAP_STORE") as refused:
        open_store(NOBODY)
    assert refused.value.exit_code == 5


def test_a_wrong_password_is_refused_and_never_told(maps: Neo4jStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYSMAP_NEO4J_PASSWORD", "wrong-and-secret")
    with pytest.raises(StoreUnavailable, match=r"refuses this user or password.*SYSMAP_NEO4J_PASSWORD_FILE") as refused:
        open_store(maps.url)
    assert "wrong-and-secret" not in str(refused.value)
    monkeypatch.delenv("SYSMAP_NEO4J_USER")
    with pytest.raises(StoreUnavailable, match="refuses this user or password"):
        open_store(maps.url)


def test_the_password_may_stand_in_a_file(maps: Neo4jStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text(f"{the_server().password}\n")
    monkeypatch.delenv("SYSMAP_NEO4J_PASSWORD")
    with pytest.raises(UsageError, match="no password is"):
        open_store(maps.url)
    monkeypatch.setenv("SYSMAP_NEO4J_PASSWORD_FILE", str(tmp_path / "password"))
    open_store(maps.url).close()
    monkeypatch.setenv("SYSMAP_NEO4J_PASSWORD_FILE", str(tmp_path / "none"))
    with pytest.raises(StoreUnavailable, match="SYSMAP_NEO4J_PASSWORD_FILE cannot be read"):
        open_store(maps.url)


@pytest.mark.parametrize("url", ["neo4j://ann:hunter2@host", "bolt://host:99999", "neo4j://", "neo4j://host/?policy=x", "neo4j://host/a b"])
def test_what_is_no_address_is_refused_without_repeating_a_password(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        open_store(url)
    assert "hunter2" not in str(refused.value)


def test_a_routed_address_is_the_same_store(maps: Neo4jStore) -> None:
    small_map(maps)
    routed = open_neo4j(maps.url.replace("bolt://", "neo4j://"))
    assert routed.heads() == maps.heads() and routed.state(MAP) == maps.state(MAP)
    routed.close()


def test_a_server_older_than_the_oldest_known_is_refused(maps: Neo4jStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_schema, "LEAST", (9999, 1))
    with pytest.raises(StoreUnavailable, match=r"is version 5.*needs 5\.26 or later"):
        open_store(maps.url)


def test_a_database_of_a_later_sysmap_an_altered_one_and_anothers_are_refused(maps: Neo4jStore) -> None:
    asked("CREATE (:Migration {number: 2, name: 'later', checksum: 'x'})")
    with pytest.raises(StoreTooNew):
        open_store(maps.url)
    asked("MATCH (n:Migration {number: 2}) DELETE n")
    kept = asked("MATCH (n:Migration {number: 1}) WITH n, properties(n) AS kept SET n.checksum = 'x' RETURN kept")[0][0]
    with pytest.raises(StoreDamaged, match="migration 1"):
        open_store(maps.url)
    asked("MATCH (n:Migration {number: 1}) DELETE n CREATE (:Film {title: 'Kes'})")
    with pytest.raises(NotFound, match="no store in the Neo4j"):
        open_store(maps.url)
    with pytest.raises(StoreUnavailable, match="not sysmap's"):
        open_store(maps.url, create=True)
    asked("MATCH (n:Film) DELETE n CREATE (m:Migration) SET m = $kept", kept=kept)
    open_store(maps.url).close()


def test_a_constraint_that_is_gone_is_told(maps: Neo4jStore) -> None:
    asked("DROP CONSTRAINT version_life")
    assert maps.problems() == ("The constraints or indexes version_life are missing: run schema/neo4j.cypher",)
    for statement in neo4j_schema.MIGRATIONS[0].statements:
        asked(statement)
    assert maps.problems() == ()


@pytest.mark.parametrize(
    "damage",
    [
        "MATCH (v:Version {id: 'a'}) SET v.body = '{\"kind\":\"x\"}'",
        "MATCH (v:Version {id: 'a'}) SET v.body = '{},{}'",
        "MATCH (v:Version {id: 'a'}) SET v.body = 'no JSON'",
        "MATCH (v:Version {id: 't'}) DELETE v",
        "MATCH (r:Revision {number: 1}) SET r.author = 'x'",
        "MATCH (r:Revision {number: 1}) DELETE r",
        "MATCH (t:Text {id: 'a'}) SET t.value = 'x'",
        "MATCH (t:Text {id: 'a'}) DELETE t",
        "MATCH (m:Map) SET m.places = 'x'",
    ],
)
def test_what_was_altered_behind_its_back_is_told_and_never_read(maps: Neo4jStore, damage: str) -> None:
    small_map(maps)
    assert maps.problems() == ()
    asked(damage)
    assert maps.problems() != ()
    other = again()
    with pytest.raises(StoreDamaged):
        other.state(MAP)
        list(other.records(MAP))
    other.close()


def test_a_fact_of_a_later_sysmap_is_not_misread(maps: Neo4jStore) -> None:
    small_map(maps)
    asked("MATCH (v:Version {id: 'a'}) SET v.body = '{\"tomorrow\":\"x\"}'")
    with pytest.raises(StoreTooNew, match="later sysmap"):
        maps.state(MAP)


def test_an_id_too_long_for_an_index_is_refused_in_words(maps: Neo4jStore) -> None:
    with pytest.raises(InputError, match="too long"):
        write(maps, *add(actor("é" * 4_000)))
    with pytest.raises(InputError, match="half a character"):
        write(maps, *add(tie("t", type="\ud800")))
    assert maps.heads() == ()


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks so small that any batch is a large one."""
    for module in (neo4j_planning, neo4j_publishing, neo4j_replaying):
        monkeypatch.setattr(module, "CHUNK", 2)
    monkeypatch.setattr("sysmap.store.neo4j.CHUNK", 2)
    monkeypatch.setattr("sysmap.store.neo4j_leasing.CHUNK", 2)
    monkeypatch.setattr("sysmap.store.neo4j_reading.PAGE", 2)
    monkeypatch.setattr("sysmap.store.neo4j_reading.RECORDS", 2)
    monkeypatch.setattr("sysmap.store.neo4j_texts.PAGE", 4)


FIRST = add(*(actor(f"a{n}", kind="fund" if n % 2 else "team") for n in range(5)), *(tie(f"t{n}", "a1", f"a{n}") for n in range(4)))
ANSWERS = add(*(rating(f"r{n}", f"Ann {n}", n)._replace(to_id=f"a{n}", from_id="a0") for n in range(1, 5)), Story("s", text="Hard"))


def test_a_large_edit_is_published_whole_with_its_graph(maps: Neo4jStore, small_chunks: None) -> None:
    fold = Fold(ticking())
    last = (*change(actor("a1", "New", kind="school"), tie("t1", "a2", "a3")), *remove("relationship", "t0", "t2"))
    for changes in (FIRST, ANSWERS, last):
        made = batch(changes, now(fold))
        fold.append(made, passes)
        assert maps.append(made, passes).number == fold.heads()[0].revision
        assert facts_of(maps.state(MAP)) == facts_of(fold.state(MAP)) and maps.problems() == ()
    assert [record.born for record in maps.records(MAP)] == [record.born for record in fold.records(MAP)]
    assert maps.delta(MAP, 1).changed == fold.delta(MAP, 1).changed
    assert asked("MATCH (m:Map) RETURN m.projected_at, m.publishing") == [[3, None]]
    assert asked("MATCH (n:School) RETURN n.id, n.name") == [["a1", "New"]]


def broken(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, after: int) -> None:
    """Let a function fail for good once it was called so often, as if the program had died there."""
    real, count = getattr(module, name), [0]

    def fails(*given: Any) -> Any:
        count[0] += 1
        if count[0] > after:
            raise RuntimeError("died")
        return real(*given)

    monkeypatch.setattr(module, name, fails)


@pytest.mark.parametrize("after", range(6))
def test_a_large_edit_that_breaks_off_leaves_nothing(
    maps: Neo4jStore, small_chunks: None, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_map(maps)
    before = maps.state(MAP)
    with monkeypatch.context() as patched:
        broken(patched, neo4j_publishing, "write_rows", after)
        # Nobody puts it in order either.
        patched.setattr(neo4j_publishing, "put_back", lambda publication: None)
        with pytest.raises(RuntimeError):
            write(maps, *FIRST, *ANSWERS, *change(actor("a", "Never seen")))
    assert maps.state(MAP) == before and maps.problems() == ()
    for busy in (lambda: write(maps, *add(actor("c"))), lambda: maps.erase(MAP, ()), lambda: maps.forget(MAP)):
        with pytest.raises(MapBusy, match="being published"):
            busy()
    asked("MATCH (m:Map) SET m.publishing_until = 0")
    assert write(maps, *add(actor("c")), edit_id="next").number == 2
    assert maps.problems() == () and list(maps.state(MAP).actors) == ["a", "b", "c"]
    assert asked("MATCH (v:Version) WHERE v.id STARTS WITH 'a0' RETURN v") == asked("MATCH (t:Text) WHERE t.id = 's' RETURN t") == []


def test_who_is_cut_off_puts_their_own_things_in_order(maps: Neo4jStore, small_chunks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        broken(patched, neo4j_publishing, "move_head", 0)
        with pytest.raises(RuntimeError):
            write(maps, *FIRST)
    assert maps.heads() == () and asked("MATCH (n) WHERE n:Map OR n:Version OR n:Text OR n:Today RETURN n") == []
    write(maps, *FIRST)
    assert maps.problems() == ()


def test_a_graph_that_was_not_drawn_in_time_is_drawn_when_the_store_is_opened(
    maps: Neo4jStore, small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*given: Any) -> NoReturn:
        raise SysmapError("no graph today")

    with monkeypatch.context() as patched:
        patched.setattr(neo4j_publishing, "_draw", fails)
        assert write(maps, *FIRST).number == 1
    assert asked("MATCH (n:Today) RETURN n") == []
    asked("MATCH (m:Map) SET m.publishing_until = 0")
    other = again()
    assert other.problems() == () and len(asked("MATCH (n:Today) RETURN n")) == 5
    other.close()


def test_a_history_restored_in_chunks_is_the_same_and_one_that_breaks_off_is_not_there(
    maps: Neo4jStore, small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    fold = Fold(ticking())
    for changes in (FIRST, ANSWERS, change(actor("a1", "New")), remove("actor", "a2"), add(actor("a2"))):
        write(fold, *changes)
    with monkeypatch.context() as patched:
        broken(patched, neo4j_replaying, "write_rows", 4)
        with pytest.raises(RuntimeError):
            maps.replay(MAP, fold.records(MAP))
    assert maps.heads() == () and asked("MATCH (n:Version) RETURN n") == []
    assert maps.replay(MAP, fold.records(MAP)) == fold.heads()[0]
    assert list(maps.records(MAP)) == list(fold.records(MAP)) and maps.problems() == ()
    with pytest.raises(SysmapError, match="already there"):
        maps.replay(MAP, fold.records(MAP))
    with pytest.raises(SysmapError, match="no history"):
        maps.replay("empty", iter(()))
    with pytest.raises(StoreDamaged, match="revision 1"):
        maps.replay("torn", (record for record in list(fold.records(MAP))[1:]))
    assert [head.map for head in maps.heads()] == [MAP] and asked("MATCH (m:Map) RETURN count(m)") == [[1]]
