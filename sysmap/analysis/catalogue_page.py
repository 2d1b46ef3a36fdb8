"""Every measure on one page: what it asks, how it is counted, and what to be careful about."""

from __future__ import annotations

from sysmap.analysis.catalogue import CATALOGUE
from sysmap.analysis.definition import Measure

INTRODUCTION = """# The measures

Made by `sysmap catalogue`; a test compares this page with the code. Each measure says which question it answers, its range,
which way ties are read, what a tie's value does, how missing answers are treated, how well it stands them, and its source.
Undefined is null, never nought. Nothing is rounded. Measures by group need `--group` and an attribute such as sector.
"""


def catalogue_page() -> str:
    """The page as Markdown."""
    parts = [INTRODUCTION]
    for title, scopes in (("Of the whole network", {"network", "both"}), ("Of each organisation or group", {"actor", "both"})):
        parts.append(f"## {title}\n")
        parts += [_entry(measure) for measure in CATALOGUE.values() if measure.scope in scopes]
    return "\n".join(parts)


def _entry(measure: Measure) -> str:
    function = measure.of_network or measure.of_actors
    told = (function.__doc__ or "").strip().split("\n\n    >>>")[0] if function else ""
    lines = " ".join(line.strip() for line in told.splitlines() if line.strip())
    how = lines.removeprefix(measure.question).strip()
    low, high = ("" if bound is None else f"{bound:g}" for bound in (measure.low, measure.high))
    span = f"{low or 'no lower bound'} to {high or 'no upper bound'}" if low or high else "yes or no, or any number"
    layers = "every layer" if len(measure.layers) == 4 else ", ".join(sorted(measure.layers))
    group = " By group." if measure.by_group else ""
    return (
        f"### `{measure.name}`\n\n**{measure.question}** {how}\n\n"
        f"- Range: {span}. Direction: {measure.direction}. Layers: {layers}.{group}\n"
        f"- Weight: {measure.weight}.\n- Missing answers: {measure.missing}.\n"
        f"- Sturdiness: {measure.sturdy}.\n- Source: {measure.source}.\n"
    )
