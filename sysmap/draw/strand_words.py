"""What is a strand called? Its title, its details and its cells, for relationships, flows and statements of power."""

from __future__ import annotations

from collections.abc import Mapping

from sysmap.analysis.strands import MONEY, Strand
from sysmap.draw import wording

Names = Mapping[str, str]
GROUPS = {"funding": "Money", "power": "Who decides"}
"""The heading of lines in the legend and of their table; relationships where a layer is not here."""
STATES = {"holds": "holds power over", "contested": "contests the power over", "shifting": "has shifting power over"}
STATED = {"holds": "Holds it", "contested": "Contests it", "shifting": "Shifting"}
HEADS = {"funding": ("From", "To"), "power": ("Who says they have it", "Over what or whom")}


def title_of(strand: Strand, layer: str, names: Names, wide: bool) -> str:
    """One strand, read out."""
    a, b, n = names[strand.from_id], names[strand.to_id], len(strand.facts)
    if layer == "funding":
        what = "" if strand.type == MONEY else f" {wording.word(strand.type)}"
        many = f", {n} flows" if n > 1 else ""
        told = amount_of(strand)
        return f"{a} {'gives' if what else 'funds'} {b}{what}{many}{', ' + told if told else ''}"
    if layer == "power":
        return f"{a} {STATES.get(strand.type, wording.word(strand.type))} {b}" + (f", {n} statements" if n > 1 else "")
    strength = f", strength {wording.amount(strand.value)}" if wide and strand.value is not None else ""
    level = f" ({wording.word(strand.level)})" if strand.level else ""
    return f"{a} {wording.word(strand.type)} {b}{level}{strength}"


def amount_of(strand: Strand) -> str:
    """The amount of a flow, or what flows."""
    if strand.said or strand.type != MONEY:
        return strand.said or "how much not stated"
    return wording.amount(strand.value, strand.unit or "amount")


def details_of(strand: Strand, layer: str) -> tuple[tuple[str, str], ...]:
    """What a reader may choose it by."""
    if layer == "funding":
        return (("Type", wording.word(strand.type)),)
    if layer == "power":
        return (("State", wording.word(strand.type)),)
    level = wording.word(strand.level) if strand.level else "not stated"
    return (("Type", wording.word(strand.type)), ("Level", level), ("Sign", {"-": "against", "mixed": "mixed"}.get(strand.sign, "for")))
