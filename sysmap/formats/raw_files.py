"""What are the bytes of a file that somebody brings? An ordinary file, not too large, and text where text is meant."""

from __future__ import annotations

import re
from pathlib import Path

from sysmap.formats.bundle_files import refused
from sysmap.formats.incoming import Findings

SIZE_LIMIT = 200_000_000
HEAD = 1 << 16
LINE_LIMIT = 1 << 20
_MANY_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def head_of(path: Path, size: int = HEAD) -> bytes:
    """The first bytes of a file, to guess from; nothing when it cannot be read."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""


def bytes_of(path: Path) -> bytes:
    """The whole file. Raises InputError when it is none, cannot be read, or is too large."""
    try:
        if not path.is_file():
            raise refused(path.name, "this is no ordinary file", "name the file itself")
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            limit = f"{SIZE_LIMIT // 1_000_000} MB"
            raise refused(path.name, f"the file has {size:,} bytes; at most {limit} in this format", "split it, or import a map folder")
        return path.read_bytes()
    except OSError as error:
        raise refused(path.name, f"the file cannot be read ({error.strerror})", "make it an ordinary file that you may read") from error


def text_of(path: Path, found: Findings) -> str:
    """The file's text, whichever of the usual ways it is written in: UTF-8, UTF-16 with its mark, or Windows-1252, which is told.

    Raises InputError for what is no text, for one endless line, and for text in two ways at once, with the line.
    """
    head = head_of(path, LINE_LIMIT + 1)
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not wide and b"\0" in head:
        raise refused(path.name, "this is no text (it holds zero bytes)", "save it from the program it was made with as CSV UTF-8 or .xlsx")
    content = bytes_of(path)
    if wide:
        return _as_utf16(content, path.name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if _MANY_BYTES.search(content):
            place = f"byte {error.start + 1} (on line {line}) is not UTF-8, and other parts are: two encodings are mixed"
            raise refused(path.name, place, 'save it again as "CSV UTF-8 (comma delimited)"') from error
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise refused(
            path.name, f"line {line} is neither UTF-8 nor Windows-1252", 'save it again as "CSV UTF-8 (comma delimited)"'
        ) from error
    found.note("the file is not UTF-8 and was read as Windows-1252", "check names with accents; best save it as CSV UTF-8", path.name)
    return text


def _as_utf16(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as error:
        raise refused(name, "the file says it is UTF-16 and is cut or damaged", 'save it again as "CSV UTF-8 (comma delimited)"') from error
