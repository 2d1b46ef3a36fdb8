"""A bit flips, or the end of a file is lost: is it refused by name, or does the store open at a point of its own history?"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sysmap.errors import NotFound, StoreUnavailable
from sysmap.store.copying import url_of
from sysmap.store.opening import open_store
from sysmap.store.port import Store
from sysmap.store.sqlite import open_sqlite
from tests.store.making import MAP, actor, add, change, facts_of, rating, remove, small_map, ticking, tie, write

TRIALS = int(os.environ.get("SYSMAP_DAMAGES", "150"))

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


@pytest.mark.parametrize("wound", [flip, cut, blank])
@pytest.mark.parametrize(("name", "wounded"), [("whole.db", "whole.db"), ("cut.db", "cut.db-wal"), ("cut.db", "cut.db")])
def test_damage_is_refused_by_name_or_a_point_of_history_is_shown(
    lived: tuple[Path, list[Any]], tmp_path: Path, name: str, wounded: str, wound: Wound
) -> None:
    folder, points = lived
    chance = random.Random(f"{wounded} {wound.__name__}")
    shown = refused = 0
    for _ in range(-(-TRIALS // 9)):
        for file in folder.iterdir():
            if file.name.startswith(name):
                shutil.copy(file, tmp_path / file.name)
        (tmp_path / wounded).write_bytes(wound(bytearray((folder / wounded).read_bytes()), chance))
        (tmp_path / f"{name}-shm").unlink(missing_ok=True)
        try:
            store = open_store(url_of(tmp_path / name))
            try:
                assert told(store) in points
            finally:
                store.close()
            shown += 1
        except (StoreUnavailable, NotFound) as sentence:
            assert str(tmp_path) in str(sentence) or "damaged" in str(sentence)
            assert "Traceback" not in str(sentence) and "\n" not in str(sentence)
            refused += 1
    assert shown + refused == -(-TRIALS // 9)


def test_what_is_told_of_the_wounded_is_told_of_the_whole(lived: tuple[Path, list[Any]]) -> None:
    folder, points = lived
    store = open_store(url_of(folder / "whole.db"))
    assert told(store) == points[-1]
    store.close()
