"""Networks drawn at random for the property tests, and the same network under other names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from sysmap.analysis.network import Network, Tie
from tests.analysis.maps import from_rows

STATUS = st.sampled_from(["answered", "answered", "answered", "silent"])


@st.composite
def networks(draw: Any, largest: int = 7, whole: bool = False) -> Network:
    """A network of up to ``largest`` members with ties of 1 to 5; some members silent unless ``whole``."""
    n = draw(st.integers(1, largest))
    rows = draw(st.lists(st.text("0012345", min_size=n, max_size=n), min_size=n, max_size=n))
    status = ["answered"] * n if whole else draw(st.lists(STATUS, min_size=n, max_size=n))
    return from_rows(rows, status=status)


@st.composite
def patchy(draw: Any, largest: int = 6) -> Network:
    """A network in which some skipped pairs, some answered only in part, and some not at all."""
    net: Network = draw(networks(largest))
    partly = {m.id for m in net.members if not m.heard and draw(st.booleans())}
    free = [(a, b) for a in net.ids for b in net.ids if a != b and (a, b) not in net.ties]
    chosen = draw(st.frozensets(st.sampled_from(free))) if free else frozenset()
    answered = frozenset(pair for pair in chosen if pair[0] in partly)
    said = {pair: Tie(draw(st.integers(1, 5)), {}) for pair in sorted(answered) if draw(st.booleans())}
    return replace(
        net,
        members=tuple(replace(m, status="partial") if m.id in partly else m for m in net.members),
        ties={**net.ties, **said},
        unobserved=frozenset(pair for pair in chosen if pair[0] in net.heard),
        answered_pairs=answered,
    )


def shuffled(network: Network, order: Sequence[int]) -> Network:
    """The same network with its members in another order and under other names (``x`` and the old name)."""
    members = [network.members[i] for i in order]
    return replace(
        network,
        members=tuple(replace(m, id=f"x{m.id}", name=f"x{m.name}") for m in members),
        ties={(f"x{a}", f"x{b}"): tie for (a, b), tie in reversed(list(network.ties.items()))},
        unobserved=frozenset((f"x{a}", f"x{b}") for a, b in network.unobserved),
        answered_pairs=frozenset((f"x{a}", f"x{b}") for a, b in network.answered_pairs),
    )
