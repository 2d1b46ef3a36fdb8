"""What a person sees who opens Neo4j Browser: the graph of today, kept up with every edit, and the questions of schema/neo4j.md."""

from __future__ import annotations

import re

import pytest

from sysmap.model.canonical import digest
from sysmap.model.learning import Story
from sysmap.model.state import State
from sysmap.model.ties import Funding, Power, Wave
from sysmap.store.neo4j import Neo4jStore
from sysmap.store.neo4j_rows import body_of
from tests.house.tree import ROOT
from tests.store.making import MAP, actor, add, change, rating, remove, small_map, tie, write
from tests.store.needing_neo4j import again, asked, maps

__all__ = ["maps"]
PAGE = (ROOT / "schema" / "neo4j.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL)


def test_actors_and_their_ties_are_a_graph(maps: Neo4jStore) -> None:
    write(maps, *add(actor("a", kind="fund"), actor("b", kind="lighthouse"), actor("c", part_of="a"), tie("t", strength="3", since="2020")))
    assert asked("MATCH (n:Actor) RETURN labels(n) ORDER BY n.id") == [
        [["Today", "Actor", "Fund"]],
        [["Today", "Actor"]],
        [["Today", "Actor", "Organisation"]],
    ]
    assert asked("MATCH (a)-[r:RELATES]->(b) RETURN a.id, b.id, r.strength, r.since") == [["a", "b", 3, "2020"]]
    assert asked("MATCH (a)-[:PART_OF]->(b) RETURN a.id, b.id") == [["c", "a"]]
    write(maps, *change(actor("a", "Other", kind="team"), tie("t", "b", "a")))
    assert asked("MATCH (n:Fund) RETURN n") == [] and asked("MATCH (n:Team) RETURN n.name") == [["Other"]]
    assert asked("MATCH (a)-[r:RELATES]->(b) RETURN a.id, b.id") == [["b", "a"]]
    write(maps, *remove("relationship", "t"), *remove("actor", "c", "b"))
    assert asked("MATCH (n:Today) RETURN n.id") == [["a"]] and maps.problems() == ()


def test_trust_is_one_line_a_pair_and_wave_by_the_measures_own_rule(maps: Neo4jStore) -> None:
    wave = Wave("w1", "2024", items="reliability|openness|mission")
    said = [("r1", "Ann", 4, "reliability"), ("r2", "Ann", 3, "openness"), ("r3", "Ben", 0, "reliability"), ("r4", "Cat", None, "mission")]
    write(maps, *add(wave, actor("a"), actor("b"), *(rating(id, who, value)._replace(item=item) for id, who, value, item in said)))
    assert asked("MATCH (:Actor {id: 'a'})-[t:TRUSTS]->(:Actor {id: 'b'}) RETURN t.wave, t.value, t.respondents") == [["w1", 1.75, 2]]
    write(maps, *change(wave._replace(items="a|b|c|d|e|reliability|openness")))
    assert asked("MATCH ()-[t:TRUSTS]->() RETURN t.value, t.items") == [[None, 7]]
    write(maps, *remove("rating", "r1", "r2"))
    assert asked("MATCH ()-[t:TRUSTS]->() RETURN t") == [] and maps.problems() == ()
    assert asked("MATCH (n:Today) WHERE any(key IN keys(n) WHERE n[key] = 'Ann') RETURN n") == []


def test_money_has_a_giver_for_each_of_a_joint_gift_and_a_stub_for_none(maps: Neo4jStore) -> None:
    flows = (Funding("f1", "a|b", "c", amount="1200.50"), Funding("f2", None, "c"), Funding("f3", "a", "c", amount="about 40"))
    write(maps, *add(actor("a"), actor("b"), actor("c"), *flows))
    told = asked("MATCH (giver)-[f:FUNDS]->({id: 'c'}) RETURN giver.id, f.id, f.amount, f.givers ORDER BY f.id, giver.id")
    assert told == [["a", "f1", 1200.5, 2], ["b", "f1", 1200.5, 2], ["funding/f2", "f2", None, 1], ["a", "f3", "about 40", 1]]
    write(maps, *remove("funding", "f2"))
    assert asked("MATCH (n:NotStated) RETURN n") == [] and maps.problems() == ()


def test_power_leads_to_an_issue_and_who_lacks_it_does_not_hold_it(maps: Neo4jStore) -> None:
    long = "who decides " * 400
    said = (Power("p1", "a", over="small grants"), Power("p2", "b", over="small grants", state="lacks"), Power("p3", "a", "b", long))
    write(maps, *add(actor("a"), actor("b"), *said))
    both = "MATCH (x)-[:HOLDS_POWER_OVER]->(:Issue {name: 'small grants'})<-[:LACKS_POWER_OVER]-(y) RETURN x.id, y.id"
    assert asked(both) == [["a", "b"]]
    assert asked("MATCH (:Actor)-[p:HOLDS_POWER_OVER {id: 'p3'}]->(over) RETURN labels(over)[1] ORDER BY 1") == [["Actor"], ["Issue"]]
    write(maps, *remove("power", "p1", "p2"))
    assert asked("MATCH (i:Issue) RETURN count(i)") == [[1]] and maps.problems() == ()


def test_erased_words_leave_the_graph_too(maps: Neo4jStore) -> None:
    write(maps, *add(actor("a", "Ann Example", description="Secret"), Story("s", text="Secret"), tie("t", description="Secret")))
    maps.erase(MAP, (("actor", "a", "name"), ("actor", "a", "description"), ("story", "s", "text"), ("relationship", "t", "description")))
    for word in ("Secret", "Ann Example"):
        assert asked("MATCH (n) WHERE any(key IN keys(n) WHERE toString(n[key]) CONTAINS $word) RETURN n", word=word) == []
        assert asked("MATCH ()-[r]->() WHERE any(key IN keys(r) WHERE toString(r[key]) CONTAINS $word) RETURN r", word=word) == []
    assert asked("MATCH (n:Story) RETURN n.text") == [["withdrawn"]] and maps.problems() == ()


def test_an_edit_that_brings_erased_words_along_does_not_draw_them(maps: Neo4jStore) -> None:
    from tests.store.making import batch, passes

    small_map(maps)
    stale = maps.state(MAP)
    maps.erase(MAP, (("actor", "a", "name"),))
    maps.append(batch(change(stale.actors["a"]._replace(kind="school")), stale), passes)
    assert asked("MATCH (n:School) RETURN n.name") == [["withdrawn"]] and maps.problems() == ()


@pytest.mark.parametrize(
    "harm",
    [
        "MATCH (n:Actor {id: 'a'}) SET n.name = 'Mallory'",
        "MATCH (n:Actor {id: 'a'}) DETACH DELETE n",
        "MATCH ()-[r:RELATES]->() DELETE r",
        "MATCH (a:Actor {id: 'a'}), (b:Actor {id: 'b'}) CREATE (b)-[:RELATES {map: 'wren', id: 'x'}]->(a)",
        "MATCH (n:Actor {id: 'a'}) REMOVE n:Organisation",
    ],
)
def test_what_is_drawn_by_hand_is_told_never_read_and_drawn_anew_on_request(maps: Neo4jStore, harm: str) -> None:
    small_map(maps)
    before = digest(maps.state(MAP))
    asked(harm)
    assert all("graph of the map 'wren'" in line for line in maps.problems()) and maps.problems()
    assert digest(maps.state(MAP)) == before
    asked("MATCH (m:Map {id: 'wren'}) REMOVE m.projected_at")
    other = again()
    assert other.problems() == ()
    other.close()


def test_there_are_five_questions() -> None:
    assert len(QUESTIONS) == 5


@pytest.fixture
def teaching_map(maps: Neo4jStore, wrenmoor: State) -> State:
    """The teaching map, and an edit after it."""
    write(maps, *add(*wrenmoor.everything()), map="wrenmoor")
    write(maps, *change(wrenmoor.actors["fam"]._replace(reach="7")), *remove("relationship", "ehh-pub"), map="wrenmoor")
    return maps.state("wrenmoor")


def test_the_questions_on_the_page_are_answered_as_they_stand(maps: Neo4jStore, teaching_map: State) -> None:
    names = {id: fact.name for id, fact in teaching_map.actors.items()}
    trusted, money, power, changed, bridges = (asked(question) for question in QUESTIONS)
    grantees = {names[f.to_id or ""] for f in teaching_map.funding.values() if "wef" in (f.from_id or "").split("|")}
    assert trusted and {name for _, by in trusted for name in by} <= grantees
    flows = [f for f in teaching_map.funding.values() if "cyc" in [*(f.from_id or "").split("|"), f.to_id]]
    assert sorted(str(row[3]) for row in money) == sorted(str(None if f.amount is None else int(f.amount)) for f in flows)
    held = {p.holder for p in teaching_map.power.values() if p.over == "which family support is bought" and p.state != "lacks"}
    assert {row[0] for row in power} == {names[id or ""] for id in held} and all(row[5] for row in power)
    assert [row[:5] for row in changed] == [["actor", "fam", names["fam"], "changed", 2], ["relationship", "ehh-pub", None, "removed", 2]]
    assert bridges == sorted(expected_bridges(teaching_map))


def expected_bridges(state: State) -> list[list[object]]:
    tied: dict[str, set[str]] = {}
    for one in state.relationships.values():
        tied.setdefault(one.from_id or "", set()).add(one.to_id or "")
        tied.setdefault(one.to_id or "", set()).add(one.from_id or "")
    found: list[list[object]] = []
    for id, others in tied.items():
        sectors = [state.actors[other].sector for other in others]
        mine = state.actors[id].sector
        if "nhs" in sectors and "education" in sectors and mine not in ("nhs", "education", None):
            found.append([state.actors[id].name, mine, sectors.count("nhs"), sectors.count("education")])
    return found


def test_the_whole_teaching_map_is_drawn_as_its_facts_say(maps: Neo4jStore, teaching_map: State) -> None:
    assert maps.problems() == ()
    counts = dict(asked("MATCH ()-[r]->() RETURN type(r), count(*)"))
    assert counts["RELATES"] == len(teaching_map.relationships)
    assert asked("MATCH (n:Actor) RETURN count(n)") == [[len(teaching_map.actors)]]


def test_a_body_holds_only_what_is_stated_and_never_the_id() -> None:
    assert body_of("actor", tuple(actor("a", "Name", reach="5"))) == '{"name":"Name","reach":"5"}'
