from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.model.actors import Actor, Lineage, Place, Provision, Source, Strength
from sysmap.model.kinds import KINDS
from sysmap.model.learning import Condition, ConditionRating, Decision, Event, Indicator, Measurement, Question, Snapshot, Statement, Story
from sysmap.model.state import State
from sysmap.model.ties import Funding, Position, Power, Wave
from sysmap.model.visibility import View, Viewer, audience_of, sees_wave, visible
from sysmap.model.vocabulary import AUDIENCES
from tests.model.small_map import MAP, THREE, W1, asked, holding, rating, tie
from tests.seeds.wrenmoor_figures import SEEDS
from tests.seeds.wrenmoor_state import wrenmoor_state

PUBLIC = Viewer.for_audience("public")
PARTICIPANT = Viewer.for_audience("participants")
OPEN = MAP._replace(default_audience="public")
HIDDEN = Actor("hid", "Hidden", audience="stewards")


def seen(viewer: Viewer, *facts: Any) -> State:
    return visible(holding(*facts), viewer).state


def ids(state: State) -> set[tuple[str, str]]:
    return {(kind, id) for kind, facts in state.facts.items() for id in facts}


# Who sees what


def test_a_fact_s_audience_is_its_own_else_the_map_s_else_that_of_its_kind() -> None:
    state = holding(MAP)
    assert audience_of(state, "relationship", tie()) == "participants"
    assert audience_of(state, "rating", rating()) == "stewards"
    assert audience_of(state, "power", Power("p")) == "stewards"
    assert audience_of(holding(OPEN), "rating", rating()) == "public"
    assert audience_of(holding(OPEN), "rating", rating(audience="learning")) == "learning"


def test_audiences_are_spaces_and_no_ladder() -> None:
    stories = [Story(space, text=space, audience=space) for space in AUDIENCES]
    assert set(seen(PARTICIPANT, MAP, *stories).of("story")) == {"public", "participants"}
    assert set(seen(Viewer.for_audience("accountability"), MAP, *stories).of("story")) == {"public", "accountability"}
    assert set(seen(Viewer(frozenset()), MAP, *stories).of("story")) == {"public"}
    assert set(seen(Viewer.steward(), MAP, *stories).of("story")) == set(AUDIENCES)


def test_the_steward_is_handed_the_very_same_state() -> None:
    state = holding(*THREE, HIDDEN)
    assert visible(state, Viewer.steward()).state is state
    assert visible(state, Viewer.for_audience("stewards")) == View(state, {}, True)


def test_a_map_of_which_nothing_is_seen_is_empty_and_one_fact_makes_it_visible() -> None:
    assert visible(holding(*THREE), PUBLIC).empty
    assert visible(holding(*THREE), PUBLIC).state.facts == {}
    one = visible(holding(*THREE, Actor("new", "New", audience="public")), PUBLIC)
    assert not one.empty and set(one.state.facts["map"]) == {"town"}


def test_participants_are_told_how_much_is_hidden_and_the_public_is_not() -> None:
    state = holding(*THREE, HIDDEN, tie(audience="public"), Power("p", "kes"), Actor("open", "Open", audience="public"))
    assert visible(state, PARTICIPANT).hidden == {"actor": 1, "power": 1}
    public = visible(state, PUBLIC)
    assert public.hidden == {} and not public.whole and not public.empty


def test_a_blank_map_exists_for_its_steward_alone() -> None:
    assert not visible(holding(OPEN), Viewer.steward()).empty
    assert visible(holding(OPEN), PUBLIC).empty


# Ties and what hangs on an actor


def test_a_tie_needs_both_ends() -> None:
    state = seen(PUBLIC, OPEN, *THREE[1:], HIDDEN, tie("a"), tie("b", to_id="hid"), tie("c", from_id="hid"))
    assert set(state.relationships) == {"a"}


