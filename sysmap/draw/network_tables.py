"""The tables of a network picture: every tie and everybody on it, in the order of the map; and what is not drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sysmap.analysis.network import Member, Network, Tie
from sysmap.draw import wording
from sysmap.draw.picture import Line, Row, Table


def value_of(network: Network, tie: Tie) -> str:
    money = (network.currency or "amount") if network.layer == "funding" else None
    whole = wording.amount(tie.value, money)
    if len(tie.items) < 2:
        return whole
    return f"{whole} ({', '.join(f'{item} {wording.amount(value)}' for item, value in tie.items.items())})"


def tie_table(network: Network, lines: Sequence[Line], show_values: bool) -> Table:
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
            rows.append(Row((*cells, value_of(network, tie)) if show_values else cells, pair, at.get(pair)))
    title = {"trust": "Trust answers", "funding": "Money", "power": "Who decides"}.get(network.layer, "Relationships")
    return Table(title, columns, tuple(rows))


def actor_table(network: Network, told: Mapping[str, Mapping[str, str]] | None = None) -> Table:
    """Everyone on the picture, in map order. How many a member names stands beside how many name it, never alone.

    ``told`` are further columns, each with the words for every actor: what size, colour, shape or border tell.
    """
    told = told or {}
    names_n: dict[str, int] = {}
    named_n: dict[str, int] = {}
    for a, b in network.ties:
        names_n[a], named_n[b] = names_n.get(a, 0) + 1, named_n.get(b, 0) + 1
    columns = ("Name", "Kind", "Sector", "Place") + (("Answered", "Names", "Named by") if network.asked else ("Ties out", "Ties in"))

    def cells(member: Member) -> tuple[str, ...]:
        about = (member.name, wording.word(member.kind), wording.word(member.sector), member.place or "not known")
        out = str(names_n.get(member.id, 0)) if member.heard or names_n.get(member.id) else "not known"
        heard = (wording.word(member.status),) if network.asked else ()
        more = (words.get(member.id, "not known") for words in told.values())
        return (*about, *heard, out, str(named_n.get(member.id, 0)), *more)

    return Table("Organisations and groups", (*columns, *told), tuple(Row(cells(member), (member.id,)) for member in network.members))


def not_drawn(network: Network) -> tuple[str, ...]:
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
    return words.replace("that are only drawn and have", "that is only drawn and has")
