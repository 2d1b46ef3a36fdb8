"""What does a JSON file hold? Strict, bounded in depth and size, and refused with line and column."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from sysmap.formats.bundle_files import refused
from sysmap.formats.raw_files import bytes_of, head_of

DEPTH_LIMIT = 64


def looks_like_json(path: Path) -> bool:
    """Does the file begin as JSON does, or claim to be some?"""
    head = head_of(path, 512).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] in (b"{", b"[") or (path.suffix.casefold() == ".json" and path.is_file())


def json_of(path: Path) -> Any:
    """The value in the file. Raises InputError with line and column for what is none."""
    status = path.stat()
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1)
def _read(path: Path, changed: int, size: int) -> Any:
    content = bytes_of(path)
    too_deep = refused(path.name, f"JSON: lists and tables are nested more than {DEPTH_LIMIT} deep", "export it again")
    try:
        text = content.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_no_number, parse_float=str, parse_int=_whole, object_pairs_hook=_once_each)
    except RecursionError as error:
        # Python's own reader gives up at some hundreds, long before it could do harm.
        raise too_deep from error
    except UnicodeDecodeError as error:
        raise refused(path.name, f"JSON: byte {error.start + 1} is not UTF-8", "save it again as UTF-8") from error
    except json.JSONDecodeError as error:
        fix = "export it again; the file may have been cut off"
        raise refused(path.name, f"JSON: line {error.lineno}, column {error.colno}: {error.msg}", fix) from error
    except ValueError as error:
        raise refused(path.name, f"JSON: {error}", "correct it, or export it again") from error
    if _is_deeper(value, DEPTH_LIMIT):
        raise too_deep
    return value


def _is_deeper(value: Any, limit: int) -> bool:
    """Are lists and tables nested deeper than this?"""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(limit):
        inner = [one for held in level for one in (held.values() if isinstance(held, dict) else held) if isinstance(one, dict | list)]
        if not inner:
            return False
        level = inner
    return True


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A table, refused where a key is there twice: which of the two is meant, nobody could say."""
    table = dict(pairs)
    if len(table) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f'the key "{twice[:80]}" is there twice in one table')
    return table


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number that JSON has")


def _whole(digits: str) -> str:
    """Numbers stay as they are written: a sum of money must come out to the penny."""
    return digits


def dictionary(value: Any) -> dict[str, Any]:
    """The table that the value is; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def entries(value: Any) -> list[dict[str, Any]]:
    """The tables in the list that the value is."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(value: Any) -> str | None:
    """A value as a cell holds it: lists joined by |, tables as JSON.

    >>> text(["a", "b"]), text(True), text(None), text({"a": "1"})
    ('a|b', 'yes', None, '{"a":"1"}')
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        from sysmap.model.text import join_list

        return join_list(tuple(cell for cell in map(text, value) if cell))
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
