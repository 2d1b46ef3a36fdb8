"""``measures``: who is where in the network, and how it is as a whole."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from sysmap.cli import options as o
from sysmap.cli.asking import asked
from sysmap.cli.printing import print_json, print_sentences, print_table
from sysmap.cli.tables import print_tidy
from sysmap.cli.waiting import waiting


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
    from sysmap.service.telling_answers import measures_told
    from sysmap.service.tidy import measures_tidy

    names = tuple(measure or ())
    options = {"type": type, "level": level, "item": item, "sign": sign, "mutual": mutual, "min_strength": min_strength}
    with asked(context.obj, map, layer, readers, "stewards", group=group, seed=seed, names=names, **options) as ask, waiting():
        found = measure_map(ask.desk, ask.viewer, ask.map, at, ask.question, known_at)
    if as_json:
        print_json({**found.as_json(), "sentences": list(measures_told(on_screen(found)))})
    elif as_csv:
        print_tidy(measures_tidy(found.as_json()))
    else:
        seen = on_screen(found)
        print_measures({**seen.as_json(), "sentences": list(measures_told(seen))})


def print_measures(answer: dict[str, Any]) -> None:
    """The figures as two tables, organisations in the map's order: never a league table."""
    from sysmap.service.tidy import members_tidy

    heard = "" if answer["answered"] is None else f"; {answer['answered']} of {answer['members']} answered"
    print(f"{answer['map']}, {answer['at']}, {answer['layer']}: {answer['members']} organisations or groups{heard}; {answer['ties']} ties")
    print_sentences(answer)
    flat = [(name, value) for name, value in answer["network"].items() if not isinstance(value, (dict, list))]
    print_table("As a whole", ("measure", "value"), flat)
    table = members_tidy(answer)
    print_table("For each", table.columns[1:], [row[1:] for row in table.rows])
    print(answer["method"])
