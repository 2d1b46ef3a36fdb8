"""``schema`` and ``demo`` from outside."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli


def test_the_schema_names_every_file_and_every_closed_word(cli: Cli) -> None:
    told = cli("schema").out
    assert "actors.csv: id*, name*, kind," in told
    assert "roster_status: answered, partial, silent," in told


def test_the_schema_is_one_object_with_json(cli: Cli) -> None:
    assert set(cli("schema", "--json").json) == {"columns", "words"}
    assert cli("schema", "bundle").json
    assert "CREATE TABLE" in cli("schema", "sqlite").out


def test_an_unknown_schema_names_those_there_are(cli: Cli) -> None:
    answer = cli("schema", "cypher")
    assert answer.code == 2
    assert "sqlite" in answer.err


def test_the_demonstration_tells_and_draws_and_does_the_same_again(cli: Cli, tmp_path: Path) -> None:
    first = cli("demo", "--no-serve")
    assert first.code == 0
    assert "100 of 524 possible ties" in first.out
    assert "On it: 77 organisations and groups, 77 relationships," in first.out
    files = {p.name: p.read_bytes() for p in (tmp_path / "sysmap-demo").iterdir() if p.suffix != ".db"}
    assert {"change.html", "round-1.svg", "round-2.png"} <= set(files)
    again = cli("demo", "--no-serve")
    assert again.out == first.out
    assert files == {p.name: p.read_bytes() for p in (tmp_path / "sysmap-demo").iterdir() if p.suffix != ".db"}
