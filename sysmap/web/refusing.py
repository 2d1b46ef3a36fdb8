"""A failure as a page: what happened, and what to do."""

from __future__ import annotations

from starlette.responses import Response

from sysmap.model.visibility import Viewer
from sysmap.web.standing_round import around
from sysmap.web.templating import page

TITLES = {
    400: "That cannot be shown",
    401: "You are not let in",
    403: "Not from there",
    404: "Nothing here",
    405: "Not that way",
    413: "Too large",
    503: "Not just now",
}


def refused_page(status: int, message: str, fix: str, headers: dict[str, str], viewer: Viewer | None) -> Response:
    """The page of a failure. The same failure gives the same bytes whatever was asked for: the address is not repeated."""
    title = TITLES.get(status, "Something went wrong")
    return page("refused.html", status=status, headers=headers, title=title, message=message.rstrip("."), fix=fix, **around(viewer))
