"""How does an actor stand on a picture? Shape and fill by sector, hatched when not heard, ringed when it joined, hollow when it left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sysmap.analysis.network import Member, Network
from sysmap.draw import wording
from sysmap.draw.lettering import isolated
from sysmap.draw.looks import Looks
from sysmap.draw.picture import Dot, DotStyle, Key, tenth
from sysmap.draw.stage import Stage
from sysmap.draw.styles import NOT_KNOWN, PAPER, sector_styles, tint

NOT_COUNTED = DotStyle(fill="#ececec", dash=(1.2, 1.8))
"""How an actor that is drawn and never measured stands: pale, with a dotted rim, and smaller than those that are counted."""

GROUP = "group"
"""The kind of a member that stands for several organisations."""
JOINED, LEFT = "+ ", "− "


def actor_dots(network: Network, stage: Stage) -> list[Dot]:
    """A dot for every member, in map order, all of one size."""
    looks = sector_styles(member.sector for member in network.members)
    return [actor_dot(member, looks[member.sector], stage, hatch_of(member)) for member in network.members]


def in_words(network: Network) -> Network:
    """The network with groups called by the words for them: a sector's code is nothing to read."""
    if not any(member.kind == GROUP for member in network.members):
        return network
    named = (replace(m, name=wording.word(m.name)) if m.kind == GROUP else m for m in network.members)
    return replace(network, members=tuple(named))


def are_groups(network: Network) -> bool:
    """Does every dot stand for several organisations?"""
    return bool(network.members) and all(member.kind == GROUP for member in network.members)


def hatch_of(member: Member) -> float:
    """How much of the dot is hatched: all when not heard, half when heard in part."""
    return 0.0 if member.heard else 0.5 if member.status == "partial" else 1.0


def actor_dot(member: Member, look: DotStyle, stage: Stage, hatch: float, came: str = "") -> Dot:
    """One dot. ``came`` is ``joined`` (ringed) or ``left`` (hollow and dashed)."""
    x, y = stage.point(member.id)
    style = replace(look, hatch=hatch, fill=tint(look.fill) if hatch else look.fill, ring=came == "joined")
    if came == "left":
        style = replace(look, fill=NOT_KNOWN.fill, dash=(2.5, 2.0), hatch=0.0)
    if not member.measured:
        style = replace(look, fill=tint(look.fill), dash=NOT_COUNTED.dash, hatch=0.0)
    small = min(1.0, stage.radius / 9)
    style = replace(style, stroke_width=tenth(max(0.5, style.stroke_width * small)), dash=tuple(tenth(part * small) for part in style.dash))
    details: tuple[tuple[str, str], ...] = (
        ("Kind", wording.word(member.kind)),
        ("Sector", wording.word(member.sector)),
        ("Place", member.place or "not known"),
    )
    if not member.measured:
        details = (*details, ("Counted", f"no: {member.reason}"))
    elif member.status != "recorded":
        details = (*details, ("Answered", wording.word(member.status)))
    if came:
        details = (*details, ("Between the rounds", came))
    said = ", ".join(f"{term.lower()} {value}" for term, value in details if value != "not known")
    title = f"{isolated(member.name)}: {said}" if said else member.name
    radius = stage.radius if member.measured else tenth(stage.radius * 0.75)
    return Dot(member.id, member.name, x, y, radius, style, title, None, details)


def heard_keys(network: Network) -> list[tuple[str, float, int]]:
    """Words, hatching and number of those who did not answer, or in part, in one round."""
    hatches = [hatch_of(member) for member in network.members]
    return [("Did not answer", 1.0, hatches.count(1.0)), ("Answered in part", 0.5, hatches.count(0.5))]


def signs_of(came: Mapping[str, str]) -> dict[str, str]:
    """The sign before the name of each actor that joined or left."""
    return {id: {"joined": JOINED, "left": LEFT}[mark] for id, mark in came.items()}


def actor_keys(members: Sequence[Member], heard: Sequence[tuple[str, float, int]], marks: Mapping[str, int] | None = None) -> list[Key]:
    """Legend entries for the sectors of these members, for hatching (``heard``), and for who came and went (``marks``)."""
    if members and all(member.kind == GROUP for member in members):
        members = ()  # Each has its name beside it, and a number of groups would read as one of organisations.
    # A decision or an end not stated has no sector to know.
    sectors = [member.sector for member in members if member.measured or member.sector is not None]
    looks = sector_styles(sectors)
    known = [sector for sector in looks if sector is not None]
    keys = [Key("Sector", wording.word(sector), sectors.count(sector), dot=looks[sector]) for sector in known]
    if None in looks:
        keys.append(Key("Sector", "Not known", sectors.count(None), dot=looks[None]))
    drawn_only = sum(not member.measured for member in members)
    keys += [Key("Who is counted", "Drawn, not counted", drawn_only, dot=NOT_COUNTED)] if drawn_only else []
    plain = DotStyle(fill="#d9d9d9")
    keys += [Key("Who was heard", words, n, dot=replace(plain, hatch=hatch, fill="#ffffff")) for words, hatch, n in heard if n]
    came = {"joined": replace(plain, ring=True), "left": replace(plain, fill="#ffffff", dash=(2.5, 2.0))}
    signs = {"joined": JOINED, "left": LEFT}
    return [*keys, *(Key("Who came and went", f"{signs[mark]}{mark}", n, dot=came[mark]) for mark, n in (marks or {}).items())]


def told_by_sector(keys: Sequence[Key], looks: Looks) -> list[Key]:
    """The legend of actors; where shape and colour tell something else, sectors are not in it."""
    if looks.colour is None and looks.shape is None:
        return list(keys)
    if looks.colour is not None and looks.shape is not None:
        return [key for key in keys if key.group != "Sector"]
    channel = "Shape" if looks.shape is None else "Colour"
    return [replace(key, group=f"{channel}: sector", dot=_half(key, channel)) if key.group == "Sector" else key for key in keys]


def _half(key: Key, channel: str) -> DotStyle | None:
    """A sector's sample with only what it still tells: its shape, or its colour."""
    assert key.dot is not None
    if channel == "Colour":
        return replace(key.dot, shape="circle")
    return key.dot if key.dot.fill == PAPER else replace(key.dot, fill="#d9d9d9")
