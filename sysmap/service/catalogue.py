"""Which measures are there, on one page?"""

from __future__ import annotations

from sysmap.analysis.catalogue_page import catalogue_page


def page() -> str:
    """Every measure with what must be known of it, as Markdown."""
    return catalogue_page()