def test_a_joint_gift_needs_each_giver_and_a_giver_not_stated_hides_nothing() -> None:
    flows = (Funding("a", "kes|fam", "par"), Funding("b", "kes|hid", "par"), Funding("c", None, "par"), Funding("d", "kes", "hid"))
    assert set(seen(PUBLIC, OPEN, *THREE[1:], HIDDEN, *flows).funding) == {"a", "c"}


def test_money_into_a_hidden_fund_is_kept_without_the_fund() -> None:
    flows = (Funding("a", "kes", "par", pooled_in="hid"), Funding("b", "kes", "hid"), Funding("c", "par", "fam", out_of="b"))
    state = seen(PUBLIC, OPEN, *THREE[1:], HIDDEN, *flows)
    assert {id: (f.pooled_in, f.out_of) for id, f in state.funding.items()} == {"a": (None, None), "c": (None, None)}


def test_what_is_about_one_hidden_actor_is_hidden_with_it() -> None:
    about = (
        Power("p", "hid", over="x"),
        Power("q", "kes", "hid"),
        Position("o", "w1", "hid"),
        Provision("v", "hid", "advice"),
        Strength("s", "hid", None, "humour"),
        Lineage("l", "renamed", "hid", "kes"),
        Statement("t", "hid", "they said"),
        Story("y", about="kes>hid", text="told"),
        asked("hid"),
    )
    assert set(seen(PUBLIC, OPEN, *THREE[1:], W1, HIDDEN, *about).facts) & {"power", "position", "provision", "strength"} != set()
    state = seen(PUBLIC, OPEN, *THREE[1:], W1, HIDDEN, *about)
    assert [state.of(kind) for kind in ("power", "position", "provision", "strength", "lineage", "statement", "story", "roster")] == [
        {}
    ] * 8


def test_elsewhere_the_hidden_one_s_id_is_taken_out_of_the_words() -> None:
    said = (
        Actor("sub", "Sub", part_of="hid"),
        Event("e", what="Closed", affects="kes|hid|fam"),
        Question("q", question="?", owner="hid"),
        Decision("d", what="bought", who_decided="hid|par", asked="hid"),
        Condition("c", "Trust"),
        ConditionRating("r", "c", by="hid"),
    )
    state = seen(PUBLIC, OPEN, *THREE[1:], HIDDEN, *said)
    assert state.actors["sub"].part_of is None
    assert state.of("event")["e"].affects == "kes|fam"
    assert state.of("question")["q"].owner is None
    assert (state.of("decision")["d"].who_decided, state.of("decision")["d"].asked) == ("par", None)
    assert state.of("condition_rating")["r"].by is None


def test_a_story_about_a_hidden_tie_is_hidden() -> None:
    stories = (Story("a", about="secret", text="x"), Story("b", about="open", text="y"))
    state = seen(PUBLIC, OPEN, *THREE[1:], tie("secret", audience="stewards"), tie("open"), *stories)
    assert set(state.of("story")) == {"b"}


def test_values_of_a_hidden_indicator_condition_or_wave_are_hidden() -> None:
    facts = (
        Indicator("i", "I", audience="stewards"),
        Measurement("m", "i"),
        Condition("c", "C", audience="stewards"),
        ConditionRating("r", "c"),
        Wave("w9", "2024", audience="stewards"),
        tie("t", wave="w9"),
        Snapshot("s", "s", wave="w9"),
        Story("y", text="t", wave="w9"),
    )
    state = seen(PUBLIC, OPEN, *THREE[1:], *facts)
    assert [dict(state.of(kind)) for kind in ("measurement", "condition_rating", "relationship", "snapshot")] == [{}] * 4
    assert state.of("story")["y"].wave is None


# Answers


