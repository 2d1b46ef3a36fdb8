"""The live part of the schema: ``mapChanged``, and what an event of it holds."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any, NamedTuple

import strawberry

from sysmap.api.facts import FACT_KIND
from sysmap.api.limits import EDITS_TOLD
from sysmap.api.shape import Arg, Line, enumeration, many, shaped, signature, view
from sysmap.api.words import WORDS
from sysmap.service.following import Difference

BECAME = enumeration(
    "Became",
    "What became of a fact, as you see it.",
    {
        "ADDED": ("added", "It is there now, or yours to see now."),
        "CHANGED": ("changed", "It is another now."),
        "REMOVED": ("removed", "It is gone, or not yours to see any more."),
    },
)


class MapEvent(NamedTuple):
    """What became different since the event before."""

    cursor: str
    refetch: bool
    revision: int
    changes: tuple[Difference, ...]
    since: int


def _fact(v: Any) -> Any:
    known = v.thing.kind in WORDS and v.thing.verb != "removed"
    return view(WORDS[v.thing.kind].type).of(v.thing.fact, v.here) if known else None


def _changes(v: Any) -> list[Any]:
    return [view("FactChange").of(change, v.here) for change in v.thing.changes if change.kind in WORDS]


def _edits(v: Any) -> list[Any] | None:
    """The edits behind an event, for the map keeper; None for others, who are not told that there was one."""
    here, event = v.here, v.thing
    if not here.viewer.is_steward:
        return None
    made = here.sitting.store.revisions(here.map, max(event.since, event.revision - EDITS_TOLD))
    return [view("Revision").of(one, here) for one in made if one.number <= event.revision]


def define_subscription() -> type[Any]:
    """The root of everything that is told as it happens."""
    shaped(
        "FactChange", "A fact that became different for you.",
        Line("kind", FACT_KIND, "Which kind of fact.", lambda v: FACT_KIND(v.thing.kind)),
        Line("key", strawberry.ID, "Its id on the map.", lambda v: v.thing.id),
        Line("became", BECAME, "What became of it.", lambda v: BECAME(v.thing.verb)),
        Line("fact", view("Fact") | None, "What it is now; null where it is gone.", _fact),
    )  # fmt: skip
    shaped(
        "MapChange", "Everything that became different on a map for you since the event before: one edit, or several taken together.",
        Line("cursor", str, "Where the feed stands now: give it as since to go on from here, after a break or elsewhere.",
             lambda v: v.thing.cursor),
        Line("refetch", bool, "Too much became different, or words were erased: read the map again. Then changes is empty.",
             lambda v: v.thing.refetch),
        Line("revision", int | None, "The number of the newest edit. For the map keeper; null for others.",
             lambda v: v.thing.revision if v.here.viewer.is_steward else None),
        Line("edits", many(view("Revision")) | None,
             f"The edits behind it, oldest first, the newest {EDITS_TOLD} at most: who, when and why. For the map keeper; null for others.",
             _edits),
        Line("about", bool, "Did the map's own words change?", lambda v: any(change.kind == "map" for change in v.thing.changes)),
        Line("changes", many(view("FactChange")),
             "The facts that became different; none where edits undid one another, of which the map keeper alone is told.", _changes),
        Line("map", view("Map"), "The map as it is now.", lambda v: view("Map").of(v.here.state.about, v.here)),
    )  # fmt: skip
    return _define_root()


def _define_root() -> type[Any]:
    made: Any = view("Subscription")
    args = (
        Arg("map", strawberry.ID, "Which map, by its id."),
        Arg("since", str | None, "Go on after this cursor, with nothing missed or repeated; from now on, where it is left out.", None),
    )

    async def follow(self: Any, info: Any, **given: Any) -> Any:
        """Never run: the feed follows subscriptions itself, so that an event is written once for everybody."""
        nothing: tuple[Any, ...] = ()
        for event in nothing:
            yield event

    event: Any = view("MapChange")
    follow.__signature__ = signature(args, AsyncGenerator[event, None])  # type: ignore[attr-defined]
    made.map_changed = strawberry.subscription(
        resolver=follow, name="mapChanged", description="What becomes different on a map for you, as it happens."
    )
    made.__annotations__ = {}
    says = "What is told as it happens, over a WebSocket or server-sent events."
    finished: type[Any] = strawberry.type(made, name="Subscription", description=says)
    return finished
