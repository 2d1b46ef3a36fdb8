"""What does one layer look like at one point? A picture of who is in it, who was heard, and who is tied to whom.

Nothing is sized or ordered by trust received: dots are equal, rows follow the order of the map. An answer is always said as
someone's answer. Strengths show only when the caller says that this audience may see them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sysmap.analysis.network import Network, Tie
from sysmap.draw import wording
from sysmap.draw.actors import actor_dots, actor_keys, are_groups, heard_keys, in_words, told_by_sector
from sysmap.draw.frame import PLOT
from sysmap.draw.group_bands import group_bands
from sysmap.draw.lettering import isolated
from sysmap.draw.looks import Appearance, dressed, look_keys
from sysmap.draw.network_tables import actor_table, not_drawn, tie_table, value_of
from sysmap.draw.picture import Key, Line, LineStyle, Picture, Table
from sysmap.draw.sentences import captions, invented, network_alt, unnamed_note
from sysmap.draw.stage import HEIGHT, WIDTH, named, stage_for
from sysmap.draw.styles import AGAINST, STRENGTH_NOT_KNOWN, TIE
from sysmap.draw.tie_strands import StrandLook, strand_keys, strand_lines, strand_notes, strand_table
from sysmap.draw.tie_widths import has_widths, widest_of, width_of_value

Positions = Mapping[str, tuple[float, float]]


def draw_network(
    network: Network,
    positions: Positions,
    *,
    audience: str = "participants",
    sources: Sequence[str] = (),
    withheld: Mapping[str, int] | None = None,
    show_values: bool = True,
    wears: Appearance = Appearance(),  # noqa: B008
) -> Picture:
    """The network as a picture. ``positions`` are those of ``layout.positions`` for every network compared.

    ``withheld`` counts by kind what this audience may not see; leave it out for those who may not know the count.
    ``show_values`` says whether strengths and single answers may stand on the picture (what may not be seen at all was left
    out before). A tie whose strength is not stated
    is dashed, a member who was not heard hatched; neither is ever thin, small or zero. ``wears`` says what dots and lines tell
    besides, and which groups stand as areas; with ``strands`` every relationship has a line of its own.
    """
    network = in_words(network)
    stage = stage_for(complete(network, positions))
    lines, keys, ties, look = _drawn_ties(network, wears, show_values)
    dots, unnamed = named(dressed(actor_dots(network, stage), wears), lines, stage, {})
    ways, bands, crowded = group_bands(dots, wears.groups)
    counts = strand_notes(look, lines, dots) if look else ()
    mark = wording.WORDS["en"]["not_circulate"] if audience == "stewards" else None
    actors = actor_keys(network.members, heard_keys(network))
    return Picture(
        title=f"{isolated(network.map_name)}: {wording.word(network.layer)}",
        subtitle=f"{isolated(wording.moment(network))} · {wording.response(network)}",
        width=WIDTH,
        height=HEIGHT,
        plot=PLOT,
        dots=dots,
        lines=tuple(lines),
        rules=tuple(ways),
        notes=(*counts, *(band.note for band in bands if band.note is not None)),
        legend=(*keys, *(band.key for band in bands), *look_keys(wears, dots), *told_by_sector(actors, wears.looks)),
        invented=invented([network]),
        caption=(*captions([network], audience, sources, withheld), *wears.looks.notes),
        left_out=(*not_drawn(network), *crowded, *unnamed_note(unnamed, dots)),
        alt=network_alt(network, lines),
        tables=(ties, actor_table(network, wears.told(network.ids))),
        mark=mark,
        empty="" if dots else "No organisation or group is on the map at this point.",
        moment=isolated(wording.moment(network)),
    )


def _drawn_ties(network: Network, wears: Appearance, show_values: bool) -> tuple[list[Line], list[Key], Table, StrandLook | None]:
    """The lines, their legend and their table: a line a pair, or where the strands are known a line for each of them."""
    if wears.strands is None:
        lines = _lines(network, show_values)
        return lines, _line_keys(network, lines, show_values), tie_table(network, lines, show_values), None
    look = StrandLook(network, wears.strands, wears.dash, show_values)
    lines = strand_lines(look)
    widths = _width_keys(network, lines, look.most) if look.wide else []
    return lines, [*strand_keys(look, lines), *widths], strand_table(look, lines), look


def complete(network: Network, positions: Positions) -> Positions:
    """Positions for everyone: who has none yet is put beside the others without moving them."""
    if all(member.id in positions for member in network.members):
        return positions
    from sysmap.draw.layout import completed

    return completed(network, positions)


def _lines(network: Network, show_values: bool) -> list[Line]:
    """One line a pair: two heads where each named the other, none where nobody was asked and it goes both ways."""
    names = {member.id: isolated(member.name) for member in network.members}
    ties = {pair: tie for pair, tie in network.ties.items() if pair[0] in names and pair[1] in names}
    widest = widest_of(network)
    lines: list[Line] = []
    drawn: set[tuple[str, str]] = set()
    for (a, b), tie in ties.items():
        if (a, b) in drawn:
            continue
        back = ties.get((b, a))
        both = back is not None and back.sign == tie.sign
        style = _style(tie, back if both else None, network, widest, show_values)
        title = _said(network, names, (a, b), tie, show_values)
        if both and back is not None:
            drawn.add((b, a))
            title = f"{title}; {_said(network, names, (b, a), back, show_values)}" if network.asked else title
        heads = "end" if not both else "both" if network.asked else "none"
        value = _least(tie, back if both else None) if show_values else None
        facts = (*tie.facts, *(back.facts if both and back else ()))
        lines.append(Line(a, b, style, title, heads, 0.0 if both else 0.08, value=value, facts=facts))
    return sorted(lines, key=lambda line: line.style.width)


def _style(tie: Tie, back: Tie | None, network: Network, widest: float, show_values: bool) -> LineStyle:
    """Width by strength, by the lower of the two where each named the other; dashed where a strength is not stated."""
    if tie.sign == "-":
        return AGAINST
    if not (show_values and has_widths(network, widest)):
        return TIE
    value = _least(tie, back)
    return STRENGTH_NOT_KNOWN if value is None else replace(TIE, width=width_of_value(value, network, widest))


def _least(tie: Tie, back: Tie | None) -> float | None:
    """The lower of the two strengths; None when either is not stated."""
    values = [one.value for one in (tie, back) if one is not None]
    return None if any(value is None for value in values) else min(float(value) for value in values if value is not None)


def _said(network: Network, names: Mapping[str, str], pair: tuple[str, str], tie: Tie, show_values: bool) -> str:
    """Who said it, in words: ``A rates B 3.33 (reliability 4, openness 3)``."""
    a, b = names[pair[0]], names[pair[1]]
    if network.layer == "trust":
        return f"{a} rates {b} {value_of(network, tie)}" if show_values else f"{a} names {b}"
    if network.layer == "funding":
        return f"{a} funds {b}" + (f", {value_of(network, tie)}" if show_values else "")
    verb = {"power": "holds power over"}.get(network.layer, "has a tie of tension or competition with" if tie.sign == "-" else "works with")
    strength = f", strength {value_of(network, tie)}" if show_values and tie.value is not None else ""
    return f"{a} {verb} {b}{strength}"


def _line_keys(network: Network, lines: Sequence[Line], show_values: bool) -> list[Key]:
    if not lines:
        return []
    group = {"trust": "Trust answers", "funding": "Money", "power": "Who decides"}.get(network.layer, "Relationships")
    keys = []
    for heads, words in (
        ("end", "From the one who said it" if network.asked else "One way"),
        ("both", "Each named the other"),
        ("none", "Goes both ways"),
    ):
        count = sum(line.heads == heads and line.style != AGAINST for line in lines)
        if count:
            keys.append(Key(group, words, count, line=TIE, heads=heads))
    against = [line for line in lines if line.style == AGAINST]
    if against:
        keys.append(Key(group, "Tension or competition", len(against), line=AGAINST, heads=against[0].heads))
    if show_values and has_widths(network, widest_of(network)):
        keys += _width_keys(network, lines, widest_of(network))
    return keys


def _width_keys(network: Network, lines: Sequence[Line], widest: float) -> list[Key]:
    group = "Width: amount" if network.layer == "funding" else "Width: strength"
    keys: list[Key] = []
    if network.scale is not None and network.scale[1] > network.scale[0]:
        low, high = network.scale
        for value in dict.fromkeys((low, (low + high + 1) // 2, high)):
            words = {low: f"{value} (lowest)", high: f"{value} (highest)"}.get(value, str(value))
            keys.append(Key(group, words, line=replace(TIE, width=width_of_value(value, network, widest)), heads="none"))
    elif network.scale is None and widest > 0:
        for part in (1.0, 0.25):
            said = wording.amount(round(widest * part), network.currency or "amount")
            keys.append(Key(group, said, line=replace(TIE, width=width_of_value(widest * part, network, widest)), heads="none"))
    unstated = sum(line.style == STRENGTH_NOT_KNOWN for line in lines)
    if unstated:
        words = "Too few answers for a mean" if are_groups(network) else "Not stated"
        keys.append(Key(group, words, unstated, line=STRENGTH_NOT_KNOWN, heads="none"))
    if any(line.heads == "both" for line in lines) and keys:
        keys.append(Key(group, "Both ways: the lower of the two"))
    return keys
