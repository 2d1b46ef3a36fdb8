from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sysmap.model.canonical import canonical_fact, commitment, digest, seal, seal_key
from sysmap.model.learning import Snapshot
from sysmap.model.state import Seal, State
from tests.model.small_map import FAM, KES, MAP, PAR, adding, after, changing, holding, rating, removing, tie

FACTS: list[Any] = [MAP, KES, FAM, PAR, tie(description="supper"), rating(3, respondent="ann", note="warm")]


def resealed(state: State, seals: dict[tuple[str, str, str], Seal]) -> State:
    return State(state.map, state.revision, state.erasures, state.facts, seals)


@given(st.permutations(FACTS))
def test_a_digest_does_not_depend_on_order(facts: list[Any]) -> None:
    fixed = {key: seal("text", f"salt of {key}") for key in holding(*FACTS).seals}
    assert digest(resealed(holding(*facts), fixed)) == digest(resealed(holding(*FACTS), fixed))


def test_a_digest_depends_on_every_fact_but_snapshots() -> None:
    state = holding(*FACTS)
    assert digest(state).startswith("sm1:") and len(digest(state)) == 68
    assert digest(after(state, adding(Snapshot("s", "s")))) == digest(state)
    assert digest(after(state, removing(tie()))) != digest(state)
    assert digest(after(state, changing(rating(4, respondent="ann", note="warm")))) != digest(state)


def test_erasing_a_text_and_its_salt_leaves_the_digest() -> None:
    state = holding(*FACTS)
    gone = after(state, ())
    facts = {**gone.facts, "relationship": {"t1": tie(description="withdrawn")}}
    key = ("relationship", "t1", "description")
    erased = State(state.map, state.revision, 1, facts, {**state.seals, key: Seal(state.seals[key].hash, None)})
    assert digest(erased) == digest(state)


def test_only_what_is_stated_is_written_so_that_a_new_field_changes_no_old_digest() -> None:
    assert canonical_fact("actor", KES) == '["actor",{"id":"kes","name":"Kestrel"}]'


def test_a_commitment_hides_its_text_behind_the_salt() -> None:
    one, other = seal("they never ring"), seal("they never ring")
    assert one.hash != other.hash and one.salt is not None
    assert one.hash == commitment("they never ring", one.salt)
    assert commitment("half \ud800", "s") != commitment("half \ud801", "s")


def test_a_respondent_is_one_text_however_many_answers_they_gave() -> None:
    keys = {seal_key("rating", rating(3, to_id=to, respondent="ann"), "respondent") for to in ("fam", "par")}
    assert keys == {("respondent", "ann", "respondent")}
