"""``backup``, ``restore``, ``erase``, ``undo`` and ``doctor`` from outside."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.conftest import FOUR, Cli, write

CANARY = "Zephyrine Quillfeather"


def test_a_backup_is_verified_and_restores_to_the_same_export(four: Cli, tmp_path: Path) -> None:
    assert four("backup", tmp_path / "kept.db").code == 0
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert four("--store", other, "restore", tmp_path / "kept.db").code == 0
    four("export", "-o", tmp_path / "a")
    four("--store", other, "export", "-o", tmp_path / "b")
    assert {p.name: p.read_bytes() for p in (tmp_path / "a").iterdir()} == {p.name: p.read_bytes() for p in (tmp_path / "b").iterdir()}


def test_a_file_that_is_no_backup_is_refused_in_a_sentence(four: Cli, tmp_path: Path) -> None:
    (tmp_path / "no.db").write_text("this is no database at all, only words")
    answer = four("--store", f"sqlite:///{tmp_path / 'x.db'}", "restore", tmp_path / "no.db")
    assert answer.code == 5
    assert "no.db" in answer.err
    assert "use another backup" in answer.err and "sysmap restore" not in answer.err


def test_a_backup_that_is_not_there_is_not_found_and_leaves_no_empty_store(four: Cli, tmp_path: Path) -> None:
    answer = four("--store", f"sqlite:///{tmp_path / 'fresh.db'}", "restore", "nothing.db")
    assert (answer.code, answer.err) == (4, "There is no backup nothing.db. Check the path.\n")
    assert not (tmp_path / "fresh.db").exists()


def stories(tmp_path: Path, cli: Cli) -> None:
    files = {**FOUR, "stories.csv": f"id,teller_role,about,text\ns1,parent,a,{CANARY} told us at length what happened\n"}
    assert cli("import", write(tmp_path / "told", files), "--yes").code == 0


def test_an_erased_story_is_in_no_byte_of_the_store(cli: Cli, tmp_path: Path) -> None:
    stories(tmp_path, cli)
    assert CANARY.encode() in (tmp_path / "sysmap.db").read_bytes()
    cli("snapshot", "--wave", "w1", "--name", "before")
    assert cli("erase", "--map", "four", "--story", "s1", "--yes").code == 0
    for path in tmp_path.glob("sysmap.db*"):
        assert CANARY.encode() not in path.read_bytes()
    cli("export", "-o", tmp_path / "out")
    assert "withdrawn" in (tmp_path / "out" / "stories.csv").read_text()


def test_an_import_does_not_bring_an_erased_story_back(cli: Cli, tmp_path: Path) -> None:
    stories(tmp_path, cli)
    cli("erase", "--map", "four", "--story", "s1", "--yes")
    assert cli("import", tmp_path / "told", "--yes").code == 0
    for path in tmp_path.glob("sysmap.db*"):
        assert CANARY.encode() not in path.read_bytes()


def test_a_backup_made_before_an_erasure_does_not_bring_the_text_back(cli: Cli, tmp_path: Path) -> None:
    stories(tmp_path, cli)
    cli("backup", tmp_path / "kept.db")
    cli("erase", "--map", "four", "--all", "--yes")
    answer = cli("restore", tmp_path / "kept.db")
    assert answer.code in {0, 1}
    for path in tmp_path.glob("sysmap.db*"):
        assert CANARY.encode() not in path.read_bytes()


def test_an_edit_can_be_taken_back(four: Cli, tmp_path: Path) -> None:
    files = {"map.toml": FOUR["map.toml"], "trust.csv": "wave,from,to,value\nw1,a,b,1\n"}
    four("import", write(tmp_path / "late", files), "--yes")
    assert four("undo", "2").code == 0
    assert four("measures", "--at", "w1", "--layer", "trust", "--json").json["network"]["mean_value"] == 3.5


def test_the_doctor_finds_a_sound_store_well(four: Cli) -> None:
    answer = four("doctor", "--json")
    assert answer.code == 0
    assert answer.json["well"] is True


def test_a_store_that_is_not_made_yet_is_nothing_wrong(cli: Cli) -> None:
    answer = cli("doctor")
    assert answer.code == 0
    assert "none yet at sqlite:///sysmap.db" in answer.out


def test_the_doctor_names_a_store_that_is_damaged(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "sysmap.db").write_text("this is no database at all, only words " * 40)
    answer = cli("doctor")
    assert answer.code == 1
    assert "WRONG  store: sqlite:///sysmap.db" in answer.out
    (told,) = (line for line in answer.out.splitlines() if line.startswith("WRONG"))
    assert re.search(r"\w\. [A-Z][^.]+\.$", told), told


def test_a_store_address_that_is_none_is_a_usage_error(cli: Cli) -> None:
    assert cli("--store", "postgres://x", "doctor", "--json").json["well"] is False
    assert cli("--store", "postgres://x", "measures").code == 2


def test_taking_back_an_edit_that_never_was_says_which_there_are(four: Cli) -> None:
    answer = four("undo", "99", "--json")
    assert answer.code == 4
    assert answer.json["error"]["message"] == "There is no edit 99 of four. Edits run from 1 to 1; sysmap history lists them."
    assert four("undo", "0").code == 4


def test_a_plain_path_given_as_a_store_is_answered_with_its_address(cli: Cli) -> None:
    answer = cli("--store", "/srv/maps.db", "history")
    assert answer.code == 2
    assert "Did you mean sqlite:////srv/maps.db?" in answer.err


def test_doctor_never_repeats_a_password_that_stands_in_the_address(cli: Cli) -> None:
    told = cli("--store", "neo4j://ann:hunter2@example.org", "doctor")
    assert "SYSMAP_NEO4J_PASSWORD" in told.out + told.err and "hunter2" not in told.out + told.err
