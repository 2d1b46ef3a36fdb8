"""``import``, ``export`` and ``snapshot``: a map comes in, goes out, and is kept as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sysmap.cli.options import For, Json, Map, Out
from sysmap.cli.printing import print_json, say, somebody_is_there
from sysmap.cli.running import Run, viewer_for
from sysmap.errors import UsageError

if TYPE_CHECKING:
    from sysmap.service.importing import Preview


Save = Annotated[Path | None, typer.Option("--save-columns", help="Write how the headings were taken into this file.", show_default=False)]
Columns = Annotated[str | None, typer.Option("--map-columns", help="HEADING=FIELD,... or a file of such lines.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    app.command("import")(import_)
    app.command("export")(export)
    app.command("snapshot")(snapshot)


def import_(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="A map folder, a spreadsheet, or another program's file.", show_default=False)],
    map: Map = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what it would do, and store nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Store without asking.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Remove what the file does not mention.")] = False,
    known_at: Annotated[str | None, typer.Option("--known-at", help="The day this was known.", show_default=False)] = None,
    form: Annotated[str | None, typer.Option("--as", help="The format, when the guess is wrong; answers for a survey.")] = None,
    wave: Annotated[str | None, typer.Option("--wave", help="With --as answers: the round they belong to.", show_default=False)] = None,
    date: Annotated[str | None, typer.Option("--date", help="With --as answers: the day of a new round.", show_default=False)] = None,
    columns: Columns = None,
    save: Save = None,
    as_json: Json = False,
) -> None:
    """Load a map, or add to one: shows what is new, changed and the same, and every problem at once."""
    from sysmap.service.importing import How, Imported, carry_out, preview

    run: Run = context.obj
    how = How(form, wave, date, columns)
    with run.desk_or_nothing() as desk, moving_bar(path.name) as tell:
        plan = preview(desk, path, map, replace=replace, tell=tell, how=how)
    if save is not None:
        save_columns(plan, save)
    if not as_json:
        describe(plan)
    if dry_run:
        done = Imported(plan, plan.base)
    else:
        agree(plan, yes)
        # Opened for writing only now, so that an import that is refused or declined leaves no empty store behind.
        with run.desk(create=True) as desk, moving_bar(path.name) as tell:
            tell("storing", 0, 0)
            again = partial(preview, desk, path, map, replace=replace, how=how)
            done = carry_out(desk, plan, again=again, known_at=known_at, author=run.config.author)
    if as_json:
        print_json(done.as_json())
    elif not dry_run:
        stored = f"Stored as edit {done.revision} of {plan.map}; sysmap undo {done.revision} --map {plan.map} takes it back."
        say(stored if plan.changes_anything else "Nothing is new; nothing was stored.")


def describe(plan: Preview) -> None:
    """The preview for a person, on standard error."""
    say(f"{plan.map}: {plan.format} ({plan.why})")
    for table, headings in plan.columns.items():
        say(f"  {table}: " + ", ".join(f"{text} = {field}" for text, field in headings.items()))
    kinds = list(dict.fromkeys((*plan.planned.new, *plan.planned.changed, *plan.planned.same, *plan.planned.removed)))
    for kind in kinds:
        counts = {"new": plan.planned.new, "changed": plan.planned.changed, "removed": plan.planned.removed, "the same": plan.planned.same}
        parts = [f"{table[kind]} {word}" for word, table in counts.items() if table.get(kind)]
        say(f"  {kind.replace('_', ' ')}: {', '.join(parts)}")
    for line in few_alike([((warning.code, warning.column), f"note: {warning.line()}") for warning in plan.warnings]):
        say(f"  {line}")
    for line in few_alike([(("left out", None), f"left out: {left}") for left in plan.not_carried], ALL_LEFT_OUT):
        say(f"  {line}")


ALIKE, ALL_LEFT_OUT = 10, 200
"""How many lines of a sort are shown; --json has them all."""


def few_alike(lines: Sequence[tuple[Hashable, str]], most: int = ALIKE) -> Iterator[str]:
    """The lines, of each sort only the first few, and how many more there are.

    >>> list(few_alike([("a", "one"), ("a", "two"), ("b", "three")], 1))
    ['one', 'three', 'and 1 more like "one"; --json has them all']
    """
    counts: Counter[Hashable] = Counter()
    firsts: dict[Hashable, str] = {}
    for sort, line in lines:
        counts[sort] += 1
        firsts.setdefault(sort, line)
        if counts[sort] <= most:
            yield line
    for sort, count in counts.items():
        if count > most:
            yield f'and {count - most:,} more like "{firsts[sort]}"; --json has them all'


def save_columns(plan: Preview, path: Path) -> None:
    """Write how the headings were taken. Raises SysmapError where it cannot be written."""
    from sysmap.formats.column_guessing import columns_written
    from sysmap.service.files import write_whole

    write_whole(path, columns_written(plan.columns).encode("utf-8", "replace"))


def agree(plan: Preview, yes: bool) -> None:
    """Ask a person at a terminal; without one, ``--yes`` has to say so. Raises UsageError."""
    if yes or not plan.changes_anything:
        return
    if not somebody_is_there():
        raise UsageError("Nothing was stored: there is nobody to ask", fix="Say --yes to store what the preview shows.")
    if not typer.confirm("Store this?", err=True):
        raise typer.Abort


@contextmanager
def moving_bar(name: str) -> Iterator[Callable[[str, int, int], None]]:
    """A bar on a terminal that moves from stage to stage of an import, and with its rows while they are read; nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from sysmap.service.importing import STAGES

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(name, total=len(STAGES))


        def move(stage: str, done: int, of: int) -> None:
            rows = f" {done:,} of {of:,}" if of else ""
            progress.update(task, description=f"{name}: {stage}{rows}", completed=STAGES.index(stage) + (done / of if of else 0))

        yield move


