"""Who has not been heard? Answers by group, and who was only spoken about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sysmap.analysis.method import heard_words, verdict_of, with_invented
from sysmap.analysis.network import Member, Network
from sysmap.analysis.question import Question
from sysmap.errors import UsageError

UNHEARD = ("silent", "refused", "unreachable", "not_asked")
LEAST = 50
"""Per cent: a group of which fewer answered is named first."""
NO_GROUP = "not stated"


@dataclass(frozen=True, slots=True)
class Heard:
    """One group in one round. ``invited`` are its members that were asked; ``left`` are no members any more.

    ``spoken_about`` did not answer in full and are named by others; ``never`` answered in none of the rounds looked at.
    """

    group: str
    members: int
    invited: int
    answered: int
    partial: int
    silent: int
    refused: int
    unreachable: int
    not_asked: int
    left: int
    spoken_about: int
    never: int

    @property
    def rate(self) -> float | None:
        return self.answered / self.members if self.members else None

    def as_json(self) -> dict[str, Any]:
        return {**{name: getattr(self, name) for name in self.__slots__}, "rate": self.rate}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who was heard in a round, by group and altogether. ``verdict`` is what may be read at this response: brokers, patterns, counts."""

    network: Network
    attribute: str
    groups: tuple[Heard, ...]
    total: Heard
    least: tuple[str, ...]
    verdict: str
    method: str

    def as_json(self) -> dict[str, Any]:
        return {
            "map": self.network.map,
            "at": self.network.at,
            "layer": self.network.layer,
            "by": self.attribute,
            "groups": [group.as_json() for group in self.groups],
            "total": self.total.as_json(),
            "least_heard": list(self.least),
            "verdict": self.verdict,
            "method": self.method,
        }


def coverage(network: Network, question: Question, others: Sequence[Network] = ()) -> Coverage:
    """Who was heard in a round, by the question's group (default sector). ``others`` are the other rounds, for *never*.

    Raises UsageError on a layer nobody was asked about: there is no silence there, only what is not recorded.
    """
    if not network.asked:
        raise UsageError(f"Nobody was asked about {network.layer}", fix="Ask who was heard on the layer trust.")
    attribute = question.group or "sector"
    ever = {m.id for one in (network, *others) for m in one.members if m.heard or m.status == "partial"}
    named = {b for _, b in network.ties}
    everyone = (*network.members, *network.left)
    group_of = {m.id: _group(network, question, m) for m in everyone}
    groups = tuple(
        _heard(name, [m for m in everyone if group_of[m.id] == name], named, ever) for name in dict.fromkeys(group_of.values())
    )
    return Coverage(
        network, attribute, groups, _heard("all", everyone, named, ever),
        tuple(g.group for g in groups if g.members and 100 * g.answered < LEAST * g.members),
        verdict_of(network),
        with_invented(
            f"{heard_words(network)}. Who answered in part is not counted as answered; who left is no member of this round.", network
        ),
    )  # fmt: skip


def _group(network: Network, question: Question, member: Member) -> str:
    # Whoever left is in no group of the network, and keeps the attribute it had.
    of = network.group_of.get(member.id) or getattr(member, question.group, None) if question.group else member.sector
    return of or NO_GROUP


def _heard(group: str, members: Collection[Member], named: set[str], ever: set[str]) -> Heard:
    inside = [m for m in members if m.status != "left"]
    count = {status: sum(m.status == status for m in members) for status in ("answered", "partial", *UNHEARD, "left")}
    return Heard(
        group,
        members=len(inside),
        invited=len(inside) - count["not_asked"],
        spoken_about=sum(not m.heard and m.id in named for m in inside),
        never=sum(m.id not in ever for m in inside),
        **count,
    )
