"""``explain``: what goes with the ties of now, and did those named beforehand change more?"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from sysmap.cli import options as o
from sysmap.cli.asking import asked
from sysmap.cli.comparing import From, To
from sysmap.cli.printing import chance, print_json, print_table, shown
from sysmap.cli.tables import print_tidy
from sysmap.cli.waiting import waiting

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        help="What may account for a tie; may be repeated: before, returned, same:ATTRIBUTE, apart:ATTRIBUTE, distance, shared_funder, "
        "relationships:TYPE, funding.",
        show_default=False,
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", help="Actors named beforehand: a group of the map, funded-by:ID, or ATTRIBUTE=VALUE.", show_default=False),
]


def add_to(app: typer.Typer) -> None:
    app.command("explain")(explain)


def explain(
    context: typer.Context,
    before: From,
    after: To,
    by: By = None,
    set: Set = None,
    map: o.Map = None,
    layer: o.Layer = None,
    type: o.Type = None,
    min_strength: o.MinStrength = None,
    item: o.Item = None,
    level: o.Level = None,
    sign: o.Sign = None,
    mutual: o.Mutual = False,
    seed: o.Seed = 1,
    draws: o.Draws = None,
    known_at: o.KnownAt = None,
    readers: o.For = None,
    conversion: o.Conversion = None,
    as_csv: o.Csv = False,
    as_json: o.Json = False,
) -> None:
    """What goes with a tie, all else alike, and did those named beforehand change more than the rest?"""
    from sysmap.service.explaining import explained
    from sysmap.service.telling_tests import explanation_told

    options = {"type": type, "level": level, "item": item, "sign": sign, "mutual": mutual, "min_strength": min_strength}
    options.update(seed=seed, draws=draws, conversion=conversion)
    with asked(context.obj, map, layer, readers, "stewards", **options) as ask, waiting() as tell:
        found = explained(ask.desk, ask.viewer, ask.map, before, after, ask.question, by or (), set or (), known_at, tell)
    print_explanation({**found.as_json(), "sentences": list(explanation_told(found))}, as_csv=as_csv, as_json=as_json)


def print_explanation(answer: dict[str, Any], *, as_csv: bool, as_json: bool) -> None:
    """Sentences first, then the tables behind them."""
    from sysmap.service.tidy import SETS, TERMS, explanation_tidy

    terms = [tuple(term[c] for c in TERMS) for term in (answer["regression"] or {}).get("predictors", ())]
    sets = [tuple(line[c] for c in SETS) for line in answer["sets"]]
    if as_json:
        print_json(answer)
        return
    if as_csv:
        print_tidy(explanation_tidy(answer))
        return
    for sentence in answer["sentences"]:
        print(shown(f"- {sentence}"))
    for title, columns, rows in (("What goes with a tie", TERMS, terms), ("Those named beforehand", SETS, sets)):
        if rows:
            shy = [tuple(chance(v) if c.startswith("p") else v for c, v in zip(columns, row, strict=True)) for row in rows]
            print_table(title, columns, shy)
    print(shown(answer["method"]))
