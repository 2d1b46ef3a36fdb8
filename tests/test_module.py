"""Does a notebook get how sure a change is, and what goes with it, as it gets everything else?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sysmap.cli.main import run
from sysmap.module import OpenMap, open_map
from sysmap.module.tables import Answer
from sysmap.service.tidy import Tidy


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


def test_what_would_fall_apart_is_told_and_tabled(wrenmoor_map: OpenMap) -> None:
    found = wrenmoor_map.what_if("cvs", at="w2", layer="relationships", type="works_with", level="inter-organisation")
    assert found.json["cut_off"] == ["pla", "lar", "nwc", "bre", "wcf"] and found.json["largest"][1] == 24
    assert "are cut off and 24 hold together" in found.sentences[0]
    assert list(found.to_pandas().query("what == 'cut_off'")["id"]) == found.json["cut_off"]


def test_who_was_heard_and_what_silence_changes(wrenmoor_map: OpenMap) -> None:
    heard = wrenmoor_map.coverage("w2")
    assert heard.sentences[0] == "24 of 31 answered, 1 in part, 6 did not."
    assert heard.sentences[1] == "Least heard: health (1 of 4) and housing (0 of 1)."
    read = wrenmoor_map.sensitivity("w2", layer="trust")
    assert read.sentences[0].startswith("Who links others? Among the first 5 however silence is read: Early Help Hub")
    assert set(read.to_pandas()["reading"]) == {"unknown", "absent"}


def test_money_is_told_by_year_with_how_far_the_share_could_move(wrenmoor_map: OpenMap) -> None:
    found = wrenmoor_map.funding(year_from=4)
    assert "3,580,400.00 GBP, counted once; 30.6% for prevention" in found.sentences[1] and "up to 44.1%" in found.sentences[1]
    tiers = found.to_pandas().query("by == 'tier' and year == '2024/25'").set_index("name")["amount"]
    assert tiers["not classified"] == 482649.25


def test_several_rounds_are_one_table(wrenmoor_map: OpenMap) -> None:
    found = wrenmoor_map.sequence("w1", "w2", "p3", layer="trust")
    assert found.sentences[1] == "From w2 to p3: asked differently, so nothing is compared."
    assert {"from", "to", "figure", "value"} <= set(found.to_pandas().columns)


def test_what_shows_itself_does_not_list_who_is_trusted_how_much(wrenmoor_map: OpenMap) -> None:
    found = wrenmoor_map.measures("w2", layer="trust")
    assert "mean_received" not in found._repr_html_() and "mean_received" not in repr(found)
    assert "mean_received" in found.to_pandas().columns
    assert "Of 108 pairs with a tie, 49 go both ways" in found.sentences[1]


def test_a_table_is_text_whatever_a_name_holds() -> None:
    shown = Answer({"method": ""}, ("a < b",), Tidy(("name",), [("<script>",), (None,)]))
    assert "<script>" not in shown._repr_html_() and "<td>-</td>" in shown._repr_html_()
    assert repr(shown).splitlines() == ["a < b", "name", "<script>", "-"]


def test_a_change_is_the_same_object_at_the_command_line(wrenmoor_map: OpenMap, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--store", f"sqlite:///{tmp_path / 'w.db'}", "compare", "--from", "w1", "--to", "w2", "--layer", "trust", "--json"]
    assert run(asked) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(wrenmoor_map.compare("w1", "w2", layer="trust").json))


def test_every_answer_from_the_invented_town_says_that_it_is_invented(wrenmoor_map: OpenMap) -> None:
    answers = (
        wrenmoor_map.coverage("w2"), wrenmoor_map.sensitivity("w2", layer="trust"), wrenmoor_map.funding(),
        wrenmoor_map.sequence("w1", "w2"), wrenmoor_map.what_if("cvs", at="w2", layer="trust"), wrenmoor_map.measures("w2", layer="trust"),
    )  # fmt: skip
    assert {answer.sentences[-1] for answer in answers} == {"Wrenmoor is invented, for learning."}
    assert all("Wrenmoor is invented" in str(answer.json["method"]) for answer in answers)


def test_any_picture_is_drawn_by_its_name_with_looks_and_ones_own_description(wrenmoor_map: OpenMap) -> None:
    ranks = wrenmoor_map.draw(before="w1", after="w2", layer="trust", picture="ranks", alt="Who links whom.")
    assert ranks.alt == "Who links whom." and len(ranks.tables[0].rows) == 20
    near = wrenmoor_map.draw("w2", layer="relationships", look={"ego": "cvs", "size": "reach"})
    assert len(near.dots) == 8
    strip = wrenmoor_map.draw(layer="trust", picture="composition", over=("w1", "w2"))
    assert len(strip.tables[0].rows) == 2


def test_a_notebook_says_where_everyone_stands_and_keeps_them_once(wrenmoor_map: OpenMap) -> None:
    before = wrenmoor_map.places()
    assert "may move everyone" in before.sentences[0] and set(before.to_pandas()["kept"]) == {"no"}
    assert wrenmoor_map.keep_places() == 2 and wrenmoor_map.keep_places() is None
    after = wrenmoor_map.places()
    assert [row["x"] for row in after.json["places"]] == [row["x"] for row in before.json["places"]]
