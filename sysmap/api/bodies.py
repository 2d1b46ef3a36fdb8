"""What was sent to the GraphQL door? Exactly one strict JSON object in UTF-8, or a refusal that says which rule it breaks.

Python's own reader takes NaN, repeated keys (the last wins), half characters and integers of any length: each is a way for two
programs to read one body differently, so each is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from sysmap.api.limits import EVERYONE_ELSE, JSON_DEPTH
from sysmap.api.refusing import Refused

LARGEST, SMALLEST = 2**63 - 1, -(2**63)
MARKS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[][{},]', re.DOTALL)
"""A text, closed or not (what is never closed must not be looked through again from each of its marks), or a mark between values."""
FIX = "Send one JSON object with query, and if need be variables and operationName."


class Request(NamedTuple):
    """An operation as it was sent."""

    query: str
    variables: dict[str, Any]
    operation: str | None


def refused(message: str, fix: str = FIX) -> Refused:
    return Refused(400, "USAGE", message, fix)


def check_type(content_type: str | None) -> None:
    """Refuse a body that does not say it is JSON in UTF-8. Raises Refused."""
    kind, *parameters = (part.strip().lower() for part in (content_type or "").split(";"))
    if kind != "application/json":
        raise refused("The content type is not application/json", "Send content-type: application/json.")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if parameter and not (name.strip() == "charset" and value.strip().strip('"') in {"utf-8", "utf8"}):
            raise refused("The content type has a parameter other than charset=utf-8", "Send content-type: application/json.")


def request_of(body: bytes, values: int = EVERYONE_ELSE.values) -> Request:
    """The operation in a body that may hold so many values. Raises Refused."""
    return request_from(strict_json(body, values))


def request_from(value: Any) -> Request:
    """The operation in a JSON value. Raises Refused."""
    if not isinstance(value, dict):
        raise refused("The body is not one JSON object")
    query, variables, operation = value.get("query"), value.get("variables"), value.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise refused("The body has no query in text")
    if variables is not None and not isinstance(variables, dict):
        raise refused("variables is not a JSON object")
    if operation is not None and not isinstance(operation, str):
        raise refused("operationName is not text")
    return Request(query, variables or {}, operation)


def strict_json(body: bytes, values: int = EVERYONE_ELSE.values) -> Any:
    """The value in a body that may hold so many values in all. Raises Refused."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise refused("The body is not UTF-8") from None
    check_shape(text, values)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer, parse_float=_real
        )
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise refused("The body holds half a character") from None
    except (ValueError, RecursionError):
        raise refused("The body is not JSON") from None
    return value


def check_shape(text: str, values: int) -> None:
    """Refuse what is nested deeper than anything that is meant, or holds more values than may be asked with, before the reader is let
    loose on it: a megabyte of small values takes longer to read, and to be told what is wrong with each, than any answer. Linear."""
    opened = text.count("{") + text.count("[")
    if opened <= JSON_DEPTH and opened + text.count(",") <= values:
        return
    held = strings = depth = 0
    for found in MARKS.finditer(text):
        match text[found.start()]:
            case '"':
                strings += 1
            case "]" | "}":
                depth -= 1
            case ",":
                held += 1
            case _:
                held, depth = held + 1, depth + 1
        if depth > JSON_DEPTH:
            raise refused(f"The body is nested deeper than {JSON_DEPTH}")
        if held > values or strings > 2 * values + 2:
            raise refused(f"The body holds more than {values:,} values", "Send fewer at once.")


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise refused("The body gives a key twice")
        found[key] = value
    return found


def _constant(word: str) -> Any:
    raise refused("The body holds a number that is none")


def _integer(digits: str) -> int:
    if len(digits) > 20 or not SMALLEST <= int(digits) <= LARGEST:
        raise refused("The body holds a whole number of more than 64 bits")
    return int(digits)


def _real(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise refused("The body holds a number that is too large")
    return value
