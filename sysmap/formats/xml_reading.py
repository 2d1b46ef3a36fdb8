"""What does an XML file hold? Read without document types, entities or anything from outside; faults are told with line and column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from sysmap.formats.bundle_files import refused
from sysmap.formats.raw_files import bytes_of, head_of

DEPTH_LIMIT = 200
ELEMENT_LIMIT = 5_000_000


def root_name(path: Path) -> str | None:
    """The name of a file's first element, from its first bytes; None for what is no XML."""
    import re

    head = head_of(path)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", "ignore")
    else:
        text = head.decode("utf-8", "ignore").lstrip("\ufeff")
    text = re.sub(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\])?[^>]*>", "", text, flags=re.S).lstrip()
    found = re.match(r"<(?:[\w.-]+:)?([\w.-]+)[\s/>]", text)
    return found[1].casefold() if found else None


def xml_of(path: Path, form: str, wanted: str) -> Element:
    """The file's first element, its names without namespaces. Raises InputError, saying for which format the file was taken."""
    import defusedxml
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(bytes_of(path), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except defusedxml.DTDForbidden as error:
        raise refused(path.name, f"{form}: the file declares a document type", "take the line <!DOCTYPE ...> out") from error
    except defusedxml.DefusedXmlException as error:
        raise refused(path.name, f"{form}: the file declares entities", "take the declarations out") from error
    except (ParseError, ValueError, LookupError) as error:
        line, column = getattr(error, "position", (1, 0))
        reason = str(error).partition(":")[0]
        fix = "export it again; names with & or < must be written &amp; and &lt;"
        raise refused(path.name, f"{form}: this is not XML from line {line}, column {column + 1} on ({reason})", fix) from error
    _bounded(root, path, form)
    if root.tag != wanted:
        raise refused(path.name, f"{form}: the file begins with <{root.tag}>, and <{wanted}> was expected", "export it again")
    return root


def _bounded(root: Element, path: Path, form: str) -> None:
    """Take namespaces off, and refuse what is nested or repeated beyond reason."""
    waiting: list[tuple[Element, int]] = [(root, 1)]
    seen = 0
    while waiting:
        element, depth = waiting.pop()
        seen += 1
        if depth > DEPTH_LIMIT:
            raise refused(path.name, f"{form}: elements are nested more than {DEPTH_LIMIT} deep", "export it again")
        if seen > ELEMENT_LIMIT:
            raise refused(path.name, f"{form}: the file has more than {ELEMENT_LIMIT:,} elements", "split it")
        tag: Any = element.tag
        element.tag = str(tag).rpartition("}")[2]
        waiting.extend((child, depth + 1) for child in element)


def every(element: Element, name: str) -> Iterator[Element]:
    """The elements of this name anywhere below."""
    return element.iter(name)


def words_in(element: Element) -> str:
    """All text in an element."""
    return "".join(element.itertext())
