"""``coverage``, ``sensitivity``, ``whatif``: who was not heard, and how much hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sysmap.cli import options as o
from sysmap.cli.asking import asked
from sysmap.cli.printing import print_json, print_sentences, print_table, shown
from sysmap.cli.tables import print_tidy
from sysmap.cli.waiting import waiting

if TYPE_CHECKING:
    from sysmap.service.tidy import Tidy

Top = Annotated[int, typer.Option("--top", help="How many of the first to list.")]
Remove = Annotated[list[str], typer.Option("--remove", help="Who leaves, by id; may be repeated.", show_default=False)]
MeasureName = Annotated[str | None, typer.Option("--measure", help="Which measure; default betweenness.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    app.command("coverage")(coverage)
    app.command("sensitivity")(sensitivity)
    app.command("whatif")(whatif)


def coverage(
    context: typer.Context,
    map: o.Map = None,
    at: o.At = None,
    group: o.Group = None,
    known_at: o.KnownAt = None,
    readers: o.For = None,
    as_csv: o.Csv = False,
    as_json: o.Json = False,
) -> None:
    """Who answered and who was not heard in a round, by group (default sector)."""
    from sysmap.service.coverage import heard
    from sysmap.service.telling_answers import coverage_told
    from sysmap.service.tidy import coverage_tidy

    with asked(context.obj, map, "trust", readers, "stewards", group=group) as ask:
        found = heard(ask.desk, ask.viewer, ask.map, at, ask.question, known_at)
    answer = {**found.as_json(), "sentences": list(coverage_told(found))}
    table = coverage_tidy(answer)
    if as_json:
        print_json(answer)
    elif as_csv:
        print_tidy(table)
    else:
        print_sentences(answer)
        print_table(f"{answer['map']}, {answer['at']}: who was heard, by {answer['by']}", table.columns, table.rows)
        print(shown(answer["method"]))


def sensitivity(
    context: typer.Context,
    map: o.Map = None,
    at: o.At = None,
    layer: o.Layer = None,
    type: o.Type = None,
    min_strength: o.MinStrength = None,
    measure: MeasureName = None,
    top: Top = 5,
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
    """Does a ranking survive if silence means unknown, no tie, or the other end's word?"""
    from sysmap.service.sensitivity import readings
    from sysmap.service.telling_answers import sensitivity_told
    from sysmap.service.tidy import sensitivity_tidy

    options = {"type": type, "level": level, "item": item, "mutual": mutual, "min_strength": min_strength}
    names = (measure,) if measure else ()
    with asked(context.obj, map, layer, readers, "stewards", group=group, seed=seed, names=names, **options) as ask, waiting():
        found = readings(ask.desk, ask.viewer, ask.map, at, ask.question, top, known_at)
    answer = {**found.as_json(), "sentences": list(sensitivity_told(found))}
    if as_json:
        print_json(answer)
    elif as_csv:
        print_tidy(sensitivity_tidy(answer))
    else:
        _print_readings(answer, sensitivity_tidy(answer))


def _print_readings(answer: dict[str, Any], table: Tidy) -> None:
    print_sentences(answer)
    print_table(f"{answer['map']}, {answer['at']}: {answer['measure']} under each reading of silence", table.columns, table.rows)
    print_table(
        "How alike the orders are", ("readings", "n", "spearman", "kendall"),
        [(" and ".join(a["between"]), a["n"], a["spearman"], a["kendall"]) for a in answer["agreement"]],
    )  # fmt: skip
    print(shown(answer["method"]))


def whatif(
    context: typer.Context,
    remove: Remove,
    map: o.Map = None,
    at: o.At = None,
    layer: o.Layer = None,
    type: o.Type = None,
    min_strength: o.MinStrength = None,
    item: o.Item = None,
    level: o.Level = None,
    known_at: o.KnownAt = None,
    readers: o.For = None,
    as_csv: o.Csv = False,
    as_json: o.Json = False,
) -> None:
    """What falls apart if somebody leaves, and what they carried."""
    from sysmap.service.telling_answers import without_told
    from sysmap.service.tidy import without_tidy
    from sysmap.service.what_if import without

    options = {"type": type, "level": level, "item": item, "min_strength": min_strength}
    with asked(context.obj, map, layer, readers, "stewards", **options) as ask:
        found = without(ask.desk, ask.viewer, ask.map, at, tuple(remove), ask.question, known_at)
    answer = {**found.as_json(), "sentences": list(without_told(found))}
    table = without_tidy(answer)
    if as_json:
        print_json(answer)
    elif as_csv:
        print_tidy(table)
    else:
        print_sentences(answer)
        print_table("Without them", table.columns, table.rows)
        print(shown(answer["method"]))
