"""Is the answer that somebody kept still the answer? A tag made from what the viewer sees, and from nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable

from sysmap.model.visibility import Viewer
from sysmap.service.desk import Desk
from sysmap.service.keeping import version
from sysmap.service.views import view


def tag(desk: Desk, viewer: Viewer, map: str, *question: Hashable) -> str:
    """A strong entity tag for the answer to ``question`` on a map, quotes included. Raises NotFound.

    Equal tags promise equal bytes. It is made from the facts the viewer sees rather than from the revision's number, because a
    number that moves would tell the public that something hidden was edited.
    """
    head = desk.head(map)
    key = ("facts seen", map, head.revision, head.erasures, viewer.spaces)
    seen = desk.answer(key, lambda: _facts_seen(desk, viewer, map))
    asked = repr((map, head.erasures, sorted(viewer.spaces), question, version("sysmap"), seen))
    return f'"{hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def _facts_seen(desk: Desk, viewer: Viewer, map: str) -> str:
    seen = view(desk, viewer, map)
    digest = hashlib.sha256()
    for kind, table in seen.state.facts.items():
        digest.update(f"{kind}:{len(table)}\n".encode())
        for fact in table.values():
            digest.update(repr(fact).encode("utf-8", "surrogatepass"))
    if viewer.spaces != {"public"}:
        digest.update(repr(sorted(seen.hidden.items())).encode())
    return digest.hexdigest()


def still_fresh(if_none_match: str | None, tag: str) -> bool:
    """Does the reader hold this very answer? ``if_none_match`` is the header as it came (RFC 9110, section 13.1.2).

    ``*`` is never fresh, which the RFC has otherwise: whoever names no tag would learn that there is an answer, by asking before
    anything has been worked out and refused.

    >>> still_fresh('W/"a", "b"', '"b"'), still_fresh("*", '"b"'), still_fresh('"c"', '"b"'), still_fresh(None, '"b"')
    (True, False, False, False)
    """
    held = (part.strip().removeprefix("W/") for part in (if_none_match or "").split(","))
    return tag in held
