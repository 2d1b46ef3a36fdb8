"""What does a GEXF file say? Versions 1.1 to 1.3, with or without its drafts' addresses; spells and open intervals become dates.

An edge with several spells, or a weight that changes, is a fact for each time it holds. Ends belong to a spell in GEXF unless it
says *open*; ours are the first day something no longer holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from sysmap.formats.bundle_files import refused
from sysmap.formats.cell_values import date_text, day_after
from sysmap.formats.drafted import drafted
from sysmap.formats.drafting import Draft
from sysmap.formats.graph_reading import NOT_STATED, ReadEdge, ReadNode, take_graph
from sysmap.formats.incoming import Asked, Incoming
from sysmap.formats.xml_reading import root_name, words_in, xml_of
from sysmap.model.text import Text

OPEN_ENDS = frozenset({"-infinity", "infinity", "inf", "-inf", "+infinity", ""}) | {word.casefold() for word in NOT_STATED}
_STAMPS = re.compile(r"[<\[(]*\s*([^\s,;\[\]()<>]+)\s*")
_INTERVALS = re.compile(r"([\[(])\s*([^,;\]\)]+?)\s*,\s*([^,;\]\)]+?)\s*(?:,[^\]\)]*)?([\])])")


class Times(NamedTuple):
    """From when until when, ours: ``until`` is the first day it no longer holds. ``raw`` is what stood there, to tell pairs apart."""

    since: Text
    until: Text
    raw: tuple[Text, Text]


class Column(NamedTuple):
    """What an ``<attribute>`` declares."""

    title: str
    default: Text


def why_gexf(path: Path) -> str | None:
    """Why a file is taken for GEXF."""
    if root_name(path) == "gexf":
        return "its first element is <gexf>"
    return "its name ends in .gexf" if path.is_file() and path.suffix.casefold() == ".gexf" else None


def read_gexf(path: Path, asked: Asked) -> Incoming:
    """The facts in a GEXF file. Raises InputError for what is none, with line and column."""
    root = xml_of(path, "GEXF", "gexf")
    graph = root.find("graph")
    if graph is None:
        raise refused(path.name, "GEXF: there is no <graph> in it", "export it again")
    draft = Draft("gexf", path, asked)
    columns = _declared(graph)
    directed = graph.get("defaultedgetype", "undirected")
    place = (path.name, 0)
    nodes: list[ReadNode] = []
    stand: list[tuple[str, Text, Text]] = []
    _nodes(graph, None, columns["node"], nodes, stand, place, draft)
    edges = [
        found
        for level in graph.iter("edges")
        for element in level
        if element.tag == "edge"
        for found in _edges(element, columns["edge"], directed, place, draft)
    ]
    take_graph(draft, nodes, edges, _rest(root))
    for id, x, y in stand if not draft.own else ():
        draft.stands(id, x, y, place)
    _tell(draft, root)
    return drafted(draft, why_gexf(path) or "it was asked for")


def _tell(draft: Draft, root: Element) -> None:
    """What only draws, and what is said of the whole file."""
    place = (draft.path.name, 0)
    if draft.own:
        return
    for name in ("color", "size", "shape", "thickness"):
        count = sum(1 for _ in root.iter(name))
        if count:
            draft.leave_out(place, f"the {name} of {count} nodes and edges")
    said = root.find("meta/description")
    if said is not None and words_in(said).strip():
        draft.leave_out(place, "the description of the file")


def _rest(root: Element) -> Text:
    words = root.find("meta/keywords")
    text = words_in(words) if words is not None else ""
    return text.removeprefix("sysmap ") if text.startswith("sysmap {") else None


def _declared(graph: Element) -> dict[str, dict[str, Column]]:
    columns: dict[str, dict[str, Column]] = {"node": {}, "edge": {}}
    for group in graph.iter("attributes"):
        for element in group:
            if element.tag == "attribute":
                default = element.find("default")
                column = Column(element.get("title") or element.get("id") or "", words_in(default) if default is not None else None)
                columns.setdefault(group.get("class", "node"), {})[element.get("id") or ""] = column
    return columns


def _nodes(
    level: Element,
    parent: Text,
    columns: Mapping[str, Column],
    nodes: list[ReadNode],
    stand: list[tuple[str, Text, Text]],
    place: tuple[str, int],
    draft: Draft,
) -> None:
    waiting: list[tuple[Element, Text]] = [(level, parent)]
    while waiting:
        above, held_by = waiting.pop(0)
        for group in above:
            for element in group if group.tag == "nodes" else ():
                if element.tag != "node":
                    continue
                id = element.get("id") or ""
                standing, _ = _cells(element, columns)
                spells = _spells(element)
                if spells and "since" not in standing and "until" not in standing:
                    standing |= dated(spells[0]._replace(until=spells[-1].until), draft, place)
                nodes.append(ReadNode(id, element.get("label"), standing, place, element.get("pid") or held_by))
                stand.extend((id, one.get("x"), one.get("y")) for one in element if one.tag == "position")
                waiting.append((element, id))


def _edges(element: Element, columns: Mapping[str, Column], usual: str, place: tuple[str, int], draft: Draft) -> list[ReadEdge]:
    """The facts in one edge: one, or one for each time that something in it holds."""
    standing, changing = _cells(element, columns)
    weight = element.get("weight")
    if weight is not None and "layer" not in standing and not any(title.casefold() == "weight" for title in standing):
        standing["weight"] = weight
    for name in ("label", "kind"):
        if element.get(name) and "layer" not in standing:
            standing.setdefault("type" if name == "kind" else name, element.get(name))
    way = element.get("type", usual)
    directed = way == "directed"  # ``mutual`` is our both ways
    start, end, id = element.get("source"), element.get("target"), element.get("id")
    if "layer" in standing:
        moments = [{**standing, **cells} for _, cells in changing] or [standing]
        return [ReadEdge(None, start, end, directed, cells, place) for cells in moments]
    spells = _spells(element)
    if len(changing) > 1 or (changing and not spells):
        times = [(when, {**standing, **cells}) for when, cells in changing]
    else:
        cells = {**standing, **(changing[0][1] if changing else {})}
        times = [(when, cells) for when in spells] or [(Times(None, None, (None, None)), cells)]
    found = []
    for number, (when, cells) in enumerate(times):
        own = id if len(times) == 1 or id is None else f"{id}-{number + 1}"
        found.append(ReadEdge(own, start, end, directed, {**cells, **dated(when, draft, place)}, place))
    return found


def _cells(element: Element, columns: Mapping[str, Column]) -> tuple[dict[str, Text], list[tuple[Times, dict[str, Text]]]]:
    """What always holds, and what holds at times, in order of time."""
    standing: dict[str, Text] = {column.title: column.default for column in columns.values() if column.default is not None}
    changing: dict[tuple[Text, Text], tuple[Times, dict[str, Text]]] = {}
    for value in (one for group in element if group.tag == "attvalues" for one in group):
        id = value.get("for") or value.get("id") or ""
        column = columns.get(id, Column(id, None))
        when = _times(value)
        if when is None:
            standing[column.title] = value.get("value")
        else:
            standing.pop(column.title, None)
            changing.setdefault(when.raw, (when, {}))[1][column.title] = value.get("value")
    return standing, sorted(changing.values(), key=lambda one: (one[0].raw[0] or "", one[0].raw[1] or ""))


def _spells(element: Element) -> list[Times]:
    inside = [spell for group in element if group.tag in ("spells", "slices") for spell in group]
    found = [when for when in map(_times, inside) if when is not None]
    for name in ("spells", "intervals"):
        found += [_between(*marks) for marks in _INTERVALS.findall(element.get(name) or "")]
    for stamp in _STAMPS.findall(element.get("timestamps") or ""):
        found.append(Times(stamp, stamp, (stamp, stamp)))
    own = _times(element)
    return found or ([own] if own is not None else [])


def _between(opens: str, first: str, last: str, closes: str) -> Times:
    since = None if first.casefold() in OPEN_ENDS else ("open " if opens == "(" else "") + first
    until = None if last.casefold() in OPEN_ENDS else ("open " if closes == ")" else "") + last
    return Times(since, until, (first, last))


def _times(element: Element) -> Times | None:
    """The times of an element as they stand, open ends marked; None when it names none."""
    stamp = element.get("timestamp")
    if stamp is not None:
        return Times(stamp, stamp, (stamp, stamp))
    start, end = element.get("start"), element.get("end")
    start = f"open {element.get('startopen')}" if element.get("startopen") is not None else start
    end = f"open {element.get('endopen')}" if element.get("endopen") is not None else end
    start = None if start is not None and start.removeprefix("open ").strip().casefold() in OPEN_ENDS else start
    end = None if end is not None and end.removeprefix("open ").strip().casefold() in OPEN_ENDS else end
    return Times(start, end, (start, end)) if start is not None or end is not None else None


def between(said: str) -> list[Times]:
    """The intervals or moments in Gephi's notation.

    >>> between("<[2007, 2009)>")[0][:2], between("<[2007]>")[0][:2]
    (('2007', 'open 2009'), ('2007', '2007'))
    """
    found = [_between(*marks) for marks in _INTERVALS.findall(said)]
    return found or [Times(stamp, stamp, (stamp, stamp)) for stamp in _STAMPS.findall(said.strip("<>[] "))]


def weighted(said: str) -> list[tuple[Times, Text]]:
    """The values in Gephi's notation, each with the time it holds.

    >>> [(when.raw, value) for when, value in weighted("<[1.0, 2.0, 5]; (2.0, Infinity, 7]>")]
    [(('1.0', '2.0'), '5'), (('2.0', 'Infinity'), '7')]
    """
    parts = [[cell.strip() for cell in part.split(",")] for part in re.findall(r"[\[(][^\[\](]*[\])]", said)]
    marks = [(part[0][:1], part[-1][-1:], [part[0][1:].strip(), *part[1:-1], part[-1][:-1].strip()]) for part in parts if len(part) > 1]
    found = []
    for opens, closes, cells in marks:
        when = _between(opens, cells[0], cells[1], closes) if len(cells) > 2 else Times(cells[0], cells[0], (cells[0], cells[0]))
        found.append((when, cells[-1] or None))
    return found


def dated(when: Times, draft: Draft, place: tuple[str, int]) -> dict[str, Text]:
    """The times as our dates; those that are only numbers are kept under *start* and *end* and listed."""
    cells: dict[str, Text] = {}
    since, since_open = _moment(when.since)
    until, until_open = _moment(when.until)
    for field, raw, read in (("since", when.since, since), ("until", when.until, until)):
        if raw is not None and read is None:
            bare = raw.removeprefix("open ")
            draft.leave_out(place, f'{field}: the time "{bare}" is no date')
    if since is not None:
        cells["since"] = day_after(since) if since_open else since
    if until is not None:
        cells["until"] = until if until_open else day_after(_next_year(until))
    return cells


def _next_year(date: str) -> str:
    return str(int(date) + 1) if len(date) == 4 and date.isdigit() and date != "9999" else date


def _moment(text: Text) -> tuple[Text, bool]:
    """A time as a date: a day, or a year written as a number.

    >>> _moment("2015-03-01"), _moment("2010.0"), _moment("open 17"), _moment(None)
    (('2015-03-01', False), ('2010', False), (None, True), (None, False))
    """
    if text is None:
        return None, False
    bare = text.removeprefix("open ").strip()
    if re.fullmatch(r"[12]\d{3}\.0+", bare):
        bare = bare[:4]
    return date_text(bare), text.startswith("open ")
