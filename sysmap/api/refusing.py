"""How is a failure said over HTTP? One status for each of our errors, and one JSON shape for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException

from sysmap.errors import Conflict, InputError, MapBusy, NotFound, StoreUnavailable, SysmapError, UsageError
from sysmap.service.correcting import TooMany


class Refused(Exception):
    """The request is turned away at the door: with which status, why, and what to do."""

    def __init__(self, status: int, code: str, message: str, fix: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.said = Said(status, code, message, fix, dict(headers or {}))
        if status == 401:
            self.said.headers["www-authenticate"] = 'Bearer realm="sysmap"'


class Said(NamedTuple):
    """A failure in words for whoever asked."""

    status: int
    code: str
    message: str
    fix: str
    headers: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """The shape of every failure: ``{"error": {"code", "message", "fix", "problems"}}``."""
        return {"error": {"code": self.code, "message": self.message, "fix": self.fix, "problems": []}}


NOTHING_HERE = ("There is nothing at this address, or it is not for you", "Start from the list of maps, or ask the map keeper.")
BY_STATUS = {
    400: ("USAGE", "The request could not be read", "Check what is sent."),
    401: ("TOKEN", "That token is not the map keeper's", "Use the link that sysmap serve printed, or ask without a token."),
    404: ("NOT_FOUND", *NOTHING_HERE),
    405: ("METHOD", "This address cannot be used that way", "It can be read with GET."),
    413: ("TOO_LARGE", "That is too large", "A file may have 20 MB, any other request 1 MB."),
    415: ("TYPE", "The request has a content type that is not taken here", "Send application/json."),
}


def said(error: Exception, knows_all: bool = False) -> Said:
    """What to say about an error. Only ``knows_all``, the map keeper, is told what is not found.

    For everybody else every *not found* is the same, byte for byte: a sentence that differed would tell which maps there are.
    """
    if isinstance(error, Refused):
        return error.said
    if isinstance(error, NotFound):
        message, fix = (error.message, error.fix) if knows_all else NOTHING_HERE
        return Said(404, error.code, message, fix, {})
    if isinstance(error, UsageError | InputError):
        return Said(400, error.code, error.message, error.fix, {})
    if isinstance(error, Conflict):
        return Said(409, error.code, error.message, error.fix, {})
    if isinstance(error, TooMany):
        return Said(429, error.code, error.message, error.fix, {"retry-after": "600"})
    if isinstance(error, MapBusy | StoreUnavailable):
        words = (error.message, error.fix) if knows_all else ("The maps cannot be read just now", "Try again in a moment.")
        return Said(503, error.code, *words, {"retry-after": "5"})
    if isinstance(error, HTTPException):
        code, message, fix = BY_STATUS.get(error.status_code, ("HTTP", "The request cannot be answered", "Check the address."))
        return Said(error.status_code, code, message, fix, dict(error.headers or {}))
    if isinstance(error, SysmapError):
        return Said(400, error.code, error.message, error.fix, {})
    return Said(500, "FAILED", "Something went wrong here that should not have", "Try again; if it stays, tell the map keeper.", {})
