"""``coverage``, ``sensitivity``, ``whatif``, ``funding``, ``sequence`` and ``catalogue`` at the terminal."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.conftest import FOUR, Cli, write


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_coverage_says_who_was_not_heard_by_sector(four: Cli) -> None:
    answer = four("coverage", "--at", "w1", "--json").json
    assert [(g["group"], g["members"], g["answered"], g["silent"], g["never"]) for g in answer["groups"]] == [
        ("statutory", 2, 1, 1, 0), ("voluntary", 2, 2, 0, 0),
    ]  # fmt: skip
    assert answer["verdict"] == "patterns"
    assert [row["group"] for row in table(four("coverage", "--at", "w1", "--csv").out)] == ["statutory", "voluntary", "all"]
    assert "who was heard, by sector" in four("coverage", "--at", "w1").out


def test_sensitivity_gives_each_reading_and_never_the_other_end_for_trust(four: Cli) -> None:
    answer = four("sensitivity", "--at", "w1", "--layer", "trust", "--json").json
    assert [reading["reading"] for reading in answer["readings"]] == ["unknown", "absent", "other_end"]
    assert answer["readings"][2]["ranking"] is None
    assert "under each reading of silence" in four("sensitivity", "--at", "w1", "--layer", "trust").out


def test_the_public_gets_no_list_of_organisations_by_trust(four: Cli) -> None:
    assert four("sensitivity", "--at", "w1", "--layer", "trust", "--for", "public").code == 4
    assert four("whatif", "--at", "w1", "--layer", "trust", "--remove", "a", "--for", "public").code == 4
    assert four("sequence", "--at", "w1", "--at", "w2", "--layer", "trust", "--for", "participants").code == 4


def test_whatif_names_who_is_cut_off(four: Cli) -> None:
    answer = four("whatif", "--at", "w1", "--layer", "trust", "--remove", "a", "--json").json
    assert (answer["removed"], answer["largest"], answer["cut_off"]) == (["a"], [3, 2], [])
    assert four("whatif", "--at", "w1", "--layer", "trust", "--remove", "zz").code == 4


def test_a_sequence_is_a_tidy_table(four: Cli) -> None:
    rows = table(four("sequence", "--at", "w1", "--at", "w2", "--layer", "trust", "--csv").out)
    assert {"from", "to", "among", "figure", "value"} <= set(rows[0])
    assert four("sequence", "--at", "w1", "--layer", "trust").code == 2


def test_a_group_by_a_column_of_the_maps_own(tmp_path: Path, cli: Cli) -> None:
    files = {**FOUR, "actors.csv": "id,name,team\na,A,x\nb,B,x\nc,C,y\nd,D,\n"}
    assert cli("import", write(tmp_path / "four", files), "--yes").code == 0
    answer = cli("measures", "--at", "w1", "--layer", "trust", "--group", "team", "--json").json
    # Among a, b and c: a>b and b>a within; a>c and c>b across.
    assert answer["network"]["ei_index"] == 0
    # c>b>a without c>a comes in from outside through b.
    assert answer["actors"][1]["scores"]["brokerage"]["gatekeeper"] == 1
    assert cli("measures", "--at", "w1", "--layer", "trust", "--group", "nothing").code == 2


def test_catalogue_prints_every_measure(cli: Cli) -> None:
    assert "### `betweenness_weighted`" in cli("catalogue").out


@pytest.mark.parametrize("form", [(), ("--csv",), ("--json",)])
def test_funding_counts_money_once(tmp_path: Path, cli: Cli, form: tuple[str, ...]) -> None:
    files = {
        "map.toml": 'id = "m"\nname = "M"\n',
        "actors.csv": "id,name\na,A\nb,=B\nf,Fund\n",
        "funding.csv": (
            "id,from,to,amount,currency,tiers,pooled_in,since\n"
            "1,a,f,100,GBP,,f,2024\n2,f,b,60.50,GBP,primary:100,,2024\n3,a,b,,GBP,,,2024\n"
        ),
    }
    assert cli("import", write(tmp_path / "m", files), "--yes").code == 0
    answer = cli("funding", *form)
    assert answer.code == 0, answer.err
    if form == ("--json",):
        (year,) = answer.json["years"]
        assert (year["once"], year["still_in_fund"], year["tiers"]["primary"], year["not_stated"]) == (100, 39.5, 60.5, 1)
    else:
        assert "60.5" in answer.out
    assert cli("funding", "--spread", "twice").code == 2


def test_rounds_that_asked_differently_are_compared_under_a_stated_conversion(tmp_path: Path, cli: Cli) -> None:
    files = {**FOUR, "waves.csv": "id,date,scale_max\nw1,2024-05,5\nw2,2025-05,6\n"}
    assert cli("import", write(tmp_path / "four", files), "--yes").code == 0
    ask = ("compare", "--from", "w1", "--to", "w2", "--layer", "trust", "--json")
    assert cli(*ask).json["comparable"] is False
    answer = cli(*ask, "--conversion", "same").json
    assert (answer["comparable"], answer["counts"]["not_comparable"]) == (True, 0)
    assert answer["conversion"] in answer["method"]
    assert cli(*ask, "--conversion", "somehow").code == 2


def test_measures_and_ties_that_changed_come_as_csv_too(four: Cli) -> None:
    rows = table(four("measures", "--at", "w1", "--layer", "trust", "--csv").out)
    assert {"id": "", "name": "", "measure": "dyads mutual", "value": "1"} in rows
    assert {"id": "d", "name": "Dell", "measure": "out_degree", "value": ""} in rows
    ties = table(four("compare", "--from", "w1", "--to", "w2", "--layer", "trust", "--csv").out)
    assert {"from": "a", "to": "b", "before": "3", "after": "5", "change": "strengthened", "difference": "2"} in ties
    assert table(four("compare", "--from", "w1", "--to", "w2", "--layer", "trust", "--csv", "--for", "public").out) == []
