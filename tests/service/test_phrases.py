"""Are sentences data that can be changed without the code, and does every one that the code asks for exist?"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import sysmap
from sysmap.service.phrases import WORDS, known, listed, say, sentences

SERVICE = Path(sysmap.__file__).parent / "service"


def test_every_sentence_has_words_in_every_language_and_stands_once() -> None:
    with WORDS.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert all(text for row in rows for text in row.values())
    assert len({row["key"] for row in rows}) == len(rows)


def test_every_key_that_is_asked_for_exists() -> None:
    asked = {key for path in SERVICE.glob("telling*.py") for key in re.findall(r'say\(\s*"(\w+)"', path.read_text(encoding="utf-8"))}
    assert asked
    assert asked <= sentences().keys()


def test_what_people_wrote_is_never_read_as_a_place_for_a_figure() -> None:
    assert say("links_none") == sentences()["links_none"]
    assert "{n}" in say("heard_share", name="{n}", answered=1, members=2)


def test_large_figures_are_easy_to_read() -> None:
    assert say("ways_same", now=12345) == "As many ties go both ways as before: 12,345 pairs."


def test_a_word_of_the_maps_own_stands_as_it_is() -> None:
    assert (known("sector_nhs", "nhs"), known("sector_faith", "faith")) == ("health", "faith")


def test_a_list_of_nothing_is_nothing() -> None:
    assert listed([]) == ""
