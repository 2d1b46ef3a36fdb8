"""Where actors stand on the pictures, as mutations: keep all, put one somewhere, let one find its place again."""

from __future__ import annotations

from typing import Any

import strawberry

from sysmap.api.asked import Asked
from sysmap.api.inputs import edit_of
from sysmap.api.networks import LAYER
from sysmap.api.outcomes import Done, attempt
from sysmap.api.shape import Arg, Line, asking
from sysmap.service.placing import keep_everyone, let_go, place_actor


def _keep(self: Any, asked: Asked, map: str, edit: Any, layer: Any) -> Any:
    def work() -> Done:
        return Done(keep_everyone(asked.sitting.desk, map, edit_of(edit), _layer(layer), asked.author), map)

    return attempt(asked, map, work)


def _place(self: Any, asked: Asked, map: str, edit: Any, actor: str, x: float, y: float, pinned: bool, layer: Any) -> Any:
    def work() -> Done:
        desk, made = asked.sitting.desk, edit_of(edit)
        return Done(place_actor(desk, map, made, actor, (x, y), pinned=pinned, layer=_layer(layer), author=asked.author), map)

    return attempt(asked, map, work)


def _let_go(self: Any, asked: Asked, map: str, edit: Any, actor: str) -> Any:
    return attempt(asked, map, lambda: Done(let_go(asked.sitting.desk, map, edit_of(edit), actor, asked.author), map))


def _layer(given: Any) -> str | None:
    return None if given is None else str(given.value)


def placing_lines(outcome: Any, map: Arg, edit: Arg) -> list[Line]:
    """The mutations about where actors stand. The frame is 1000 across and 740 down, from the upper left."""
    actor = Arg("actor", strawberry.ID, "Which actor, by its key.")
    layer = Arg("layer", LAYER | None, "On whose picture everybody stands now; the fullest, where it is left out.", None)
    return [
        asking("keepPlaces", outcome, "Keep everyone where they stand: whoever comes later is placed beside them and moves nobody. "
               "Nothing is written where everybody's place is kept already.", _keep, map, edit, layer),
        asking("placeActor", outcome, "Put an actor somewhere on the picture, and keep everyone else where they stand.",
               _place, map, edit, actor, Arg("x", float, "From the left, in a frame of 1000 by 740."), Arg("y", float, "From the top."),
               Arg("pinned", bool, "Does it stay there?", True), layer),
        asking("letActorGo", outcome, "Let an actor that was put somewhere find its place: beside those it has ties with, and nobody else "
               "moves.", _let_go, map, edit, actor),
    ]  # fmt: skip
