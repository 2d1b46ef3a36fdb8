"""Were the two rounds asked alike? Answers on other scales, to other questions or under another name cap are not compared."""

from __future__ import annotations

from sysmap.analysis.network import Network

REASONS = {
    "layer": "They are different layers.",
    "items": "The two rounds asked other questions ({before}; {after}).",
    "scale": "The two rounds used other scales ({before}; {after}).",
    "names": "The two rounds let people name another number of others ({before}; {after}).",
    "words": "The question was worded differently in the two rounds ({before}; {after}).",
}


def unlike(before: Network, after: Network) -> tuple[str, ...]:
    """In what the two were asked differently: of layer, items, scale, names, words. Empty when they may be compared.

    A wording that is not stated for one of them is no difference that is known; other questions have other words anyway.
    """
    items = frozenset(before.items) != frozenset(after.items) or (before.asked and not before.items)
    differs = {
        "layer": before.layer != after.layer,
        "items": items,
        "scale": before.scale != after.scale,
        "names": before.max_names != after.max_names,
        "words": not items and before.wording != after.wording and None not in (before.wording, after.wording),
    }
    return tuple(name for name, differ in differs.items() if differ)


def reasons(before: Network, after: Network) -> tuple[str, ...]:
    """Why they are not compared, in sentences."""
    return tuple(REASONS[name].format(before=_shown(before, name), after=_shown(after, name)) for name in unlike(before, after))


def _shown(network: Network, name: str) -> str:
    if name == "items":
        return ", ".join(network.items) or "not this one"
    if name == "scale":
        return f"{network.scale[0]}-{network.scale[1]}" if network.scale else "none"
    if name == "names":
        return "as many as they like" if network.max_names is None else f"at most {network.max_names}"
    if name == "words":
        return f'"{network.wording}"'
    return network.layer
