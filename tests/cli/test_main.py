"""How a run ends: one JSON object whatever happens, and no traceback when the answer has nowhere to go."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sysmap.cli.main import run
from tests.cli.conftest import Cli, write

COMMANDS = ("import", "export", "snapshot", "measures", "compare", "draw", "schema", "doctor", "backup", "restore", "erase", "undo")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_mistaken_option_with_json_is_one_object_and_exit_2(cli: Cli, command: str) -> None:
    answer = cli(command, "--no-such-option", "--json")
    assert (answer.code, list(answer.json)) == (2, ["error"])
    assert answer.json["error"]["code"] == "USAGE"


@pytest.mark.parametrize("arguments", [("--help",), ("schema", "--json"), ("measures", "--json", "--store", "x")])
def test_an_answer_that_cannot_be_written_ends_in_a_sentence(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "sysmap", *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_json_on_an_output_that_is_not_unicode_is_still_json(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text('id = "m"\nname = "M"\n', encoding="utf-8")
    (tmp_path / "actors.csv").write_text("id,name\na,Caf\u00e9 \U0001f600\n", encoding="utf-8")
    store = ["--store", f"sqlite:///{tmp_path / 'm.db'}"]
    assert run([*store, "import", str(tmp_path), "--yes"]) == 0
    plain = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "sysmap", *store, "measures", "--json"], stdout=subprocess.PIPE, env=plain, check=True)
    assert json.loads(done.stdout.decode("ascii"))["actors"][0]["name"] == "Caf\u00e9 \U0001f600"


def test_readers_who_may_see_no_map_are_told_the_same_as_where_there_is_none(cli: Cli, tmp_path: Path) -> None:
    files = {"map.toml": 'id = "m"\nname = "M"\n', "actors.csv": "id,name,audience\na,A,stewards\n"}
    assert cli("import", write(tmp_path / "m", files), "--yes").code == 0
    hidden, empty = cli("measures", "--for", "public"), cli("--store", "sqlite://", "measures", "--for", "public")
    assert (hidden.code, hidden.err) == (4, empty.err)
    assert cli("measures").code == 0


def test_a_reader_that_goes_away_is_no_failure() -> None:
    reading = subprocess.Popen([sys.executable, "-m", "sysmap", "schema", "sqlite"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reading.stdout is not None and reading.stderr is not None
    reading.stdout.close()
    told = reading.stderr.read()
    reading.stderr.close()
    assert (reading.wait(), told) == (0, b"")


def test_a_message_that_asks_ends_with_its_question_mark(cli: Cli) -> None:
    assert cli("exprot").err == "No such command 'exprot'. Did you mean 'export'? sysmap COMMAND --help says what it takes.\n"


def test_the_keeper_who_draws_for_others_what_they_may_not_see_is_told_how_to_choose(four: Cli) -> None:
    answer = four("draw", "--from", "w1", "--to", "w2", "--layer", "trust", "-o", "change.html")
    assert answer.code == 4
    assert "not for these readers" in answer.err and "--for stewards" in answer.err and "column audience" in answer.err
    assert four("draw", "--from", "w1", "--to", "w2", "--layer", "trust", "-o", "change.html", "--for", "stewards").code == 0


@pytest.mark.parametrize("as_json", [False, True])
def test_a_stopped_command_says_so_and_ends_with_130(
    as_json: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sysmap.service.opening.open_desk", interrupted)
    asked = ["--store", f"sqlite:///{tmp_path / 'x.db'}", "compare", "--from", "w1", "--to", "w2", *(["--json"] if as_json else [])]
    assert run(asked) == 130
    told = capsys.readouterr()
    assert "Stopped. Nothing was left half done." in (told.out if as_json else told.err)
    assert not as_json or json.loads(told.out)["error"]["code"] == "STOPPED"
