"""How do several facts between the same two stand beside one another? A line for each, bowed apart, none over another.

Dash tells the level (or the type, or the sign) of a relationship, what flows, or whether power is held or contested; width the
strength or the amount. What works against the other is red and dashed whatever else is told; what is not stated is never thin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sysmap.analysis.network import Network
from sysmap.analysis.strands import MONEY, Strand, by_pair, together
from sysmap.draw import wording
from sysmap.draw.lettering import isolated
from sysmap.draw.picture import Dot, Key, Line, LineStyle, Note, Row, Table, tenth
from sysmap.draw.strand_words import GROUPS, HEADS, STATED, amount_of, details_of, title_of
from sysmap.draw.styles import AGAINST, FLOWS, LEVELS, MIXED, NO_LEVEL, OTHER_DASHES, STATEMENTS, STRENGTH_NOT_KNOWN, TIE
from sysmap.draw.tie_widths import has_widths, width_of_value

APART = 0.15
"""How far lines between the same two bow apart, as a share of their length."""
DASHES = ("level", "type", "sign")
WAYS = {"none": "both ways", "both": "told each way", "end": "one way"}


class StrandLook:
    """What the lines of one picture tell: dash by ``by`` (None: by level where there are several), width by strength where stated.

    ``all`` are the strands one by one, ``strands`` those drawn as a line each.
    """

    def __init__(self, network: Network, strands: Sequence[Strand], by: str | None, show_values: bool) -> None:
        inside = set(network.ids)
        self.network, self.all = network, [s for s in strands if s.from_id in inside and s.to_id in inside]
        self.strands = list(together(self.all)) if network.layer in GROUPS else self.all
        self.names = {member.id: isolated(member.name) for member in network.members}
        self.most = max((float(strand.value) for strand in self.strands if strand.value is not None), default=0.0)
        self.wide = show_values and has_widths(network, self.most)
        levels = dict.fromkeys(strand.level for strand in self.strands)
        self.by = "type" if network.layer in GROUPS else by or ("level" if len(levels) > 1 and not self.wide else "sign")
        types = [type for type, _ in Counter(strand.type for strand in self.strands).most_common()]
        others = {type: OTHER_DASHES[min(at, len(OTHER_DASHES) - 1)] for at, type in enumerate(types)}
        known = {"funding": FLOWS, "power": STATEMENTS}.get(network.layer, {})
        self.types = {**known, **others, **known}

    def style(self, strand: Strand) -> LineStyle:
        if strand.sign == "-":
            return AGAINST
        style = MIXED if strand.sign == "mixed" else self.told(strand)
        if self.network.layer == "funding" and strand.type == MONEY and strand.value is None:
            return STRENGTH_NOT_KNOWN
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
    lines, layer = [], look.network.layer
    for (first, _), strands in by_pair(tuple(look.strands)).items():
        for at, strand in enumerate(strands):
            side = (at - (len(strands) - 1) / 2) * APART
            curve = side if strand.from_id == first else -side
            if len(strands) == 1:
                curve = 0.08 if strand.heads == "end" else 0.0
            value = None if strand.value is None or not look.wide else float(strand.value)
            title, details = title_of(strand, layer, look.names, look.wide), details_of(strand, layer)
            ends, style = (strand.from_id, strand.to_id), look.style(strand)
            lines.append(Line(*ends, style, title, strand.heads, round(curve, 3), details, value, strand.facts))
    return sorted(lines, key=lambda line: line.style.width)


def strand_notes(look: StrandLook, lines: Sequence[Line], dots: Sequence[Dot]) -> Iterator[Note]:
    """How many flows or statements a line stands for, written beside its middle, where it is not one."""
    stands = {dot.id: (dot.x, dot.y) for dot in dots}
    for line in lines if look.network.layer in GROUPS else ():
        if len(line.facts) > 1:
            (ax, ay), (bx, by) = stands[line.from_id], stands[line.to_id]
            bow = line.curve / 2
            x, y = (ax + bx) / 2 + (by - ay) * bow, (ay + by) / 2 - (bx - ax) * bow
            yield Note(f"{len(line.facts)}×", tenth(x), tenth(y + 3.5), 10.0, "middle", halo=True)


def strand_keys(look: StrandLook, lines: Sequence[Line]) -> Iterator[Key]:
    """What the heads, the dashes and the reds mean, each with how many lines there are."""
    layer = look.network.layer
    group = GROUPS.get(layer, "Relationships")
    if layer in GROUPS:
        yield from _fact_keys(look, group)
        return
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


def _fact_keys(look: StrandLook, group: str) -> Iterator[Key]:
    """Each kind of flow, or each state of power, with how many facts there are of it."""
    words = STATED if look.network.layer == "power" else {"money": "Money, to whom it goes"}
    counts = Counter(strand.type for strand in look.all)
    for kind in sorted(counts, key=list(look.types).index):
        yield Key(group, words.get(kind, wording.word(kind).capitalize()), counts[kind], line=look.types[kind])
    most = max((len(strand.facts) for strand in look.strands), default=1)
    if most > 1:
        yield Key(group, f"{most}× says how many stand on one line")


def strand_table(look: StrandLook, lines: Sequence[Line]) -> Table:
    """Every relationship, flow or statement as a row, in the order of the map."""
    names, layer = {member.id: member.name for member in look.network.members}, look.network.layer
    at = {(line.from_id, id): place for place, line in enumerate(lines) for id in line.facts}
    signed = any(strand.sign != "+" for strand in look.all)
    rows = []
    for strand in look.all:
        ends, told = (strand.from_id, strand.to_id), details_of(strand, layer)
        cells = tuple(value for term, value in told if signed or term != "Sign")
        if layer not in GROUPS:
            cells = (*cells, WAYS[strand.heads], *((wording.amount(strand.value),) if look.wide else ()))
        elif layer == "funding":
            cells = (amount_of(strand), *cells)
        rows.append(Row((names[ends[0]], names[ends[1]], *cells), ends, at.get((strand.from_id, strand.facts[0]))))
    columns = {"funding": ("Amount", "Type"), "power": ("State",)}.get(layer)
    if columns is None:
        columns = ("Type", "Level", *(("Sign",) if signed else ()), "Which way", *(("Strength",) if look.wide else ()))
    return Table(GROUPS.get(layer, "Relationships"), (*HEADS.get(layer, ("From", "To")), *columns), tuple(rows))
