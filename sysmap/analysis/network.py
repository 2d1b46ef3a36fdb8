"""The network that every measure is computed on: who belongs to it, who was heard, and what was answered.

Written down once, and every measure refers to it:

- **members** are in n whether or not they have ties; **heard** are those whose rows are complete (status ``answered``, or
  everyone on a layer nobody was asked about).
- A pair is **observed** when its first end answered about it. A tie is an observed pair with a value above 0, or with an
  answer whose value is not stated (value None). Missing is never 0.
- **value** is a strength (ordinal, codebook scale) or an amount of money; **cost** for path measures is made only in
  ``analysis/cost.py``, on exact integers, and never for money.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from sysmap.analysis.succession import Succession

if TYPE_CHECKING:
    import networkx as nx

Pair = tuple[str, str]

UNMEASURED = "unmeasured"
"""The status of an actor that is drawn and never measured."""

Value = int | Fraction | None
"""A tie's strength: a whole number or an exact fraction; None when the tie counts and its strength is not stated."""


@dataclass(frozen=True, slots=True)
class Member:
    """An actor that belongs to the network. ``status`` is the roster's word, or ``recorded`` where nobody was asked."""

    id: str
    name: str
    status: str
    kind: str | None = None
    sector: str | None = None
    place: str | None = None
    reason: str | None = None

    @property
    def heard(self) -> bool:
        """Did this member answer for all its pairs (or was nobody asked)? ``partial`` did not."""
        return self.status in {"answered", "recorded", UNMEASURED}

    @property
    def measured(self) -> bool:
        """Does this member enter measures? Those that are only drawn stand in networks made for a picture, with the ``reason``."""
        return self.status != UNMEASURED


@dataclass(frozen=True, slots=True)
class Tie:
    """One directed pair with a tie. ``items`` are the answered items' values (mean over respondents); ``facts`` the ids behind it.

    ``apart`` is the largest difference between respondents of one organisation (None with one respondent). ``attested`` is
    True when nothing but its source's date says since when it is so: such a tie may be older, and never *began*.
    """

    value: Value
    items: Mapping[str, Value] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    respondents: int = 1
    sign: str = "+"
    apart: Value = None
    attested: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """A layer of a map at one point, as the viewer may see it.

    ``ties`` has (from, to) in member order of what was read; ``unobserved`` are pairs that a heard member skipped, and
    ``answered_pairs`` the only observed pairs of ``partial`` members. ``asked`` is True for ratings: response counts then.
    ``scale`` is (lowest, highest) strength or None where values have no scale (money). ``yes_no`` means every tie has the
    value 1 (a yes/no question, or a least strength was asked for); ``mutual`` that only ties named by both ends are kept.
    ``new_voices`` are members for whom another person answered than the time before; ``wording`` is the question put.
    ``invented`` is the sentence that results of made-up facts must carry. ``currencies`` are those of the amounts counted
    (``not stated`` is one of its own): with several, values are never added.
    ``groups`` are members that the map's keeper named together beforehand (codebook ``groups``), so that a change may be
    looked for within them and towards them. ``folded_from`` are the organisations behind a network between groups: who answered
    is said of them. ``group_of`` is the group of each member by the attribute ``group`` that was asked for; whoever has none is left
    out. ``statements`` says of each member how many statements of power there are in which it holds, lacks ... it, those over a
    decision in words among them. ``lineage`` is who was renamed, split, merged or absorbed, as the whole map tells it.
    """

    map: str
    map_name: str
    at: str
    layer: str
    members: tuple[Member, ...]
    ties: Mapping[Pair, Tie]
    asked: bool
    wave: str | None = None
    date: str | None = None
    label: str | None = None
    rostered: bool = True
    items: tuple[str, ...] = ()
    scale: tuple[int, int] | None = None
    max_names: int | None = None
    unobserved: frozenset[Pair] = frozenset()
    answered_pairs: frozenset[Pair] = frozenset()
    left: tuple[Member, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    invented: str | None = None
    currency: str | None = None
    currencies: tuple[str, ...] = ()
    yes_no: bool = False
    mutual: bool = False
    new_voices: frozenset[str] = frozenset()
    wording: str | None = None
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    folded_from: tuple[Member, ...] = ()
    group: str | None = None
    group_of: Mapping[str, str] = field(default_factory=dict)
    statements: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    lineage: tuple[Succession, ...] = ()

    @property
    def synthetic(self) -> bool:
        """Is any of this invented?"""
        return self.invented is not None

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(member.id for member in self.members)

    @property
    def heard(self) -> tuple[str, ...]:
        """The members on whom paths and triads are computed."""
        return tuple(member.id for member in self.members if member.heard)

    @property
    def answered(self) -> int | None:
        """How many answered in full; None where nobody was asked."""
        return len(self.heard) if self.asked else None

    @property
    def response_rate(self) -> float | None:
        """answered / members; None where nobody was asked or nobody is a member."""
        return len(self.heard) / len(self.members) if self.asked and self.members else None

    def to_networkx(self) -> nx.DiGraph[str]:
        """The members and their ties as a networkx graph, attributes plain. Silent members are nodes without out-ties."""
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph(map=self.map, at=self.at, layer=self.layer)
        for m in self.members:
            graph.add_node(m.id, name=m.name, status=m.status, kind=m.kind, sector=m.sector, place=m.place)
        for (a, b), tie in self.ties.items():
            graph.add_edge(a, b, value=None if tie.value is None else float(tie.value))
        return graph
