"""How does a file of a map leave? With its mark, for whom it may be kept, open to other pages, and with a policy of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.responses import Response

from sysmap.api.policies import policy_for


def open_headers(mark: str, *, public: bool) -> dict[str, str]:
    """What stands on every answer of such an address, also on one that says that nothing is new."""
    return {
        "etag": mark,
        "cache-control": "public, no-cache" if public else "private, no-cache",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
    }


def sent(body: bytes | None, headers: Mapping[str, str], ending: str, kind: str, name: str, *, framed: str = "'none'") -> Response:
    """The file under its name, or 304 where there is no body because the reader has it already. ``framed``: by whose pages."""
    if body is None:
        return Response(status_code=304, headers=headers)
    own = {"content-security-policy": policy_for(ending, body, framed=framed), "content-disposition": f'inline; filename="{name}"'}
    return Response(body, headers={**headers, **own}, media_type=kind)


def file_name(map: str, of: str, words: Mapping[str, str], ending: str) -> str:
    """What the file is called when it is kept: plain letters only, because a header carries it.

    >>> file_name("wrenmoor", "change", {"from": "w1", "to": "w 2"}, "svg")
    'wrenmoor-change-w1-w-2.svg'
    """
    points = [words[name] for name in ("at", "from", "to") if name in words]
    plain = re.sub(r"[^A-Za-z0-9_]+", "-", "-".join([map, words.get("picture", of), *points])).strip("-")
    return f"{plain[:80]}.{ending}"
