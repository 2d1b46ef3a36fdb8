"""A bar on a terminal that moves while something long is worked out; nothing where nobody looks. Ctrl-C stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def waiting() -> Iterator[Callable[[int, int], None]]:
    """Shows how far the work within is. Gives a listener for work that is told of directly."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from sysmap.analysis.waiting import heard_by

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("working it out", total=None)

        def hear(what: str, done: int, of: int) -> None:
            progress.update(task, description=what, completed=done, total=of)

        with heard_by(hear):
            yield lambda done, of: hear("relabelling", done, of)
