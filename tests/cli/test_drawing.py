"""``draw``: every picture by name, with one's own words for those who do not see it."""

from __future__ import annotations

import json
from pathlib import Path

from sysmap.service.charting import PICTURES
from tests.cli.conftest import Cli


def test_every_picture_is_named_in_the_help_and_drawn_by_its_name(four: Cli, tmp_path: Path) -> None:
    told = " ".join(four("draw", "--help").out.split())
    for name in PICTURES:
        assert name in told
        path = tmp_path / f"{name}.svg"
        drawn = four("draw", "--picture", name, "--layer", "trust", "--for", "stewards", "-o", path)
        assert (name, drawn.code) == (name, 0)
        assert path.read_text("utf-8").rstrip().endswith("</svg>")


def test_ones_own_description_stands_in_the_file(four: Cli, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    assert four("draw", "--layer", "trust", "--for", "stewards", "--alt", "Four who know each other.", "-o", path).code == 0
    assert json.loads(path.read_text("utf-8"))["alt"] == "Four who know each other."


def test_a_picture_that_is_not_there_is_a_usage_error_that_names_those_that_are(four: Cli, tmp_path: Path) -> None:
    refused = four("draw", "--picture", "pie", "-o", tmp_path / "x.svg")
    assert refused.code == 2 and "provision" in refused.err


def test_a_saved_version_that_is_gone_is_not_found_and_nothing_is_written(four: Cli, tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    assert four("draw", "--at", "gone", "--layer", "trust", "--for", "stewards", "-o", path).code == 4
    assert not path.exists()
