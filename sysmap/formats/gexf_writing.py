"""How does a map leave as GEXF 1.3, so that Gephi shows its rounds on the timeline? Rounds are spells; trust is a dynamic value.

The answers of one respondent about one pair are one edge with a spell for each round. Times are whole days, ends belong to a spell,
and an open end is left out rather than written as a word. Format: gexf.net, version 1.3.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sysmap.formats.bundle_columns import NUMBER, NUMBERS
from sysmap.formats.graph_tables import Edge, Graph, graph_of
from sysmap.formats.whole_files import replace_files
from sysmap.formats.xml_writing import content, quoted
from sysmap.model.dates import parse_date
from sysmap.model.state import State
from sysmap.model.text import Text

OPENING = (
    '<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">'
)
STANDING = frozenset({"layer", "item", "respondent", "from", "to"})
"""Columns of a trust answer that do not change from round to round."""


class Spell(NamedTuple):
    """The days something holds; None is an open end."""

    first: Text
    last: Text


class Line(NamedTuple):
    """One edge of the file: where it goes, what stands, and what holds at times."""

    start: str
    end: str
    directed: bool
    standing: Mapping[str, str]
    spells: tuple[Spell, ...]
    changing: tuple[Mapping[str, str], ...]


def write_gexf(state: State, path: Path) -> tuple[Path, ...]:
    """Write the map as one GEXF file."""
    return replace_files(path.parent, {path.name: gexf_of(graph_of(state)).encode()})


def gexf_of(graph: Graph) -> str:
    """The text of the file."""
    lines = tuple(_lines(graph))
    standing = _columns([line.standing for line in lines], "s")
    changing = _columns([cells for line in lines for cells in line.changing], "d")
    nodes = _columns([node.cells for node in graph.nodes], "n")
    out = ['<?xml version="1.0" encoding="UTF-8"?>', OPENING, "  <meta>", "    <creator>sysmap</creator>"]
    out.append(f"    <description>{content(graph.name)}</description>")
    out.append(f"    <keywords>{content('sysmap ' + graph.rest)}</keywords>")
    usual = "directed" if any(line.directed for line in lines) or not lines else "undirected"
    attributes = f'defaultedgetype="{usual}" timeformat="date" timerepresentation="interval"'
    out += ["  </meta>", f'  <graph mode="dynamic" {attributes}>']
    out += _declared("node", "static", nodes, [node.cells for node in graph.nodes])
    out += _declared("edge", "static", standing, [line.standing for line in lines])
    out += _declared("edge", "dynamic", changing, [cells for line in lines for cells in line.changing])
    out.append("    <nodes>")
    for node in graph.nodes:
        spell = _spell(node.cells.get("since"), node.cells.get("until"))
        out.append(f"      <node id={quoted(node.id)} label={quoted(node.name)}{_times(spell)}>")
        out += [*_values(nodes, node.cells), "      </node>"]
    out += ["    </nodes>", "    <edges>"]
    for number, line in enumerate(lines):
        # Programs refuse graphs in which some edges have a direction and some have none; ``mutual`` they all take.
        way = "directed" if line.directed else "mutual" if usual == "directed" else "undirected"
        out += _edge(number, way, line, standing, changing)
    return "\n".join((*out, "    </edges>", "  </graph>", "</gexf>", ""))


def _lines(graph: Graph) -> list[Line]:
    """The edges of the file, in map order; trust answers gathered over rounds on different days."""
    found: list[Line] = []
    gathered: dict[tuple[str, ...], int] = {}
    for edge in graph.edges:
        if edge.kind != "rating":
            spell = _spell(edge.cells.get("since"), edge.cells.get("until"))
            found.append(Line(edge.start, edge.end, edge.directed, edge.cells, (spell,) if any(spell) else (), ()))
            continue
        spell = _day(edge.cells.get("wave_date"))
        line = _rating(edge, spell)
        key = (edge.start, edge.end, edge.cells.get("item", ""), edge.cells.get("respondent", ""))
        place = gathered.get(key)
        if place is not None and any(spell) and spell not in found[place].spells and any(found[place].spells):
            old = found[place]
            found[place] = old._replace(spells=(*old.spells, spell), changing=(*old.changing, *line.changing))
        else:
            gathered[key] = len(found)
            found.append(line)
    return found


def _rating(edge: Edge, spell: Spell) -> Line:
    standing = {column: cell for column, cell in edge.cells.items() if column in STANDING}
    changing = {column: cell for column, cell in edge.cells.items() if column not in STANDING}
    return Line(edge.start, edge.end, True, standing, (spell,) if any(spell) else (), (changing,))


def _day(date: Text) -> Spell:
    parsed = parse_date(date) if date is not None else None
    day = parsed.named[0].isoformat() if parsed is not None else None
    return Spell(day, day)


def _spell(since: Text, until: Text) -> Spell:
    start = parse_date(since) if since is not None else None
    end = parse_date(until) if until is not None else None
    first = start.named[0] if start is not None else None
    last = end.named[0] - dt.timedelta(days=1) if end is not None and end.named[0] > dt.date.min else None
    if first is not None and last is not None and last < first:
        last = first
    return Spell(first.isoformat() if first else None, last.isoformat() if last else None)


def _columns(rows: list[Mapping[str, str]], prefix: str) -> dict[str, str]:
    names = dict.fromkeys(column for row in rows for column in row)
    return {column: f"{prefix}{place}" for place, column in enumerate(names)}


def _declared(where: str, mode: str, columns: Mapping[str, str], rows: list[Mapping[str, str]]) -> list[str]:
    if not columns:
        return []
    out = [f'    <attributes class="{where}" mode="{mode}">']
    for column, id in columns.items():
        numbers = column in NUMBERS and all(NUMBER.fullmatch(row[column]) for row in rows if column in row)
        type = "double" if numbers else "string"
        out.append(f'      <attribute id="{id}" title={quoted(column)} type="{type}"/>')
    return [*out, "    </attributes>"]


def _times(spell: Spell) -> str:
    first = f' start="{spell.first}"' if spell.first else ""
    return first + (f' end="{spell.last}"' if spell.last else "")


def _values(columns: Mapping[str, str], cells: Mapping[str, str]) -> list[str]:
    inside = [f'          <attvalue for="{columns[name]}" value={quoted(cell)}/>' for name, cell in cells.items()]
    return ["        <attvalues>", *inside, "        </attvalues>"] if inside else []


def _edge(number: int, way: str, line: Line, standing: Mapping[str, str], changing: Mapping[str, str]) -> list[str]:
    layer = line.standing["layer"]
    kind = f"{layer}: {line.standing.get('item') or line.standing.get('type') or layer}"
    weight = line.standing.get("strength", "")
    heavy = f' weight="{weight}"' if NUMBER.fullmatch(weight) and float(weight) > 0 else ""
    times = _times(line.spells[0]) if len(line.spells) == 1 else ""
    ends = f"source={quoted(line.start)} target={quoted(line.end)}"
    out = [f'      <edge id="{number}" {ends} type="{way}" kind={quoted(kind)}{heavy}{times}>']
    values = [f'          <attvalue for="{standing[name]}" value={quoted(cell)}/>' for name, cell in line.standing.items()]
    for spell, cells in zip(line.spells or (Spell(None, None),), line.changing, strict=False):
        values += [f'          <attvalue for="{changing[name]}" value={quoted(cell)}{_times(spell)}/>' for name, cell in cells.items()]
    out += ["        <attvalues>", *values, "        </attvalues>"]
    if len(line.spells) > 1:
        out += ["        <spells>", *(f"          <spell{_times(spell)}/>" for spell in line.spells), "        </spells>"]
    return [*out, "      </edge>"]
