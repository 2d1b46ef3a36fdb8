"""What every adapter promises about words that were taken back."""

from __future__ import annotations

import pytest

from sysmap.errors import NotFound
from sysmap.model.canonical import digest
from sysmap.model.history import Erased, ledger_id
from sysmap.model.learning import Story
from sysmap.model.sealing import seals_for
from sysmap.model.ties import Roster
from sysmap.store.port import Store
from tests.store.making import MAP, actor, add, batch, change, facts_of, now, passes, rating, remove, small_map, write

ANN = ("respondent", "Ann", "respondent")


def test_an_erased_text_is_withdrawn_in_every_state_and_every_digest_still_verifies(store: Store) -> None:
    write(store, *add(actor("a", "First name"), actor("b")))
    write(store, *change(actor("a", "Second name")))
    digests = [digest(store.state(MAP, n)) for n in (1, 2)]
    assert store.erase(MAP, (("actor", "a", "name"),)) == 2
    assert [store.state(MAP, n).actors["a"].name for n in (1, 2)] == ["withdrawn", "withdrawn"]
    assert [digest(store.state(MAP, n)) for n in (1, 2)] == digests
    assert store.state(MAP).seals[("actor", "a", "name")].salt is None and store.state(MAP).erasures == 1
    assert [v.fact.name for v in store.versions(MAP, "actor", "a")] == ["withdrawn", "withdrawn"]
    assert store.state(MAP).actors["b"].name == "The b"


def test_a_respondent_is_one_text_however_many_answers_they_gave(store: Store) -> None:
    write(store, *add(rating("r1", "Ann", note="Hm"), rating("r2", "Ben"), Roster("w1/a", "w1", "a", "Ann", "answered")))
    write(store, *add(rating("r3", "Ann")))
    before = digest(store.state(MAP))
    assert store.erase(MAP, (ANN,)) == 1
    state = store.state(MAP)
    names = {state.ratings["r1"].respondent, state.ratings["r3"].respondent, state.roster["w1/a"].respondent}
    assert len(names) == 1 and str(names.pop()).startswith("withdrawn-") and state.ratings["r2"].respondent == "Ben"
    assert state.ratings["r1"].note == "Hm" and digest(state) == before


def test_two_edits_that_first_name_a_respondent_share_one_seal(store: Store) -> None:
    small_map(store)
    state = now(store)
    for fact in (rating("r1", "Ann"), rating("r2", "Ann")):
        store.append(batch(add(fact), state), passes)
    assert store.erase(MAP, (ANN,)) == 1
    assert len({fact.respondent for fact in store.state(MAP).ratings.values()}) == 1


def test_a_withdrawn_fact_can_still_be_edited_and_stays_withdrawn(store: Store) -> None:
    write(store, *add(actor("a"), rating("r", "Ann")))
    store.erase(MAP, (("actor", "a", "name"), ANN))
    state = store.state(MAP)
    write(store, *change(state.actors["a"]._replace(kind="school"), state.ratings["r"]._replace(value=1)))
    after = store.state(MAP)
    assert after.actors["a"].name == "withdrawn" and after.actors["a"].kind == "school"
    assert after.ratings["r"].respondent == state.ratings["r"].respondent and after.seals == state.seals


def test_an_edit_made_before_an_erasure_does_not_bring_the_text_back(store: Store) -> None:
    write(store, *add(actor("a"), actor("b")))
    stale = now(store)
    store.erase(MAP, (("actor", "a", "name"),))
    changes = change(stale.actors["a"]._replace(kind="school"))
    store.append(batch(changes, stale), passes)
    assert store.state(MAP).actors["a"].name == "withdrawn"


def test_a_new_text_after_an_erasure_is_a_new_text(store: Store) -> None:
    write(store, *add(actor("a")))
    store.erase(MAP, (("actor", "a", "name"),))
    write(store, *change(store.state(MAP).actors["a"]._replace(name="Public name")))
    assert store.state(MAP).actors["a"].name == "Public name" and store.state(MAP, 1).actors["a"].name == "withdrawn"


