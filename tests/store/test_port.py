"""What every adapter promises about maps, states, deltas and edits."""

from __future__ import annotations

from typing import NoReturn

import pytest

from sysmap.errors import Conflict, EditReused, InputError, NotFound
from sysmap.model.actors import Map
from sysmap.model.batch import Change
from sysmap.model.canonical import digest
from sysmap.model.history import Head
from sysmap.model.state import Seal
from sysmap.store.port import Store
from tests.store.making import MAP, actor, add, batch, change, facts_of, now, passes, rating, remove, small_map, tie, write


def test_an_empty_store_has_no_maps_and_says_so_by_name(store: Store) -> None:
    assert store.heads() == () and store.head(MAP) is None
    for ask in (store.state, store.revisions, lambda map: store.delta(map, 0), lambda map: store.versions(map, "actor", "a")):
        with pytest.raises(NotFound, match="wren"):
            ask(MAP)


def test_a_state_holds_what_was_written_in_the_order_it_came(store: Store) -> None:
    facts = (Map(MAP, "Wrenmoor"), actor("z", aliases="Zed|Zee"), actor("a"), tie("t2"), tie("t1", strength="3"), rating("r", "Ann", 0))
    write(store, *add(*facts))
    state = store.state(MAP)
    assert list(state.actors) == ["z", "a"] and list(state.relationships) == ["t2", "t1"]
    assert set(state.everything()) == set(facts)
    assert state.ratings["r"].value == 0 and state.ratings["r"].respondent == "Ann"


def test_every_past_state_can_be_read(store: Store) -> None:
    small_map(store)
    states = [store.state(MAP)]
    for changes in (add(actor("c")), change(actor("a", "New name")), remove("relationship", "t")):
        write(store, *changes)
        states.append(store.state(MAP))
    assert [store.state(MAP, n) for n in (1, 2, 3, 4)] == states
    assert store.state(MAP, 0).facts == {}


@pytest.mark.parametrize("revision", [-1, 2])
def test_a_revision_past_head_is_not_found(store: Store, revision: int) -> None:
    small_map(store)
    for ask in (store.state, store.delta, store.touched):
        with pytest.raises(NotFound, match="stands at 1"):
            ask(MAP, revision)


def test_a_changed_fact_keeps_its_place_and_a_removed_one_takes_it_again(store: Store) -> None:
    write(store, *add(actor("a"), actor("b"), actor("c")))
    write(store, *change(actor("a", "Changed")))
    write(store, *remove("actor", "b"))
    assert list(store.state(MAP).actors) == ["a", "c"]
    write(store, *add(actor("d")))
    write(store, *add(actor("b")))
    assert list(store.state(MAP).actors) == ["a", "b", "c", "d"]


def test_a_delta_turns_the_state_then_into_the_state_now(store: Store) -> None:
    small_map(store)
    before = store.state(MAP)
    write(store, *change(actor("a", "Changed")), *add(actor("c"), rating("r", "Ann", note="Slow to answer")))
    write(store, *remove("relationship", "t"), *add(actor("d")))
    delta = store.delta(MAP, 1)
    after = before.applied(delta.head.revision, delta.changed, delta.seals)
    assert not delta.reordered and delta.head == store.head(MAP)
    assert facts_of(after) == facts_of(store.state(MAP)) and digest(after) == digest(store.state(MAP))
    assert ("relationship", "t", None) in delta.changed


def test_a_delta_says_when_a_fact_came_back_to_an_earlier_place(store: Store) -> None:
    small_map(store)
    write(store, *remove("actor", "a"))
    write(store, *add(actor("a")))
    assert store.delta(MAP, 2).reordered
    assert not store.delta(MAP, 1).reordered and not store.delta(MAP, 3).changed


def test_recorded_times_are_strictly_later_even_when_the_clock_stands_still(store: Store) -> None:
    small_map(store)
    for n in range(3):
        write(store, *add(actor(f"x{n}")))
    times = [revision.recorded_at for revision in store.revisions(MAP)]
    assert times == sorted(set(times)) and times[0].endswith("Z") and store.heads()[0].recorded_at == times[-1]


