"""Which measures are there? Each idea has a file of its own that ends in ``MEASURES``; a new one is that file and a word here."""

from __future__ import annotations

from sysmap.analysis import (
    betweenness,
    brokerage,
    centralisation,
    closeness,
    clustering,
    communities,
    components,
    core_number,
    core_periphery,
    degree,
    density,
    eigenvector,
    harmonic,
    holding,
    holes,
    hubs,
    mixing,
    pagerank,
    paths_weighted,
    reciprocity,
    strength,
    transitivity,
    triads,
)
from sysmap.analysis.definition import Measure
from sysmap.errors import UsageError
from sysmap.model.vocabulary import nearest

_IDEAS = (
    density, strength, reciprocity, transitivity, clustering, triads, centralisation, components, core_periphery, communities, mixing,
    degree, betweenness, pagerank, harmonic, closeness, paths_weighted, eigenvector, hubs, core_number, holes, brokerage, holding,
)  # fmt: skip

CATALOGUE: dict[str, Measure] = {
    measure.name: measure
    for idea in _IDEAS
    for measure in idea.MEASURES
}
"""Every measure by name, in the order in which results list them."""


def chosen(names: tuple[str, ...], layer: str, group: str | None = None) -> list[Measure]:
    """The measures asked for, or all that the layer has, those by group only where there is one.

    Raises UsageError for a name that does not exist, with the nearest.
    """
    unknown = [name for name in names if name not in CATALOGUE]
    if unknown:
        guess = nearest(unknown[0], tuple(CATALOGUE))
        meant = f'Did you mean "{guess}"? ' if guess else ""
        raise UsageError(f'There is no measure "{unknown[0]}"', fix=f"{meant}There are {', '.join(CATALOGUE)}.")
    if names:
        return [CATALOGUE[name] for name in dict.fromkeys(names)]
    return [m for m in CATALOGUE.values() if layer in m.layers and (group is not None or not m.by_group)]
