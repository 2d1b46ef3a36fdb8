"""What does a plain form send? Its fields, each a text or several, read without trusting any of it."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from sysmap.errors import UsageError

MOST_FIELDS = 200


async def sent(request: Request) -> dict[str, tuple[str, ...]]:
    """The fields of a form that was sent, by name. Raises HTTPException 415 for anything that is no plain form, UsageError."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    body = await request.body()
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise UsageError("What was sent could not be read", fix="Load the page again and send it once more.") from None
    return gathered(pairs)


def gathered(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Pairs by name, in the order in which they came."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        found[name] = (*found.get(name, ()), value)
    return found


def one(fields: dict[str, tuple[str, ...]], name: str) -> str | None:
    """A field that is there once; None where it is empty or left out."""
    values = [value for value in fields.get(name, ()) if value.strip()]
    return values[-1] if values else None


def whole(fields: dict[str, tuple[str, ...]], name: str) -> int | None:
    """A field that holds a whole number; None where it holds anything else."""
    text = (one(fields, name) or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
