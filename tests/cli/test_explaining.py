"""Does ``explain`` answer in sentences, as a table and as JSON, and ``compare`` say how sure it is?"""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli


def test_explain_answers_in_sentences_and_as_one_json_object(cli: Cli, wrenmoor_folder: Path) -> None:
    cli("import", wrenmoor_folder, "--yes")
    asked = ("explain", "--from", "w1", "--to", "w2", "--by", "before", "--by", "same:sector", "--draws", "99", "--seed", "4")
    found = cli(*asked, "--json").json
    assert (found["regression"]["draws"], found["regression"]["seed"], len(found["sentences"])) == (99, 4, 2)
    assert [p["name"] for p in found["regression"]["predictors"]] == ["before", "same:sector"]
    assert "all else in the list alike" in cli(*asked).out
    assert cli(*asked, "--csv").out.startswith("name,coefficient,t,p,p_holm,why")


def test_explain_tests_those_named_beforehand(cli: Cli, wrenmoor_folder: Path) -> None:
    cli("import", wrenmoor_folder, "--yes")
    found = cli("explain", "--from", "w1", "--to", "w2", "--set", "funded-by:wef", "--draws", "99", "--json").json
    assert found["regression"] is None
    assert {line["set"] for line in found["sets"]} == {"funded-by:wef"}
    assert cli("explain", "--from", "w1", "--to", "w2", "--set", "winners", "--json").code == 4


def test_only_the_map_keeper_reads_what_goes_with_trust(cli: Cli, wrenmoor_folder: Path) -> None:
    cli("import", wrenmoor_folder, "--yes")
    assert cli("explain", "--from", "w1", "--to", "w2", "--for", "participants").code == 4


def test_compare_says_how_sure_it_is(cli: Cli, wrenmoor_folder: Path) -> None:
    cli("import", wrenmoor_folder, "--yes")
    compare = ("compare", "--from", "w1", "--to", "w2")
    whole = cli(*compare, "--all").out
    assert "How sure" in whole and "<0.001" in whole
    found = cli(*compare, "--interval", "bootstrap", "--draws", "99", "--json").json
    assert (found["tests"]["density"]["method"], found["tests"]["density"]["draws"]) == ("vertex bootstrap", 99)
    assert found["tests"]["density"]["sentence"].startswith("Is the network busier?")
    assert cli(*compare, "--interval", "best", "--json").code == 2