def test_a_wave_with_one_hidden_answer_shows_none_of_its_answers() -> None:
    answers = (rating(3), rating(2, "fam", "par"), rating(1, "par", "kes", audience="stewards"), rating(3, wave="w2"))
    state = holding(OPEN, *THREE[1:], W1, Wave("w2", "2025"), *answers)
    assert [sees_wave(state, PUBLIC, wave) for wave in ("w1", "w2", "w3")] == [False, True, False]
    assert {r.wave for r in visible(state, PUBLIC).state.ratings.values()} == {"w2"}
    assert sees_wave(state, Viewer.steward(), "w1")


def test_a_wave_with_an_answer_about_a_hidden_organisation_is_not_shown() -> None:
    state = holding(OPEN, *THREE[1:], HIDDEN, W1, rating(3), rating(3, "kes", "hid"))
    assert not sees_wave(state, PUBLIC, "w1")
    assert visible(state, PUBLIC).state.ratings == {}


def test_answers_are_for_stewards_unless_stated() -> None:
    state = holding(*THREE, W1, rating(3))
    assert not sees_wave(state, PARTICIPANT, "w1") and visible(state, PARTICIPANT).hidden == {"rating": 1}
    shared = holding(*THREE, W1, rating(3, audience="participants"))
    assert sees_wave(shared, PARTICIPANT, "w1")


def test_who_was_silent_is_shown_with_the_answers_and_not_without_them() -> None:
    people = [a._replace(audience="public") for a in (THREE[1], THREE[2])]
    wave, roster = W1._replace(audience="public"), (asked("kes"), asked("fam", "silent"))
    shown = visible(holding(MAP, *people, wave, *roster, rating(3, audience="public")), PUBLIC).state
    assert {row.actor: row.status for row in shown.roster.values()} == {"kes": "answered", "fam": "silent"}
    assert visible(holding(MAP, *people, wave, *roster, rating(3)), PUBLIC).state.roster == {}


def test_a_roster_row_set_aside_hides_the_answers_that_need_it() -> None:
    state = holding(OPEN, *THREE[1:], W1, asked("kes"), asked("fam", "silent", audience="stewards"), rating(3))
    assert not sees_wave(state, PUBLIC, "w1")


def test_a_round_whose_whole_roster_is_hidden_is_not_shown_as_one_that_everybody_answered() -> None:
    state = holding(OPEN, *THREE[1:], HIDDEN, W1, asked("hid"))
    assert not sees_wave(state, PUBLIC, "w1")
    assert sees_wave(holding(OPEN, *THREE[1:], HIDDEN, W1, asked("hid"), asked("kes")), PUBLIC, "w1")


def test_a_round_nobody_has_answered_yet_shows_its_roster_to_those_it_is_for() -> None:
    state = holding(*THREE, W1._replace(audience="public"), asked("kes"), Actor("open", "Open", audience="public"))
    assert not sees_wave(state, PUBLIC, "w1") and sees_wave(state, PARTICIPANT, "w1")
    assert visible(state, PUBLIC).state.roster == {} and len(visible(state, PARTICIPANT).state.roster) == 1


def test_who_answered_is_named_only_where_the_answers_are_visible() -> None:
    roster = (asked("kes", respondent="ann"), asked("fam", respondent="bea"), asked("fam", respondent="cem"))
    state = seen(PARTICIPANT, *THREE, W1, *roster, rating(3, respondent="ann"))
    assert [row.respondent for row in state.roster.values()] == [None, "respondent 1", "respondent 2"]
    assert not any(key[0] == "respondent" for key in state.seals)
    shared = seen(PARTICIPANT, *THREE, W1, *roster, rating(3, respondent="ann", audience="participants"))
    assert [row.respondent for row in shared.roster.values()] == ["ann", "bea", "cem"]


def test_a_note_is_for_stewards_unless_it_says_otherwise() -> None:
    facts = (rating(3, note="they lie"), rating(3, "fam", "kes", note="they try", note_audience="public"), Story("s", text="t", note="who"))
    state = seen(PUBLIC, OPEN, *THREE[1:], W1, *facts)
    assert [r.note for r in state.ratings.values()] == [None, "they try"]
    assert state.of("story")["s"].note is None
    assert ("rating", "w1:None:kes:fam:None", "note") not in state.seals


