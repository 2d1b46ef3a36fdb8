"""Who was in which round, and who was heard? A strip for each round, and under it each organisation as one column.

Whoever was not heard is crossed, whoever was not in a round leaves an empty place: neither is a "no".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sysmap.analysis.network import Member, Network
from sysmap.draw import wording
from sysmap.draw.charting import Around, box, chart, fitted, note
from sysmap.draw.frame import PLOT
from sysmap.draw.lettering import width_of
from sysmap.draw.picture import Area, DotStyle, Key, Note, Picture, Row, Table
from sysmap.draw.styles import GREY, INK, SOFT_INK

STATUSES = ("answered", "recorded", "unmeasured", "partial", "silent", "refused", "unreachable", "not_asked")
LOOKS = {
    "partial": ("#cfe1ef", True, ()),
    "silent": ("#f4f4f4", True, ()),
    "refused": ("#cfcfcf", True, ()),
    "unreachable": ("#f4f4f4", True, (4.0, 2.0)),
    "not_asked": ("#f4f4f4", False, (4.0, 2.0)),
}
"""Fill, whether it is crossed, and the dash of the edge."""
SIGNS = {"partial": "½", "refused": "×", "unreachable": "?"}
"""What stands in a cell, since several shades that are crossed are one to a copier."""
HEARD = ("#8dbbd9", False, ())
NAMED = 60
"""Beyond this many, organisations are not drawn one by one; the table has them."""
SIDE = 172.0


def draw_composition(networks: Sequence[Network], around: Around, *, names: bool = True) -> Picture:
    """The strips. ``names`` False leaves out single organisations."""
    ids = list(dict.fromkeys(m.id for network in networks for m in network.members))
    about = {m.id: m for network in networks for m in network.members}
    sectors = list(dict.fromkeys(member.sector for member in about.values()))
    ids.sort(key=lambda id: sectors.index(about[id].sector))
    most = max((len(network.members) for network in networks), default=0)
    shown = names and 0 < len(ids) <= NAMED
    areas: list[Area] = []
    notes: list[Note] = []
    step = min(72.0, (PLOT[3] * (0.46 if shown else 0.94)) / max(len(networks), 1))
    for place, network in enumerate(networks):
        _strip(network, networks[place - 1] if place else None, PLOT[1] + 22.0 + place * step, most, min(step - 30.0, 30.0), areas, notes)
    if shown:
        _columns(networks, ids, about, PLOT[1] + 30.0 + len(networks) * step, areas, notes)
    empty = "" if ids else "No organisation or group is on the map at these points."
    left = (f"Single organisations are not drawn: there are {len(ids)}; the table has them",) if names and len(ids) > NAMED else ()
    return chart(
        networks,
        around,
        title="who was there, and who was heard",
        subtitle=_subtitle(networks),
        areas=tuple(areas), notes=tuple(notes), legend=tuple(_keys(networks)), left_out=left,
        alt=empty or _alt(networks), tables=tuple(_tables(networks, ids, about, names)), empty=empty,
    )  # fmt: skip


def _subtitle(networks: Sequence[Network]) -> str:
    rounds = wording.counted(len(networks), "round" if networks[0].asked else "point")
    if not networks[0].asked:
        return f"{rounds} · {', '.join(str(len(n.members)) for n in networks)} organisations and groups on the map"
    return f"{rounds} · answered: {', '.join(f'{n.answered} of {len(n.members)}' for n in networks)}"


def _counts(network: Network) -> list[tuple[str, int]]:
    found = Counter(m.status for m in network.members)
    return [(status, found[status]) for status in STATUSES if found[status]]


def _look(status: str) -> tuple[str, bool, tuple[float, ...]]:
    return LOOKS.get(status, HEARD)


def _strip(network: Network, before: Network | None, y: float, most: int, tall: float, areas: list[Area], notes: list[Note]) -> None:
    wide = (PLOT[2] - SIDE) / max(most, 1)
    x = PLOT[0] + SIDE
    notes.append(note(fitted(wording.moment(network), SIDE - 8, 11.5), x - 8, y + tall / 2 + 4, 11.5, "end"))
    for status, n in _counts(network):
        fill, crossed, dash = _look(status)
        areas.append(Area(box(x, y, n * wide, tall), fill, "", INK, 1.0, dash, crossed, f"{wording.word(status)}: {n}"))
        told = f"{n} {wording.word(status)}"
        told = told if width_of(told, 11.5) < n * wide - 8 else f"{n}{SIGNS.get(status, '')}"
        notes.append(note(told, x + n * wide / 2, y + tall / 2 + 4.5, 11.5, "middle", halo=crossed))
        x += n * wide
    if before is not None:
        then, now = set(before.ids), set(network.ids)
        told = f"{len(then & now)} in both, {len(now - then)} joined, {len(then - now)} left"
        notes.append(note(told, PLOT[0] + SIDE, y - 6.0, 10.5, colour=SOFT_INK))


def _columns(
    networks: Sequence[Network], ids: Sequence[str], about: dict[str, Member], y: float, areas: list[Area], notes: list[Note]
) -> None:
    """Each organisation as a column, a cell a round; a plus where it joined, a minus where it left."""
    wide = min(24.0, (PLOT[2] - SIDE - 40.0) / len(ids))
    names = 104.0
    tall = min(34.0, (PLOT[1] + PLOT[3] - y - names) / len(networks))
    top = y + names
    inside = [{m.id: m for m in network.members} for network in networks]
    for column, id in enumerate(ids):
        x = PLOT[0] + SIDE + column * wide
        notes.append(note(fitted(about[id].name, 118.0, 9.5), x + wide / 2 + 3, top - 5, 9.5, "start", INK, -58.0))
        for row, members in enumerate(inside):
            member = members.get(id)
            fill, crossed, dash = (None, False, (1.5, 2.5)) if member is None else _look(member.status)
            words = "not in this round" if member is None else wording.word(member.status)
            edge = GREY if member is None else INK
            areas.append(
                Area(box(x + 1, top + row * tall + 1, wide - 2, tall - 2), fill, "", edge, 0.8, dash, crossed, f"{about[id].name}: {words}")
            )
            sign = _sign(inside, id, row) or SIGNS.get(member.status if member else "", "")
            if sign:
                notes.append(note(sign, x + wide / 2, top + row * tall + tall / 2 + 4.5, 13.0, "middle", halo=crossed))
    for row, network in enumerate(networks):
        notes.append(
            note(fitted(wording.moment(network), SIDE - 8, 10.5), PLOT[0] + SIDE - 8, top + row * tall + tall / 2 + 4, 10.5, "end")
        )


def _sign(inside: Sequence[dict[str, Member]], id: str, row: int) -> str:
    if row and id in inside[row] and id not in inside[row - 1]:
        return "+"
    return "−" if row and id not in inside[row] and id in inside[row - 1] else ""


def _keys(networks: Sequence[Network]) -> Iterator[Key]:
    group = "Who was heard" if networks[0].asked else "Who was there"
    for status in dict.fromkeys(status for network in networks for status, _ in _counts(network)):
        fill, crossed, dash = _look(status)
        sign = f" ({SIGNS[status]})" if status in SIGNS else ""
        yield Key(group, wording.word(status) + sign, dot=DotStyle("square", fill, INK, dash=dash, hatch=1.0 if crossed else 0.0))
    yield Key(group, "Not in this round", dot=DotStyle("square", "#ffffff", GREY, dash=(1.5, 2.5)))
    if len(networks) > 1:
        yield Key("Who came and went", "+ joined, − left")


def _alt(networks: Sequence[Network]) -> str:
    told = ["Strips of who was in each round and who was heard."]
    for network in networks:
        told.append(f"{wording.moment(network)}: " + "; ".join(f"{n} {wording.word(status)}" for status, n in _counts(network)) + ".")
    for before, after in pairwise(networks):
        then, now = set(before.ids), set(after.ids)
        told.append(f"From {wording.moment(before)} to {wording.moment(after)}: {len(now - then)} joined, {len(then - now)} left.")
    return " ".join(told)


def _tables(networks: Sequence[Network], ids: Sequence[str], about: dict[str, Member], names: bool) -> Iterator[Table]:
    found = [dict(_counts(network)) for network in networks]
    statuses = [status for status in STATUSES if any(status in counts for counts in found)]
    rows = [
        Row((wording.moment(network), f"{len(network.members)}", *(f"{counts.get(status, 0)}" for status in statuses)))
        for network, counts in zip(networks, found, strict=True)
    ]
    yield Table("Rounds", ("Round", "Members", *map(wording.word, statuses)), tuple(rows))
    if names:
        inside = [{m.id: m.status for m in network.members} for network in networks]
        one_by_one = [
            Row(
                (about[id].name, wording.word(about[id].sector), *(wording.word(m[id]) if id in m else "not in this round" for m in inside))
            )
            for id in ids
        ]
        yield Table("Organisations and groups", ("Name", "Sector", *(wording.moment(n) for n in networks)), tuple(one_by_one))
