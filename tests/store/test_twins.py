"""Does every adapter say what the plain fold says, whatever is done to it? Random edits, clashes, undos, erasures and reopenings."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sysmap.errors import Conflict, SysmapError
from sysmap.model.actors import Map
from sysmap.model.batch import Batch, Change
from sysmap.model.canonical import digest
from sysmap.model.fold import Fold
from sysmap.model.kinds import KINDS, kind_of
from sysmap.model.learning import Story
from sysmap.model.sealing import seals_for
from sysmap.model.state import SealKey, State
from sysmap.store.copying import url_of
from sysmap.store.neo4j import open_neo4j
from sysmap.store.port import Store
from sysmap.store.sqlite import open_sqlite
from tests.store.making import ADAPTERS, MAP, actor, batch, empty_neo4j, facts_of, now, passes, rating, tie
from tests.store.neo4j_server import is_wanted, the_server

ON_A_SERVER = settings().max_examples // 8
"""Examples that a server is asked: each of its answers takes milliseconds."""

TEXT = st.one_of(
    st.sampled_from(["x", "withdrawn", "null", "é", "a|b"]), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
)
MAYBE = st.none() | TEXT
IDS = st.sampled_from(["p", "q", "r"])
NAMES = st.sampled_from([None, "Ann", "Ben"])

FACTS = st.one_of(
    st.builds(lambda id, name, kind, more: actor(id, name, kind=kind, description=more), IDS, TEXT, TEXT, MAYBE),
    st.builds(lambda id, type, words: tie(id, "p", "q", type=type, trust_words=words), IDS, TEXT, MAYBE),
    st.builds(lambda id, who, value, note: rating(id, who, value, note=note), IDS, NAMES, st.none() | st.integers(0, 20), MAYBE),
    st.builds(lambda id, text, wave: Story(id, text=text, wave=wave), IDS, MAYBE, MAYBE),
    st.builds(lambda name: Map(MAP, name, steward=name), TEXT),
)
WISHES = st.lists(st.tuples(FACTS, st.booleans()), min_size=1, max_size=5)


def changes_for(state: State, wishes: list[tuple[Any, bool]]) -> tuple[Change, ...]:
    """Wishes as changes that fit a state: what lives is changed or removed, what does not is added."""
    made: dict[tuple[str, str], Change] = {}
    for fact, gone in wishes:
        kind = kind_of(fact)
        lives = state.get(kind, fact.id) is not None
        if gone and lives:
            made[(kind, fact.id)] = Change("remove", kind, fact.id, None)
        elif not gone:
            made[(kind, fact.id)] = Change("change" if lives else "add", kind, fact.id, fact)
    return tuple(made.values())


def everything(store: Store) -> dict[str, Any]:
    """All that a store can be asked."""
    head = store.head(MAP)
    if head is None:
        return {"heads": store.heads(), "ledger": store.ledger()}
    states = [store.state(MAP, n) for n in range(head.revision + 1)]
    return {
        "heads": store.heads(),
        "ledger": store.ledger(),
        "revisions": store.revisions(MAP),
        "states": [(facts_of(state), state.seals, digest(state)) for state in states],
        "deltas": [store.delta(MAP, n) for n in range(head.revision + 1)],
        "touched": [store.touched(MAP, n) for n in range(1, head.revision + 1)],
        "versions": [store.versions(MAP, kind, id) for kind in KINDS for id in states[-1].of(kind)],
        "records": list(store.records(MAP)),
    }


def the_answer(store: Store, made: Batch, undoes: int | None = None) -> Any:
    try:
        return store.append(made, passes, undoes)
    except Conflict as refused:
        return refused.clashes
    except SysmapError as refused:
        return str(refused)


def they_all_agree(edits: list[list[tuple[Any, bool]]], adapters: Iterable[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        stores = [ADAPTERS[name](Path(folder), lambda: 1_700_000_000_000) for name in adapters]
        for number, wishes in enumerate(edits):
            state = now(stores[0])
            made = batch(changes_for(state, wishes), state, edit_id=f"edit-{number}")
            answers = [the_answer(store, made) for store in stores]
            assert all(answer == answers[0] for answer in answers)
        told = [everything(store) for store in stores]
        assert all(one == told[0] for one in told)
        assert [store.problems() for store in stores] == [()] * len(stores)
        for store in stores:
            store.close()


@given(st.lists(WISHES, min_size=1, max_size=6))
@settings(deadline=None)
def test_every_adapter_agrees_with_the_fold_after_random_edits(edits: list[list[tuple[Any, bool]]]) -> None:
    they_all_agree(edits, [name for name in ADAPTERS if name != "neo4j"])


@pytest.mark.parametrize("server", [name for name in ADAPTERS if name == "neo4j"] or ["sqlite-memory"])
@given(st.lists(WISHES, min_size=1, max_size=6))
@settings(deadline=None, max_examples=ON_A_SERVER)
def test_a_server_agrees_with_the_fold_after_random_edits(server: str, edits: list[list[tuple[Any, bool]]]) -> None:
    they_all_agree(edits, ["fold", server])


class Twins(RuleBasedStateMachine):
    """A store that can be closed and opened again, and the fold, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.url = url_of(Path(self.folder.name) / "map.db")
        self.time = 1_700_000_000_000
        self.fold: Store = Fold(self.clock)
        self.file: Store = self.opened(new=True)
        self.count = 0
        self.last: Batch | None = None

    def clock(self) -> int:
        return self.time

    def opened(self, *, new: bool) -> Store:
        return open_sqlite(self.url, create=new, clock=self.clock)

    def both(self, made: Batch, undoes: int | None = None) -> None:
        assert the_answer(self.file, made, undoes) == the_answer(self.fold, made, undoes)

    def edit_id(self) -> str:
        self.count += 1
        return f"edit-{self.count}"

    @initialize(wishes=WISHES)
    def begin(self, wishes: list[tuple[Any, bool]]) -> None:
        self.edit(wishes)

    @rule(wishes=WISHES)
    def edit(self, wishes: list[tuple[Any, bool]]) -> None:
        self.time += 1
        state = now(self.fold)
        self.last = batch(changes_for(state, wishes), state, edit_id=self.edit_id())
        self.both(self.last)

    @precondition(lambda self: self.last is not None)
    @rule()
    def send_the_last_edit_again(self) -> None:
        assert self.last is not None
        self.both(self.last)

    @precondition(lambda self: self.fold.heads())
    @rule(wishes=WISHES, back=st.integers(0, 3))
    def edit_from_a_stale_base(self, wishes: list[tuple[Any, bool]], back: int) -> None:
        state = self.fold.state(MAP, max(0, now(self.fold).revision - back))
        self.both(batch(changes_for(state, wishes), state, edit_id=self.edit_id()))

    @precondition(lambda self: self.fold.heads())
    @rule(back=st.integers(0, 2))
    def undo(self, back: int) -> None:
        head = now(self.fold)
        target = max(1, head.revision - back)
        before = self.fold.state(MAP, target - 1)
        changes = []
        for kind, id in self.fold.touched(MAP, target):
            was, lives = before.get(kind, id), head.get(kind, id) is not None
            if was is not None or lives:
                changes.append(Change("remove" if was is None else "change" if lives else "add", kind, id, was))
        seals = seals_for(changes, head)
        self.both(Batch(MAP, head.revision, self.edit_id(), "keeper", "undo", tuple(changes), None, seals), target)

    @precondition(lambda self: self.fold.heads())
    @rule(kind=st.sampled_from(["actor", "rating", "story"]), id=IDS, who=NAMES)
    def erase(self, kind: str, id: str, who: str | None) -> None:
        field = {"actor": "name", "rating": "note", "story": "text"}[kind]
        texts: tuple[SealKey, ...] = ((kind, id, field), *((("respondent", who, "respondent"),) if who else ()))
        assert self.file.erase(MAP, texts) == self.fold.erase(MAP, texts)

    @precondition(lambda self: self.fold.heads())
    @rule(sure=st.integers(0, 9))
    def forget(self, sure: int) -> None:
        if sure == 0:
            self.file.forget(MAP)
            self.fold.forget(MAP)
            self.last = None

    @rule()
    def open_again(self) -> None:
        self.file.close()
        self.file = self.opened(new=False)

    @invariant()
    def they_agree(self) -> None:
        assert everything(self.file) == everything(self.fold)

    def teardown(self) -> None:
        assert self.file.problems() == ()
        self.file.close()
        self.folder.cleanup()


TestTwins = Twins.TestCase
TestTwins.settings = settings(stateful_step_count=15, deadline=None)


class TwinsOnAServer(Twins):
    """Neo4j and the fold."""

    def opened(self, *, new: bool) -> Store:
        return empty_neo4j(self.clock) if new else open_neo4j(the_server().url, clock=self.clock)


if is_wanted():
    TestTwinsOnAServer = TwinsOnAServer.TestCase
    TestTwinsOnAServer.settings = settings(deadline=None, max_examples=ON_A_SERVER, stateful_step_count=12)
