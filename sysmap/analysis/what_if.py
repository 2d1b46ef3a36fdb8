"""If these actors left, what would fall apart, and what did they carry?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sysmap.analysis.closeness import efficiency
from sysmap.analysis.definition import plain
from sysmap.analysis.method import with_invented
from sysmap.analysis.network import Network
from sysmap.analysis.seen import Seen, among
from sysmap.errors import NotFound, UsageError


@dataclass(frozen=True, slots=True)
class WithoutThem:
    """What holds together with and without ``removed``. ``cut_off`` are those who were in the largest piece and no longer are.

    ``ties`` and ``value`` are what they carried: ties to or from them (with ``partners`` others), and the stated values added (None:
    no value is stated, or the values are no amounts); ``not_stated`` ties have no value. ``names`` are of those removed and cut off.
    """

    removed: tuple[str, ...]
    pieces: tuple[int, int]
    largest: tuple[int, int]
    cut_off: tuple[str, ...]
    efficiency: tuple[Fraction | None, Fraction | None]
    ties: int
    partners: int
    value: Fraction | None
    not_stated: int
    names: Mapping[str, str]
    invented: str | None
    method: str

    def as_json(self) -> dict[str, Any]:
        return {name: plain(getattr(self, name)) for name in self.__slots__}


def what_if(network: Network, remove: Collection[str]) -> WithoutThem:
    """The network without these members, among those heard. Raises NotFound for somebody who is not in it, UsageError for nobody."""
    if not remove:
        raise UsageError("Nobody was named", fix="Name at least one member.")
    strangers = [a for a in remove if a not in network.ids]
    if strangers:
        raise NotFound(f"{strangers[0]} is no member of this network", fix="Take an id of its members.")
    if network.layer == "power":
        raise UsageError("Statements of who decides are not followed as paths", fix="Ask about another layer.")
    gone = frozenset(remove)
    rest = among(network, [a for a in network.ids if a not in gone])
    then, now = pieces_of(network), pieces_of(rest)
    whole, left = max(then, key=len, default=()), max(now, key=len, default=())
    carried = [tie for pair, tie in network.ties.items() if gone & set(pair)]
    stated = [Fraction(tie.value) for tie in carried if tie.value is not None]
    money = network.layer == "funding" and stated and len(network.currencies) == 1
    cut_off = tuple(a for a in whole if a not in gone and a not in left)
    return WithoutThem(
        removed=tuple(a for a in network.ids if a in gone),
        pieces=(len(then), len(now)),
        largest=(len(whole), len(left)),
        cut_off=cut_off,
        efficiency=(efficiency(Seen(network)), efficiency(Seen(rest))),
        ties=len(carried),
        partners=len({end for pair in network.ties if gone & set(pair) for end in pair} - gone),
        value=sum(stated, Fraction(0)) if money else None,
        not_stated=sum(tie.value is None for tie in carried),
        names={m.id: m.name for m in network.members if m.id in gone or m.id in cut_off},
        invented=network.invented,
        method=with_invented(
            "Pieces are counted whichever way ties point, among those who answered; what is not known may still join them.", network
        ),
    )


def pieces_of(network: Network) -> list[tuple[str, ...]]:
    """The pieces among those heard, each in member order; the first of equal ones comes first."""
    seen = Seen(network)
    left, found = set(range(len(seen.heard))), []
    for start in range(len(seen.heard)):
        if start not in left:
            continue
        piece, edge = {start}, [start]
        while edge:
            edge = [j for i in edge for j in seen.joined[i] if j not in piece and not piece.add(j)]  # type: ignore[func-returns-value]
        left -= piece
        found.append(tuple(seen.heard[i] for i in sorted(piece)))
    return found