def test_known_at_dates_a_revision_and_may_repeat_a_day_but_not_go_back(store: Store) -> None:
    assert write(store, *add(actor("a")), known_at="2020-05-01").recorded_at == "2020-05-01T00:00:00.000Z"
    assert write(store, *add(actor("b")), known_at="2020-05-01").recorded_at == "2020-05-01T00:00:00.001Z"
    assert write(store, *add(actor("c")), known_at="2020").recorded_at == "2020-05-01T00:00:00.002Z"
    for wrong in ("2020-04-30", "2019", "1 May", "2020-05-01T00:00:00.001Z"):
        with pytest.raises(InputError):
            write(store, *add(actor("d")), known_at=wrong)
    assert store.revisions(MAP)[-1].number == 3


def test_the_same_edit_twice_is_one_revision_and_is_not_checked_again(store: Store) -> None:
    made = batch(add(actor("a")), now(store), edit_id="once")
    first = store.append(made, passes)
    write(store, *change(actor("a", "Moved on")))

    def refuses(head: Head) -> NoReturn:
        raise AssertionError(head)

    assert store.append(made, refuses) == first
    assert len(store.revisions(MAP)) == 2


def test_an_edit_id_with_other_content_is_refused(store: Store) -> None:
    write(store, *add(actor("a")), edit_id="once")
    with pytest.raises(EditReused, match="once"):
        write(store, *add(actor("b")), edit_id="once")


def test_a_clash_is_refused_whole_and_shows_both_values(store: Store) -> None:
    small_map(store)
    old = now(store)
    write(store, *change(actor("a", "Theirs")), *remove("relationship", "t"))
    mine = batch((*change(actor("a", "Mine"), tie("t", strength="2")), *add(actor("new"))), old)
    with pytest.raises(Conflict) as refused:
        store.append(mine, passes)
    clashes = {(clash.kind, clash.id): clash for clash in refused.value.clashes}
    assert clashes[("actor", "a")].yours == actor("a", "Mine") and clashes[("actor", "a")].theirs == actor("a", "Theirs")
    assert clashes[("relationship", "t")].theirs is None and {clash.revision for clash in clashes.values()} == {2}
    assert "new" not in store.state(MAP).actors and "edit 2" in str(refused.value)


def test_edits_of_other_facts_do_not_clash(store: Store) -> None:
    small_map(store)
    old = now(store)
    write(store, *change(actor("a", "Theirs")))
    store.append(batch(change(actor("b", "Mine")), old), passes)
    assert [fact.name for fact in store.state(MAP).actors.values()] == ["Theirs", "Mine"]


def test_adding_what_lives_or_changing_what_is_not_there_is_a_clash(store: Store) -> None:
    small_map(store)
    for changes in (add(actor("a")), change(actor("nobody")), remove("actor", "nobody")):
        with pytest.raises(Conflict):
            write(store, *changes)


def test_the_check_sees_the_head_that_will_be_followed_and_may_read(store: Store) -> None:
    small_map(store)
    seen = []
    store.append(batch(add(actor("c")), now(store)), lambda head: seen.append((head, store.state(MAP).revision)))
    assert seen == [(Head(MAP, 1, 0, store.revisions(MAP)[0].recorded_at), 1)]


def test_a_check_that_refuses_leaves_nothing(store: Store) -> None:
    def refuses(head: Head) -> NoReturn:
        raise InputError(f"no, not after {head.revision}")

    with pytest.raises(InputError, match="no, not after 0"):
        store.append(batch(add(actor("a")), now(store)), refuses)
    assert store.heads() == ()
    small_map(store)
    before = store.state(MAP)
    with pytest.raises(InputError, match="no, not after 1"):
        store.append(batch(change(actor("a", "Other")), before), refuses)
    assert store.state(MAP) == before and len(store.revisions(MAP)) == 1


