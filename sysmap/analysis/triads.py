"""Which patterns do three actors make? The sixteen kinds of triad, counted without looking at every triple."""

from __future__ import annotations

from collections import Counter

from sysmap.analysis.definition import PATHS, Measure
from sysmap.analysis.seen import Seen

CODES = ("003", "012", "102", "021D", "021U", "021C", "111D", "111U", "030T", "030C", "201", "120D", "120U", "120C", "210", "300")
"""Mutual, asymmetric, null pairs; D down, U up, T transitive, C cyclic. Holland & Leinhardt 1970."""

_OPEN = {"oo": "021D", "ii": "021U", "io": "021C", "im": "111D", "mo": "111U", "mm": "201"}
"""Two ties that meet in one actor and no third: by how each goes from that actor, o out only, i in only, m both ways."""

_CLOSED: dict[tuple[str, ...], str] = {
    ("io", "io", "io"): "030C", ("ii", "io", "oo"): "030T", ("im", "im", "oo"): "120D", ("ii", "mo", "mo"): "120U",
    ("im", "io", "mo"): "120C", ("im", "mm", "mo"): "210", ("mm", "mm", "mm"): "300",
}  # fmt: skip
"""Three actors all joined: by how ties meet in each of the three."""


def triads(seen: Seen) -> dict[str, int]:
    """How many sets of three members make each of the sixteen patterns? Among those heard; counts add up to n over 3.

    Davis & Leinhardt 1972. Pairs of ties that meet are counted by actor, and only closed triangles are looked at one by one.
    """
    n = len(seen.heard)
    ways = _ways(seen)
    met, pairs = _meetings(ways)
    found = Counter[str]()
    closed = 0
    for kinds, times in _triangles(ways).items():
        found[_CLOSED[kinds]] += times
        closed += times
        met.subtract({kind: kinds.count(kind) * times for kind in set(kinds)})
    found.update({_OPEN[kind]: times for kind, times in met.items()})
    # A joined pair has n - 2 third actors: those joined with neither end make 012 and 102.
    for kind, joined in (("012", pairs["a"]), ("102", pairs["m"])):
        found[kind] = joined * (n - 2)
    for code, (asymmetric, mutual) in _PAIRS.items():
        found["012"] -= asymmetric * found[code]
        found["102"] -= mutual * found[code]
    found["003"] = n * (n - 1) * (n - 2) // 6 - sum(found[code] for code in CODES if code != "003")
    return {code: found[code] for code in CODES}


_PAIRS = {
    "021D": (2, 0), "021U": (2, 0), "021C": (2, 0), "111D": (1, 1), "111U": (1, 1), "030T": (3, 0), "030C": (3, 0), "201": (0, 2),
    "120D": (2, 1), "120U": (2, 1), "120C": (2, 1), "210": (1, 2), "300": (0, 3),
}  # fmt: skip
"""How many asymmetric and mutual pairs a triad with at least two joined pairs has."""


Ways = list[dict[int, str]]
"""For each of the heard, with whom it is joined, and how: o out only, i in only, m both ways."""


def _ways(seen: Seen) -> Ways:
    found: Ways = [dict.fromkeys(others, "o") for others in seen.successors]
    for i, others in enumerate(seen.successors):
        for j in others:
            if i in found[j]:
                found[i][j] = found[j][i] = "m"
            else:
                found[j][i] = "i"
    return found


def _meetings(ways: Ways) -> tuple[Counter[str], Counter[str]]:
    """How ties meet, two by two, in every actor; and how many pairs are joined one way (a) and both ways (m)."""
    met = dict.fromkeys(_OPEN, 0)
    asymmetric = mutual = 0
    for joined in ways:
        held = list(joined.values())
        out, both = held.count("o"), held.count("m")
        into = len(held) - out - both
        met["oo"] += out * (out - 1) // 2
        met["ii"] += into * (into - 1) // 2
        met["mm"] += both * (both - 1) // 2
        met["io"] += into * out
        met["im"] += into * both
        met["mo"] += both * out
        asymmetric += out
        mutual += both
    return Counter(met), Counter({"a": asymmetric, "m": mutual // 2})


def _triangles(ways: Ways) -> Counter[tuple[str, ...]]:
    """Every three that are all joined, by how ties meet in each of them. Each is found once, from its member with fewest ties."""
    place = {i: at for at, i in enumerate(sorted(range(len(ways)), key=lambda i: len(ways[i])))}
    later = [{j for j in joined if place[j] > place[i]} for i, joined in enumerate(ways)]
    found = Counter[tuple[str, ...]]()
    for i, others in enumerate(later):
        for j in others:
            for k in others & later[j]:
                meets = (_MEET[ways[i][j] + ways[i][k]], _MEET[ways[j][i] + ways[j][k]], _MEET[ways[k][i] + ways[k][j]])
                found[tuple(sorted(meets))] += 1
    return found


_MEET = {way: kind for kind in _OPEN for way in (kind, kind[::-1])}
"""How two ties meet in an actor, whichever is named first."""


MEASURES = (
    Measure(
        "triads", "Which patterns do sets of three make?", "network", 0, None, "both", "none", "among those who answered",
        "fragile: counts grow with the third power of how many answered, so compare shares", "Holland & Leinhardt 1970; "
        "Davis & Leinhardt 1972", PATHS, of_network=triads,
    ),
)
