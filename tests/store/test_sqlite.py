"""What is the file like, and what is said when it is not as it should be?"""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import apsw
import pytest

from sysmap.errors import InputError, MapBusy, NotFound, StoreDamaged, StoreTooNew, StoreUnavailable, UsageError
from sysmap.model.actors import Place
from sysmap.model.history import Head
from sysmap.model.kinds import KINDS, Kind
from sysmap.store import sqlite_connection, sqlite_tables
from sysmap.store.copying import url_of
from sysmap.store.opening import ddl, open_store
from sysmap.store.sqlite import open_sqlite
from sysmap.store.sqlite_tables import NEVER, TABLES, TYPED, crc, total
from tests.house.tree import ROOT
from tests.store.making import MAP, actor, add, batch, change, now, passes, rating, remove, small_map, tie, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a map of three edits in it."""
    made = open_store(url_of(tmp_path / "map.db"), create=True)
    small_map(made)
    write(made, *change(actor("a", "Kestrel & Co")), *add(rating("r", "Ann Example", note="Late twice")))
    write(made, *remove("relationship", "t"))
    made.close()
    return tmp_path / "map.db"


def raw(path: Path, statement: str) -> None:
    """Alter a file behind the store's back."""
    connection = apsw.Connection(str(path))
    connection.execute(statement)
    connection.close()


def bytes_of(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()) if file.name.startswith(path.name))


def test_reading_never_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no store at .*none\.db"):
        open_store(url_of(tmp_path / "none.db"))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_holds_no_store_until_one_is_made_in_it(tmp_path: Path) -> None:
    (tmp_path / "new.db").touch()
    with pytest.raises(NotFound, match="is empty"):
        open_store(url_of(tmp_path / "new.db"))
    made = open_store(url_of(tmp_path / "new.db"), create=True)
    small_map(made)
    made.close()


def test_three_slashes_are_here_and_four_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = open_store("sqlite:///here.db", create=True)
    small_map(made)
    made.close()
    there = open_store(f"sqlite:///{tmp_path / 'here.db'}")
    assert there.heads()[0].map == MAP
    there.close()


@pytest.mark.parametrize("url", ["mysql://x", "map.db", "", "sqlite:map.db", "sqlite://host/x.db", "sqlite:///a\0b"])
def test_what_is_no_store_url_is_told_the_forms(url: str) -> None:
    with pytest.raises(UsageError, match=r"sqlite:///map\.db"):
        open_store(url, create=True)


@pytest.mark.parametrize("url", ["neo4j://localhost:7687", "bolt://localhost"])
def test_a_neo4j_url_is_told_that_this_build_has_no_adapter_for_it(url: str) -> None:
    with pytest.raises(StoreUnavailable, match="Neo4j"):
        open_store(url)


def test_a_missing_folder_a_folder_and_another_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear all,\n" * 500)
    raw(tmp_path / "other.db", "CREATE TABLE invoices (id)")
    cases = {"no/map.db": "no folder", "": "is a folder", "letter.db": "no SQLite file", "other.db": "not one of sysmap's"}
    for name, said in cases.items():
        before = bytes_of(tmp_path / name) if name.endswith(".db") and "/" not in name else b""
        with pytest.raises(StoreUnavailable, match=said) as refused:
            open_store(url_of(tmp_path / name), create=True)
        assert refused.value.exit_code == 5
        assert not before or bytes_of(tmp_path / name) == before


def test_a_later_sysmaps_file_is_refused_naming_the_version(path: Path) -> None:
    raw(path, "UPDATE meta SET value = '9.1.0' WHERE name = 'sysmap'")
    raw(path, "PRAGMA user_version = 7")
    with pytest.raises(StoreTooNew, match=r"sysmap 9\.1\.0"):
        open_store(url_of(path))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE migration SET checksum = 'x'",
        "DELETE FROM migration",
        "DROP INDEX rating_born",
        "ALTER TABLE actor ADD COLUMN mood TEXT",
    ],
)
def test_altered_tables_are_refused(path: Path, statement: str) -> None:
    raw(path, statement)
    with pytest.raises(StoreDamaged, match="migration"):
        open_store(url_of(path))


def test_an_old_sqlite_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.45.1")
    with pytest.raises(StoreUnavailable, match=r"3\.45\.1"):
        open_store("sqlite://", create=True)


