from __future__ import annotations

import pytest

from sysmap.errors import UsageError
from sysmap.model.actors import Actor
from sysmap.model.erasure import texts_of, withdrawal_changes
from sysmap.model.history import Version
from sysmap.model.learning import Statement, Story
from sysmap.model.state import State
from sysmap.model.ties import Funding, Position, Power, Wave
from tests.model.small_map import FAM, KES, MAP, THREE, W1, after, asked, checked, holding, rating, tie
from tests.seeds.wrenmoor_state import wrenmoor_state

ANN = rating(4, respondent="ann", note="we get on", id="r1")
BEA = rating(2, "fam", "kes", respondent="bea", note="they never ring", id="r2")
TOWN = holding(
    MAP, KES._replace(aliases="Kes", description="youth advice"), FAM, THREE[3], W1,
    asked("kes", respondent="ann"), asked("fam", respondent="bea"), asked("par"), ANN, BEA,
    rating(3, "fam", "par", respondent="bea", id="r3"),
    tie(description="monthly supper", trust_words="warm"), tie("t2", "fam", "par", description="of others"),
    Power("p1", "kes", over="budget", statement="decides alone"), Position("o1", "w1", "kes", by="cleo"),
    Position("o2", "w1", "fam", by="kes"),
    Funding("f1", "kes|fam", "par", attributes='{"contact":"Ann"}'), Statement("s1", "kes>fam", "they fell out"),
    Story("y1", "parent", "kes", "what they told", note="knows Ann", consent="given"),
)  # fmt: skip


def test_one_must_be_named_and_only_one() -> None:
    for named in ({}, {"actor": "kes", "story": "y1"}):
        with pytest.raises(UsageError):
            texts_of(TOWN, **named)  # type: ignore[arg-type]


def test_an_actor_s_erasure_covers_its_words_its_ties_and_those_who_answered_for_it() -> None:
    assert set(texts_of(TOWN, actor="kes")) == {
        ("actor", "kes", "name"), ("actor", "kes", "aliases"), ("actor", "kes", "description"),
        ("relationship", "t1", "description"), ("relationship", "t1", "trust_words"), ("rating", "r1", "note"), ("rating", "r2", "note"),
        ("respondent", "ann", "respondent"), ("power", "p1", "statement"), ("position", "o1", "by"), ("position", "o2", "by"),
        ("funding", "f1", "attributes"), ("statement", "s1", "text"),
    }  # fmt: skip


def test_a_story_s_erasure_covers_its_own_texts() -> None:
    assert set(texts_of(TOWN, story="y1")) == {("story", "y1", field) for field in ("teller_role", "text", "note")}


def test_a_respondent_s_erasure_covers_their_name_and_notes() -> None:
    assert set(texts_of(TOWN, respondent="ann")) == {("respondent", "ann", "respondent"), ("rating", "r1", "note")}
    assert texts_of(TOWN, respondent="cleo") == (("position", "o1", "by"),)
    assert texts_of(TOWN, respondent="nobody") == ()


def test_everything_is_every_personal_text_there_is_a_seal_for() -> None:
    assert set(texts_of(TOWN, all=True)) == set(TOWN.seals)


def test_texts_of_removed_facts_are_found_in_a_history() -> None:
    history = (Version("actor", "old", 1, 2, 0, Actor("old", "Old name")), Version("story", "y", 1, None, 1, Story("y", text="t")))
    assert texts_of(history, actor="old") == (("actor", "old", "name"),)


def test_withdrawn_answers_leave_the_map_and_their_row_reads_refused() -> None:
    changes = withdrawal_changes(TOWN, respondent="ann")
    assert [(c.verb, c.kind, c.id) for c in changes] == [("remove", "rating", "r1"), ("change", "roster", "w1:kes:ann")]
    state = after(TOWN, changes)
    row = state.roster["w1:kes:ann"]
    assert (row.status, row.consent) == ("refused", "withdrawn")
    assert checked(changes, TOWN).refused == ()


def test_the_answers_of_a_colleague_stay() -> None:
    state = holding(
        *THREE,
        W1,
        asked("kes", respondent="ann"),
        asked("kes", respondent="bea"),
        asked("fam"),
        ANN,
        ANN._replace(id="r9", respondent="bea"),
    )
    changes = withdrawal_changes(state, respondent="ann")
    assert {c.id for c in changes if c.kind == "rating"} == {"r1"}
    assert {c.id for c in changes if c.kind == "roster"} == {"w1:kes:ann"}


def test_an_organisation_that_answered_for_itself_can_withdraw_under_its_own_id() -> None:
    state = holding(*THREE, W1, asked("kes"), asked("fam"), rating(3, note="well", id="r1"))
    assert texts_of(state, respondent="kes") == (("rating", "r1", "note"),)
    assert [(c.kind, c.id) for c in withdrawal_changes(state, respondent="kes")] == [("rating", "r1"), ("roster", "w1:kes:None")]


def statuses(state: State) -> dict[str | None, str | None]:
    return {row.actor: row.status for row in state.roster.values()}


def test_in_a_wave_without_a_roster_one_is_made_so_that_silence_is_no_answer() -> None:
    gone = Actor("gone", "Gone", until="2020")
    state = holding(*THREE, gone, W1, rating(3, id="r1"), rating(2, "fam", "par", respondent="bea", id="r2"))
    changes = withdrawal_changes(state, respondent="kes")
    assert checked(changes, state).refused == ()
    assert statuses(after(state, changes)) == {"kes": "refused", "fam": "answered", "par": "answered"}


def test_another_wave_keeps_its_answers_from_others() -> None:
    state = holding(*THREE, W1, Wave("w2", "2025"), rating(3, id="r1"), rating(3, wave="w2", id="r2", respondent="ann"))
    assert [c.id for c in withdrawal_changes(state, respondent="ann") if c.kind == "rating"] == ["r2"]


def test_a_withdrawn_story_keeps_its_place_and_an_actor_its_ties() -> None:
    (change,) = withdrawal_changes(TOWN, story="y1")
    assert change.fact is not None
    assert (change.verb, change.fact.consent, change.fact.text) == ("change", "withdrawn", "what they told")
    assert withdrawal_changes(after(TOWN, (change,)), story="y1") == ()
    assert withdrawal_changes(TOWN, actor="kes") == ()


def test_a_withdrawal_on_the_teaching_map_breaks_no_rule() -> None:
    state = wrenmoor_state()
    changes = withdrawal_changes(state, respondent="oak-b")
    assert {c.kind for c in changes} == {"rating", "roster"}
    assert [f.problem.line() for f in checked(changes, state).refused] == []