def export(
    context: typer.Context,
    output: Out,
    map: Map = None,
    format: Annotated[str, typer.Option("--format", help="bundle, csv, xlsx, kumu, graphml, gexf, gephi, 360giving ...")] = "bundle",
    readers: For = None,
    salts: Annotated[bool, typer.Option("--salts", help="Add salts.csv, so that fingerprints agree elsewhere.")] = False,
    as_json: Json = False,
) -> None:
    """Write the map as a folder, a zip or one file, and say what the format had no place for."""
    from sysmap.service.exporting import export as export_map
    from sysmap.service.exporting import usual_readers
    from sysmap.service.views import choose_map

    with context.obj.desk() as desk:
        viewer = viewer_for(readers, usual_readers(format))
        chosen = choose_map(desk, viewer, map)
        left_out: list[str] = []
        written = export_map(desk, viewer, chosen, format, output, with_salts=salts, tell=left_out.append)
    if as_json:
        print_json({"map": chosen, "format": format, "written": [str(path) for path in written], "not_carried": left_out})
        return
    for said in left_out:
        say(f"not carried: {said}")
    for path in written:
        print(path)


def snapshot(
    context: typer.Context,
    name: Annotated[str, typer.Option("--name", help="What to call this version.", show_default=False)],
    map: Map = None,
    wave: Annotated[str | None, typer.Option("--wave", help="Seen at this round.", show_default=False)] = None,
    at: Annotated[str | None, typer.Option("--at", help="Seen at this date.", show_default=False)] = None,
    note: Annotated[str | None, typer.Option("--note", help="Why it was kept.", show_default=False)] = None,
    as_json: Json = False,
) -> None:
    """Keep this version under a name: later edits never move it."""
    from sysmap.service.snapshots import take_snapshot
    from sysmap.service.views import choose_map

    with context.obj.desk() as desk:
        chosen = choose_map(desk, viewer_for(None, "stewards"), map)
        taken = take_snapshot(desk, chosen, name, wave=wave, at=at, note=note, author=context.obj.config.author)
        unkept = not desk.state(chosen).of("layout")
    if as_json:
        print_json(
            {
                "map": chosen,
                **{k: getattr(taken, k) for k in ("name", "wave", "at", "note", "digest")},
                "revision": int(taken.revision or 0),
            }
        )
    else:
        print(f"{taken.name}: {taken.digest}")
        if unkept:
            say("No place on the pictures is kept, and later edits may move everyone: sysmap places --keep keeps them where they stand.")
