"""Reading maps over GraphQL: what is on them, at any point, page by page, for each viewer."""

from __future__ import annotations

from typing import Any

import pytest

from sysmap.api.words import WORDS
from sysmap.model.text import NAME_LIMIT
from tests.api.asking import ask, errors_of, post
from tests.web.sample import served
from tests.web.visiting import Visitor, keeper

KEEPER, PUBLIC = keeper(served()), Visitor(served())


def on(map: str, fields: str, **variables: Any) -> Any:
    return ask(KEEPER, f'{{ map(id: "{map}") {{ {fields} }} }}', **variables)["map"]


def test_a_map_says_what_it_is_about_and_how_much_is_on_it() -> None:
    found = on("wrenmoor", "key name focalQuestion invented revision counts { kind count }")
    assert found["key"] == "wrenmoor"
    assert found["invented"] == "Wrenmoor is invented, for learning."
    assert found["revision"] == 1
    assert {"kind": "ACTOR", "count": 39} in found["counts"]


@pytest.mark.parametrize("kind", WORDS)
def test_every_kind_of_fact_is_a_list_that_can_be_counted(kind: str) -> None:
    words = WORDS[kind]
    found = on("wrenmoor", f"{words.plural}(first: 2) {{ totalCount nodes {{ id key shownTo basis }} edges {{ cursor node {{ key }} }} }}")
    connection = found[words.plural]
    assert [edge["node"]["key"] for edge in connection["edges"]] == [node["key"] for node in connection["nodes"]]
    assert len(connection["nodes"]) == min(2, connection["totalCount"])


def test_anything_is_found_again_by_its_id() -> None:
    actor = on("wrenmoor", 'fact(kind: ACTOR, key: "kes") { id }')["fact"]
    again = ask(KEEPER, "query($id: ID!) { node(id: $id) { __typename id ... on Actor { key name } } }", id=actor["id"])["node"]
    assert again == {"__typename": "Actor", "id": actor["id"], "key": "kes", "name": "Kestrel Youth Advice"}
    assert ask(KEEPER, 'query { node(id: "nothing") { id } }')["node"] is None


def test_a_tie_leads_to_its_ends_and_an_actor_to_its_ties() -> None:
    found = on("wrenmoor", 'fact(kind: ACTOR, key: "ehh") { ... on Actor { partOf { key } relationships(where: {level: ["within-team"]}) '
               "{ nodes { from { key } to { key } level } } } }")["fact"]  # fmt: skip
    assert found["partOf"] == {"key": "cou"}
    assert [(n["from"]["key"], n["to"]["key"]) for n in found["relationships"]["nodes"]] == [("ehh", "csc"), ("ehh", "edi")]


def test_facts_are_chosen_searched_and_ordered_with_what_is_not_stated_last() -> None:
    found = on("wrenmoor", 'actors(where: {sector: ["funder"]}, order: {by: NAME}) { nodes { name } } '
               'search: actors(text: "KESTREL") { nodes { key } } '
               "large: actors(first: 1, order: {by: REACH, descending: true}) { nodes { key reach } } "
               "unknown: fundingFlows(where: {notStated: [AMOUNT], kind: [\"money\"]}) "
               "{ nodes { from { key } to { key } amount } }")  # fmt: skip
    names = [node["name"] for node in found["actors"]["nodes"]]
    assert names == sorted(names, key=str.casefold) and len(names) == 3
    assert [node["key"] for node in found["search"]["nodes"]] == ["kes"]
    assert found["large"]["nodes"] == [{"key": "hvs", "reach": "4100"}]
    pairs = {(n["from"][0]["key"], n["to"]["key"]) for n in found["unknown"]["nodes"]}
    assert pairs == {("pol", "kes"), ("wef", "lar")}


def test_of_names_one_actor_whatever_the_kind() -> None:
    found = on("wrenmoor", 'fundingFlows(of: "wef") { totalCount } powerStatements(of: "cyc") { totalCount }')
    assert found["fundingFlows"]["totalCount"] >= 8


def test_at_a_round_and_at_a_day_only_what_may_hold_is_listed() -> None:
    found = on("wrenmoor", 'then: actors(at: {wave: "w1"}) { nodes { key } } now: actors(at: {validAt: "2025-06"}) { nodes { key } } '
               'asked: roster(at: {wave: "w2"}) { totalCount nodes { wave { key } } }')  # fmt: skip
    then, now = ({node["key"] for node in found[name]["nodes"]} for name in ("then", "now"))
    assert "spk" in then and "spk" not in now
    assert "uni" in now and "uni" not in then
    assert {node["wave"]["key"] for node in found["asked"]["nodes"]} == {"w2"}


def test_the_point_of_a_map_holds_for_all_below_it() -> None:
    text = '{ map(id: "wrenmoor", at: {wave: "w1"}) { actors { totalCount } network { wave { key } } } }'
    found = ask(KEEPER, text)["map"]
    assert found["network"]["wave"]["key"] == "w1"
    assert found["actors"]["totalCount"] < 39


