"""``doctor``, ``backup``, ``restore``, ``erase`` and ``undo``: keep the store safe, and keep promises to people on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sysmap.cli import options as o
from sysmap.cli.printing import print_json, say, shown, somebody_is_there
from sysmap.cli.running import viewer_for
from sysmap.errors import NotFound, SysmapError, UsageError

YES = typer.Option("--yes", help="Do it without asking.")
Deep = Annotated[str | None, typer.Option("--deep", help="Then rewrite every map into this fresh store (a URL).", show_default=False)]


def add_to(app: typer.Typer) -> None:
    for command in (doctor, backup, restore, erase, undo, history):
        app.command(command.__name__)(command)


def doctor(context: typer.Context, as_json: o.Json = False) -> None:
    """Say what this installation runs on, whether the store is sound, and the fix for what is not."""
    from sysmap.service.keeping import doctor as examine

    url = context.obj.config.store
    try:
        with context.obj.desk() as desk:
            findings = examine(desk, url)
    except SysmapError as error:
        findings = examine(None, url, error)
    if as_json:
        print_json({"well": all(f.well for f in findings), "findings": [f._asdict() for f in findings]})
    else:
        for finding in findings:
            print(
                shown(
                    f"{'well ' if finding.well else 'WRONG'}  {finding.what}: {finding.detail}"
                    + ("" if finding.well or not finding.fix else f"{'' if finding.detail[-1:] in '.?!' else '.'} {finding.fix}")
                )
            )
    if not all(f.well for f in findings):
        raise typer.Exit(1)


def backup(
    context: typer.Context, path: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")], as_json: o.Json = False
) -> None:
    """Write every map with its whole history to one file, and verify it."""
    from sysmap.service.keeping import backup as back_up

    with context.obj.desk() as desk:
        report = back_up(desk, path)
    if as_json:
        print_json({"path": str(path), "maps": [list(m) for m in report.maps], "verified": True})
    else:
        say(f"Wrote {path} and verified it: {_counted(report.maps)}.")


def restore(context: typer.Context, path: Annotated[Path, typer.Argument(help="A backup.")], as_json: o.Json = False) -> None:
    """Bring every map of a backup into the store. What was erased here stays erased."""
    from sysmap.service.keeping import bring_back

    # Looked for before the store is opened for writing, so that a misspelt path leaves no empty store behind.
    if not path.exists():
        raise NotFound(f"There is no backup {path}", fix="Check the path.")
    with context.obj.desk(create=True) as desk:
        report = bring_back(desk, path)
    if as_json:
        print_json({"path": str(path), "maps": [list(m) for m in report.maps], "verified": True})
    else:
        say(f"Restored {_counted(report.maps)} from {path}.")


def _counted(maps: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} (edit {revision})" for name, revision in maps) or "no maps"


def erase(
    context: typer.Context,
    map: o.Map = None,
    actor: Annotated[
        str | None, typer.Option("--actor", help="The personal text of this organisation, group or role.", show_default=False)
    ] = None,
    story: Annotated[str | None, typer.Option("--story", help="This story.", show_default=False)] = None,
    respondent: Annotated[
        str | None, typer.Option("--respondent", help="This person's name, notes and answers.", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="The whole map with its history.")] = False,
    deep: Deep = None,
    yes: Annotated[bool, YES] = False,
    as_json: o.Json = False,
) -> None:
    """Erase somebody's words for good, in every past version too. This cannot be undone."""
    from sysmap.service.erasing import erase as erase_text
    from sysmap.service.erasing import rewritten
    from sysmap.service.views import choose_map

    with context.obj.desk() as desk:
        chosen = choose_map(desk, viewer_for(None, "stewards"), map)
        if not yes and somebody_is_there() and not typer.confirm(f"Erase this from {chosen} for good?", err=True):
            raise typer.Abort
        if not yes and not somebody_is_there() and everything:
            raise UsageError(f"Nothing was erased: there is nobody to ask about the whole map {chosen}", fix="Say --yes.")
        done = erase_text(desk, chosen, actor=actor, story=story, respondent=respondent, all=everything)
        moved = None if deep is None else rewritten(desk, deep)
    if as_json:
        print_json({**done._asdict(), **({} if moved is None else {"rewritten": [list(m) for m in moved.maps]})})
    elif done.whole_map:
        say(f"The map {chosen} and its history are gone.")
    else:
        texts, places = ("text", "its place says") if done.texts == 1 else ("texts", "their places say")
        say(
            f"Erased {done.texts} {texts} from {chosen}; {places} 'withdrawn'.",
            "Exports and backups made before still hold them: erase or remake those.",
        )
    if moved is not None and not as_json:
        say(f"Rewrote {_counted(moved.maps)} into the fresh store. Use that one now, and delete the files of the old server.")


def undo(
    context: typer.Context,
    revision: Annotated[int, typer.Argument(help="The number of the edit.")],
    map: o.Map = None,
    as_json: o.Json = False,
) -> None:
    """Take one edit back with a new one; refused, naming what, when later edits lean on it."""
    from sysmap.service.keeping import undo as take_back
    from sysmap.service.views import choose_map

    with context.obj.desk() as desk:
        chosen = choose_map(desk, viewer_for(None, "stewards"), map)
        made = take_back(desk, chosen, revision, author=context.obj.config.author)
    if as_json:
        print_json({"map": chosen, "undone": revision, "revision": made.number})
    else:
        say(f"Edit {revision} of {chosen} is taken back by edit {made.number}.")


def history(context: typer.Context, map: o.Map = None, as_json: o.Json = False) -> None:
    """List the edits of a map: when, by whom, why, and how many facts each touched."""
    from sysmap.cli.printing import print_table
    from sysmap.service.views import choose_map

    with context.obj.desk() as desk:
        chosen = choose_map(desk, viewer_for(None, "stewards"), map)
        edits = desk.store.revisions(chosen)
    if as_json:
        print_json({"map": chosen, "edits": [{k: v for k, v in e._asdict().items() if k != "fingerprint"} for e in edits]})
    else:
        print_table(
            f"{chosen}", ("edit", "when", "who", "why", "facts"), [(e.number, e.recorded_at, e.author, e.reason, e.size) for e in edits]
        )
