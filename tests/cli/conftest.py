"""The command line run in this process, and a map of four organisations small enough to check by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sysmap.cli.main import run


class Answer(NamedTuple):
    """What one run gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Cli = Callable[..., Answer]
Files = Mapping[str, str]

FOUR: Files = {
    "map.toml": 'id = "four"\nname = "Four organisations"\n',
    "actors.csv": (
        "id,name,sector,generic\na,Ardent,statutory,\nb,Brook,voluntary,\nc,Cairn,voluntary,\n"
        "d,Dell,statutory,\ng,Funders in general,,yes\n"
    ),
    "waves.csv": "id,date\nw1,2024-05\nw2,2025-05\n",
    "roster.csv": (
        "wave,actor,status\nw1,a,answered\nw1,b,answered\nw1,c,answered\nw1,d,silent\nw2,a,answered\nw2,b,answered\nw2,c,partial\nw2,d,answered\n"
    ),
    "trust.csv": (
        "wave,from,to,value\nw1,a,b,3\nw1,a,c,4\nw1,b,a,5\nw1,c,b,2\nw2,a,b,5\nw2,a,d,3\nw2,b,a,5\nw2,c,b,1\nw2,c,a,\nw2,d,a,2\n"
    ),
}


def write(folder: Path, files: Files) -> Path:
    """A map folder with these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs a command line in an empty folder, with nothing set in the environment and nobody at the terminal."""
    for name in ("SYSMAP_STORE", "SYSMAP_STEWARD_TOKEN", "SYSMAP_AUTHOR", "SYSMAP_ORIGINS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", None)

    def call(*arguments: object) -> Answer:
        code = run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return call


@pytest.fixture
def four(tmp_path: Path, cli: Cli) -> Cli:
    """The command line with the map of four in its store."""
    answer = cli("import", write(tmp_path / "four", FOUR), "--yes")
    assert answer.code == 0, answer.err
    return cli