def test_a_malformed_batch_is_refused_in_words(store: Store) -> None:
    small_map(store)
    state = now(store)
    good = batch(add(actor("c")), state)
    wrong = (
        good._replace(changes=good.changes * 2),
        good._replace(changes=(Change("add", "unicorn", "u", actor("u")),)),
        good._replace(changes=(Change("add", "actor", "other", actor("c")),)),
        good._replace(base=9),
        good._replace(seals={}),
        good._replace(seals={("actor", "c", "name"): Seal("0" * 40, "salt")}),
        good._replace(changes=(Change("add", "actor", "c", actor("c")._replace(reach=5)),)),  # type: ignore[arg-type]
    )
    for made in wrong:
        with pytest.raises(InputError):
            store.append(made, passes)
    assert len(store.revisions(MAP)) == 1
    with pytest.raises(NotFound):
        store.append(good._replace(map="elsewhere"), passes)


def test_versions_tell_the_life_of_a_fact(store: Store) -> None:
    small_map(store)
    write(store, *change(actor("a", "Second")))
    write(store, *remove("actor", "a"))
    write(store, *add(actor("a", "Third")))
    told = [(v.born, v.died, v.fact.name) for v in store.versions(MAP, "actor", "a")]
    assert told == [(1, 2, "The a"), (2, 3, "Second"), (4, None, "Third")]
    assert len({v.place for v in store.versions(MAP, "actor", "a")}) == 1
    assert store.versions(MAP, "actor", "nobody") == () == store.versions(MAP, "unicorn", "a")


def test_touched_names_what_a_revision_wrote_and_removed(store: Store) -> None:
    small_map(store)
    write(store, *remove("relationship", "t"), *add(actor("c")), *change(actor("b", "B")))
    assert store.touched(MAP, 2) == (("actor", "b"), ("relationship", "t"), ("actor", "c"))


def test_revisions_remember_who_why_and_what_they_undo(store: Store) -> None:
    small_map(store)
    made = store.append(batch(remove("relationship", "t"), now(store)), passes, undoes=1)
    assert store.revisions(MAP, 1) == (made,) and (made.undoes, made.author, made.reason, made.size) == (1, "keeper", "because", 1)
    assert store.revisions(MAP, 2) == ()


def test_maps_keep_apart(store: Store) -> None:
    small_map(store)
    small_map(store, "other")
    write(store, *change(actor("a", "Only here")), map="other")
    assert [(head.map, head.revision) for head in store.heads()] == [(MAP, 1), ("other", 2)]
    assert store.state(MAP).actors["a"].name == "The a"


@pytest.mark.parametrize(
    "text", ["O'Neil\"; DROP TABLE actor; --", "\N{RIGHT-TO-LEFT OVERRIDE}x", "null", "𐍈 and \N{ZERO WIDTH JOINER}", "line\nbreak"]
)
def test_hostile_text_is_kept_as_text(store: Store, text: str) -> None:
    write(store, *add(actor(text, text, kind=text), tie("t", description=text, type=text)))
    state = store.state(MAP)
    assert state.actors[text] == actor(text, text, kind=text) and state.relationships["t"].description == text


def test_a_large_batch_is_one_revision(store: Store) -> None:
    write(store, *add(*(actor(f"a{n}") for n in range(50)), *(tie(f"t{n}", strength=str(n % 5)) for n in range(1_000))))
    write(store, *change(*(tie(f"t{n}", strength="1") for n in range(0, 1_000, 2))))
    assert {fact.strength for n, fact in enumerate(store.state(MAP).relationships.values()) if n % 2 == 0} == {"1"}
    assert list(store.state(MAP).relationships) == [f"t{n}" for n in range(1_000)]


def test_a_sound_store_has_no_problems(store: Store) -> None:
    small_map(store)
    write(store, *remove("actor", "a"))
    assert store.problems() == ()
