"""G18b: texts that would be commands elsewhere, as id, name, words and question: are they stored and found as the texts they are?"""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.errors import StoreDamaged
from sysmap.model.actors import Actor
from sysmap.model.batch import Batch, Change
from sysmap.model.learning import Story
from sysmap.model.sealing import seals_for
from sysmap.model.state import empty
from sysmap.model.ties import Rating, Relationship
from sysmap.store.opening import open_store
from sysmap.store.port import Head, Store
from sysmap.store.sqlite import SqliteStore
from tests.gates.injections import STRINGS
from tests.gates.stores import STORES, url_for
from tests.gates.telling import tell

MAP, BESIDE = "injected", "beside"


def facts(text: str, number: int) -> list[tuple[str, str, object]]:
    """The text in every place that takes one: ids, references, plain fields, and those that are sealed."""
    made = Actor._make(None if name == "part_of" else text for name in Actor._fields)
    tie = Relationship(f"t{number}{text}", text, text, text, trust_words=text)
    rating = Rating(f"r{number}{text}", text, text, text, text, text, 3, note=text)
    story = Story(f"s{number}{text}", text=text)
    return [("actor", made.id, made), ("relationship", tie.id, tie), ("rating", rating.id, rating), ("story", story.id, story)]


def written(store: Store, map: str, text: str, number: int, base: int) -> int:
    changes = tuple(Change("add", kind, id, fact) for kind, id, fact in facts(text, number))
    made = Batch(map, base, f"{number} {text}", text, text, changes, None, seals_for(changes, empty(map)))
    return store.append(made, lambda head: None).number


@pytest.mark.parametrize("kind", STORES)
def test_what_would_be_a_command_elsewhere_is_a_text(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    tried(open_store(url_for(kind, tmp_path)))
    figure = "stored, found and erased as text; nothing else on the store touched"
    tell(request, "G18b", kind, f"{len(STRINGS)} texts that are commands elsewhere, in every field of four kinds", figure)


def test_a_planted_query_that_is_put_together_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look-up that puts the name of a map into its words stumbles over the first text that is a command."""

    def put_together(self: SqliteStore, map: str) -> Head | None:
        with self._connections.taken() as connection:
            ids = connection.execute(f"SELECT id FROM map WHERE id = '{map}'").fetchall()
        return was(self, str(ids[0][0])) if ids else None

    was = SqliteStore.head
    monkeypatch.setattr(SqliteStore, "head", put_together)
    with pytest.raises(StoreDamaged, match="syntax error"):
        tried(open_store(url_for("sqlite", tmp_path)))


def tried(store: Store) -> None:
    """Every text in every place, and the store looked at after."""
    written(store, BESIDE, "untouched", 0, 0)
    before = store.state(BESIDE)
    for number, text in enumerate(STRINGS):
        assert written(store, MAP, text, number, number) == number + 1
    state = store.state(MAP)
    for number, text in enumerate(STRINGS):
        for of, id, fact in facts(text, number):
            assert state.get(of, id) == fact
            assert [version.fact for version in store.versions(MAP, of, id)] == [fact]
        assert store.head(text) is None
        assert store.versions(MAP, text, text) == ()
    assert sum(len(state.of(of)) for of in ("actor", "relationship", "rating", "story")) == len(STRINGS) * 4
    assert [(r.author, r.reason) for r in store.revisions(MAP)] == [(text, text) for text in STRINGS]
    assert store.erase(MAP, tuple(("story", f"s{n}{text}", "text") for n, text in enumerate(STRINGS))) == len(STRINGS)
    assert store.state(BESIDE) == before
    assert store.problems() == ()
    store.forget(MAP)
    assert [head.map for head in store.heads() if head.map in (MAP, BESIDE)] == [BESIDE]
    store.close()