def test_pages_follow_one_another_without_gap_or_repeat() -> None:
    seen: list[str] = []
    after = None
    while True:
        page = ask(KEEPER, 'query($after: String) { map(id: "wrenmoor") { relationships(first: 7, after: $after) '
                   "{ totalCount nodes { key } pageInfo { hasNextPage hasPreviousPage endCursor } } } }",
                   after=after)["map"]["relationships"]  # fmt: skip
        assert page["pageInfo"]["hasPreviousPage"] == bool(seen)
        seen += [node["key"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == len(set(seen)) == page["totalCount"] == 72


def test_a_cursor_of_another_list_is_refused() -> None:
    cursor = on("wrenmoor", "actors(first: 1) { pageInfo { endCursor } }")["actors"]["pageInfo"]["endCursor"]
    for call in (f'relationships(after: "{cursor}")', f'actors(after: "{cursor}", where: {{sector: ["nhs"]}})', 'actors(after: "x")'):
        (error,) = errors_of(KEEPER, f'{{ map(id: "wrenmoor") {{ {call} {{ totalCount }} }} }}')
        assert error["extensions"]["code"] == "USAGE"
    assert errors_of(PUBLIC, f'{{ map(id: "wrenmoor") {{ actors(after: "{cursor}") {{ totalCount }} }} }}')


@pytest.mark.parametrize(("visitor", "most"), [(PUBLIC, 200), (KEEPER, 5_000)])
def test_as_many_as_allowed_may_be_asked_for_and_not_one_more(visitor: Visitor, most: int) -> None:
    text = 'query($n: Int) { map(id: "wrenmoor") { actors(first: $n) { totalCount } } }'
    assert ask(visitor, text, n=most)["map"]["actors"]["totalCount"]
    for wrong in (most + 1, -1):
        (error,) = errors_of(visitor, text, n=wrong)
        assert str(most) in error["message"] and str(wrong) in error["message"]


def test_trust_is_told_from_each_end_question_by_question_with_the_gap_between_them() -> None:
    text = 'ties(of: "oak") { nodes { from { key } to { key } value items { item value } back { value } gap behind { __typename } } }'
    ties = on("wrenmoor", f'network(layer: TRUST, at: {{wave: "w2"}}) {{ {text} }}')["network"]["ties"]["nodes"]
    (tie,) = [tie for tie in ties if (tie["from"]["key"], tie["to"]["key"]) == ("csc", "oak")]
    assert tie["value"] == 4 and tie["back"]["value"] == 2 and tie["gap"] == 2
    assert tie["items"] == [{"item": name, "value": 4.0} for name in ("reliability", "mission", "openness")]
    assert {one["__typename"] for one in tie["behind"]} == {"Rating"}


def test_every_figure_says_over_how_many_and_how_it_was_counted() -> None:
    found = on("wrenmoor", 'network(layer: TRUST, at: {wave: "w2"}) { memberCount answered responseRate heard method } '
               'measures(layer: TRUST, at: {wave: "w2"}, names: ["density", "dyads"]) { memberCount answered responseRate tieCount method '
               "network { name value parts { name value } } meanings { name question missing } }")  # fmt: skip
    for part in ("network", "measures"):
        assert (found[part]["memberCount"], found[part]["answered"]) == (31, 24)
        assert "invented" in found[part]["method"]
    scores = {score["name"]: score for score in found["measures"]["network"]}
    assert round(scores["density"]["value"], 4) == 0.2348
    assert {part["name"]: part["value"] for part in scores["dyads"]["parts"]}["mutual"] == 49


def test_who_is_near_and_the_ways_between() -> None:
    found = on("wrenmoor", 'network(layer: RELATIONSHIPS, level: "inter-organisation", at: {wave: "w2"}) { '
               'ego(of: "cvs") { memberCount tieCount } paths(from: "lar", to: "pla") { steps through { key } } }')["network"]  # fmt: skip
    assert found["ego"]["memberCount"] > 5
    assert found["paths"] == [{"steps": 2, "through": [{"key": "lar"}, {"key": "cvs"}, {"key": "pla"}]}]


def test_the_public_reads_trust_between_groups_only() -> None:
    found = ask(PUBLIC, '{ map(id: "wrenmoor") { network(layer: TRUST, at: {wave: "w2"}) { memberCount answered '
                "members { nodes { actor { key } name } } ties { nodes { from { key } fromName } } } } }")["map"]["network"]  # fmt: skip
    assert (found["memberCount"], found["answered"]) == (31, 24)
    assert all(member["actor"] is None for member in found["members"]["nodes"])
    assert all(tie["from"] is None for tie in found["ties"]["nodes"])
    (error,) = errors_of(PUBLIC, '{ map(id: "wrenmoor") { ratings { totalCount } } }')
    assert error["extensions"]["code"] == "NOT_FOUND"


def test_a_hidden_map_and_no_map_are_answered_byte_for_byte_alike() -> None:
    for fields in ("name", "actors { totalCount }", 'network { tieCount }', "history { totalCount }"):
        answers = {
            post(PUBLIC, "query($id: ID!) { map(id: $id) { " + fields + " } }", {"id": id}).text for id in ("wrenmoor-as-real", "nowhere")
        }
        assert len(answers) == 1


def test_for_narrows_and_never_widens() -> None:
    text = 'query($for: String) { map(id: "wrenmoor", for: $for) { revision powerStatements { totalCount } } }'
    seen = {name: ask(KEEPER, text, **{"for": name})["map"] for name in ("public", "participants", "stewards")}
    counts = {name: found["powerStatements"]["totalCount"] for name, found in seen.items()}
    assert counts == {"public": 10, "participants": 11, "stewards": 12}
    assert ask(PUBLIC, text, **{"for": "stewards"})["map"] == {"revision": None, "powerStatements": {"totalCount": 10}}


@pytest.mark.parametrize(
    ("typed", "first", "by", "words"),
    [
        ("kes", "kes", "KEY", "kes"),
        ("kest", "kes", "NAME", "Kestrel Youth Advice"),
        ("w.v.a", "cvs", "ALIAS", "W.V.A."),
        ("wva", "cvs", "INITIALS", "Wrenmoor Voluntary Action"),
        ("camhs", "cam", "ALIAS", "CAMHS"),
        ("CHILDREN’S SOCIAL", "csc", "NAME", "Children's Social Care"),
        ("social care", "csc", "NAME", "Children's Social Care"),
        ("care soc", "csc", "NAME", "Children's Social Care"),
        ("hbl", "hbl", "KEY", "hbl"),
        ("arbourl", "hbl", "NAME", "Harbourlight"),
    ],
)
def test_a_few_letters_find_whom_they_mean(typed: str, first: str, by: str, words: str) -> None:
    found = ask(KEEPER, 'query($t: String!) { map(id: "wrenmoor") { find(text: $t) { by words actor { key } } } }', t=typed)["map"]["find"]
    assert found[0] == {"by": by, "words": words, "actor": {"key": first}}
    assert len({one["actor"]["key"] for one in found}) == len(found) <= 8


def test_two_letters_inside_of_a_word_find_nobody_and_a_point_finds_those_only_who_are_there() -> None:
    found = on("wrenmoor", 'inside: find(text: "ar") { actor { name } } blank: find(text: " - ") { words } '
               'then: find(text: "univ", at: {wave: "w1"}) { words } now: find(text: "univ", at: {wave: "w2"}) { words }')  # fmt: skip
    assert all(any(word.lower().startswith("ar") for word in one["actor"]["name"].split()) for one in found["inside"])
    assert (found["blank"], found["then"], len(found["now"])) == ([], [], 1)


def test_what_is_longer_than_any_name_is_not_looked_for() -> None:
    asked = 'query($t: String!) { map(id: "wrenmoor") { find(text: $t) { words } } }'
    assert ask(PUBLIC, asked, t="x" * NAME_LIMIT)["map"]["find"] == []
    (longer,) = errors_of(PUBLIC, asked, t="x" * (NAME_LIMIT + 1))
    assert longer["message"].startswith("That is 1,001 characters, and no name is longer than 1,000")


def test_nobody_is_found_by_a_name_that_is_hidden() -> None:
    (error,) = errors_of(PUBLIC, '{ map(id: "wrenmoor-as-real") { find(text: "Kestrel") { words } } }')
    assert error["extensions"]["code"] == "NOT_FOUND"


def test_the_history_is_for_the_keeper() -> None:
    found = on("wrenmoor", 'history { nodes { number reason touched { kind key } } } '
               'versions(kind: ACTOR, key: "kes") { born { number } died { number } }')  # fmt: skip
    assert found["history"]["nodes"][0]["number"] == 1
    assert found["versions"] == [{"born": {"number": 1}, "died": None}]
    assert errors_of(PUBLIC, '{ map(id: "wrenmoor") { history { totalCount } } }')
    public = ask(PUBLIC, '{ map(id: "wrenmoor") { actors(first: 1) { nodes { changedIn { number } } } } }')
    assert public["map"]["actors"]["nodes"] == [{"changedIn": None}]


def test_what_is_unforeseen_is_masked_and_logged_without_a_word_of_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("secret-canary")

    monkeypatch.setattr("sysmap.api.maps.maps_seen", broken)
    answer = post(KEEPER, "query Canary { maps(first: 3) { totalCount } }")
    assert answer.status == 200
    assert "secret-canary" not in answer.text and "Traceback" not in answer.text
    assert answer.json["errors"][0]["extensions"]["id"] in caplog.text
    assert "secret-canary" not in caplog.text and "Canary" not in caplog.text
