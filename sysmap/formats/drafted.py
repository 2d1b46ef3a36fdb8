"""What was drafted from a file, ready to be compared with a map: those only mentioned are added, and what the map must settle is named."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import partial

from sysmap.formats.drafting import Draft
from sysmap.formats.fitting import without_dates_that_ties_deny
from sysmap.formats.ids import id_from
from sysmap.formats.incoming import Incoming, Row
from sysmap.formats.naming import settled
from sysmap.formats.sheets import tidy
from sysmap.model.money import parse_number
from sysmap.model.validation.cells import MAP_ID
from sysmap.model.vocabulary import codebook


def drafted(draft: Draft, why: str) -> Incoming:
    """Everything a draft holds, with ``why`` its format was taken for what it is."""
    map_id = _map_id(draft)
    given = {"name": tidy(draft.path.resolve().stem) or map_id, **draft.about, "id": map_id}
    rows: dict[str, list[Row]] = {"map": [Row("map", draft.path.name, 0, given, draft.about_extra)], **draft.rows}
    rows["actor"] = [*draft.rows["actor"], *draft.only_mentioned()]
    if not draft.own:
        rows["actor"] = without_dates_that_ties_deny(draft, rows["actor"], draft.rows)
    scale = None if draft.own else strongest(draft.rows["relationship"])
    return Incoming(
        map_id=map_id,
        rows=rows,
        format=draft.form,
        why=why,
        problems=tuple(draft.found.problems),
        warnings=tuple(draft.found.warnings),
        not_carried=tuple(draft.not_carried),
        columns=draft.columns,
        broken=draft.found.broken,
        fallback_source=None if draft.own else draft.path.resolve().name,
        settle=partial(settled, loose=frozenset(draft.loose), own_name="name" in draft.about, scale=scale),
    )


def _map_id(draft: Draft) -> str:
    asked = tidy(draft.asked.map_id)
    if asked is None:
        said = tidy(draft.about.get("id"))
        return said if said is not None and MAP_ID.fullmatch(said) else id_from(draft.path.resolve().stem)
    if not MAP_ID.fullmatch(asked):
        rule = "a map's id has 1 to 64 small letters a-z, digits, - and _, and begins with a letter or digit"
        draft.found.wrong(rule, f'for example "{id_from(asked)}"', "--map", None, "id", asked)
        return id_from(asked)
    return asked


def strongest(rows: Iterable[Row]) -> int | None:
    """How far the scale of these ties has to reach, where that is further than it usually does."""
    numbers = [parse_number(row.given.get("strength")) for row in rows]
    most = max((number for number in numbers if number is not None), default=None)
    return math.ceil(most) if most is not None and most > int(codebook(None)["strength_max"]) else None
