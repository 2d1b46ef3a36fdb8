"""README's picture is the one that sysmap draws."""

from __future__ import annotations

from pathlib import Path

from sysmap.service.demonstration import demonstrate
from tests.seeds.wrenmoor_figures import FOLDER

DOCS = FOLDER.parent.parent / "docs"


def test_the_picture_in_readme_is_drawn_afresh_to_the_same_bytes(tmp_path: Path) -> None:
    demonstrate(None, tmp_path)
    assert (tmp_path / "change.svg").read_bytes() == (DOCS / "change.svg").read_bytes(), "draw it anew: make picture"