def test_a_file_is_strict_and_every_edit_reaches_the_disk(path: Path) -> None:
    store = open_sqlite(url_of(path))
    with store._connections.taken() as connection:
        settings = [connection.pragma(name) for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")]
        tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'").fetchall()
    loose = [name for name, strict in tables if not strict]
    store.close()
    assert settings == ["wal", 2, 1, 1, sqlite_connection.PATIENCE]
    assert [name for name in loose if not str(name).startswith("sqlite_")] == []


def test_no_question_reads_more_than_it_needs(path: Path) -> None:
    connection = apsw.Connection(str(path))
    for table in TABLES:
        for statement in (table.last, table.history, table.born_after, table.died_after, table.born_in, table.died_in, table.kill):
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", (1,) * statement.count("?"))]
            assert len(plan) == 1 and plan[0].startswith("SEARCH"), statement
        for statement in (table.read, table.read_checked):
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", (1,) * 3)]
            assert plan == [f"SEARCH {table.name} USING PRIMARY KEY (map=?)"]
    connection.close()


def test_each_field_of_the_typed_kinds_has_its_column(path: Path) -> None:
    connection = apsw.Connection(str(path))
    for kind in TYPED:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({kind})")]
        assert columns == ["map", "turn", "born", "died", *KINDS[kind].fields]
    connection.close()


def test_the_published_tables_are_those_that_the_migrations_make() -> None:
    assert (ROOT / "schema/sqlite.sql").read_text(encoding="utf-8") == ddl()


def test_a_row_has_the_same_checksum_on_every_machine() -> None:
    rows = [("a", None, "é\N{SNOWMAN}", 7, NEVER), ("intern", "", -1, 2**40, 0)]
    assert [crc(row) for row in rows] == [256513159, 2836346798]
    assert total(rows) == sum(map(crc, rows))


DAMAGE = {
    "a cell of an actor": "UPDATE actor SET kind = 'school' WHERE id = 'b'",
    "a commitment": "UPDATE actor SET name = replace(name, substr(name, 1, 1), 'x') WHERE died > 2",
    "a lost row": "DELETE FROM actor WHERE id = 'b'",
    "a row that came back": f"UPDATE relationship SET died = {NEVER}",
    "a place": "UPDATE actor SET turn = turn + 50 WHERE id = 'b'",
    "a generic fact": "UPDATE fact SET body = json_set(body, '$.language', 'cy')",
    "a text": "UPDATE text SET value = 'Kestrel and Co' WHERE value LIKE 'Kestrel%'",
    "a lost text": "DELETE FROM text WHERE value LIKE 'Late%'",
    "half a text": "UPDATE text SET salt = NULL WHERE value LIKE 'Late%'",
    "a text of another fact": "UPDATE text SET id = 'b' WHERE value LIKE 'Kestrel%'",
    "why": "UPDATE revision SET reason = 'other' WHERE number = 2",
    "a lost revision": "DELETE FROM revision WHERE number = 3",
    "a head": "UPDATE map SET revision = 2",
    "the name of a map": "UPDATE map SET id = 'wrem'",
}


@pytest.mark.parametrize("what", DAMAGE)
def test_silent_damage_is_found_on_the_first_reading_and_named(path: Path, what: str) -> None:
    raw(path, DAMAGE[what])
    store = open_store(url_of(path))
    with pytest.raises(StoreDamaged, match=r"damaged: .*[Rr]estore it from a backup"):
        store.heads()
        store.revisions(MAP)
        store.state(MAP)
    assert store.problems() and all("\n" not in problem for problem in store.problems())
    store.close()


def test_damage_to_the_past_is_found_when_the_past_is_read(path: Path) -> None:
    raw(path, "UPDATE relationship SET type = 'trains'")
    store = open_store(url_of(path))
    store.state(MAP)
    with pytest.raises(StoreDamaged, match="revision 1"):
        store.state(MAP, 1)
    with pytest.raises(StoreDamaged, match="revision 1"):
        list(store.records(MAP))
    assert len(store.problems()) == 1
    store.close()


def test_a_delta_does_not_pass_over_a_lost_row(path: Path) -> None:
    raw(path, "DELETE FROM rating")
    store = open_store(url_of(path))
    with pytest.raises(StoreDamaged, match="after revision 1"):
        store.delta(MAP, 1)
    store.close()


def test_erased_words_are_nowhere_in_the_files(path: Path) -> None:
    words = (b"Ann Example", b"Kestrel & Co", b"Late twice")
    other = open_store(url_of(path))
    other.state(MAP)
    assert all(word in bytes_of(path) for word in words)
    store = open_store(url_of(path))
    fingerprints = [revision.fingerprint.encode() for revision in store.revisions(MAP)]
    salts = [seal.salt.encode() for key, seal in store.state(MAP).seals.items() if seal.salt and key[1] in ("a", "r", "Ann Example")]
    store.erase(MAP, (("actor", "a", "name"), ("rating", "r", "note"), ("respondent", "Ann Example", "respondent")))
    left = bytes_of(path)
    assert [word for word in (*words, *salts, *fingerprints[:2]) if word in left] == []
    assert len(salts) == 3 and b"The b" in left
    store.close()
    other.close()


def test_a_forgotten_map_is_nowhere_in_the_files(path: Path) -> None:
    store = open_store(url_of(path))
    store.forget(MAP)
    assert [word for word in (b"Kestrel", b"Ann", b"The b", b"because", b"edit-") if word in bytes_of(path)] == []
    store.close()


def test_a_full_disk_is_said_and_nothing_is_stored(path: Path) -> None:
    store = open_sqlite(url_of(path))
    with store._connections.taken() as connection:
        connection.pragma("max_page_count", connection.pragma("page_count"))
    with pytest.raises(StoreUnavailable, match="disk is full"):
        write(store, *add(*(tie(f"x{n}", type="t" * 500) for n in range(500))))
    assert store.revisions(MAP)[-1].number == 3 and store.problems() == ()
    store.close()


def test_a_store_that_may_not_be_written_says_so(path: Path) -> None:
    store = open_sqlite(url_of(path))
    with store._connections.taken() as connection:
        connection.pragma("query_only", 1)
    with pytest.raises(StoreUnavailable, match="may not be written"):
        write(store, *add(actor("c")))
    assert store.state(MAP).revision == 3
    store.close()


def test_a_store_on_a_disk_that_cannot_be_written_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    store = open_store(url_of(path))
    assert store.state(MAP).revision == 3 and store.problems() == () and len(list(path.parent.iterdir())) == 1
    with pytest.raises(StoreUnavailable, match="may not be written"):
        write(store, *add(actor("c")))
    store.close()


def test_a_store_that_another_program_writes_says_busy_and_is_still_readable(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_connection, "PATIENCE", 10)
    store = open_store(url_of(path))
    made = batch(add(actor("c")), now(store))
    other = apsw.Connection(str(path))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(MapBusy, match="Try again"):
        store.append(made, passes)
    assert store.state(MAP).revision == 3
    other.execute("ROLLBACK")
    other.close()
    assert store.append(made, passes).number == 4
    store.close()


def test_an_erasure_says_so_when_another_program_keeps_the_log_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_connection, "PATIENCE", 10)
    store = open_store(url_of(path))
    write(store, *add(actor("c")))
    other = apsw.Connection(str(path))
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM actor").fetchall()
    with pytest.raises(StoreUnavailable, match="another program is using it"):
        store.erase(MAP, (("actor", "a", "name"),))
    other.execute("COMMIT")
    other.close()
    store.erase(MAP, (("actor", "a", "name"),))
    assert b"Kestrel" not in bytes_of(path)
    store.close()


