"""Changing a map over GraphQL: each thing a person does, once however often it is sent, whole or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette

from sysmap.api.words import WORDS, WRITTEN
from sysmap.errors import MapBusy
from tests.api.asking import ask, post
from tests.api.served import mutation, service, whoever
from tests.web.visiting import Visitor, keeper

SOURCE = "invented for learning"
NAME = mutation('changeActor(map: "wrenmoor", key: "kes", actor: {name: $name})', name="String")


@pytest.fixture
def app() -> Starlette:
    return service("wrenmoor")


def do(visitor: Visitor, text: str, id: str, base: int, **more: Any) -> Any:
    return ask(visitor, text, id=id, base=base, **more)["it"]


def read(visitor: Visitor, fields: str) -> Any:
    return ask(visitor, f'{{ map(id: "wrenmoor") {{ {fields} }} }}')["map"]


def test_a_change_keeps_what_is_left_out_and_clears_what_is_null(app: Starlette) -> None:
    text = mutation('changeActor(map: "wrenmoor", key: "kes", actor: {name: $name, reach: null})', name="String")
    done = do(keeper(app), text, "e1", 1, name="Kestrel")
    assert done == {"__typename": "EditDone", "revisionNumber": 2, "erased": None, "facts": [{"__typename": "Actor", "key": "kes"}]}
    found = read(keeper(app), 'revision fact(kind: ACTOR, key: "kes") { ... on Actor { name reach sector } }')
    assert found == {"revision": 2, "fact": {"name": "Kestrel", "reach": None, "sector": "voluntary"}}


def test_the_same_edit_again_gives_the_first_answer_and_changes_nothing(app: Starlette) -> None:
    first = do(keeper(app), NAME, "e1", 1, name="Kestrel")
    do(keeper(app), NAME, "e2", 2, name="Kestrel Again")
    assert do(keeper(app), NAME, "e1", 1, name="Kestrel")["revisionNumber"] == first["revisionNumber"] == 2
    assert read(keeper(app), "revision")["revision"] == 3


def test_the_same_edit_id_with_another_change_is_refused(app: Starlette) -> None:
    do(keeper(app), NAME, "e1", 1, name="Kestrel")
    refused = do(keeper(app), NAME, "e1", 1, name="Another")
    assert refused["__typename"] == "EditRefused"
    assert [p["code"] for p in refused["problems"]] == ["EDIT_REUSED"]


def test_two_who_change_the_same_are_told_both_values(app: Starlette) -> None:
    do(keeper(app), NAME, "e1", 1, name="First")
    clash = do(keeper(app), NAME, "e2", 1, name="Second")
    assert clash["__typename"] == "EditConflict"
    (both,) = clash["clashes"]
    assert (both["kind"], both["key"], both["revision"], both["current"]["name"]) == ("actor", "kes", 2, "First")
    assert read(keeper(app), "revision")["revision"] == 2


def test_a_clash_names_the_fields_that_differ(app: Starlette) -> None:
    do(keeper(app), NAME, "e1", 1, name="First")
    text = NAME.replace("kind key revision", "kind key fields { name yours current } revision")
    (clash,) = do(keeper(app), text, "e2", 1, name="Second")["clashes"]
    assert clash["fields"] == [{"name": "name", "yours": "Second", "current": "First"}]


def test_the_history_says_who_when_why_and_what_was_taken_back(app: Starlette) -> None:
    app.state.author = "facilitator-7"
    do(keeper(app), NAME, "e1", 1, name="Kestrel")
    do(keeper(app), mutation('undo(map: "wrenmoor", revision: 2)'), "u1", 2)
    nodes = read(keeper(app), "history { nodes { number editId author reason undoes undoneBy touched { kind key } } }")["history"]["nodes"]
    same = {"author": "facilitator-7", "touched": [{"kind": "ACTOR", "key": "kes"}]}
    assert nodes[:2] == [
        {"number": 3, "editId": "u1", "reason": "undo of edit 2", "undoes": 2, "undoneBy": None, **same},
        {"number": 2, "editId": "e1", "reason": "a test", "undoes": None, "undoneBy": 3, **same},
    ]


def test_a_broken_rule_names_field_code_and_what_to_do(app: Starlette) -> None:
    row = f'{{wave: "w1", actor: "cou", status: "anwsered", source: "{SOURCE}"}}'
    text = mutation(f'addRosterEntry(map: "wrenmoor", rosterEntry: {row})')
    (problem,) = [p for p in do(keeper(app), text, "e1", 1)["problems"] if p["field"] == "status"]
    assert (problem["kind"], problem["field"], problem["code"], problem["value"]) == ("roster", "status", "WORD", "anwsered")
    assert "answered" in problem["suggestion"]


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_kind_of_fact_can_be_added_changed_ended_and_removed(kind: str, app: Starlette) -> None:
    fields = app_fields(kind)
    words, visitor = WORDS[kind], keeper(app)
    added = do(visitor, mutation(f'add{words.type}(map: "wrenmoor", {words.one}: {fields})'), "e1", 1)
    assert added["__typename"] == "EditDone", added
    (fact,) = added["facts"]
    assert fact["__typename"] == words.type
    ways = (
        (f'change{words.type}(map: "wrenmoor", key: $key, {words.one}: {{basis: "inferred"}})', 2),
        (f'end{words.type}(map: "wrenmoor", key: $key, until: "2031")', 3),
        (f'remove{words.type}(map: "wrenmoor", key: $key)', 4),
    )
    for call, base in ways:
        done = do(visitor, mutation(call, key="ID!"), f"e{base}", base, key=fact["key"])
        assert done["__typename"] == "EditDone", (call, done)
    assert read(visitor, f"fact(kind: {kind.upper()}, key: \"{fact['key']}\") {{ key }}")["fact"] is None


def app_fields(kind: str) -> str:
    """A fact of each kind that the teaching map may take."""
    fields = {
        "source": '{title: "A report", date: "2024"}',
        "place": '{name: "Newtown"}',
        "actor": '{name: "New one"}',
        "wave": '{date: "2026-05"}',
        "roster": '{wave: "p3", actor: "cou", status: "not_asked"}',
        "rating": '{wave: "w2", from: "kes", to: "hou", item: "reliability", value: 4}',
        "relationship": '{from: "kes", to: "yvp", type: "trains"}',
        "funding": '{from: ["nlt"], to: "kes", amount: "100.50", currency: "GBP"}',
        "power": '{holder: "cyc", over: "the bus timetable", expression: ["over"]}',
        "position": '{wave: "w2", actor: "kes", influence: "3", interest: "3", by: "uni"}',
        "provision": '{provider: "kes", what: "a new thing"}',
        "strength": '{who: "kes", what: "patience"}',
        "lineage": '{kind: "renamed", from: "cou", to: "ehp"}',
        "layout": '{actor: "kes", x: "1", y: "2"}',
        "condition": '{name: "Weather"}',
        "condition_rating": '{condition: "c1", place: "Lowfield", rating: "mixed"}',
        "indicator": '{name: "Smiles"}',
        "measurement": '{indicator: "i1", value: "3", date: "2026"}',
        "story": '{text: "It rained.", tellerRole: "parent"}',
        "statement": '{text: "It is said."}',
        "event": '{what: "It snowed.", date: "2025-12"}',
        "question": '{question: "Why?"}',
        "risk": '{acting: "too soon", notActing: "too late"}',
        "decision": '{what: "To wait"}',
    }[kind]
    return fields.replace("}", f', source: "{SOURCE}"}}')


def test_a_batch_is_one_edit_or_none(app: Starlette) -> None:
    visitor = keeper(app)
    text = mutation('edit(map: "wrenmoor", changes: $changes)', changes="[ChangeInput!]!")
    good = [{"verb": "ADD", "key": "new", "actor": {"name": "New", "source": SOURCE}},
            {"verb": "ADD", "relationship": {"from": "new", "to": "kes", "source": SOURCE}},
            {"verb": "END", "kind": "ACTOR", "key": "oak", "until": "2031"}]  # fmt: skip
    refused = do(visitor, text, "e1", 1, changes=[*good, {"verb": "ADD", "relationship": {"from": "new", "to": "nobody"}}])
    assert refused["__typename"] == "EditRefused"
    assert read(visitor, "revision")["revision"] == 1
    done = do(visitor, text, "e2", 1, changes=good)
    assert {fact["__typename"] for fact in done["facts"]} == {"Actor", "Relationship"} and len(done["facts"]) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "ADD"},
        {"verb": "REMOVE", "key": "kes"},
        {"verb": "CHANGE", "actor": {}, "place": {}, "key": "kes"},
        {"verb": "CHANGE", "actor": {"name": "x"}},
        {"verb": "REMOVE", "kind": "SNAPSHOT", "key": "x"},
    ],
)
def test_a_change_that_says_too_little_or_too_much_is_refused(app: Starlette, change: dict[str, Any]) -> None:
    text = mutation('edit(map: "wrenmoor", changes: $changes)', changes="[ChangeInput!]!")
    assert do(keeper(app), text, "e1", 1, changes=[change])["__typename"] == "EditRefused"


def test_an_answer_takes_the_place_of_the_one_before(app: Starlette) -> None:
    text = mutation('rate(map: "wrenmoor", answer: {wave: "w2", from: "kes", to: "fam", item: "openness", value: $value})', value="Int")
    count = read(keeper(app), "ratings { totalCount }")
    assert do(keeper(app), text, "e1", 1, value=2)["__typename"] == "EditDone"
    assert read(keeper(app), "ratings { totalCount }") == count
    refused = do(keeper(app), text, "e2", 2, value=9)
    assert refused["problems"][0]["code"] == "SCALE"


def test_an_actor_is_put_somewhere_and_moved(app: Starlette) -> None:
    text = mutation('placeActor(map: "wrenmoor", actor: "kes", x: $x, y: 2.5)', x="Float!")
    for number, x in ((1, 1), (2, 1e-7)):
        assert do(keeper(app), text, f"e{number}", number, x=x)["__typename"] == "EditDone"
    found = read(keeper(app), "layouts { nodes { x y pinned } }")["layouts"]["nodes"]
    assert [place for place in found if place["pinned"] == "yes"] == [{"x": "0", "y": "2.5", "pinned": "yes"}]
    assert len(found) > 20, "everybody else is kept where they stand"


def test_a_place_sent_again_after_its_answer_was_lost_gets_its_first_answer(app: Starlette) -> None:
    text = mutation('placeActor(map: "wrenmoor", actor: $actor, x: $x, y: 2.5)', actor="ID!", x="Float!")
    first = do(keeper(app), text, "lost", 1, actor="kes", x=10.0)
    assert do(keeper(app), text, "others", 2, actor="fam", x=20.0)["__typename"] == "EditDone"
    again = do(keeper(app), text, "lost", 1, actor="kes", x=10.0)
    assert (again["__typename"], again["revisionNumber"]) == ("EditDone", first["revisionNumber"])
    reused = do(keeper(app), text, "lost", 1, actor="kes", x=11.0)
    assert [problem["code"] for problem in reused["problems"]] == ["EDIT_REUSED"]


def test_everybody_is_kept_once_and_one_that_was_put_somewhere_is_let_go(app: Starlette) -> None:
    keep = mutation('keepPlaces(map: "wrenmoor", layer: RELATIONSHIPS)')
    assert do(keeper(app), keep, "k1", 1)["revisionNumber"] == 2
    assert do(keeper(app), keep, "k1", 1)["revisionNumber"] == 2
    assert do(keeper(app), keep, "k2", 2)["revisionNumber"] is None
    do(keeper(app), mutation('placeActor(map: "wrenmoor", actor: "kes", x: 1, y: 2.5)'), "p1", 2)
    go = mutation('letActorGo(map: "wrenmoor", actor: $actor)', actor="ID!")
    assert do(keeper(app), go, "g1", 3, actor="kes")["revisionNumber"] == 4
    found = read(keeper(app), "layouts(first: 100) { nodes { key pinned } }")["layouts"]["nodes"]
    assert len(found) > 30 and {place["pinned"] for place in found} == {"no"}
    assert do(keeper(app), go, "g2", 4, actor="gen")["problems"][0]["code"] == "NOT_FOUND"


def test_a_version_is_kept_once_however_often_it_is_asked_for_and_never_moves(app: Starlette) -> None:
    text = mutation('takeSnapshot(map: "wrenmoor", name: "before summer", wave: "w2")')
    first = do(keeper(app), text, "s1", 1)
    do(keeper(app), NAME, "e1", 2, name="Kestrel")
    assert do(keeper(app), text, "s1", 1)["revisionNumber"] == first["revisionNumber"] == 2
    found = read(keeper(app), 'then: fact(kind: ACTOR, key: "kes", at: {snapshot: "before summer"}) { ... on Actor { name } }')
    assert found["then"]["name"] == "Kestrel Youth Advice"


def test_an_edit_is_undone_once_and_not_when_others_lean_on_it(app: Starlette) -> None:
    undo = mutation('undo(map: "wrenmoor", revision: 2)')
    do(keeper(app), NAME, "e1", 1, name="Kestrel")
    done = do(keeper(app), undo, "u1", 2)
    assert done["revisionNumber"] == 3
    assert do(keeper(app), undo, "u1", 2)["revisionNumber"] == 3
    assert read(keeper(app), 'fact(kind: ACTOR, key: "kes") { ... on Actor { name } }')["fact"]["name"] == "Kestrel Youth Advice"
    do(keeper(app), NAME, "e3", 3, name="Other")
    assert do(keeper(app), undo, "u2", 4)["__typename"] == "EditConflict"


def test_words_are_erased_and_stay_erased_when_it_is_asked_again(app: Starlette) -> None:
    text = mutation('erase(map: "wrenmoor", who: {story: "s1"})')
    assert do(keeper(app), text, "x1", 1)["erased"] >= 1
    assert do(keeper(app), text, "x1", 1)["__typename"] == "EditDone"
    assert "before it was decided" not in post(keeper(app), '{ map(id: "wrenmoor") { stories { nodes { text } } } }').text


def test_a_whole_map_is_erased_only_when_it_is_named_twice(app: Starlette) -> None:
    text = mutation('erase(map: "wrenmoor", who: {wholeMap: $again})', again="ID!")
    assert do(keeper(app), text, "x1", 1, again="other")["__typename"] == "EditRefused"
    assert do(keeper(app), text, "x2", 1, again="wrenmoor")["__typename"] == "EditDone"
    assert ask(keeper(app), "{ maps { totalCount } }")["maps"]["totalCount"] == 0


def test_a_map_is_begun_and_described(app: Starlette) -> None:
    begin = mutation('createMap(map: "fresh", about: {name: "Fresh", focalQuestion: "Who?"})')
    assert do(keeper(app), begin, "c1", 0)["revisionNumber"] == 1
    assert do(keeper(app), begin, "c1", 0)["revisionNumber"] == 1
    assert do(keeper(app), mutation('describeMap(map: "fresh", about: {focalQuestion: null})'), "c2", 1)["revisionNumber"] == 2
    assert ask(keeper(app), '{ map(id: "fresh") { name focalQuestion } }')["map"] == {"name": "Fresh", "focalQuestion": None}
    assert do(keeper(app), mutation('createMap(map: "No Good", about: {name: "x"})'), "c3", 0)["__typename"] == "EditRefused"


def test_a_base_past_the_map_and_a_map_that_is_not_there_are_refused(app: Starlette) -> None:
    assert do(keeper(app), NAME, "e1", 9, name="x")["__typename"] == "EditRefused"
    elsewhere = mutation('removeActor(map: "nowhere", key: "kes")')
    assert do(keeper(app), elsewhere, "e1", 1)["problems"][0]["code"] == "NOT_FOUND"


def test_a_busy_map_says_when_to_try_again(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise MapBusy("A large import is being published", fix="Try again shortly.")

    monkeypatch.setattr("sysmap.api.writing.change", busy)
    assert do(keeper(app), NAME, "e1", 1, name="x")["retryAfter"] == 2


@pytest.mark.parametrize("spaces", [(), ("public",), ("public", "participants"), ("public", "learning", "accountability", "participants")])
def test_nobody_but_the_keeper_changes_anything_and_all_maps_answer_alike(app: Starlette, spaces: tuple[str, ...]) -> None:
    text = mutation("removeActor(map: $map, key: \"kes\")", map="ID!")
    said = {post(whoever(app, *spaces), text, {"id": "e", "base": 1, "map": map}).text for map in ("wrenmoor", "nowhere")}
    assert len(said) == 1 and "FORBIDDEN" in said.pop()
    assert read(keeper(app), "revision")["revision"] == 1
