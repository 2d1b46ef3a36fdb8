"""``sequence`` and ``catalogue``: more than two rounds, and every measure there is."""

from __future__ import annotations

from typing import Annotated

import typer

from sysmap.cli import options as o
from sysmap.cli.asking import asked
from sysmap.cli.printing import print_json, print_sentences, print_table
from sysmap.cli.tables import print_tidy
from sysmap.cli.waiting import waiting

Points = Annotated[list[str], typer.Option("--at", help="A round, saved version or date; give two or more, in order.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    app.command("sequence")(sequence)
    app.command("catalogue")(catalogue)


def sequence(
    context: typer.Context,
    at: Points,
    map: o.Map = None,
    layer: o.Layer = None,
    type: o.Type = None,
    min_strength: o.MinStrength = None,
    item: o.Item = None,
    level: o.Level = None,
    mutual: o.Mutual = False,
    group: o.Group = None,
    seed: o.Seed = 1,
    known_at: o.KnownAt = None,
    readers: o.For = None,
    as_csv: o.Csv = False,
    as_json: o.Json = False,
) -> None:
    """Each round against the one before, as a tidy table to plot."""
    from sysmap.service.sequence import sequenced
    from sysmap.service.telling_answers import sequence_told
    from sysmap.service.tidy import sequence_tidy

    options = {"type": type, "level": level, "item": item, "mutual": mutual, "min_strength": min_strength}
    with asked(context.obj, map, layer, readers, "stewards", group=group, seed=seed, **options) as ask, waiting():
        found = sequenced(ask.desk, ask.viewer, ask.map, tuple(at), ask.question, known_at)
    answer = {**found.as_json(), "sentences": list(sequence_told(found))}
    table = sequence_tidy(answer)
    if as_json:
        print_json(answer)
    elif as_csv:
        print_tidy(table)
    else:
        print_sentences(answer)
        print_table(f"{answer['map']}: {answer['layer']} over {', '.join(answer['at'])}", table.columns, table.rows)


def catalogue() -> None:
    """Every measure: its question, range, source, and how missing answers are treated, as a page."""
    from sysmap.service.catalogue import page

    print(page(), end="")
