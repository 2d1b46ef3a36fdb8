"""Why did the mean of all ties move? Taken apart: ties that lasted, ties that came, ties that went.

With m_b the mean of lasting ties, the total is exactly  continuing + entry + exit:  continuing = m_b2 - m_b1;
entry = sum over ties that came of (value - m_b2) / n2;  exit = - sum over ties that went of (value - m_b1) / n1. Entry and exit
are sums over ties, so that they split further by why a tie came or went. After Kitagawa 1955.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sysmap.analysis.change_ties import FORMED, KEPT, TieChange
from sysmap.analysis.definition import plain

PARTS = ("lasting", "began", "ended", "came_or_went", "heard_once")


@dataclass(frozen=True, slots=True)
class MeanChange:
    """The change of a mean and its parts, exact. Every figure is None where it is undefined, and the parts add up to ``total``.

    ``parts`` are lasting, began, ended, came_or_went (with an organisation) and heard_once. ``before`` and ``after`` are the two means,
    over ``n_before`` and ``n_after`` ties with a stated value.
    """

    total: Fraction | None = None
    continuing: Fraction | None = None
    entry: Fraction | None = None
    exit: Fraction | None = None
    before: Fraction | None = None
    after: Fraction | None = None
    n_before: int = 0
    n_after: int = 0
    n_lasting: int = 0
    parts: Mapping[str, Fraction | None] = field(default_factory=lambda: dict.fromkeys(PARTS))

    def as_json(self, *, five: bool = False) -> dict[str, Any]:
        three = {"total": self.total, "continuing": self.continuing, "entry": self.entry, "exit": self.exit}
        shown = {**three, **self.parts} if five else three
        return {**{name: plain(value) for name, value in shown.items()}, "before": plain(self.before), "after": plain(self.after)}


def mean_change(ties: Collection[TieChange]) -> MeanChange:
    """Take the change of the mean apart. Lasting ties count with their values on the items answered both times."""
    lasting = [t.compared for t in ties if t.change in KEPT and t.compared is not None]
    came = [(reason, t.after) for t in ties if t.seen_after and (reason := _reason(t)) and t.after is not None]
    went = [(reason, t.before) for t in ties if t.seen_before and (reason := _reason(t)) and t.before is not None]
    n1, n2 = len(lasting) + len(went), len(lasting) + len(came)
    first = _mean(sum(v for v, _ in lasting) + sum(v for _, v in went), n1)
    second = _mean(sum(v for _, v in lasting) + sum(v for _, v in came), n2)
    total = None if first is None or second is None else second - first
    if total is None or not lasting:
        return MeanChange(total, before=first, after=second, n_before=n1, n_after=n2, n_lasting=len(lasting))
    m1, m2 = Fraction(sum(v for v, _ in lasting)) / len(lasting), Fraction(sum(v for _, v in lasting)) / len(lasting)
    entry, exit = _apart(came, m2, n2), _apart(went, m1, n1)
    parts: dict[str, Fraction | None] = {part: entry.get(part, Fraction(0)) - exit.get(part, Fraction(0)) for part in PARTS}
    parts["lasting"] = m2 - m1
    both = sum(entry.values(), Fraction(0)), -sum(exit.values(), Fraction(0))
    return MeanChange(total, m2 - m1, *both, first, second, n1, n2, len(lasting), parts)


def _apart(once: Collection[tuple[str, Any]], mean: Fraction, n: int) -> dict[str, Fraction]:
    """By reason, how far the ties that are there once pull the mean of all ``n`` away from that of the lasting ones."""
    values: defaultdict[str, list[Any]] = defaultdict(list)
    for reason, value in once:
        values[reason].append(value)
    return {reason: (sum(some) - len(some) * mean) / n for reason, some in values.items()}


def _reason(tie: TieChange) -> str:
    """To which part a tie that is there once belongs; "" for one that lasted."""
    if tie.change in FORMED:
        return "began"
    return {"dissolved": "ended", "joined": "came_or_went", "left": "came_or_went", "unobserved": "heard_once"}.get(tie.change, "")


def _mean(total: Any, n: int) -> Fraction | None:
    return Fraction(total) / n if n else None
