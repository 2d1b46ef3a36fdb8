"""How do several relationships between the same two stand beside one another? A line for each, bowed apart, none over another.

Dash tells the level (or the type, or the sign), width the strength; what works against the other is red and dashed whatever else
is told. A strength that is not stated is never thin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sysmap.analysis.network import Network
from sysmap.analysis.strands import Strand, by_pair
from sysmap.draw import wording
from sysmap.draw.lettering import isolated
from sysmap.draw.picture import Key, Line, LineStyle, Row, Table
from sysmap.draw.styles import AGAINST, LEVELS, MIXED, NO_LEVEL, OTHER_DASHES, STRENGTH_NOT_KNOWN, TIE
from sysmap.draw.tie_widths import has_widths, widest_of, width_of_value

APART = 0.15
"""How far lines between the same two bow apart, as a share of their length."""
DASHES = ("level", "type", "sign")


class StrandLook:
    """What the lines of one picture tell: dash by ``by`` (None: by level where there are several), width by strength where stated."""

    def __init__(self, network: Network, strands: Sequence[Strand], by: str | None, show_values: bool) -> None:
        inside = set(network.ids)
        self.network, self.strands = network, [s for s in strands if s.from_id in inside and s.to_id in inside]
        self.most = widest_of(network)
        self.wide = show_values and has_widths(network, self.most)
        levels = dict.fromkeys(strand.level for strand in self.strands)
        self.by = by or ("level" if len(levels) > 1 and not self.wide else "sign")
        types = [type for type, _ in Counter(strand.type for strand in self.strands).most_common()]
        self.types = {type: OTHER_DASHES[min(at, len(OTHER_DASHES) - 1)] for at, type in enumerate(types)}

    def style(self, strand: Strand) -> LineStyle:
        if strand.sign == "-":
            return AGAINST
        style = MIXED if strand.sign == "mixed" else self.told(strand)
        if self.wide and strand.value is not None:
            return replace(style, width=width_of_value(float(strand.value), self.network, self.most))
        return STRENGTH_NOT_KNOWN if self.wide and strand.sign == "+" and self.by == "sign" else style

    def told(self, strand: Strand) -> LineStyle:
        """The look of its level or type."""
        if self.by == "level":
            return LEVELS.get(strand.level or "", NO_LEVEL)
        return self.types[strand.type] if self.by == "type" else TIE


def strand_lines(look: StrandLook) -> list[Line]:
    """A line for each strand; several between the same two are spread out, each on a way of its own."""
    names = {member.id: isolated(member.name) for member in look.network.members}
    lines = []
    for (first, _), strands in by_pair(tuple(look.strands)).items():
        for at, strand in enumerate(strands):
            side = (at - (len(strands) - 1) / 2) * APART
            curve = side if strand.from_id == first else -side
            if len(strands) == 1:
                curve = 0.08 if strand.heads == "end" else 0.0
            value = None if strand.value is None or not look.wide else float(strand.value)
            title, details = _title(strand, names, look.wide), _details(strand)
            lines.append(Line(strand.from_id, strand.to_id, look.style(strand), title, strand.heads, round(curve, 3), details, value))
    return sorted(lines, key=lambda line: line.style.width)


def _title(strand: Strand, names: Mapping[str, str], wide: bool) -> str:
    strength = f", strength {wording.amount(strand.value)}" if wide and strand.value is not None else ""
    level = f" ({wording.word(strand.level)})" if strand.level else ""
    return f"{names[strand.from_id]} {wording.word(strand.type)} {names[strand.to_id]}{level}{strength}"


def _details(strand: Strand) -> tuple[tuple[str, str], ...]:
    level = wording.word(strand.level) if strand.level else "not stated"
    return (("Type", wording.word(strand.type)), ("Level", level), ("Sign", {"-": "against", "mixed": "mixed"}.get(strand.sign, "for")))


def strand_keys(look: StrandLook, lines: Sequence[Line]) -> Iterator[Key]:
    """What the heads, the dashes and the reds mean, each with how many lines there are."""
    group = "Relationships"
    for heads, words in (("end", "One way"), ("both", "Told each way"), ("none", "Goes both ways")):
        count = sum(line.heads == heads for line in lines)
        if count:
            yield Key(group, words, count, line=TIE, heads=heads)
    if look.by in ("level", "type"):
        told = Counter((getattr(strand, look.by), look.told(strand)) for strand in look.strands if strand.sign == "+")
        for (name, style), count in told.items():
            words = wording.word(name) if name else "not stated"
            yield Key(f"Dash: {look.by}", words, count, line=style, heads="none")
    for sign, style, words in (("-", AGAINST, "Tension or competition"), ("mixed", MIXED, "For and against at once")):
        count = sum(strand.sign == sign for strand in look.strands)
        if count:
            yield Key(group, words, count, line=style, heads="none")


def strand_table(look: StrandLook, lines: Sequence[Line]) -> Table:
    """Every relationship as a row, in the order of the map."""
    names = {member.id: member.name for member in look.network.members}
    at = {(line.from_id, line.to_id, line.details): place for place, line in enumerate(lines)}
    signed = any(strand.sign != "+" for strand in look.strands)
    columns = ("From", "To", "Type", "Level", *(("Sign",) if signed else ()), "Which way", *(("Strength",) if look.wide else ()))
    ways = {"none": "both ways", "both": "told each way", "end": "one way"}
    rows = []
    for strand in look.strands:
        told = tuple(value for term, value in _details(strand) if signed or term != "Sign")
        strength = (wording.amount(strand.value),) if look.wide else ()
        cells = (names[strand.from_id], names[strand.to_id], *told, ways[strand.heads], *strength)
        rows.append(Row(cells, (strand.from_id, strand.to_id), at.get((strand.from_id, strand.to_id, _details(strand)))))
    return Table("Relationships", columns, tuple(rows))
