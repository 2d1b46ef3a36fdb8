"""``measures``: who is where in the network, and how it is as a whole."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from sysmap.cli import options as o
from sysmap.cli.asking import asked
from sysmap.cli.printing import print_json, print_table
from sysmap.cli.tables import print_csv


def add_to(app: typer.Typer) -> None:
    app.command("measures")(measures)


def measures(
    context: typer.Context,
    map: o.Map = None,
    at: o.At = None,
    layer: o.Layer = None,
    type: o.Type = None,
    min_strength: o.MinStrength = None,
    measure: Annotated[list[str] | None, typer.Option("--measure", help="Only this one; may be repeated.", show_default=False)] = None,
    item: o.Item = None,
    level: o.Level = None,
    sign: o.Sign = None,
    mutual: o.Mutual = False,
    group: o.Group = None,
    seed: o.Seed = 1,
    known_at: o.KnownAt = None,
    readers: o.For = None,
    as_csv: o.Csv = False,
    as_json: o.Json = False,
) -> None:
    """Figures of a layer at one point, for the whole and for each organisation or group."""
    from sysmap.service.disclosure import on_screen
    from sysmap.service.measuring import measures as measure_map

    names = tuple(measure or ())
    options = {"type": type, "level": level, "item": item, "sign": sign, "mutual": mutual, "min_strength": min_strength}
    with asked(context.obj, map, layer, readers, "stewards", group=group, seed=seed, names=names, **options) as ask:
        found = measure_map(ask.desk, ask.viewer, ask.map, at, ask.question, known_at)
    if as_json:
        print_json(found.as_json())
    elif as_csv:
        _print_csv(found.as_json())
    else:
        print_measures(on_screen(found).as_json())


def _print_csv(answer: dict[str, Any]) -> None:
    """One figure a row: of the whole (no id), then of each member in the map's order; tables of a figure as figure and part."""
    rows = [("", "", name, value) for name, value in _flat(answer["network"])]
    for actor in answer["actors"]:
        rows += [(actor["id"], actor["name"], name, value) for name, value in _flat(actor["scores"])]
    print_csv(("id", "name", "measure", "value"), rows)


def _flat(scores: dict[str, Any]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in scores.items():
        found += [(f"{name} {part}", v) for part, v in value.items()] if isinstance(value, dict) else [(name, value)]
    return found


def print_measures(answer: dict[str, Any]) -> None:
    """The figures as two tables, organisations in the map's order: never a league table."""
    heard = "" if answer["answered"] is None else f"; {answer['answered']} of {answer['members']} answered"
    print(f"{answer['map']}, {answer['at']}, {answer['layer']}: {answer['members']} organisations or groups{heard}; {answer['ties']} ties")
    flat = [(name, value) for name, value in answer["network"].items() if not isinstance(value, (dict, list))]
    print_table("As a whole", ("measure", "value"), flat)
    names = list(answer["measures"]) if answer["actors"] else []
    per_actor = [n for n in names if any(n in a["scores"] and not isinstance(a["scores"][n], (dict, list)) for a in answer["actors"])]
    rows = [(a["name"], *(a["scores"].get(n) for n in per_actor)) for a in answer["actors"]]
    print_table("For each", ("organisation or group", *per_actor), rows)
    print(answer["method"])
