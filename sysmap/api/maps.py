"""A map as a type of the API: what it is about, its facts as lists, its networks, figures, changes, who was heard, and its history."""

from __future__ import annotations

from typing import Any

import strawberry

from sysmap.analysis.building_members import invented
from sysmap.analysis.question import Question
from sysmap.api import history, picture_links, questions, questions_between, questions_learning, standing
from sysmap.api.answered import ANSWER
from sysmap.api.asked import Asked, point
from sysmap.api.comparison import COMPARE_ARGS, compare_field
from sysmap.api.explanation import EXPLAIN_ARGS, explain_field
from sysmap.api.facts import AT, AT_ARG, FACT_KIND, global_id, listing, opened_id, shown_fact
from sysmap.api.figures import measures_field
from sysmap.api.networks import QUESTION_ARGS, network_field
from sysmap.api.pages import FIRST, checked_size, connection, cut
from sysmap.api.publishing import PREVIEW
from sysmap.api.shape import Arg, Line, asking, enumeration, input_of, many, shaped, view
from sysmap.api.words import WORDS
from sysmap.errors import NotFound, UsageError
from sysmap.model.visibility import Viewer
from sysmap.model.vocabulary import AUDIENCES
from sysmap.service.coverage import heard
from sysmap.service.finding import found
from sysmap.service.glancing import maps_seen
from sysmap.service.scenes import At

ABOUT = {
    "name": "What it is called.",
    "focal_question": "The question it is about.",
    "boundary": "What belongs on it.",
    "steward": "Who keeps it.",
    "language": "Its language.",
    "default_audience": "For whom its facts are where they do not say.",
    "require_source": "yes where every fact must name its source.",
    "codebook": "Its own words and scales, as a JSON object in text.",
    "since": "Since when it holds.",
    "until": "The first day it no longer holds.",
}
"""What a map says of itself, a line a field."""

MATCHED_BY = enumeration(
    "MatchedBy",
    "What an actor goes by.",
    {
        "NAME": ("name", "Its name."),
        "ALIAS": ("alias", "Another name of it."),
        "INITIALS": ("initials", "The first letters of its name."),
        "IDENTIFIER": ("identifier", "A registered number."),
        "KEY": ("key", "Its id on the map."),
    },
)


def _counts(v: Any, counted: Any) -> list[Any]:
    return [view("KindCount").of((kind, n), v.here) for kind, n in counted.items() if kind in WORDS and n]


def _on_the_map(v: Any) -> dict[str, int]:
    return {kind: len(v.here.held(kind)) for kind in WORDS}


def _fact(self: Any, asked: Asked, kind: Any, key: str, at: Any) -> Any:
    return shown_fact(asked.elsewhere(self.here, at), kind.value, key)


def _find(self: Any, asked: Asked, text: str, first: int, at: Any) -> list[Any]:
    here = asked.elsewhere(self.here, at)
    return [view("ActorMatch").of(match, here) for match in found(here, text, checked_size(asked, first))]


def _coverage(self: Any, asked: Asked, wave: str, by: str, known_at: str | None) -> list[Any]:
    here = asked.scene(self.here.map, At(wave=wave, known_at=known_at), self.here.viewer)
    found = heard(asked.sitting, here.viewer, here.map, wave, Question(layer="trust", group=by), known_at)
    return [view("HeardRow").of(row, here) for row in found.groups]


def _define_rows() -> None:
    shaped(
        "ActorMatch", "An actor that may be meant by a few letters.",
        Line("actor", view("Actor"), "The actor.", lambda v: view("Actor").of(v.here.state.actors[v.thing.actor], v.here)),
        Line("by", MATCHED_BY, "By what it was found.", lambda v: MATCHED_BY(v.thing.what)),
        Line("words", str, "The name, other name, number or id that fits.", lambda v: v.thing.words),
    )  # fmt: skip
    shaped(
        "KindCount", "How many facts of one kind.",
        Line("kind", FACT_KIND, "Which kind.", lambda v: FACT_KIND(v.thing[0])),
        Line("count", int, "How many.", lambda v: v.thing[1]),
    )  # fmt: skip
    words = {
        "answered": "How many answered in full.",
        "partial": "How many answered in part.",
        "silent": "How many were asked and did not answer.",
        "refused": "How many refused.",
        "unreachable": "How many could not be reached.",
        "not_asked": "How many were not asked.",
    }
    shaped(
        "HeardRow", "Who was asked and heard in one group.",
        Line("group", str, "Which group.", lambda v: v.thing.group),
        Line("members", int, "How many belong to the round.", lambda v: v.thing.members),
        Line("invited", int, "How many of them were asked.", lambda v: v.thing.invited),
        *(Line(_camel(name), int, says, lambda v, name=name: getattr(v.thing, name)) for name, says in words.items()),
        Line("left", int, "How many had left; they do not count as members.", lambda v: v.thing.left),
        Line("namedByOthers", int, "How many of those not heard in full were named by somebody.", lambda v: v.thing.spoken_about),
        Line("never", int, "How many answered in none of the rounds that you may see.", lambda v: v.thing.never),
    )  # fmt: skip


