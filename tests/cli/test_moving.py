"""``import``, ``export`` and ``snapshot`` from outside."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import FOUR, Cli, write


def test_without_anybody_to_ask_nothing_is_stored(cli: Cli, tmp_path: Path) -> None:
    answer = cli("import", write(tmp_path / "four", FOUR))
    assert answer.code == 2
    assert "--yes" in answer.err
    assert cli("measures").code == 4


def test_a_dry_run_makes_no_file(cli: Cli, tmp_path: Path) -> None:
    answer = cli("import", write(tmp_path / "four", FOUR), "--dry-run", "--json")
    assert answer.code == 0
    assert answer.json["new"]["actor"] == 5
    assert not (tmp_path / "sysmap.db").exists()


def test_an_import_says_what_is_new_and_a_second_one_changes_nothing(four: Cli, tmp_path: Path) -> None:
    answer = four("import", tmp_path / "four", "--yes", "--json").json
    assert (answer["map"], answer["format"], answer["revision"]) == ("four", "bundle", 1)
    assert answer["new"] == {} == answer["changed"]
    assert answer["same"]["rating"] == 10


def test_every_problem_is_told_on_a_line_of_its_own(cli: Cli, tmp_path: Path) -> None:
    files = {**FOUR, "trust.csv": "wave,from,to,value\nw1,a,b,9\nw1,a,zz,3\nw1,a,a,3\n"}
    answer = cli("import", write(tmp_path / "bad", files), "--yes")
    assert answer.code == 3
    lines = answer.err.splitlines()
    assert any(line.startswith('trust.csv row 2, column value: "9": ') for line in lines)
    assert any(line.startswith("trust.csv row 3, column to") for line in lines)
    assert any(line.startswith("trust.csv row 4") for line in lines)
    assert not list(tmp_path.glob("*.db*"))


def test_failures_as_json_are_one_object_with_places(cli: Cli, tmp_path: Path) -> None:
    files = {**FOUR, "trust.csv": "wave,from,to,value\nw1,a,b,9\n"}
    answer = cli("import", write(tmp_path / "bad", files), "--yes", "--json")
    problem = answer.json["error"]["problems"][0]
    assert (problem["file"], problem["row"], problem["column"], problem["value"]) == ("trust.csv", 2, "value", "9")
    assert problem["rule"]
    assert problem["fix"]


def test_an_export_reads_back_to_the_same_bytes(four: Cli, tmp_path: Path) -> None:
    assert four("export", "--map", "four", "--format", "bundle", "-o", tmp_path / "out").code == 0
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert four("--store", other, "import", tmp_path / "out", "--yes").code == 0
    assert four("--store", other, "export", "--format", "bundle", "-o", tmp_path / "again").code == 0
    first = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    assert first == {p.name: p.read_bytes() for p in (tmp_path / "again").iterdir()}


def test_a_zip_is_a_bundle_too(four: Cli, tmp_path: Path) -> None:
    assert four("export", "-o", tmp_path / "four.zip").code == 0
    answer = four("import", tmp_path / "four.zip", "--yes", "--json").json
    assert answer["changed"] == {} == answer["new"]


def test_a_snapshot_is_not_moved_by_a_later_edit(four: Cli, tmp_path: Path) -> None:
    taken = four("snapshot", "--map", "four", "--wave", "w1", "--name", "first", "--json").json
    files = {"map.toml": FOUR["map.toml"], "trust.csv": "wave,from,to,value\nw1,a,b,1\n"}
    assert four("import", write(tmp_path / "late", files), "--yes").code == 0
    then = four("measures", "--at", "first", "--layer", "trust", "--json").json
    now = four("measures", "--at", "w1", "--layer", "trust", "--json").json
    assert then["network"]["mean_value"] == 3.5
    assert now["network"]["mean_value"] == 3.0
    assert taken["digest"].startswith("sm1:")


def test_the_same_snapshot_name_for_something_else_is_refused(four: Cli, tmp_path: Path) -> None:
    assert four("snapshot", "--wave", "w1", "--name", "first").code == 0
    assert four("snapshot", "--wave", "w1", "--name", "first").code == 0
    assert four("snapshot", "--wave", "w2", "--name", "first").code == 1


def test_what_was_known_on_a_day_can_be_asked(cli: Cli, tmp_path: Path) -> None:
    files = {**FOUR, "trust.csv": "wave,from,to,value\nw1,a,b,1\n"}
    assert cli("import", write(tmp_path / "one", FOUR), "--yes", "--known-at", "2024-06-01").code == 0
    assert cli("import", write(tmp_path / "two", files), "--yes", "--known-at", "2024-07-01").code == 0
    early = cli("measures", "--at", "w1", "--layer", "trust", "--known-at", "2024-06-15", "--json").json
    late = cli("measures", "--at", "w1", "--layer", "trust", "--json").json
    assert (early["network"]["mean_value"], late["network"]["mean_value"]) == (3.5, 3.0)
    assert cli("measures", "--known-at", "2024-05-01").code == 4


def test_knowledge_cannot_be_dated_before_the_last_edit(four: Cli, tmp_path: Path) -> None:
    files = {**FOUR, "trust.csv": "wave,from,to,value\nw1,a,b,1\n"}
    assert four("import", write(tmp_path / "two", files), "--yes", "--known-at", "2001-01-01").code == 3


def test_an_export_says_in_json_what_it_wrote(four: Cli, tmp_path: Path) -> None:
    answer = four("export", "-o", tmp_path / "out.zip", "--json")
    assert (answer.code, answer.json["written"]) == (0, [str(tmp_path / "out.zip")])
    assert four("export", "--map", "nowhere", "-o", tmp_path / "x", "--json").json["error"]["code"] == "NOT_FOUND"


def test_a_file_in_no_known_format_is_told_once_with_what_to_do(cli: Cli, tmp_path: Path) -> None:
    answer = cli("import", write(tmp_path / "valley", {"actors.csv": "id,name\na,A\n"}), "--yes")
    assert (answer.code, answer.err.count("\n")) == (3, 1)
    assert 'write a map.toml beside actors.csv, two lines are enough: id = "valley"' in answer.err


def test_two_columns_become_a_map_in_one_command_and_are_drawn(cli: Cli, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("Ash Trust,Birch\nBirch,Cedar\nA.T.,Cedar\n")
    answer = cli("import", pairs, "--yes", "--json")
    assert (answer.code, answer.json["new"]["actor"], answer.json["new"]["relationship"]) == (0, 4, 3)
    assert [(like["name"], like["like_name"], like["reason"]) for like in answer.json["possible_duplicates"]] == [
        ("A.T.", "Ash Trust", "its initials")
    ]
    assert cli("import", pairs, "--yes", "--json").json["new"] == {}
    assert cli("draw", "-o", tmp_path / "map.svg").code == 0


def test_answers_need_their_round_and_an_export_says_what_it_left_out(cli: Cli, tmp_path: Path) -> None:
    sheet = tmp_path / "answers.csv"
    sheet.write_text("From,To,Answer\nAsh,Birch,4\n")
    assert cli("import", sheet, "--as", "answers", "--yes").code == 2
    assert cli("import", sheet, "--as", "answers", "--wave", "w1", "--date", "2025-05-30", "--yes").code == 0
    answer = cli("export", "--format", "gexf", "-o", tmp_path / "out.gexf", "--json")
    assert (answer.code, any("round of asking" in said for said in answer.json["not_carried"])) == (0, True)
    kumu = cli("export", "--format", "kumu", "-o", tmp_path / "out.json", "--json")
    assert (kumu.code, any("not for these readers" in said for said in kumu.json["not_carried"])) == (0, True)
    assert "trust" not in (tmp_path / "out.json").read_text()


def test_how_headings_were_taken_is_saved_put_right_and_used_again(cli: Cli, tmp_path: Path) -> None:
    table, kept = tmp_path / "t.csv", tmp_path / "columns.txt"
    table.write_text("Funder,Recipient,Amount (£),Colour,Odd\nAsh,Birch,500.25,red,x\n")
    first = cli("import", table, "--dry-run", "--save-columns", kept, "--json").json
    assert first["columns"]["t.csv"]["Funder"] == "from"
    said = kept.read_text()
    assert {"Funder=from", "Amount (£)=amount", "# Colour: kept as it is"} <= set(said.splitlines())
    kept.write_text(said.replace("# Colour: kept as it is", "Colour=purpose").replace("# Odd: kept as it is", "Odd=-"))
    assert cli("import", table, "--map-columns", kept, "--yes").code == 0
    assert cli("export", "--format", "csv", "-o", tmp_path / "out").code == 0
    money = (tmp_path / "out" / "funding.csv").read_text()
    assert "500.25,GBP" in money and "red" in money and "Odd" not in money


def test_an_import_is_taken_back_in_one_step_and_says_how(cli: Cli, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Ash,Birch\nBirch,Cedar\n")
    assert cli("import", table, "--map", "m", "--yes").code == 0
    table.write_text("Ash,Dale\nDale,Elm\n")
    answer = cli("import", table, "--map", "m", "--yes")
    assert "sysmap undo 2 --map m takes it back" in answer.err
    assert cli("undo", "2", "--map", "m").code == 0
    again = cli("import", table, "--map", "m", "--dry-run", "--json").json
    assert (again["new"]["actor"], again["new"]["relationship"], again["same"].get("actor")) == (2, 2, 1)


def test_the_formats_are_listed_and_told_of(cli: Cli) -> None:
    assert {"kumu", "gexf", "360giving", "answers"} <= {form["name"] for form in cli("formats", "--json").json["formats"]}
    assert "what stays behind" in cli("formats", "kumu").out.casefold()
    assert cli("formats", "nothing").code == 2
