"""Does a rewritten store hold every map and nothing that was erased?"""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.errors import UsageError
from sysmap.model.canonical import digest
from sysmap.service.desk import Desk
from sysmap.service.erasing import erase, rewritten
from sysmap.store.copying import url_of
from sysmap.store.opening import open_store
from tests.store.making import MAP, actor, add, facts_of, small_map, write

CANARY = "Zebulon Quarterbridge"


def test_what_was_erased_is_in_no_byte_of_the_fresh_store(tmp_path: Path) -> None:
    desk = Desk(open_store(url_of(tmp_path / "old.db"), create=True))
    small_map(desk.store)
    write(desk.store, *add(actor("z", "Group", description=CANARY)))
    small_map(desk.store, "other")
    erase(desk, MAP, actor="z")
    target = url_of(tmp_path / "new.db")
    assert [map for map, _ in rewritten(desk, target).maps] == [MAP, "other"]
    assert CANARY.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("new.db*"))
    fresh = open_store(target)
    for map in (MAP, "other"):
        assert digest(fresh.state(map)) == digest(desk.state(map))
        assert facts_of(fresh.state(map)) == facts_of(desk.state(map))
    assert fresh.ledger() == desk.store.ledger()
    fresh.close()
    desk.close()


def test_a_store_with_maps_in_it_is_not_written_into(tmp_path: Path) -> None:
    desk = Desk(open_store(url_of(tmp_path / "old.db"), create=True))
    small_map(desk.store)
    with pytest.raises(UsageError, match="holds maps already"):
        rewritten(desk, url_of(tmp_path / "old.db"))
    desk.close()