def define() -> None:
    """Fill the type of a map."""
    _define_rows()
    lists = [listing(kind, words.plural, f"Its {words.plural}. {words.says}") for kind, words in WORDS.items()]
    shaped(
        "Map", "One study of one system: who works with, trusts, funds and holds power over whom.",
        Line("id", strawberry.ID, "Its id among everything on this service; ask node for it again.", global_id),
        Line("key", strawberry.ID, "Its id.", lambda v: v.here.map),
        *(Line(_camel(name), str | None, says, lambda v, name=name: getattr(v.thing, name)) for name, says in ABOUT.items()),
        Line("invented", str | None, "What must stand beside everything made from it, where it is invented.",
             lambda v: invented(v.here.state, v.here.state.actors.values())),
        Line("revision",
             int | None, "The number of its newest edit: say it when you change something. For the map keeper; null for others.",
             lambda v: v.here.state.revision if v.here.viewer.is_steward else None),
        asking("cursor", str, "Where its feed stands: give it to mapChanged as since, to miss nothing from here on.", _feed_cursor),
        Line("counts", many(view("KindCount")), "How many facts of each kind there are at this point.",
             lambda v: _counts(v, _on_the_map(v))),
        Line("hidden", many(view("KindCount")), "How many are not for you, where you may know that.",
             lambda v: _counts(v, v.here.hidden)),
        *lists,
        asking("fact", view("Fact") | None, "One fact, by its kind and key.", _fact,
               Arg("kind", FACT_KIND, "Which kind."), Arg("key", strawberry.ID, "Its id on the map."), AT_ARG),
        asking("find", many(view("ActorMatch")), "Whom a few typed letters may mean, likeliest first.",
               _find, Arg("text", str, "What was typed so far."), Arg("first", int, "How many to show at most.", 8), AT_ARG),
        asking("network", view("Network") | None, "A layer at a point, with who belongs to it and who was heard.",
             network_field, AT_ARG, *QUESTION_ARGS),
        asking("measures", view("Measures") | None, "How a layer is as a whole, and where each member stands in it.",
             measures_field, AT_ARG,
               Arg("names", list[str] | None, "Only these measures; all that the layer has, unless said.", None), *QUESTION_ARGS),
        asking("compare", view("Comparison") | None, "What changed between two points, and how sure that is.",
             compare_field, *COMPARE_ARGS),
        asking("explain", view("Explanation") | None, "What goes with the ties of now, and did those named beforehand change more?",
             explain_field, *EXPLAIN_ARGS),
        asking("coverage", many(view("HeardRow")) | None, "Who was asked and heard in a round, group by group.", _coverage,
               Arg("wave", strawberry.ID, "Which round."), Arg("by", str, "By sector, place or kind.", "sector"),
               Arg("knownAt", str | None, "As the map was known at this day.", None)),
        picture_links.define(), PREVIEW, ANSWER, standing.define(),
        *questions.fields(), *questions_between.fields(), *questions_learning.fields(),
        *history.define(),
        parent=view("Node"),
    )  # fmt: skip


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _feed_cursor(self: Any, asked: Asked) -> str:
    return asked.feed_cursor(self.here)


def root(asked: Asked, map: str, at: Any, audience: str | None) -> Any:
    """The map of a query. Raises NotFound, the same for no map and for one of which nothing is seen."""
    viewer = asked.viewer
    if audience is not None:
        if audience not in AUDIENCES:
            raise UsageError(f"{audience!r} is no audience", fix=f"Choose one of {', '.join(AUDIENCES)}.")
        viewer = Viewer(viewer.spaces & Viewer.for_audience(audience).spaces)
    here = asked.scene(map, At() if at is None else point(at), viewer)
    return view("Map").of(here.state.about, here)


def _map(self: Any, asked: Asked, id: str, at: Any, for_: str | None) -> Any:
    return root(asked, id, at, for_)


def _maps(self: Any, asked: Asked, first: int | None, after: str | None) -> Any:
    rows = [glance.map for glance in maps_seen(asked.sitting, asked.viewer)]
    page = cut(asked, rows, str, ("maps", sorted(asked.viewer.spaces)), 0, first, after)
    made = view("Map")
    scenes = page._replace(rows=[asked.scene(map) for map in page.rows], name=lambda scene: str(scene.map))
    return connection("Map", "the maps").of(scenes, None) if made else None


def _node(self: Any, asked: Asked, id: str) -> Any:
    parts = opened_id(id)
    if parts is None:
        return None
    map, kind, key = parts
    try:
        here = asked.scene(map)
    except NotFound:
        return None
    return view("Map").of(here.state.about, here) if kind == "map" else shown_fact(here, kind, key)


def define_query() -> type[Any]:
    """The root of every query."""
    from sysmap.api.pages import AFTER

    return shaped(
        "Query", "What can be asked.",
        asking("map", view("Map") | None, "One map. None and an error, where there is none or nothing of it is for you.", _map,
               Arg("id", strawberry.ID, "Its id."),
               Arg("at", AT | None, "The point at which all of it is looked at, unless a field says otherwise.", None),
               Arg("for", str | None, "See no more than this audience would: public, accountability, learning or participants.", None)),
        asking("maps", connection("Map", "the maps"), "Every map of which something is for you.", _maps, FIRST, AFTER),
        asking("node", view("Node") | None, "Anything by its id among everything on this service.", _node,
               Arg("id", strawberry.ID, "The id that it gave.")),
    )  # fmt: skip


__all__ = ["Question", "define", "define_query", "input_of", "root"]
