"""Does a notebook get how sure a change is, and what goes with it, as it gets everything else?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sysmap.cli.main import run
from sysmap.module import OpenMap, open_map


@pytest.fixture
def wrenmoor_map(tmp_path: Path, wrenmoor_folder: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[OpenMap]:
    url = f"sqlite:///{tmp_path / 'w.db'}"
    assert run(["--store", url, "import", str(wrenmoor_folder), "--yes"]) == 0
    capsys.readouterr()
    opened = open_map(url)
    yield opened
    opened.close()


def test_a_change_says_how_sure_it_is_in_sentences(wrenmoor_map: OpenMap) -> None:
    told = wrenmoor_map.compare("w1", "w2", layer="trust").how_sure
    assert told["density"].startswith("Is the network busier? No")
    assert {"density", "reciprocity", "trust", "qap"} <= told.keys()


def test_an_explanation_is_a_table_and_sentences(wrenmoor_map: OpenMap) -> None:
    found = wrenmoor_map.explain("w1", "w2", layer="trust", by=("before", "same:sector"), draws=99)
    assert list(found.to_pandas()["name"]) == ["before", "same:sector"]
    assert len(found.sentences) == 2 and found._repr_html_().startswith("<ul><li>Does the tie as it was before")
    sets = wrenmoor_map.explain("w1", "w2", layer="trust", sets=("learning table",), draws=99)
    assert set(sets.to_pandas()["set"]) == {"learning table"}
