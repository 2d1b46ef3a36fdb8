"""How a run ends: one JSON object whatever happens, and no traceback when the answer has nowhere to go."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

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


def test_a_reader_that_goes_away_is_no_failure() -> None:
    run = subprocess.Popen([sys.executable, "-m", "sysmap", "schema", "sqlite"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdout is not None and run.stderr is not None
    run.stdout.close()
    told = run.stderr.read()
    run.stderr.close()
    assert (run.wait(), told) == (0, b"")
