"""What does one layer look like at one point? A picture of who is in it, who was heard, and who is tied to whom.

Nothing is sized or ordered by trust received: dots are equal, rows follow the order of the map. An answer is always said as
someone's answer. Strengths show only when the caller says that this audience may see them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sysmap.analysis.network import Member, Network, Tie
from sysmap.draw import wording
from sysmap.draw.actors import actor_dots, actor_keys, heard_keys
from sysmap.draw.lettering import isolated
from sysmap.draw.picture import Key, Line, LineStyle, Picture, Row, Table, tenth
from sysmap.draw.sentences import captions, invented, network_alt, unnamed_note
from sysmap.draw.stage import HEIGHT, PLOT, WIDTH, named, stage_for
from sysmap.draw.styles import AGAINST, STRENGTH_NOT_KNOWN, TIE

Positions = Mapping[str, tuple[float, float]]


def draw_network(
    network: Network,
    positions: Positions,
    *,
    audience: str = "participants",
    sources: Sequence[str] = (),
    withheld: Mapping[str, int] | None = None,
    show_values: bool = True,
) -> Picture:
    """The network as a picture. ``positions`` are those of ``layout.positions`` for every network compared.

    ``withheld`` counts by kind what this audience may not see; leave it out for those who may not know the count.
    ``show_values`` says whether strengths and single answers may stand on the picture (what may not be seen at all was left
    out before). A tie whose strength is not stated
    is dashed, a member who was not heard hatched; neither is ever thin, small or zero.
    """
    stage = stage_for(complete(network, positions))
    lines = _lines(network, show_values)
    dots, unnamed = named(actor_dots(network, stage), lines, stage, {})
    mark = wording.WORDS["en"]["not_circulate"] if audience == "stewards" else None
    return Picture(
        title=f"{isolated(network.map_name)}: {wording.word(network.layer)}",
        subtitle=f"{isolated(wording.moment(network))} · {wording.response(network)}",
        width=WIDTH,
        height=HEIGHT,
        plot=PLOT,
        dots=dots,
        lines=tuple(lines),
        legend=(*_line_keys(network, lines, show_values), *actor_keys(network.members, heard_keys(network))),
        invented=invented([network]),
        caption=captions([network], audience, sources, withheld),
        left_out=(*_left_out(network), *unnamed_note(unnamed, len(dots))),
        alt=network_alt(network, lines),
        tables=(_tie_table(network, lines, show_values), _actor_table(network)),
        mark=mark,
        empty="" if dots else "No organisation or group is on the map at this point.",
        moment=isolated(wording.moment(network)),
    )


def complete(network: Network, positions: Positions) -> Positions:
    """Positions for everyone: who has none yet is put beside the others without moving them."""
    if all(member.id in positions for member in network.members):
        return positions
    from sysmap.draw.layout import positions as lay_out

    return {**positions, **lay_out([network], kept=positions)}


def _lines(network: Network, show_values: bool) -> list[Line]:
    """One line a pair: two heads where each named the other, none where nobody was asked and it goes both ways."""
    names = {member.id: isolated(member.name) for member in network.members}
    ties = {pair: tie for pair, tie in network.ties.items() if pair[0] in names and pair[1] in names}
    widest = _widest(network)
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
        lines.append(Line(a, b, style, title, heads, 0.0 if both else 0.08, value=value))
    return sorted(lines, key=lambda line: line.style.width)


def _widest(network: Network) -> float:
    known = [float(tie.value) for tie in network.ties.values() if tie.value is not None]
    return max(known, default=0.0)


def _style(tie: Tie, back: Tie | None, network: Network, widest: float, show_values: bool) -> LineStyle:
    """Width by strength, by the lower of the two where each named the other; dashed where a strength is not stated."""
    if tie.sign == "-":
        return AGAINST
    if not (show_values and _has_widths(network, widest)):
        return TIE
    value = _least(tie, back)
    return STRENGTH_NOT_KNOWN if value is None else replace(TIE, width=_width(value, network, widest))


def _least(tie: Tie, back: Tie | None) -> float | None:
    """The lower of the two strengths; None when either is not stated."""
    values = [one.value for one in (tie, back) if one is not None]
    return None if any(value is None for value in values) else min(float(value) for value in values if value is not None)


def _has_widths(network: Network, widest: float) -> bool:
    """May values be told apart by width? Not where every tie counts 1 or none is stated, and never across currencies."""
    valued = network.scale is not None or network.layer == "funding"
    return valued and not network.yes_no and len(network.currencies) < 2 and widest > 0


def _width(value: float, network: Network, widest: float) -> float:
    if network.scale is None:
        return tenth(0.9 + 5.1 * (value / widest) ** 0.5) if widest > 0 else TIE.width
    low, high = network.scale
    return tenth(0.7 + 2.5 * (value - low) / (high - low)) if high > low else TIE.width


def _said(network: Network, names: Mapping[str, str], pair: tuple[str, str], tie: Tie, show_values: bool) -> str:
    """Who said it, in words: ``A rates B 3.33 (reliability 4, openness 3)``."""
    a, b = names[pair[0]], names[pair[1]]
    if network.layer == "trust":
        return f"{a} rates {b} {_value(network, tie)}" if show_values else f"{a} names {b}"
    if network.layer == "funding":
        return f"{a} funds {b}" + (f", {_value(network, tie)}" if show_values else "")
    verb = {"power": "holds power over"}.get(network.layer, "has a tie of tension or competition with" if tie.sign == "-" else "works with")
    strength = f", strength {_value(network, tie)}" if show_values and tie.value is not None else ""
    return f"{a} {verb} {b}{strength}"


def _value(network: Network, tie: Tie) -> str:
    money = (network.currency or "amount") if network.layer == "funding" else None
    whole = wording.amount(tie.value, money)
    if len(tie.items) < 2:
        return whole
    return f"{whole} ({', '.join(f'{item} {wording.amount(value)}' for item, value in tie.items.items())})"


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
    if show_values and _has_widths(network, _widest(network)):
        keys += _width_keys(network, lines)
    return keys


def _width_keys(network: Network, lines: Sequence[Line]) -> list[Key]:
    group = "Width: amount" if network.layer == "funding" else "Width: strength"
    keys: list[Key] = []
    widest = _widest(network)
    if network.scale is not None and network.scale[1] > network.scale[0]:
        low, high = network.scale
        for value in dict.fromkeys((low, (low + high) // 2, high)):
            words = {low: f"{value} (lowest)", high: f"{value} (highest)"}.get(value, str(value))
            keys.append(Key(group, words, line=replace(TIE, width=_width(value, network, widest)), heads="none"))
    elif network.scale is None and widest > 0:
        for part in (1.0, 0.25):
            said = wording.amount(round(widest * part), network.currency or "amount")
            keys.append(Key(group, said, line=replace(TIE, width=_width(widest * part, network, widest)), heads="none"))
    unstated = sum(line.style == STRENGTH_NOT_KNOWN for line in lines)
    if unstated:
        keys.append(Key(group, "Not stated", unstated, line=STRENGTH_NOT_KNOWN, heads="none"))
    if any(line.heads == "both" for line in lines) and keys:
        keys.append(Key(group, "Both ways: the lower of the two"))
    return keys


def _tie_table(network: Network, lines: Sequence[Line], show_values: bool) -> Table:
    """Every tie as a row, in map order: who said it about whom, and what where that may be seen."""
    names = {member.id: member.name for member in network.members}
    at = {pair: place for place, line in enumerate(lines) for pair in ((line.from_id, line.to_id), (line.to_id, line.from_id))}
    heading = {"trust": ("Who said it", "About whom"), "funding": ("From", "To"), "power": ("Who holds it", "Over whom")}
    columns: tuple[str, ...] = heading.get(network.layer, ("From", "To"))
    if show_values:
        columns = (*columns, {"trust": "Answer", "funding": "Amount"}.get(network.layer, "Strength"))
    rows = []
    for pair, tie in network.ties.items():
        if pair[0] in names and pair[1] in names:
            cells = (names[pair[0]], names[pair[1]])
            rows.append(Row((*cells, _value(network, tie)) if show_values else cells, pair, at.get(pair)))
    title = {"trust": "Trust answers", "funding": "Money", "power": "Who decides"}.get(network.layer, "Relationships")
    return Table(title, columns, tuple(rows))


def _actor_table(network: Network) -> Table:
    """Everyone on the picture, in map order. How many a member names stands beside how many name it, never alone."""
    names_n: dict[str, int] = {}
    named_n: dict[str, int] = {}
    for a, b in network.ties:
        names_n[a], named_n[b] = names_n.get(a, 0) + 1, named_n.get(b, 0) + 1
    columns = ("Name", "Kind", "Sector", "Place") + (("Answered", "Names", "Named by") if network.asked else ("Ties out", "Ties in"))

    def cells(member: Member) -> tuple[str, ...]:
        about = (member.name, wording.word(member.kind), wording.word(member.sector), member.place or "not known")
        out = str(names_n.get(member.id, 0)) if member.heard or names_n.get(member.id) else "not known"
        heard = (wording.word(member.status),) if network.asked else ()
        return (*about, *heard, out, str(named_n.get(member.id, 0)))

    return Table("Organisations and groups", columns, tuple(Row(cells(member), (member.id,)) for member in network.members))


def _left_out(network: Network) -> tuple[str, ...]:
    left = [f"{n:,} {_one(why) if n == 1 else wording.word(why)}" for why, n in network.left_out.items() if n]
    reasons = Counter(member.reason for member in network.members if not member.measured)
    drawn = ", ".join(f"{reason} ({n})" for reason, n in reasons.items())
    uncounted = (f"Drawn, and counted in no measure: {drawn}",) if reasons else ()
    return (*((f"Left out: {', '.join(left)}",) if left else ()), *uncounted)


def _one(why: str) -> str:
    """A reason for leaving out, said of one: ``statement over a decision``."""
    words = wording.word(why)
    for many in ("relationships", "statements", "flows"):
        words = words.replace(many, many[:-1], 1)
    return words
