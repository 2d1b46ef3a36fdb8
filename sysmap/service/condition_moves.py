"""Which conditions for change moved between two points, where and by whose word, and which stories tell of it?"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sysmap.errors import UsageError
from sysmap.model.learning import Condition, ConditionRating, Story
from sysmap.model.references import named_in
from sysmap.service.scenes import Scene

ORDER = {"hinders": 0, "mixed": 1, "helps": 2}
METHOD = (
    "Each row is one group's word about one condition in one place, then and now; groups are never averaged, and others who say otherwise "
    "now stand beside it. From hinders over mixed to helps is better. A rating of unknown, or none, is not known, and never the same as "
    "before. A story is told of a row when what it is about names the condition and no other place."
)


class ConditionMove(NamedTuple):
    """One condition in one place by one group: its two ratings, and the stories and the other ratings of now beside it.

    ``move`` is better, worse, same or not known.
    """

    condition: Condition
    place: str | None
    by: str | None
    before: str | None
    after: str | None
    move: str
    stories: tuple[Story, ...]
    otherwise: tuple[ConditionRating, ...]


def condition_moves(
    then: Scene, now: Scene, conditions: Collection[str] = (), places: Collection[str] = ()
) -> tuple[ConditionMove, ...]:
    """Every row that was rated at either point, or those of the conditions and places named, in the order of the conditions.

    Raises UsageError for a condition that is not on the map.
    """
    known = {**then.state.of("condition"), **now.state.of("condition")}
    strangers = [id for id in conditions if id not in known]
    if strangers:
        raise UsageError(f"There is no condition {strangers[0]!r}", fix=f"Conditions: {', '.join(known) or 'none'}.")
    before, after = _rated(then), _rated(now)
    order = {id: number for number, id in enumerate(known)}
    rows = [key for key in dict.fromkeys((*before, *after)) if key[0] in known]
    found = []
    for key in sorted(rows, key=lambda key: order[key[0]]):
        id, place, by = key
        if (not conditions or id in conditions) and (not places or place in places):
            was, is_ = before.get(key), after.get(key)
            others = (r for (c, p, b), r in after.items() if (c, p) == (id, place) and b != by and is_ and _says_otherwise(r, is_))
            found.append(
                ConditionMove(
                    known[id], place, by, was and was.rating, is_ and is_.rating, _move(was, is_), _stories(now, id, place), tuple(others)
                )
            )
    return tuple(found)


def _rated(here: Scene) -> dict[tuple[str, str | None, str | None], ConditionRating]:
    """The ratings of a point; of several by one group about the same, the last."""
    ratings = here.held("condition_rating").values()
    return {(r.condition, r.place, r.by): r for r in ratings if r.condition is not None}


def _move(was: ConditionRating | None, is_: ConditionRating | None) -> str:
    one = ORDER.get(was.rating or "") if was else None
    other = ORDER.get(is_.rating or "") if is_ else None
    if one is None or other is None:
        return "not known"
    return "same" if one == other else "better" if other > one else "worse"


def _says_otherwise(one: ConditionRating, other: ConditionRating) -> bool:
    return one.rating in ORDER and other.rating in ORDER and one.rating != other.rating


def _stories(here: Scene, condition: str, place: str | None) -> tuple[Story, ...]:
    """The stories about a condition here, and about no other place."""
    elsewhere = {r.place for r in here.state.of("condition_rating").values() if r.place} | set(here.state.of("place"))
    return tuple(
        story
        for story in here.state.of("story").values()
        if story.about and named_in(story.about, {condition}) and not _names_another(story.about, elsewhere - {place}, place)
    )


def _names_another(about: str, places: Collection[str | None], here: str | None) -> bool:
    words = [part.strip() for part in about.split("|")]
    return here not in words and any(place in words for place in places)
