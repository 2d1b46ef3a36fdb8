"""Where was a reader, and at which revision? A place in a list or in the feed, sealed so that it tells nothing and cannot be made up.

The revision in it must not be read: a number that moves would tell the public that something hidden was edited. Equal places give
equal cursors (a synthetic initialisation vector: the keyed hash of what is sealed is also what the key stream grows from), so that
answers can be compared and kept. The key comes from the map keeper's token: processes that share the token read one another's cursors.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any

from sysmap.errors import UsageError

TAG = 16
LONGEST = 2_000


class Sealer:
    """Seals and opens small values. ``about`` binds a cursor to one question of one viewer: elsewhere it does not open."""

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(b"sysmap cursor\0" + secret.encode("utf-8", "surrogatepass")).digest()

    def seal(self, value: Any, about: Any) -> str:
        plain = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
        tag = self._tag(plain, about)
        return base64.urlsafe_b64encode(tag + _mixed(plain, self._stream(tag, len(plain)))).decode().rstrip("=")

    def open(self, cursor: str, about: Any) -> Any:
        """The value again. Raises UsageError for what was not sealed here, about this."""
        try:
            sealed = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)) if len(cursor) <= LONGEST else b""
        except (ValueError, binascii.Error):
            sealed = b""
        tag, hidden = sealed[:TAG], sealed[TAG:]
        plain = _mixed(hidden, self._stream(tag, len(hidden)))
        if len(tag) < TAG or not hmac.compare_digest(tag, self._tag(plain, about)):
            raise UsageError("This cursor is not of this list", fix="Ask for the first page again, with the same arguments for every page.")
        return json.loads(plain)

    def _tag(self, plain: bytes, about: Any) -> bytes:
        bound = repr(about).encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, len(bound).to_bytes(4, "big") + bound + plain, "sha256")[:TAG]

    def _stream(self, tag: bytes, length: int) -> bytes:
        return hashlib.shake_256(self._key + tag).digest(length)


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
