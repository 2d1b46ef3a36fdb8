"""How does a map leave for a map of the land? As GeoJSON: a point for each organisation whose place has coordinates.

Coordinates are the columns ``latitude`` and ``longitude`` of an organisation, or of its place in places.csv. They leave with three
decimals, about a hundred metres: many an address is somebody's home. Format: RFC 7946, longitude first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sysmap.errors import SysmapError
from sysmap.formats.whole_files import replace_files
from sysmap.model.actors import Actor
from sysmap.model.kinds import KINDS
from sysmap.model.state import State
from sysmap.model.text import Text, split_list

DECIMALS = 3
LATITUDES, LONGITUDES = ("latitude", "lat"), ("longitude", "long", "lng", "lon")
TOLD = ("name", "kind", "sector", "place", "reach", "reach_unit", "provision", "since", "until", "description", "basis", "source")

Point = tuple[float, float]


def write_geojson(state: State, path: Path) -> tuple[Path, ...]:
    """Write the points. Raises SysmapError when no place has coordinates."""
    features = list(_features(state))
    if not features:
        fix = "Add the columns latitude and longitude to places.csv, or to actors.csv."
        raise SysmapError(f"No organisation on the map {state.map} stands at a place with coordinates", fix=fix)
    said = {"type": "FeatureCollection", "name": state.about.name or state.map, "features": features}
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    return replace_files(path.parent, {path.name: text.encode("utf-8", "replace")})


def _features(state: State) -> Iterator[dict[str, Any]]:
    places = _places(state)
    for actor in state.actors.values():
        at = _at(actor, places)
        if at is not None:
            told = {field: getattr(actor, field) for field in TOLD if getattr(actor, field) is not None}
            yield {
                "type": "Feature",
                "id": actor.id,
                "geometry": {"type": "Point", "coordinates": [at[1], at[0]]},
                "properties": {"id": actor.id, **told, **_lists(actor)},
            }


def _lists(actor: Actor) -> dict[str, list[str]]:
    found = {"aliases": list(split_list(actor.aliases)), "identifiers": list(split_list(actor.identifiers))}
    return {name: items for name, items in found.items() if items}


def _places(state: State) -> dict[str, Point]:
    """The places with coordinates, by id and by name."""
    found: dict[str, Point] = {}
    for place in state.of("place").values():
        at = coordinates(place.attributes)
        if at is not None:
            found.setdefault(place.id, at)
            if place.name is not None:
                found.setdefault(place.name, at)
    return found


def _at(actor: Actor, places: dict[str, Point]) -> Point | None:
    return coordinates(actor.attributes) or places.get(actor.place or "")


def coordinates(attributes: Text) -> Point | None:
    """Latitude and longitude in a fact's own columns, where both are on this earth.

    >>> coordinates('{"Latitude":"52.62834","longitude":"1.2967"}'), coordinates('{"lat":"95","lng":"0"}'), coordinates(None)
    ((52.628, 1.297), None, None)
    """
    try:
        held = json.loads(attributes) if attributes is not None else {}
    except ValueError:
        return None
    if not isinstance(held, dict):
        return None
    cells = {name.casefold(): value for name, value in held.items()}
    north = next((number for name in LATITUDES if (number := _degrees(cells.get(name), 90)) is not None), None)
    east = next((number for name in LONGITUDES if (number := _degrees(cells.get(name), 180)) is not None), None)
    return (north, east) if north is not None and east is not None else None


def _degrees(value: Any, most: int) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return round(number, DECIMALS) + 0.0 if abs(number) <= most else None


def leaves_out(state: State) -> tuple[str, ...]:
    """The organisations without coordinates, and all that is no place."""
    places = _places(state)
    nowhere = sum(_at(actor, places) is None for actor in state.actors.values())
    said = [f"{nowhere} organisations and groups at no place with coordinates"] if nowhere else []
    other = [kind.replace("_", " ") for kind in KINDS if kind not in ("map", "actor", "place") and state.of(kind)]
    if other:
        said.append(f"points only: no {', no '.join(other)}")
    return tuple(said)