def test_a_closed_store_says_so() -> None:
    for url in ("sqlite://", "sqlite:///:memory:"):
        store = open_store(url, create=True)
        store.close()
        with pytest.raises(StoreUnavailable, match="was closed"):
            store.heads()


def test_half_characters_are_refused_in_words() -> None:
    store = open_store("sqlite://", create=True)
    with pytest.raises(InputError, match="half characters"):
        write(store, *add(actor("a", kind="\ud800")))
    assert store.heads() == ()
    store.close()


@pytest.mark.parametrize("known", [{}, {"map": KINDS["map"]._replace(fact=Place)}])
def test_what_a_later_sysmap_added_is_not_misread(path: Path, known: dict[str, Kind], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_tables, "KINDS", {**{kind: KINDS[kind] for kind in TYPED}, **known})
    store = open_store(url_of(path))
    with pytest.raises(StoreTooNew, match="newest version"):
        store.state(MAP)
    store.close()


def test_a_store_file_is_one_file_once_it_is_closed(path: Path) -> None:
    assert [file.name for file in path.parent.iterdir()] == ["map.db"]


def test_an_interrupted_statement_leaves_the_store_usable(path: Path) -> None:
    store = open_sqlite(url_of(path))

    def interrupted(head: Head) -> NoReturn:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.append(batch(add(actor("c")), now(store)), interrupted)
    assert write(store, *add(actor("c"))).number == 4
    store.close()
