"""Pictures of a map and of its changes, each at an address of its own, in every format; and the same to be framed by other pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import anyio
import anyio.to_thread
from anyio.lowlevel import RunVar
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sysmap.api.sending import file_name, open_headers, sent
from sysmap.draw.picture import Picture
from sysmap.errors import UsageError
from sysmap.model.visibility import Viewer
from sysmap.service.charting import picture_asked
from sysmap.service.choices import choices
from sysmap.service.comparing import shown
from sysmap.service.desk import Desk
from sysmap.service.framing import ancestors
from sysmap.service.freshness import still_fresh, tag
from sysmap.service.picture_files import FORMATS, as_file
from sysmap.service.tie_list import tie_list
from sysmap.service.wording import DRAWING, NARROWING, layer_of, narrowed, question_of, whole, words_of

PAINTED = frozenset({"png", "pdf"})
"""Formats that take long to make and are small to keep: kept in memory under their tag."""

_PAINTING: RunVar[anyio.CapacityLimiter] = RunVar("painting")
Words = dict[str, str]
Draw = Callable[[Desk, Viewer, str, Words, str], bytes]


def routes() -> list[Route]:
    """The addresses, each with its twin under ``/embed``."""
    found = []
    for before, framed in (("", False), ("/embed", True)):
        found += [
            Route(f"{before}/maps/{{map}}/picture.{{ending}}", partial(_answer, drawn=draw_point, framed=framed, of="picture")),
            Route(f"{before}/maps/{{map}}/change.{{ending}}", partial(_answer, drawn=draw_change, framed=framed, of="change")),
        ]
    return [*found, Route("/embed/maps/{map}", framed_map)]


async def framed_map(request: Request) -> Response:
    """The map without anything round it: a change when two points are named, else one point."""
    changes = bool({"from", "to"} & set(request.query_params))
    request.path_params["ending"] = "html"
    if changes:
        return await _answer(request, drawn=draw_change, framed=True, of="change")
    return await _answer(request, drawn=draw_point, framed=True, of="picture")


async def _answer(request: Request, *, drawn: Draw, framed: bool, of: str) -> Response:
    """Read the address, then leave the event loop for everything that takes time."""
    map, ending = request.path_params["map"], request.path_params["ending"]
    if ending not in FORMATS:
        raise HTTPException(404)
    points = ("from", "to") if of == "change" else ("at",)
    words = words_of(request.query_params.multi_items(), (*points, *NARROWING, *DRAWING))
    viewer = narrowed(request.state.viewer, words)
    by = ancestors(request.app.state.framed_by) if framed else "'none'"

    def work() -> tuple[str, bytes | None]:
        desk: Desk = request.app.state.desk()
        mark = tag(desk, viewer, map, of, ending, by, tuple(sorted(words.items())))
        if still_fresh(request.headers.get("if-none-match"), mark):
            return mark, None
        return mark, desk.answer(("file", mark), lambda: drawn(desk, viewer, map, words, ending), large=ending not in PAINTED)

    mark, body = await anyio.to_thread.run_sync(work, limiter=one_at_a_time() if ending in PAINTED else None)
    headers = open_headers(mark, public=viewer.spaces == {"public"})
    return sent(body, headers, ending, FORMATS[ending], file_name(map, of, words, ending), framed=by)


def one_at_a_time() -> anyio.CapacityLimiter:
    """Painting holds the interpreter and tens of megabytes: twenty at once would stop everything else for seconds."""
    try:
        return _PAINTING.get()
    except LookupError:
        limiter = anyio.CapacityLimiter(1)
        _PAINTING.set(limiter)
        return limiter


def draw_point(desk: Desk, viewer: Viewer, map: str, words: Words, ending: str) -> bytes:
    """A picture of one point (default: the latest of the fullest layer), or the one named. Raises NotFound, UsageError."""
    return _file(picture_asked(desk, viewer, map, words, "network", to_slide=ending == "html"), words, ending)


def draw_change(desk: Desk, viewer: Viewer, map: str, words: Words, ending: str) -> bytes:
    """The picture, or for csv the list of ties, of what changed between two points; or the one named. Raises NotFound, UsageError."""
    if "from" not in words or "to" not in words:
        offered = choices(desk, viewer, map)
        rounds = ", ".join(r.id for r in offered.rounds.get(layer_of(words) or offered.layer, ())) or "none on this layer"
        raise UsageError("A change has two ends", fix=f"Give both from and to, each a round, a saved version or a date. Rounds: {rounds}.")
    if ending == "csv" and "picture" not in words:
        question = question_of(words, layer_of(words) or choices(desk, viewer, map).layer)
        change = shown(desk, viewer, map, words["from"], words["to"], question, words.get("known_at")).change
        return tie_list(change.as_json()).encode("utf-8", "replace")
    return _file(picture_asked(desk, viewer, map, words, "change", to_slide=ending == "html"), words, ending)


def _file(picture: Picture, words: Words, ending: str) -> bytes:
    """The file, a PNG as large as was asked for. Raises UsageError."""
    scale = whole("scale", words.get("scale"), 1) or 1
    return as_file(picture, ending, scale, transparent=words.get("transparent") == "yes")
