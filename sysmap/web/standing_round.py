"""What stands round every page: who is looking, and which sysmap this is."""

from __future__ import annotations

from typing import Any

from sysmap.model.visibility import Viewer
from sysmap.service.keeping import version
from sysmap.web.addresses import AUDIENCE_WORDS


def around(viewer: Viewer | None, words: dict[str, str] | None = None) -> dict[str, Any]:
    """The frame's values. ``viewer`` None: nobody was let in; ``words`` may say as whom the map keeper looks."""
    chosen = (words or {}).get("for", "")
    return {
        "keeper": viewer.is_steward if viewer is not None else None,
        "seen_as": AUDIENCE_WORDS.get(chosen, f"the {chosen} space" if chosen and chosen != "stewards" else ""),
        "version": version("sysmap"),
        "language": "en",
    }
