"""What did everything published before give away of answers? Worked out anew from the map as it stood when each was published."""

from __future__ import annotations

import json

from sysmap.analysis.differencing import Published
from sysmap.analysis.grouping import group_of_each
from sysmap.errors import NotFound, UsageError
from sysmap.model.publishing import Publication
from sysmap.service.desk import Desk
from sysmap.service.publishing_cells import Named, cells_of_change, cells_of_point, cells_of_sentences
from sysmap.service.publishing_figure import Figure, of_publication
from sysmap.service.publishing_networks import Made, networks_for

# How the cells of a figure come about is the same for one that is being made and one that was published.


def published_before(desk: Desk, map: str) -> Published:
    """Every cell about answers that was ever published of a map, withdrawn figures too: readers may have kept them."""
    state = desk.state(map)
    found = Published()
    for made in state.of("publication").values():
        if made.layer == "trust" and made.cells:
            key = ("published cells", map, made.id, state.erasures)
            known = desk.answer(key, lambda made=made: _cells_then(desk, map, made))  # type: ignore[misc]
            for name in _names(made):
                found.add(*known.get(name, ()))
    return found


def _names(made: Publication) -> tuple[str, ...]:
    try:
        told = json.loads(made.cells or "[]")
    except ValueError:
        return ()
    return tuple(map(str, told)) if isinstance(told, list) else ()


def _cells_then(desk: Desk, map: str, made: Publication) -> Named:
    """The cells of a figure at the revision that published it; of an imported one, at the revision it came in with."""
    born = desk.store.versions(map, "publication", made.id)[0].born
    figure = of_publication(made)
    try:
        return all_cells(figure, networks_for(desk, map, figure, desk.state(map, born)))
    except (NotFound, UsageError):
        return {}


def all_cells(figure: Figure, made: Made) -> Named:
    """Every cell that a figure of trust might show."""
    of = group_of_each(made.now, figure.group)
    if made.then is None:
        return cells_of_point(made.now, of)
    from sysmap.analysis.change import compare
    from sysmap.analysis.grouping import followed_in_both

    then, now = followed_in_both(made.then, made.now)
    between = cells_of_change(made.then, made.now, group_of_each(now, figure.group) | group_of_each(then, figure.group))
    return {**between, **cells_of_sentences(compare(made.then, made.now, made.question))}
