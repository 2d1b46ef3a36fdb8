"""Is the page of measures the one that the code would make?"""

from __future__ import annotations

from pathlib import Path

from sysmap.analysis.catalogue import CATALOGUE
from sysmap.analysis.catalogue_page import catalogue_page

PAGE = Path(__file__).parents[2] / "docs" / "measures.md"


def test_the_page_in_docs_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == catalogue_page(), "make it again: sysmap catalogue > docs/measures.md"


def test_every_measure_is_on_it_and_no_question_is_said_twice() -> None:
    page = catalogue_page()
    for measure in CATALOGUE.values():
        assert f"### `{measure.name}`" in page
        assert f"**{measure.question}** {measure.question}" not in page
