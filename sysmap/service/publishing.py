"""Publish a figure, put another in its place, withdraw it; and what was published when. For the map keeper, but for seeing a figure."""

from __future__ import annotations

import datetime as dt
import hashlib

from sysmap.errors import Conflict, NotFound, UsageError
from sysmap.model.batch import Change
from sysmap.model.canonical import canonical_json
from sysmap.model.publishing import Publication
from sysmap.model.state import State
from sysmap.model.text import WITHDRAWN, clean, join_list
from sysmap.model.visibility import Viewer
from sysmap.service.describing import round_title
from sysmap.service.desk import Desk
from sysmap.service.editing import edit, problems_of, refuse
from sysmap.service.phrases import known, say
from sysmap.service.publishing_draft import Draft, draft
from sysmap.service.publishing_figure import Figure, as_cells
from sysmap.service.publishing_frozen import Content, Damaged, Shown, thawed
from sysmap.service.views import view

TRIES = 5


def publish(
    desk: Desk,
    map: str,
    figure: Figure,
    *,
    edit_id: str,
    seen: str | None = None,
    confirmed: int | None = None,
    replaces: str | None = None,
    author: str = "map keeper",
    today: dt.date | None = None,
) -> Publication:
    """Publish a figure, frozen with its fingerprint. The same edit id again gives the figure that it made.

    ``seen`` is the fingerprint of the preview: another one now is a Conflict, since readers are to see what the map keeper saw.
    ``confirmed`` is the number that the draft asks to be typed, where it asks for one. ``replaces`` is superseded in the same edit.
    What is published is held against everything published before inside one revision. Raises UsageError, NotFound, Conflict.
    """
    id = f"p-{hashlib.sha256(edit_id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    day = (today or dt.datetime.now(dt.UTC).date()).isoformat()
    figure = figure._replace(title=clean(figure.title), note=clean(figure.note))
    for attempt in range(TRIES):
        head, state = desk.head(map), desk.state(map)
        known = state.of("publication").get(id)
        if known is not None:
            return known  # type: ignore[no-any-return]
        drawn = draft(desk, map, figure)
        _refuse_unseen(drawn, seen, confirmed)
        made = _made(id, drawn, state, day)
        changes = (Change("add", "publication", id, made), *_superseded(state, replaces, id, day))
        refuse(problems_of(state, changes))
        try:
            # Held against the head it was worked out on: two figures published at once could give away together what neither does.
            edit(
                desk, map, changes, reason="published a figure", author=author, base=head.revision, edit_id=edit_id, checked_against=head
            )
            return made
        except Conflict:
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _refuse_unseen(drawn: Draft, seen: str | None, confirmed: int | None) -> None:
    if seen is not None and seen != drawn.digest:
        raise Conflict("The map has changed since this preview was made", clashes=(), fix="Look at the preview again, then publish.")
    if drawn.confirm is not None and confirmed != drawn.confirm:
        fix = f"Type {drawn.confirm} to say that you know, or choose a coarser view: fewer kinds of relationship, or trust by group."
        raise UsageError(drawn.readers_know.why, fix=fix)


def _made(id: str, drawn: Draft, state: State, day: str) -> Publication:
    cells = canonical_json(list(drawn.cells)) if drawn.cells else None
    titled = drawn.figure._replace(title=drawn.figure.title or title_for(drawn.figure, state))
    return Publication(
        id, **as_cells(titled), status="published", digest=drawn.digest, cells=cells,
        about=join_list(_named_on(drawn, state)), content=drawn.kept, since=day, basis=state.about.basis,
    )  # fmt: skip


def title_for(figure: Figure, state: State) -> str:
    """What a figure is called that was given no title: what it shows, and of which rounds."""
    of, rounds = known(f"layer_{figure.layer}", figure.layer), [figure.before, figure.point] if figure.before else [figure.point]
    words = [round_title(state.waves[at]) if at in state.waves else str(at) for at in rounds]
    return say("title_change", of=of, before=words[0], point=words[-1]) if figure.before else f"{of}, {words[0]}"


def _named_on(drawn: Draft, state: State) -> tuple[str, ...]:
    """Every actor whose name can be read on the figure: when their words are erased, the figure goes too."""
    picture = drawn.content.picture
    text = picture.as_json() + "\n".join(drawn.content.sentences)
    # A code or a group may be called as somebody's id is.
    on_it = set() if drawn.figure.coded or drawn.figure.layer == "trust" else {dot.id for dot in picture.dots}
    return tuple(a.id for a in state.actors.values() if a.id in on_it or (a.name is not None and a.name != WITHDRAWN and _in(a.name, text)))


def _in(name: str, text: str) -> bool:
    import json

    return name in text or json.dumps(name)[1:-1] in text


def _superseded(state: State, replaces: str | None, id: str, day: str) -> tuple[Change, ...]:
    if replaces is None:
        return ()
    old = _published(state, replaces)
    if old.status != "published":
        raise UsageError("That figure is not out any more", fix="Publish without putting it in another's place.")
    return (Change("change", "publication", replaces, old._replace(status="superseded", replaced_by=id, until=day)),)


def withdraw(
    desk: Desk, map: str, id: str, *, edit_id: str | None = None, author: str = "map keeper", today: dt.date | None = None
) -> Publication:
    """Take a figure back: from now on its address says that it was withdrawn, and nothing else. Raises NotFound."""
    state = desk.state(map)
    old = _published(state, id)
    if old.status == "withdrawn":
        return old
    day = (today or dt.datetime.now(dt.UTC).date()).isoformat()
    content = None if old.content != WITHDRAWN else old.content
    gone = old._replace(status="withdrawn", until=old.until or day, content=content)
    edit(desk, map, (Change("change", "publication", id, gone),), reason="withdrew a figure", author=author, edit_id=edit_id)
    return gone


def _published(state: State, id: str) -> Publication:
    found: Publication | None = state.of("publication").get(id)
    if found is None:
        raise NotFound(f"There is no published figure {id!r} on this map", fix="Choose one from the list of what was published.")
    return found


def shown(desk: Desk, viewer: Viewer, map: str, id: str) -> Shown:
    """A published figure as this reader sees it: frozen, or that it was withdrawn. Raises NotFound, the same for none and for no map."""
    table = view(desk, viewer, map).state.of("publication")
    made: Publication | None = table.get(id)
    if made is None:
        raise NotFound("There is no such published figure", fix="Check the address, or ask whoever gave it to you.")
    newer = table.get(made.replaced_by) if made.replaced_by else None
    return Shown(made, content_of(made), newer)


def content_of(made: Publication) -> Content | None:
    """What is frozen in a figure; None where it was withdrawn, erased, or is not what its fingerprint says."""
    if made.status == "withdrawn" or not made.content or not made.digest:
        return None
    try:
        return thawed(made.content, made.digest)
    except Damaged:
        return None


def published(desk: Desk, viewer: Viewer, map: str) -> tuple[Publication, ...]:
    """What was published when, as far as this viewer may see it, newest first. Raises NotFound."""
    oldest = sorted(view(desk, viewer, map).state.of("publication").values(), key=lambda made: made.since or "")
    return tuple(oldest[::-1])