def test_the_ledger_remembers_what_was_erased_and_never_a_name(store: Store) -> None:
    write(store, *add(actor("a"), rating("r", "Ann")))
    store.erase(MAP, (("actor", "a", "name"), ANN))
    entries = store.ledger(MAP)
    assert {entry[:4] for entry in entries} == {
        (MAP, "actor", "a", "name"),
        (MAP, "respondent", ledger_id(MAP, "Ann"), "respondent"),
    }
    assert all("Ann" not in part for entry in entries for part in entry)
    assert store.ledger() == entries and store.ledger("other") == ()
    assert all(entry.at >= store.revisions(MAP)[-1].recorded_at for entry in entries)


def test_erasing_what_is_not_there_is_remembered_too(store: Store) -> None:
    small_map(store)
    assert store.erase(MAP, (("actor", "a", "description"),)) == 0
    assert store.erase(MAP, (("actor", "a", "name"), ("actor", "a", "name"))) == 1
    assert store.erase(MAP, (("actor", "a", "name"),)) == 0
    assert len(store.ledger(MAP)) == 3 and store.state(MAP).erasures == 3
    with pytest.raises(NotFound):
        store.erase("nowhere", ())


def test_the_fingerprint_of_an_edit_does_not_survive_its_text(store: Store) -> None:
    write(store, *add(actor("a"), actor("b")))
    write(store, *add(rating("r", "Ann")), edit_id="told")
    write(store, *add(actor("c")))
    store.erase(MAP, (("actor", "a", "name"), ANN))
    assert [bool(revision.fingerprint) for revision in store.revisions(MAP)] == [False, False, True]
    assert write(store, *change(actor("c", "Anything")), edit_id="told").number == 2


def test_a_removed_facts_text_can_be_erased(store: Store) -> None:
    write(store, *add(Story("s", text="A hard year")))
    write(store, *remove("story", "s"))
    assert store.erase(MAP, (("story", "s", "text"),)) == 1
    assert store.state(MAP, 1).of("story")["s"].text == "withdrawn"


def test_equal_texts_under_equal_salts_are_erased_apart(store: Store) -> None:
    changes = add(actor("a", "Same"), actor("b", "Same"))
    seals = seals_for(changes, now(store), {("actor", id, "name"): "5a17" for id in ("a", "b")})
    store.append(batch(changes, now(store))._replace(seals=seals), passes)
    store.erase(MAP, (("actor", "a", "name"),))
    assert [fact.name for fact in store.state(MAP).actors.values()] == ["withdrawn", "Same"]


def test_a_forgotten_map_is_gone_but_for_the_ledger(store: Store) -> None:
    small_map(store)
    small_map(store, "other")
    store.forget(MAP)
    assert [head.map for head in store.heads()] == ["other"] and store.head(MAP) is None
    assert [entry[:4] for entry in store.ledger(MAP)] == [(MAP, "map", MAP, "all")]
    with pytest.raises(NotFound):
        store.state(MAP)


def test_a_map_made_anew_is_never_taken_for_the_forgotten_one(store: Store) -> None:
    small_map(store)
    store.erase(MAP, (("actor", "a", "name"),))
    before = store.head(MAP)
    store.forget(MAP)
    small_map(store)
    head = store.head(MAP)
    assert before is not None and head is not None
    assert head.erasures > before.erasures and store.state(MAP).actors["a"].name == "The a"


def test_a_ledger_can_be_taken_over_and_twice_is_once(store: Store) -> None:
    entry = Erased("gone", "map", "gone", "all", "2026-01-01T00:00:00.000Z")
    store.obey([entry])
    store.obey([entry])
    assert store.ledger("gone") == (entry,)


def test_a_history_can_be_taken_over_as_it_is(store: Store) -> None:
    from sysmap.model.fold import Fold, refold

    small_map(store)
    write(store, *change(actor("a", "Second")), *add(rating("r", "Ann")))
    write(store, *remove("actor", "b"))
    write(store, *add(actor("b")))
    store.erase(MAP, (ANN, ("actor", "a", "name")))
    copy = Fold()
    assert copy.replay(MAP, store.records(MAP)).revision == 4
    assert copy.revisions(MAP) == store.revisions(MAP)
    for number in range(5):
        theirs, ours = copy.state(MAP, number), store.state(MAP, number)
        assert facts_of(theirs) == facts_of(ours) and theirs.seals == ours.seals
    assert list(copy.records(MAP)) == list(store.records(MAP))
    assert facts_of(refold(MAP, store.records(MAP))) == facts_of(store.state(MAP))
    assert refold(MAP, store.records(MAP)).seals == store.state(MAP).seals
