"""What comes of a change: it was done, or it breaks rules, or somebody changed the same, or the map is busy. Never half of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

import strawberry

from sysmap.api.asked import Asked
from sysmap.api.shape import Line, enumeration, graphql_name, many, shaped, view
from sysmap.api.words import WORDS
from sysmap.errors import Conflict, EditReused, Frozen, InputError, MapBusy, NotFound, Problem, SysmapError, UsageError
from sysmap.model.batch import Revision
from sysmap.model.validation import CODES
from sysmap.service.changing import Refused, column_of

OTHER_CODES = {
    "INVALID": "it breaks a rule",
    "USAGE": "the change was put together wrongly",
    "NOT_FOUND": "what it speaks of is not there",
    "EDIT_REUSED": "the same edit id came with another change",
    "WITHDRAWN": "a withdrawn text stays withdrawn",
}
_ALL_CODES = {**CODES, **OTHER_CODES}
PROBLEM_CODE = enumeration(
    "ProblemCode", "Which rule is broken.", {code: (code, f"{says[0].upper()}{says[1:]}.") for code, says in _ALL_CODES.items()}
)
RETRY_SECONDS = 2


class Done(NamedTuple):
    """A change that was made: the revision it made (None where nothing had to be written), and what was erased."""

    revision: Revision | None
    map: str
    texts: int | None = None


class NotAllowed(SysmapError):
    """Only the map keeper may change a map."""

    code = "FORBIDDEN"

    def __init__(self) -> None:
        super().__init__("Only the map keeper may change a map", fix="Ask with the map keeper's token.")


def attempt(asked: Asked, map: str, work: Callable[[], Done]) -> Any:
    """Carry out a change and say what came of it. Raises NotAllowed, the same for every map, and what no sender can mend."""
    if not asked.viewer.is_steward:
        raise NotAllowed()
    try:
        done = work()
    except Conflict as error:
        return view("EditConflict").of((error, map), _scene(asked, map))
    except MapBusy as error:
        return view("MapIsBusy").of(error, None)
    except Refused as error:
        rows = [(f.kind, f.id, f.problem) for f in error.findings]
        return view("EditRefused").of((str(error.message), rows), None)
    except (InputError, UsageError, NotFound, EditReused, Frozen) as error:
        rows = [("map", map, p) for p in error.problems] or [("map", map, Problem(error.message, error.fix, code=error.code))]
        return view("EditRefused").of((error.message, rows), None)
    asked.anew()
    return view("EditDone").of(done, (asked, map))


def _scene(asked: Asked, map: str) -> Any:
    asked.anew()
    try:
        return asked.scene(map)
    except NotFound:
        return None


def _map(v: Any) -> Any:
    asked, map = v.here
    try:
        here = asked.scene(map)
    except NotFound:
        return None
    return view("Map").of(here.state.about, here)


def _revision(v: Any) -> Any:
    asked, map = v.here
    return None if v.thing.revision is None else view("Revision").of(v.thing.revision, _scene_of(asked, map))


def _scene_of(asked: Asked, map: str) -> Any:
    return asked.scene(map)


def _facts(v: Any) -> list[Any]:
    asked, map = v.here
    if v.thing.revision is None:
        return []
    here = asked.scene(map)
    touched = asked.sitting.store.touched(map, v.thing.revision.number)
    found = [(kind, here.state.get(kind, id)) for kind, id in touched if kind in WORDS]
    return [view(WORDS[kind].type).of(fact, here) for kind, fact in found if fact is not None]


def _side(v: Any, name: str) -> Any:
    fact = getattr(v.thing, name)
    return None if fact is None or v.thing.kind not in WORDS else view(WORDS[v.thing.kind].type).of(fact, v.here)


def _differing(v: Any) -> list[Any]:
    """Field by field, where the two values differ; nothing where one of them is gone."""
    yours, theirs = v.thing.yours, v.thing.theirs
    if yours is None or theirs is None or v.thing.kind not in WORDS:
        return []
    names = [name for name in yours._fields if getattr(yours, name) != getattr(theirs, name)]
    return [view("ClashField").of((graphql_name(n), getattr(yours, n), getattr(theirs, n)), None) for n in names]


def _said(cell: Any) -> str | None:
    return None if cell is None else str(cell)


def define() -> Any:
    """Fill the types of outcomes; the union of them."""
    shaped(
        "EditDone", "The change was made, now or the first time it was sent.",
        Line("revisionNumber", int | None, "The number of the edit; null where nothing had to be written.",
             lambda v: v.thing.revision.number if v.thing.revision else None),
        Line("revision", view("Revision") | None, "The edit that it became; give its number to undo it.", _revision),
        Line("facts", many(view("Fact")), "The facts that it wrote, as they are now.", _facts),
        Line("map", view("Map") | None, "The map as it is now; null once it is erased.", _map),
        Line("erased", int | None, "How many personal texts were erased, where that was the change.", lambda v: v.thing.texts),
    )  # fmt: skip
    shaped(
        "EditProblem", "One thing that is wrong with a change.",
        Line("kind", str, "Of which kind of fact; map where it is of the change as a whole.", lambda v: v.thing[0]),
        Line("key", strawberry.ID, "Of which fact.", lambda v: v.thing[1]),
        Line("field", str | None, "In which field.", lambda v: graphql_name(column_of(v.thing[2]) or "") or None),
        Line("code", PROBLEM_CODE, "Which rule is broken.", lambda v: PROBLEM_CODE(v.thing[2].code)),
        Line("message", str, "What is wrong.", lambda v: v.thing[2].rule),
        Line("suggestion", str, "How to put it right.", lambda v: v.thing[2].fix),
        Line("value", str | None, "What was given.", lambda v: v.thing[2].value),
    )  # fmt: skip
    shaped(
        "EditRefused", "The change breaks rules, and nothing was stored.",
        Line("message", str, "What is wrong, in short.", lambda v: v.thing[0]),
        Line("problems", many(view("EditProblem")), "All that is wrong.",
             lambda v: [view("EditProblem").of(row, None) for row in v.thing[1]]),
    )  # fmt: skip
    _define_conflict()
    kinds: Any = view("EditDone")
    for name in ("EditRefused", "EditConflict", "MapIsBusy"):
        kinds = kinds | view(name)
    says = "What came of a change: exactly one of these, and never half of it."
    return Annotated[kinds, strawberry.union("EditOutcome", description=says)]


def _define_conflict() -> None:
    shaped(
        "Clash", "A fact that somebody else changed since the revision the change was made against.",
        Line("kind", str, "Which kind of fact.", lambda v: v.thing.kind),
        Line("key", strawberry.ID, "Its id on the map.", lambda v: v.thing.id),
        Line("yours", view("Fact") | None, "What it would have become; null where it would have been removed.",
             lambda v: _side(v, "yours")),
        Line("current", view("Fact") | None, "What it is now; null where it is not there any more.", lambda v: _side(v, "theirs")),
        Line("fields", many(view("ClashField")), "The fields in which the two differ, as the map's folder writes them.", _differing),
        Line("revision", int, "The revision at which it is so.", lambda v: v.thing.revision),
    )  # fmt: skip
    shaped(
        "ClashField", "One field in which two values of a fact differ.",
        Line("name", str, "Which field.", lambda v: v.thing[0]),
        Line("yours", str | None, "What you would have made of it; null where that is not stated.", lambda v: _said(v.thing[1])),
        Line("current", str | None, "What it is now; null where that is not stated.", lambda v: _said(v.thing[2])),
    )  # fmt: skip
    shaped(
        "EditConflict", "Somebody else changed the same since, and nothing was stored. Choose, and send it again against the newest.",
        Line("message", str, "What clashes, in short.", lambda v: v.thing[0].message),
        Line("clashes", many(view("Clash")), "Each fact with both values.",
             lambda v: [view("Clash").of(c, v.here) for c in v.thing[0].clashes]),
        Line("map", view("Map") | None, "The map as it is now.", lambda v: view("Map").of(v.here.state.about, v.here) if v.here else None),
    )  # fmt: skip
    shaped(
        "MapIsBusy", "A large import is being published on this map. Send the same change again, with the same id.",
        Line("message", str, "Why.", lambda v: str(v.thing)),
        Line("retryAfter", int, "After how many seconds to try again.", lambda v: RETRY_SECONDS),
    )  # fmt: skip