def test_a_withdrawn_story_stands_without_its_words() -> None:
    story = Story("s", "parent", text="what they told", shows="that", note="x", note_audience="public", consent="withdrawn")
    kept = seen(PUBLIC, OPEN, story).of("story")["s"]
    assert (kept.text, kept.shows, kept.note, kept.consent) == (None, None, None, "withdrawn")


def test_a_hidden_source_that_is_cited_leaves_its_date() -> None:
    sources = (
        Source("r", "Report", "Ann", "2019", "https://r.example", audience="stewards"),
        Source("x", "Other", date="2020", audience="stewards"),
    )
    state = seen(PUBLIC, OPEN, *sources, Actor("a", "A", source="r:15"))
    assert dict(state.sources) == {"r": Source("r", date="2019", audience="stewards")}


def test_seals_of_what_is_hidden_are_left_out() -> None:
    state = seen(PUBLIC, OPEN, *THREE[1:], HIDDEN)
    assert {key[1] for key in state.seals} == {"kes", "fam", "par"}


# The teaching map


@pytest.mark.parametrize(
    ("audience", "power", "stories", "ties"), [("public", 10, 4, 71), ("participants", 11, 5, 72), ("stewards", 12, 6, 72)]
)
def test_wrenmoor_is_seen_as_its_page_says(audience: str, power: int, stories: int, ties: int) -> None:
    state = visible(wrenmoor_state(), Viewer.for_audience(audience)).state
    assert (len(state.power), len(state.of("story")), len(state.relationships)) == (power, stories, ties)
    assert len(state.ratings) == 1010


def test_wrenmoor_as_real_shows_participants_no_answers_and_does_not_exist_for_the_public() -> None:
    real = wrenmoor_state(SEEDS / "wrenmoor-as-real")
    assert visible(real, PUBLIC).empty
    view = visible(real, PARTICIPANT)
    assert not any(view.state.of(kind) for kind in ("rating", "power", "position", "story"))
    assert len(view.state.actors) == 39 and len(view.state.funding) == 38
    assert (view.hidden["rating"], view.hidden["power"], view.hidden["position"], view.hidden["story"]) == (1010, 12, 22, 6)
    assert not any(row.respondent for row in view.state.roster.values())


# Whatever the map


AUDIENCE = st.sampled_from([None, None, *AUDIENCES])
NAMES = ("act-1", "act-2", "act-3", "act-4")
WHO = st.sampled_from(NAMES)
WAVES = ("wav-1", "wav-2")


