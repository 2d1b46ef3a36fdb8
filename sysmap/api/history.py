"""What became of a map, and of each of its facts: for the map keeper, since an edit's reason may speak of what others do not see."""

from __future__ import annotations

from typing import Any, NamedTuple

import strawberry

from sysmap.api.asked import Asked
from sysmap.api.facts import FACT_KIND, shown_fact
from sysmap.api.pages import AFTER, FIRST, checked_size, connection, cut
from sysmap.api.shape import Arg, Line, View, asking, many, shaped, view
from sysmap.api.words import WORDS
from sysmap.errors import UsageError
from sysmap.model.batch import Revision
from sysmap.service.histories import edits_by_fact, touched_by, versions_of
from sysmap.service.scenes import At


class History(View):
    """Where other files find the edits of a fact."""

    @staticmethod
    def edits_of(v: Any) -> list[Any] | None:
        """The edits that wrote a fact, as far as the point that is looked at; None for all but the map keeper."""
        here = v.here
        if not here.viewer.is_steward:
            return None
        kind = next(kind for kind, words in WORDS.items() if isinstance(v, view(words.type)))
        by_number = {r.number: r for r in here.sitting.revisions(here.map)}
        numbers = edits_by_fact(here.sitting, here.map).get((kind, v.thing.id), ())
        return [view("Revision").of(by_number[n], here) for n in numbers if n <= here.state.revision]


class Touched(NamedTuple):
    """A fact that an edit wrote or removed."""

    kind: str
    id: str
    revision: int


def only_for_the_keeper(here: Any) -> None:
    """Raise UsageError for everybody but the map keeper."""
    if not here.viewer.is_steward:
        raise UsageError("The history is for the map keeper", fix="Ask with the map keeper's token.")


def _history(self: Any, asked: Asked, first: int | None, after: str | None, newest_first: bool) -> Any:
    only_for_the_keeper(self.here)
    rows = list(asked.sitting.revisions(self.here.map))
    if newest_first:
        rows.reverse()
    page = cut(asked, rows, lambda r: str(r.number), ("history", self.here.map, newest_first), self.here.state.revision, first, after)
    return connection("Revision", "the edits").of(page, self.here)


def _versions(self: Any, asked: Asked, kind: Any, key: str) -> list[Any]:
    only_for_the_keeper(self.here)
    found = versions_of(asked.sitting, self.here.map, kind.value, key)
    return [view("FactVersion").of(version, self.here) for version in found]


def _touched(self: Any, asked: Asked, first: int) -> list[Any]:
    rows = touched_by(self.here.sitting, self.here.map, self.thing.number)[: checked_size(asked, first)]
    return [view("FactTouched").of(Touched(kind, id, self.thing.number), self.here) for kind, id in rows if kind in WORDS]


def _undone_by(v: Any) -> int | None:
    return next((r.number for r in v.here.sitting.revisions(v.here.map) if r.undoes == v.thing.number), None)


def _edit(v: Any, number: int | None) -> Any:
    found: Revision | None = next((r for r in v.here.sitting.revisions(v.here.map) if r.number == number), None)
    return view("Revision").maybe(found, v.here)


def _as_of(v: Any, revision: int) -> Any:
    from sysmap.service.scenes import scene

    if revision < 1:
        return None
    return shown_fact(scene(v.here.sitting, v.here.viewer, v.here.map, At(revision=revision)), v.thing.kind, v.thing.id)


def define() -> list[Line]:
    """Fill the types of history; the fields of a map that lead to them."""
    revision = view("Revision")
    view("History", History)
    shaped(
        "Revision", "One edit: what it was, by whom, when and why.",
        Line("number", int, "Its place in the map's history.", lambda v: v.thing.number),
        Line("editId", strawberry.ID, "The id that its sender made for it: by it a page knows its own edits again.",
             lambda v: v.thing.edit_id),
        Line("recordedAt", str, "When it was recorded, UTC.", lambda v: v.thing.recorded_at),
        Line("author", str, "Who made it.", lambda v: v.thing.author),
        Line("reason", str, "Why.", lambda v: v.thing.reason),
        Line("size", int, "How many facts it touched.", lambda v: v.thing.size),
        Line("undoes", int | None, "The number of the edit that it takes back.", lambda v: v.thing.undoes),
        Line("undoneBy", int | None, "The number of the edit that took it back; null where none did.", _undone_by),
        asking("touched", many(view("FactTouched")), "The facts that it wrote or removed; size says how many there are.", _touched,
               Arg("first", int, "How many to show at most.", 20)),
    )  # fmt: skip
    shaped(
        "FactTouched", "A fact that an edit wrote or removed.",
        Line("kind", FACT_KIND, "Which kind of fact.", lambda v: FACT_KIND(v.thing.kind)),
        Line("key", strawberry.ID, "Its id on the map.", lambda v: v.thing.id),
        Line("before", view("Fact") | None, "What it was before the edit; null where it was not there.",
             lambda v: _as_of(v, v.thing.revision - 1)),
        Line("after", view("Fact") | None, "What it became; null where the edit removed it.", lambda v: _as_of(v, v.thing.revision)),
    )  # fmt: skip
    shaped(
        "FactVersion", "One version of a fact, and the edits it came and went with.",
        Line("born", revision | None, "The edit it came with.", lambda v: _edit(v, v.thing.born)),
        Line("died", revision | None, "The edit that replaced or removed it; null while it is in force.", lambda v: _edit(v, v.thing.died)),
        Line("fact", view("Fact"), "The fact as it was then.", lambda v: view(WORDS[v.thing.kind].type).of(v.thing.fact, v.here)),
    )  # fmt: skip
    return [
        asking("history", connection("Revision", "the edits") | None, "Its edits. For the map keeper.", _history, FIRST, AFTER,
               Arg("newestFirst", bool, "The newest first, instead of the oldest.", True)),
        asking("versions", many(view("FactVersion")) | None, "Every version of one fact, oldest first. For the map keeper.", _versions,
               Arg("kind", FACT_KIND, "Which kind of fact."), Arg("key", strawberry.ID, "Its id on the map.")),
    ]  # fmt: skip


__all__ = ["At", "UsageError", "define", "only_for_the_keeper"]
