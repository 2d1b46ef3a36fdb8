"""Are the pages of formats those that the code would make, and is every format told of?"""

from __future__ import annotations

from sysmap.formats.format_page import pages
from sysmap.formats.format_words import TOLD
from sysmap.formats.registry import FORMATS
from tests.house.tree import ROOT

DOCS = ROOT / "docs"


def test_the_pages_in_docs_are_fresh() -> None:
    for name, text in pages().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, "make them again: sysmap formats --write docs"
    assert {path.name for path in (DOCS / "formats").iterdir()} == {f"{form.name}.md" for form in FORMATS}


def test_every_format_is_told_of_both_ways() -> None:
    assert set(TOLD) == {form.name for form in FORMATS}
    for form in FORMATS:
        assert bool(TOLD[form.name].comes_in) == (form.read is not None), form.name
        assert bool(TOLD[form.name].goes_out) == (form.write is not None), form.name
