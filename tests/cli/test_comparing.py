"""``compare``, checked by hand on four organisations."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli


def test_counts_are_of_pairs_observed_in_both_rounds(four: Cli) -> None:
    answer = four("compare", "--map", "four", "--from", "w1", "--to", "w2", "--layer", "trust", "--json").json
    assert answer["observed_pairs"] == 7
    expected = {"n00": 2, "formed": 1, "dissolved": 1, "kept": 3, "strengthened": 1, "weakened": 1, "unchanged": 1}
    assert {k: answer["counts"][k] for k in expected} == expected
    assert answer["counts"]["unobserved_pairs"] == 5
    assert answer["counts"]["unobserved_ties"] == 1
    assert answer["counts"]["not_comparable"] == 0


def test_stability_has_its_published_definitions(four: Cli) -> None:
    answer = four("compare", "--map", "four", "--from", "w1", "--to", "w2", "--layer", "trust", "--json").json
    assert answer["jaccard"] == pytest.approx(3 / 5)
    assert answer["weighted_jaccard"] == pytest.approx(9 / 19)
    assert answer["kept_share"] == pytest.approx(3 / 4)
    assert answer["formed_share"] == pytest.approx(1 / 3)
    assert answer["hamming"] == 2


def test_the_mean_is_split_into_what_moved_and_who_came_and_went(four: Cli) -> None:
    split = four("compare", "--from", "w1", "--to", "w2", "--layer", "trust", "--json").json["mean_change"]
    assert split["total"] == pytest.approx(0)
    assert split["continuing"] == pytest.approx(1 / 3)
    assert split["entry"] == pytest.approx(-1 / 6)
    assert split["exit"] == pytest.approx(-1 / 6)


def test_every_tie_is_listed_with_what_became_of_it(four: Cli) -> None:
    ties = four("compare", "--from", "w1", "--to", "w2", "--layer", "trust", "--json").json["ties"]
    told = {(t["from"], t["to"]): (t["before"], t["after"], t["change"]) for t in ties}
    assert told["a", "b"] == (3, 5, "strengthened")
    assert told["c", "b"] == (2, 1, "weakened")
    assert told["b", "a"] == (5, 5, "unchanged")
    assert told["a", "c"] == (4, 0, "dissolved")
    assert told["a", "d"] == (0, 3, "formed")
    assert told["d", "a"][2] == "unobserved"


def test_composition_counts_who_was_in_both_and_answered_both(four: Cli) -> None:
    answer = four("compare", "--from", "w1", "--to", "w2", "--layer", "trust", "--json").json
    assert answer["composition"]["stable"] == 4
    assert answer["composition"]["answered_both"] == 2
    assert answer["composition"]["joined"] == answer["composition"]["left"] == []


def test_everyone_and_the_stable_core_repeat_the_figures(four: Cli) -> None:
    answer = four("compare", "--from", "w1", "--to", "w2", "--layer", "trust", "--json").json
    assert answer["stable_core"]["jaccard"] == answer["jaccard"]
    assert answer["stable_core"]["counts"] == answer["counts"]
    parts = answer["everyone"]["mean_change"]
    five = [parts[name] for name in ("lasting", "began", "ended", "came_or_went", "heard_once")]
    assert sum(five) == pytest.approx(parts["total"]) == pytest.approx(16 / 5 - 14 / 4)


def test_without_json_it_speaks_in_sentences(four: Cli) -> None:
    answer = four("compare", "--from", "w1", "--to", "w2", "--layer", "trust")
    assert answer.code == 0
    assert answer.out.startswith("1. ")
    assert "more: --all" in answer.out


def test_both_ends_of_a_comparison_are_required(four: Cli) -> None:
    assert four("compare", "--from", "w1").code == 2


def test_a_comparison_that_runs_backwards_says_so_beside_the_answer(four: Cli) -> None:
    forwards, back = four("compare", "--from", "w1", "--to", "w2", "--json"), four("compare", "--from", "w2", "--to", "w1", "--json")
    assert forwards.err == "" and back.json["from"] == "w2"
    assert back.err == "w2 is later than w1: what reads as begun has ended. Change --from and --to round.\n"


def test_all_shows_a_table_behind_each_sentence(cli: Cli, tmp_path: Path) -> None:
    seed = Path(__file__).parents[2] / "seeds" / "wrenmoor"
    assert cli("import", seed, "--yes").code == 0
    told = cli("compare", "--from", "w1", "--to", "w2", "--layer", "trust", "--all").out
    for title in ("Who came and went", "Who answered", "On lasting ties, question by question", "Where it moved", "Where two ends differ"):
        assert told.count(f"\n{title}") == 1
    assert "\nuni  joined" in told and "\npla  13 [11-16]  19 [16-19]" in told
    weak = cli("compare", "--from", "w2", "--to", "p3", "--layer", "trust", "--all").out
    assert "links others" in weak and "rank [range]" not in weak
    public = cli("compare", "--from", "w1", "--to", "w2", "--layer", "trust", "--all", "--for", "public").out
    assert "Where two ends differ" not in public and "rank [range]" not in public
