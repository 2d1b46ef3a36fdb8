"""Where do the two ends see their tie very differently? Both answers stand; neither is the right one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sysmap.analysis.definition import plain
from sysmap.analysis.network import Network, Value

WIDE = 2
"""From how many points on the scale two views of one tie are called very different."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A pair that rates each other ``WIDE`` points or more apart: ``high`` trusts more than it is trusted by ``low``."""

    high: str
    low: str
    trusts: Value
    trusted: Value

    def as_json(self) -> dict[str, Any]:
        return {"high": self.high, "low": self.low, "trusts": plain(self.trusts), "trusted": plain(self.trusted)}


def gaps(network: Network) -> tuple[Gap, ...]:
    """The pairs whose two ends both gave a value, ``WIDE`` or more apart, in map order."""
    found = []
    for (a, b), there in network.ties.items():
        back = network.ties.get((b, a))
        if back is not None and there.value is not None and back.value is not None and there.value - back.value >= WIDE:
            found.append(Gap(a, b, there.value, back.value))
    return tuple(found)
