"""Where does everybody stand on the pictures? For the map keeper, who alone may keep or move them."""

from __future__ import annotations

from typing import Any

import strawberry

from sysmap.api.asked import Asked
from sysmap.api.networks import LAYER
from sysmap.api.shape import Arg, Line, asking, many, shaped, view
from sysmap.service.placing import everyones_places


def _standing(self: Any, asked: Asked, layer: Any) -> list[Any] | None:
    here = self.here
    if not here.viewer.is_steward:
        return None
    found = everyones_places(asked.sitting.desk, here.map, None if layer is None else str(layer.value))
    return [view("Standing").of(one, here) for one in found]


def define() -> Line:
    """The field of a map; fills its type."""
    shaped(
        "Standing", "Where one actor stands on the pictures, in a frame of 1000 by 740.",
        Line("actor", strawberry.ID, "Which actor, by its key.", lambda v: v.thing.actor),
        Line("x", float, "From the left.", lambda v: v.thing.x),
        Line("y", float, "From the top.", lambda v: v.thing.y),
        Line("kept", bool, "Is that place kept on the map?", lambda v: v.thing.kept),
        Line("pinned", bool, "Was it put there by a person?", lambda v: v.thing.pinned),
    )  # fmt: skip
    return asking(
        "standing", many(view("Standing")) | None,
        "Where everybody stands now, kept or worked out; who is on no picture is left out. For the map keeper; null for others.",
        _standing, Arg("layer", LAYER | None, "On whose picture; the fullest, where it is left out.", None),
    )  # fmt: skip
