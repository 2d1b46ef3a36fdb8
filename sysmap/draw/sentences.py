"""What does the picture say in words? Caption, alternative text, and what is not drawn: true to the data, never an opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sysmap.analysis.network import Network
from sysmap.draw import wording
from sysmap.draw.fonts import has_all_letters
from sysmap.draw.lettering import isolated
from sysmap.draw.picture import Dot, Line

_SOME = 8
HAS_ALL = "for lack of room; the table has them all"
BOXED = "a page, an SVG and the tables have them whole"
_DRAWN = {
    "relationships": ("relationship",),
    "funding": ("flow",),
    "power": ("statement about who decides", "statements about who decides"),
}


def captions(networks: Sequence[Network], audience: str, sources: Sequence[str], withheld: Mapping[str, int] | None) -> tuple[str, ...]:
    """The lines under every picture: the source, for whom, what is withheld, and what the results note."""
    lines: list[str] = []
    lines.append(f"{'Source' if len(sources) == 1 else 'Sources'}: {listed(sources, '; ')}" if sources else "Source: not stated")
    lines.append(wording.for_whom(audience))
    hidden = wording.withheld_line(withheld or {})
    if hidden:
        lines.append(hidden)
    for network in networks:
        lines += [note for note in network.notes if note not in lines]
    return tuple(lines)


def invented(networks: Sequence[Network]) -> str:
    """The sentence that stands on everything made from invented facts; empty when nothing is."""
    return " ".join(dict.fromkeys(network.invented for network in networks if network.invented))


def listed(names: Sequence[str], between: str = ", ") -> str:
    """Names in a sentence, cut short with the number of the others.

    >>> listed(["a", "b"]), listed([str(n) for n in range(10)])
    ('a, b', '0, 1, 2, 3, 4, 5, 6, 7 and 2 more')
    """
    shown = between.join(isolated(name) for name in names[:_SOME])
    return shown if len(names) <= _SOME else f"{shown} and {len(names) - _SOME} more"


def network_alt(network: Network, lines: Sequence[Line]) -> str:
    """The network picture for those who do not see it."""
    n, ties = len(network.members), len(network.ties)
    if not n:
        return "An empty picture: no organisation or group is on the map at this point."
    # Nobody reads a relationship that goes both ways as two: where nobody was asked, what is counted is what is drawn.
    facts = network.layer in ("funding", "power")
    told = sum(len(line.facts) or 1 for line in lines) if facts else len(lines)
    what = wording.counted(ties, "trust answer") if network.asked else wording.counted(told, *_DRAWN.get(network.layer, ("tie",)))
    parts = [f"A network picture of {wording.actors(n)} and {what}, {wording.moment(network)}."]
    both = sum(line.heads != "end" for line in lines)
    if lines and not facts:
        parts.append(f"{wording.counted(both, 'pair is', 'pairs are')} tied both ways.")
    touched = {id for pair in network.ties for id in pair}
    alone = [member.name for member in network.members if member.id not in touched]
    if alone:
        parts.append(f"Without any tie: {listed(alone)}.")
    unheard = [member.name for member in network.members if not member.heard]
    if network.asked:
        parts.append(f"{wording.response(network)}.")
    if unheard:
        parts.append(f"Not heard, or in part, and hatched: {listed(unheard)}.")
    return " ".join(parts)


def unnamed_note(unnamed: int, dots: Sequence[Dot]) -> tuple[str, ...]:
    """What to say when names found no room, or have letters that no font of ours has."""
    boxes = sum(not has_all_letters(dot.name) for dot in dots)
    told = wording.counted(boxes, "name has", "names have")
    lacking = (f"{told} letters that stand as boxes in PNG and PDF, since no font there has them; {BOXED}",) if boxes else ()
    if not unnamed:
        return lacking
    if unnamed == len(dots) and len(dots) > 1:
        return (f"Names are left out of the picture {HAS_ALL}",)
    return (f"{wording.counted(unnamed, 'name is', 'names are')} left out of the picture {HAS_ALL}", *lacking)
