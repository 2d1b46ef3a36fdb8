"""How do answers and failures look on a terminal, and as JSON?"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from sysmap.errors import Conflict, Problem, SysmapError


def print_json(value: Any) -> None:
    """One JSON object on standard output. NaN cannot occur in it: undefined is null."""
    # Where the output is not Unicode its escapes would be Python's, which no JSON reader takes.
    unicode = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "").startswith("utf")
    print(json.dumps(value, ensure_ascii=not unicode, allow_nan=False, indent=2))


def say(*lines: str) -> None:
    """What is not data: to standard error."""
    for line in lines:
        print(line, file=sys.stderr)


def print_failure(error: SysmapError, as_json: bool) -> None:
    """A failure: one object with ``--json``, else each problem on its own line and the sentence last."""
    problems = error.problems or _clash_problems(error)
    if as_json:
        body = {"code": error.code, "message": str(error), "problems": [as_dict(p) for p in problems]}
        print_json({"error": body})
        return
    for problem in problems:
        say(problem.line())
    say(shown(str(error)))


def _clash_problems(error: SysmapError) -> tuple[Problem, ...]:
    if not isinstance(error, Conflict):
        return ()
    return tuple(
        Problem(
            f"edited since (edit {c.revision}); yours: {c.yours}; theirs: {c.theirs}",
            "choose one and try again",
            code="CONFLICT",
            value=f"{c.kind} {c.id}",
        )
        for c in error.clashes
    )


def as_dict(problem: Problem) -> dict[str, Any]:
    """A problem as contract.md section 2 prints it."""
    return {name: getattr(problem, name) for name in ("file", "row", "column", "value", "rule", "fix", "code")}


def shown(text: str) -> str:
    """Text for a terminal: control characters that could move the cursor or recolour the screen become U+FFFD."""
    return "".join("\ufffd" if unicodedata.category(c) == "Cc" and c not in "\n\t" else c for c in text)


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A plain table. rich wraps it to the terminal; names are text, never markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", box=None, pad_edge=False, header_style="bold")
    rows = list(rows)
    for index, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(r[index], (int, float)) or r[index] is None for r in rows)
        table.add_column(Text(column), justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(Text(shown(cell(value))) for value in row))
    console = Console(soft_wrap=not sys.stdout.isatty(), markup=False, highlight=False, emoji=False)
    # Printed by us: on a pipe that closes early rich would leave the program with code 1 by itself.
    with console.capture() as told:
        console.print(table)
    print(told.get(), end="")


def cell(value: object) -> str:
    """One value for a person: undefined is a dash, a fraction has three decimals."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value)}"
    return str(value)


def somebody_is_there() -> bool:
    """Can a question be asked? Not in a script, nor where there is no standard input at all."""
    return sys.stdin is not None and sys.stdin.isatty()
