"""How wide is a line? By strength on its scale, or by the square root of an amount; never across currencies."""

from __future__ import annotations

from sysmap.analysis.network import Network
from sysmap.draw.picture import tenth
from sysmap.draw.styles import TIE


def widest_of(network: Network) -> float:
    """The largest value of all ties."""
    known = [float(tie.value) for tie in network.ties.values() if tie.value is not None]
    return max(known, default=0.0)


def has_widths(network: Network, widest: float) -> bool:
    """May values be told apart by width? Not where every tie counts 1 or none is stated, and never across currencies."""
    valued = network.scale is not None or network.layer == "funding"
    return valued and not network.yes_no and len(network.currencies) < 2 and widest > 0


def width_of_value(value: float, network: Network, widest: float) -> float:
    if network.scale is None:
        return tenth(0.9 + 5.1 * (value / widest) ** 0.5) if widest > 0 else TIE.width
    low, high = network.scale
    return tenth(0.7 + 2.5 * (value - low) / (high - low)) if high > low else TIE.width
