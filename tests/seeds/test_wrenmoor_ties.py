"""Do working relationships, power and positions come out as the teaching map says?"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.seeds import wrenmoor_figures as figures
from tests.seeds.wrenmoor_figures import in_force, members, rows, ties

Pairs = set[frozenset[str]]
DAYS = {"w1": "2024-05-31", "w2": "2025-05-30"}


def together(wave: str) -> Pairs:
    """The pairs of members that work together, between organisations, on the day of a round."""
    stay = set(members(wave))
    return {
        frozenset((row["from"], row["to"]))
        for row in rows("relationships.csv")
        if row["type"] == "works_with" and row["level"] == "inter-organisation" and in_force(row, DAYS[wave])
        and {row["from"], row["to"]} <= stay
    }


def pieces(pairs: Pairs, among: list[str]) -> list[set[str]]:
    """The connected pieces, largest first."""
    found: list[set[str]] = [{actor} for actor in among]
    for pair in pairs:
        joined = [piece for piece in found if piece & pair]
        if joined:
            found = [piece for piece in found if not piece & pair] + [set().union(*joined)]
    return sorted(found, key=len, reverse=True)


def test_40_pairs_work_together_then_and_43_now() -> None:
    then, now = together("w1"), together("w2")
    assert (len(then), len(now), len(now - then), len(then - now)) == (40, 43, 7, 4)
    assert all(pair & {"spk", "fai", "loo"} for pair in then - now)


def test_it_is_one_piece_then_and_one_piece_and_the_young_voices_panel_now() -> None:
    assert [len(piece) for piece in pieces(together("w1"), members("w1"))] == [30]
    assert [len(piece) for piece in pieces(together("w2"), members("w2"))] == [30, 1]
    assert pieces(together("w2"), members("w2"))[1] == {"yvp"}


def test_without_voluntary_action_five_are_cut_off() -> None:
    rest = {pair for pair in together("w2") if "cvs" not in pair}
    found = pieces(rest, [actor for actor in members("w2") if actor not in {"cvs", "yvp"}])
    assert len(found[0]) == 24
    assert set().union(*found[1:]) == {"bre", "lar", "nwc", "pla", "wcf"}


@pytest.mark.parametrize(("wave", "expected"), [("w1", 31), ("w2", 34)])
def test_rolled_up_to_the_council(wave: str, expected: int) -> None:
    whole = {row["id"]: row["part_of"] or row["id"] for row in rows("actors.csv")}
    rolled = {frozenset(whole[actor] for actor in pair) for pair in together(wave)}
    assert len([pair for pair in rolled if len(pair) == 2]) == expected


def test_every_level_is_on_the_map() -> None:
    levels = Counter(row["level"] for row in rows("relationships.csv"))
    assert levels == {"inter-organisation": 47 + 13, "within-team": 3, "practitioner-family": 7, "peer": 2}


def test_five_of_seven_ties_with_families_have_no_working_relationship_behind_them() -> None:
    supports = [frozenset((row["from"], row["to"])) for row in rows("relationships.csv") if row["type"] == "supports"]
    bare = {pair for pair in supports if pair not in together("w2")}
    assert len(supports) == 7
    assert bare == {frozenset(pair) for pair in (("hvs", "par"), ("hbl", "par"), ("lar", "bre"), ("kes", "yvp"), ("ycw", "yvp"))}


def test_the_tense_tie_is_for_participants_and_the_rivalry_ended() -> None:
    by_type = {row["type"]: row for row in rows("relationships.csv")}
    tense, rivals = by_type["tension"], by_type["competes_for_funding"]
    assert (tense["id"], tense["sign"], tense["audience"], tense["directed"]) == ("har>csc", "-", "participants", "yes")
    assert (rivals["id"], rivals["sign"], rivals["until"], rivals["directed"]) == ("kes-fam", "mixed", "2024-12", "no")


def test_who_decides_about_families_without_knowing_them() -> None:
    community = {row["id"] for row in rows("actors.csv") if row["sector"] == "community"}
    about = {row["about"] for row in rows("statements.csv") if row["topic"] == "decision about families"}
    found = {}
    for wave, day in DAYS.items():
        held = [row for row in rows("power.csv") if row["id"] in about and row["state"] == "holds" and in_force(row, day)]
        near = {frozenset(pair) for pair in ties(wave)}
        near |= {frozenset((row["from"], row["to"])) for row in rows("relationships.csv") if in_force(row, day)}
        holders = {row["holder"] for row in held}
        found[wave] = ({h for h in holders if not any(frozenset((h, c)) in near for c in community)}, len(holders))
    assert found == {"w1": ({"cyc", "csc", "edi"}, 4), "w2": ({"csc", "edi"}, 5)}


def test_power_statements_by_audience() -> None:
    said = Counter(row["audience"] or "public" for row in rows("power.csv"))
    assert said == {"public": 10, "participants": 1, "stewards": 1}


def test_stories_by_audience_and_the_withdrawn_one_has_no_words() -> None:
    told = Counter(row["audience"] for row in rows("stories.csv"))
    assert told == {"public": 4, "participants": 1, "learning": 1}
    (gone,) = [row for row in rows("stories.csv") if row["consent"] == "withdrawn"]
    assert (gone["id"], gone["text"], gone["date"], gone["audience"]) == ("s5", "", "2025-06-03", "participants")


def quadrants(wave: str) -> dict[str, set[str]]:
    """Influence by interest, 3 and over is high."""
    names = {(True, True): "manage closely", (True, False): "keep satisfied", (False, True): "keep informed", (False, False): "monitor"}
    found: dict[str, set[str]] = {name: set() for name in names.values()}
    for row in rows("positions.csv"):
        if row["wave"] == wave:
            found[names[int(row["influence"]) >= 3, int(row["interest"]) >= 3]].add(row["actor"])
    return found


def test_positions_fall_into_the_quadrants_of_the_page() -> None:
    now = quadrants("w2")
    assert now["manage closely"] == {"cyc", "csc", "edi", "ehh", "cvs", "par", "wcf", "har", "hvs"}
    assert (now["keep satisfied"], now["keep informed"], now["monitor"]) == ({"phb"}, {"kes", "yvp"}, set())
    assert now["manage closely"] & quadrants("w1")["keep informed"] == {"par", "cvs"}


def test_professionals_and_families_differ_on_good_relationships_in_brook_end() -> None:
    said = {
        (row["by"], row["wave"]): row["rating"]
        for row in rows("condition_ratings.csv") if row["condition"] == "c7" and row["place"] == "Brook End"
    }
    assert said == {
        ("professionals", "w1"): "mixed", ("professionals", "w2"): "helps", ("families", "w1"): "mixed", ("families", "w2"): "hinders",
    }
    unknown = [(row["place"], row["condition"], row["wave"]) for row in rows("condition_ratings.csv") if row["rating"] == "unknown"]
    assert unknown == [("Brook End", "c2", "w1"), ("Harbour", "c2", "w1"), ("Harbour", "c2", "w2")]


def test_34_parties_and_five_that_are_never_asked() -> None:
    ids = [row["id"] for row in rows("actors.csv")]
    assert (len(ids), ids[34:]) == (39, ["cou", "wef", "nlt", "ehp", "gen"])
    assert [row["id"] for row in rows("actors.csv") if row["generic"] == "yes"] == ["gen"]
    assert not set(ids[34:]) & set(figures.status("w1"))
    board = {row["from"]: row["since"] for row in rows("relationships.csv") if row["type"] == "member_of" and row["to"] == "ehp"}
    assert board == {**dict.fromkeys(("ehh", "csc", "edi", "pub", "hvs", "fam", "kes", "cvs", "cyc"), "2023"), "par": "2025-02"}
