"""G2: a bit flips, or the end of a file is lost: is it refused by name, or does the store open at a point of its own history?"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, LiteralString

import pytest

from sysmap.errors import NotFound, StoreUnavailable
from sysmap.store.copying import url_of
from sysmap.store.opening import open_store
from sysmap.store.port import Store
from sysmap.store.sqlite import open_sqlite
from tests.gates.sizes import SIZES
from tests.gates.stores import STORES, url_for
from tests.gates.telling import tell
from tests.store.making import MAP, actor, add, change, facts_of, rating, remove, small_map, ticking, tie, write
from tests.store.neo4j_server import take_away_all, the_server

PAGE, FRAME_HEADER, LOG_HEADER = 4096, 24, 32
"""How SQLite lays out its log (sqlite.org/fileformat2.html, section 4)."""

Wound = Callable[[bytearray, random.Random], bytearray]


def flip(content: bytearray, chance: random.Random) -> bytearray:
    """One bit, anywhere."""
    at = chance.randrange(len(content))
    content[at] ^= 1 << chance.randrange(8)
    return content


def cut(content: bytearray, chance: random.Random) -> bytearray:
    """The end is missing."""
    return content[: chance.randrange(len(content))]


def blank(content: bytearray, chance: random.Random) -> bytearray:
    """A sector was never written."""
    at = chance.randrange(0, len(content), 512)
    content[at : at + 512] = bytes(len(content[at : at + 512]))
    return content


def told(store: Store) -> Any:
    """What the store says of every map at every revision."""
    return [
        (
            head,
            store.revisions(head.map),
            [(facts_of(state), dict(state.seals)) for n in range(head.revision + 1) for state in (store.state(head.map, n),)],
            [store.delta(head.map, n) for n in range(head.revision + 1)],
            list(store.records(head.map)),
        )
        for head in store.heads()
    ] + [store.ledger()]


def history(store: Store) -> list[Any]:
    """Write a life of some edits, and what the store said at each point of it."""
    points = [told(store)]
    for step in (
        lambda: small_map(store),
        lambda: write(store, *add(*(actor(f"x{n}", kind="school") for n in range(20)), *(tie(f"y{n}", type="trains") for n in range(30)))),
        lambda: write(store, *change(actor("a", "Second")), *add(rating("r", "Ann", note="Hm"))),
        lambda: store.erase(MAP, (("actor", "a", "name"),)),
        lambda: write(store, *remove("relationship", "t", *(f"y{n}" for n in range(0, 30, 3)))),
        lambda: small_map(store, "other"),
    ):
        step()
        points.append(told(store))
    return points


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Any]]:
    """A folder with a store whose last edits are in its log still, as after a power cut, and one that was closed."""
    folder = tmp_path_factory.mktemp("lived")
    store = open_sqlite(url_of(folder / "open.db"), create=True, clock=ticking())
    points = history(store)
    for name in ("open.db", "open.db-wal"):
        shutil.copy(folder / name, folder / name.replace("open", "cut"))
    store.close()
    shutil.copy(folder / "open.db", folder / "whole.db")
    return folder, points


def opens_or_refuses(folder: Path, name: str, points: list[Any]) -> bool:
    """Was a point of history shown? Else it was refused, in one line that names the damage or the place."""
    (folder / f"{name}-shm").unlink(missing_ok=True)
    try:
        store = open_store(url_of(folder / name))
        try:
            assert told(store) in points
        finally:
            store.close()
    except (StoreUnavailable, NotFound) as sentence:
        assert str(folder) in str(sentence) or "damaged" in str(sentence)
        assert "Traceback" not in str(sentence) and "\n" not in str(sentence)
        return False
    return True


WOUNDED = (("whole.db", "whole.db"), ("cut.db", "cut.db-wal"), ("cut.db", "cut.db"))
WOUNDS = (flip, cut, blank)
if "sqlite" in STORES:

    def test_damage_is_refused_by_name_or_a_point_of_history_is_shown(
        lived: tuple[Path, list[Any]], tmp_path: Path, request: pytest.FixtureRequest
    ) -> None:
        folder, points = lived
        chance, shown, tried = random.Random(2), 0, 0
        for wound in WOUNDS:
            for name, wounded in WOUNDED:
                for _ in range(-(-SIZES.damages // 9)):
                    copy_to(tmp_path, folder, name)
                    (tmp_path / wounded).write_bytes(wound(bytearray((folder / wounded).read_bytes()), chance))
                    shown += opens_or_refuses(tmp_path, name, points)
                    tried += 1
        figure = f"{shown:,} opened at a point of history, {tried - shown:,} refused by name, 0 silent differences"
        tell(request, "G2", "sqlite", f"{tried:,} bits flipped, ends cut and sectors blank", figure)

    def test_a_log_that_is_cut_at_a_frame_shows_a_point_of_history(
        lived: tuple[Path, list[Any]], tmp_path: Path, request: pytest.FixtureRequest
    ) -> None:
        folder, points = lived
        log = (folder / "cut.db-wal").read_bytes()
        edges = range(LOG_HEADER, len(log) + 1, FRAME_HEADER + PAGE)
        shown = 0
        for edge in edges:
            copy_to(tmp_path, folder, "cut.db")
            (tmp_path / "cut.db-wal").write_bytes(log[:edge])
            shown += opens_or_refuses(tmp_path, "cut.db", points)
        assert shown > len(edges) // 2
        tell(
            request,
            "G2",
            "sqlite",
            f"the log cut at each of its {len(edges)} frames",
            f"{shown} opened at a point of history, the rest refused",
        )


def copy_to(target: Path, folder: Path, name: str) -> None:
    for file in folder.iterdir():
        if file.name.startswith(name):
            shutil.copy(file, target / file.name)


ALTERED: tuple[tuple[LiteralString, LiteralString], ...] = (
    ("MATCH (n:Version {map: $map}) RETURN elementId(n)", "body"),
    ("MATCH (n:Version {map: $map}) RETURN elementId(n)", "born"),
    ("MATCH (n:Revision {map: $map}) RETURN elementId(n)", "reason"),
    ("MATCH (n:Text {map: $map}) WHERE n.value IS NOT NULL RETURN elementId(n)", "value"),
)
if "neo4j" in STORES:

    def test_what_is_altered_in_neo4j_is_found(tmp_path: Path, request: pytest.FixtureRequest) -> None:
        server, chance = the_server(), random.Random(2)
        take_away_all(server)
        store = open_store(url_for("neo4j", tmp_path))
        history(store)
        assert store.problems() == ()
        with server.driver() as driver:
            for number in range(SIZES.altered):
                statement, name = ALTERED[number % len(ALTERED)]
                node = chance.choice([row[0] for row in driver.execute_query(statement, {"map": MAP}).records])
                was = driver.execute_query(READ, {"node": node, "name": name}).records[0][0]
                driver.execute_query(ALTER, {"node": node, "name": name, "value": was + 1 if isinstance(was, int) else f"{was} "})
                assert store.problems() != (), (node, name, was)
                driver.execute_query(ALTER, {"node": node, "name": name, "value": was})
        assert store.problems() == ()
        store.close()
        tell(request, "G2", "neo4j", f"{SIZES.altered} properties altered by hand", f"{SIZES.altered} found by the doctor")


READ = "MATCH (n) WHERE elementId(n) = $node RETURN n[$name]"
ALTER = "MATCH (n) WHERE elementId(n) = $node SET n[$name] = $value"


def test_what_is_told_of_the_wounded_is_told_of_the_whole(lived: tuple[Path, list[Any]]) -> None:
    folder, points = lived
    store = open_store(url_of(folder / "whole.db"))
    assert told(store) == points[-1]
    store.close()
