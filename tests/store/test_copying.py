"""Does a backup hold everything, is it trusted only when it is whole, and does what was erased stay erased?"""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from sysmap.errors import NotFound, StoreDamaged, StoreUnavailable, SysmapError, UsageError
from sysmap.model.canonical import digest
from sysmap.model.history import Erased
from sysmap.store.copying import back_up, restore, url_of
from sysmap.store.opening import open_store
from sysmap.store.port import Store
from tests.store.making import MAP, actor, add, change, facts_of, rating, remove, small_map, write

ANN = ("respondent", "Ann", "respondent")
NAME = ("actor", "a", "name")


def with_history(store: Store) -> Store:
    small_map(store)
    write(store, *change(actor("a", "Second")), *add(rating("r", "Ann", note="Hm")))
    write(store, *remove("actor", "b"))
    write(store, *add(actor("b", "Again")))
    small_map(store, "other")
    return store


def fresh() -> Store:
    return open_store("sqlite://", create=True)


def test_a_backup_restored_is_the_same_store(store: Store, tmp_path: Path) -> None:
    with_history(store)
    report = back_up(store, tmp_path / "copy.db")
    assert report.maps == ((MAP, 4), ("other", 1))
    target = fresh()
    assert restore(tmp_path / "copy.db", target).maps == report.maps
    assert target.revisions(MAP) == store.revisions(MAP)
    for number in range(5):
        ours, theirs = store.state(MAP, number), target.state(MAP, number)
        assert facts_of(ours) == facts_of(theirs) and ours.seals == theirs.seals and digest(ours) == digest(theirs)
    assert list(target.records(MAP)) == list(store.records(MAP))
    target.close()


def test_a_backup_is_one_file_and_never_replaces_another(store: Store, tmp_path: Path) -> None:
    with_history(store)
    folder = tmp_path / "safe"
    folder.mkdir()
    back_up(store, folder / "copy.db")
    assert [file.name for file in folder.iterdir()] == ["copy.db"]
    with pytest.raises(UsageError, match="already"):
        back_up(store, folder / "copy.db")
    with pytest.raises(StoreUnavailable, match="no folder"):
        back_up(store, folder / "none" / "copy.db")


def test_an_empty_store_can_be_backed_up(store: Store, tmp_path: Path) -> None:
    assert back_up(store, tmp_path / "copy.db").maps == ()
    assert restore(tmp_path / "copy.db", fresh()).maps == ()


def test_restoring_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    with_history(store)
    back_up(store, tmp_path / "copy.db")
    report = restore(tmp_path / "copy.db", store)
    assert report.maps == () and report.same == ((MAP, 4), ("other", 1))


def test_a_map_that_went_its_own_way_is_named_and_nothing_is_restored(store: Store, tmp_path: Path) -> None:
    with_history(store)
    back_up(store, tmp_path / "copy.db")
    store.forget("other")
    write(store, *add(actor("c")))
    with pytest.raises(SysmapError, match="'wren'"):
        restore(tmp_path / "copy.db", store)
    assert [head.map for head in store.heads()] == [MAP]


def test_a_map_erased_here_does_not_come_back(store: Store, tmp_path: Path) -> None:
    with_history(store)
    back_up(store, tmp_path / "copy.db")
    store.forget(MAP)
    report = restore(tmp_path / "copy.db", store)
    assert report.erased == ((MAP, 4),) and report.same == (("other", 1),) and store.head(MAP) is None


def test_texts_that_the_ledger_names_do_not_come_back(store: Store, tmp_path: Path) -> None:
    with_history(store)
    back_up(store, tmp_path / "before.db")
    expected = digest(store.state(MAP))
    store.erase(MAP, (NAME, ANN))
    target = fresh()
    target.obey(store.ledger())
    restore(tmp_path / "before.db", target)
    state = target.state(MAP)
    assert state.actors["a"].name == "withdrawn" and str(state.ratings["r"].respondent).startswith("withdrawn-")
    assert target.state(MAP, 1).actors["a"].name == "withdrawn" and state.ratings["r"].note == "Hm" and digest(state) == expected
    assert not any("Ann" in str(entry) for entry in target.ledger())
    target.close()


def test_a_text_given_after_the_erasure_does_come_back(store: Store, tmp_path: Path) -> None:
    with_history(store)
    store.erase(MAP, (NAME,))
    write(store, *change(store.state(MAP).actors["a"]._replace(name="Public")))
    back_up(store, tmp_path / "after.db")
    target = fresh()
    target.obey(store.ledger())
    restore(tmp_path / "after.db", target)
    assert target.state(MAP).actors["a"].name == "Public" and target.state(MAP, 1).actors["a"].name == "withdrawn"
    target.close()


def test_the_ledger_travels_with_a_backup(store: Store, tmp_path: Path) -> None:
    with_history(store)
    store.erase(MAP, (NAME,))
    store.forget("other")
    back_up(store, tmp_path / "copy.db")
    target = fresh()
    restore(tmp_path / "copy.db", target)
    assert target.ledger() == store.ledger()
    assert b"Second" not in (tmp_path / "copy.db").read_bytes()
    target.close()


def test_a_restore_does_not_bind_maps_that_were_there(tmp_path: Path) -> None:
    source, target = fresh(), fresh()
    for one in (source, target):
        small_map(one, "mine" if one is target else "yours")
    source.obey([Erased("mine", "actor", "a", "name", "2030-01-01T00:00:00.000Z")])
    back_up(source, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", target)
    assert target.ledger() == () and [head.map for head in target.heads()] == ["mine", "yours"]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE actor SET kind = 'x' WHERE born = 1",
        "UPDATE text SET value = 'x' WHERE field = 'note'",
        "DELETE FROM relationship",
        "UPDATE revision SET author = 'x' WHERE number = 2",
        "UPDATE erasure SET at = '1999'",
    ],
)
def test_a_damaged_backup_is_not_restored(tmp_path: Path, damage: str) -> None:
    source = with_history(fresh())
    source.erase(MAP, (NAME,))
    back_up(source, tmp_path / "copy.db")
    connection = apsw.Connection(str(tmp_path / "copy.db"))
    connection.execute(damage)
    connection.close()
    target = fresh()
    with pytest.raises(StoreDamaged, match="cannot be trusted"):
        restore(tmp_path / "copy.db", target)
    assert target.heads() == ()


def test_a_backup_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        restore(tmp_path / "none.db", fresh())
    assert list(tmp_path.iterdir()) == []


def test_a_backup_made_while_others_write_holds_one_moment(tmp_path: Path) -> None:
    source = open_store(url_of(tmp_path / "map.db"), create=True)
    small_map(source)
    heads = source.heads

    def heads_then_an_edit() -> object:
        found = heads()
        write(source, *add(actor("late")))
        return found

    source.heads = heads_then_an_edit  # type: ignore[method-assign, assignment]
    assert back_up(source, tmp_path / "copy.db").maps == ((MAP, 1),)
    copy = open_store(url_of(tmp_path / "copy.db"))
    assert "late" not in copy.state(MAP).actors
    copy.close()
    source.close()