@st.composite
def states(draw: st.DrawFn) -> State:
    def some(make: Any, count: int = 3) -> list[Any]:
        return [make(f"{make.__name__.lower()[:3]}-{n}", draw(AUDIENCE)) for n in range(1, draw(st.integers(0, count)) + 1)]

    def who() -> str:
        return draw(WHO)

    def rel(id: str, audience: str | None) -> Any:
        return tie(id, who(), who(), audience=audience, description="words", wave=draw(st.sampled_from([None, *WAVES])))

    def ans(id: str, audience: str | None) -> Any:
        more = {"respondent": draw(st.sampled_from([None, "ann"])), "note": "said", "note_audience": draw(AUDIENCE), "audience": audience}
        return rating(3, who(), who(), draw(st.sampled_from(WAVES)), id=id, **more)

    def flo(id: str, audience: str | None) -> Any:
        return Funding(id, f"{who()}|{who()}", who(), pooled_in=who(), out_of="flo-1" if id != "flo-1" else None, audience=audience)

    def pow(id: str, audience: str | None) -> Any:
        return Power(id, who(), draw(st.sampled_from([None, *NAMES])), "budget", "words", audience=audience)

    def ros(id: str, audience: str | None) -> Any:
        return asked(who(), "answered", draw(st.sampled_from([None, "ann"])), draw(st.sampled_from(WAVES)), audience=audience)._replace(
            id=id
        )

    def sto(id: str, audience: str | None) -> Any:
        return Story(
            id, "parent", draw(st.sampled_from([f"{who()}>{who()}", "rel-1", "what matters"])), "told", note="n", audience=audience
        )

    def eve(id: str, audience: str | None) -> Any:
        return Event(id, "2024", "it happened", f"{who()}|{who()}|all", audience=audience)

    def con(id: str, audience: str | None) -> Any:
        return Condition(id, "C", audience=audience)

    def vie(id: str, audience: str | None) -> Any:
        return ConditionRating(id, "con-1", draw(st.sampled_from([None, *WAVES])), by=who(), rating="helps", audience=audience)

    actors = [Actor(id, id.title(), part_of=draw(st.sampled_from([None, *NAMES])), audience=draw(AUDIENCE)) for id in NAMES]
    waves = [Wave(id, "2024", audience=draw(AUDIENCE)) for id in WAVES]
    kinds = [some(make) for make in (rel, ans, flo, pow, ros, sto, eve, con)]
    views = some(vie) if kinds[-1] else []
    return holding(MAP._replace(default_audience=draw(AUDIENCE)), *actors, *waves, *(f for facts in kinds for f in facts), *views)


VIEWERS = st.builds(lambda own: Viewer(frozenset({"public", *own})), st.sets(st.sampled_from(AUDIENCES[:-1])))


@given(states(), VIEWERS, VIEWERS)
def test_who_belongs_to_more_spaces_never_sees_less(state: State, one: Viewer, other: Viewer) -> None:
    both = Viewer(one.spaces | other.spaces)
    assert ids(visible(state, one).state) <= ids(visible(state, both).state) <= ids(state)


@given(states(), VIEWERS)
def test_looking_again_changes_nothing(state: State, viewer: Viewer) -> None:
    once = visible(state, viewer)
    twice = visible(once.state, viewer)
    assert twice.state == once.state and twice.whole and twice.hidden == {}


@given(states(), VIEWERS)
def test_nothing_of_what_is_hidden_is_named_anywhere(state: State, viewer: Viewer) -> None:
    view = visible(state, viewer)
    text = repr((view.state.facts, view.state.seals))
    hidden = {id for _, id in ids(state) - ids(view.state)}
    assert [id for id in hidden if f"'{id}'" in text or f"{id}|" in text or f"|{id}" in text or f"{id}>" in text or f">{id}" in text] == []


@given(states(), VIEWERS)
def test_the_answers_of_a_wave_are_seen_whole_or_not_at_all(state: State, viewer: Viewer) -> None:
    view = visible(state, viewer)
    for wave in WAVES:
        whole = {id for id, r in state.ratings.items() if r.wave == wave}
        shown = {id for id, r in view.state.ratings.items() if r.wave == wave}
        assert shown in (set(), whole)
        assert not whole or (shown == whole) == sees_wave(state, viewer, wave)


@given(states(), VIEWERS)
def test_what_is_seen_keeps_its_order_and_its_words(state: State, viewer: Viewer) -> None:
    view = visible(state, viewer)
    for kind, facts in view.state.facts.items():
        assert [id for id in state.of(kind) if id in facts] == list(facts)
        for id, fact in facts.items():
            whole = state.of(kind)[id]
            rewritten = {f for f, a, b in zip(fact._fields, fact, whole, strict=True) if a != b}
            assert rewritten <= {"part_of", "pooled_in", "out_of", "note", "wave", "affects", "by", "respondent"}


def test_every_kind_has_an_audience_that_exists() -> None:
    assert {kind.audience for kind in KINDS.values()} <= set(AUDIENCES)
    assert Place("p", "p").audience is None
