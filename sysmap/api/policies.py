"""What may a picture do in a browser, and who may frame it? One content security policy for each format.

An HTML picture carries its own policy by hashes, made by draw; the header repeats it and adds what only a header can say: who may frame
it, and a sandbox, so that whatever a hostile name could do, it would do in an origin that owns nothing.
"""

from __future__ import annotations

import html
import re

_META = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', re.IGNORECASE)
_SANDBOX = "sandbox allow-scripts allow-downloads allow-popups"


def policy_for(ending: str, body: bytes, *, framed: str = "'none'") -> str:
    """The Content-Security-Policy header of a picture; ``framed`` says whose pages may show it in a frame.

    >>> policy_for("png", b"")
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    """
    own = {"html": _own_policy(body), "svg": "default-src 'none'; style-src 'unsafe-inline'"}.get(ending, "default-src 'none'")
    parts = [part.strip() for part in own.split(";") if part.strip()]
    names = {part.split(" ", 1)[0] for part in parts}
    parts += [f"{name} 'none'" for name in ("base-uri", "form-action") if name not in names]
    if ending in {"html", "svg"}:
        parts.append(_SANDBOX)
    return "; ".join([*parts, f"frame-ancestors {framed}"])


def _own_policy(body: bytes) -> str:
    found = _META.search(body[:20_000])
    return html.unescape(found[1].decode()) if found else "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
