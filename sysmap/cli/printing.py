"""How do answers and failures look on a terminal, and as JSON?"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sysmap.errors import Conflict, Problem, SysmapError

if TYPE_CHECKING:
    from rich.console import Console


_READ_BY_EYE = 1_000_000


def print_json(value: Any) -> None:
    """One JSON object on standard output. NaN cannot occur in it: undefined is null."""
    # Where the output is not Unicode its escapes would be Python's, which no JSON reader takes.
    unicode = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "").startswith("utf")
    told = json.dumps(value, ensure_ascii=not unicode, allow_nan=False)
    # Setting out lines is many times slower, and nobody reads a megabyte with their eyes.
    print(json.dumps(value, ensure_ascii=not unicode, allow_nan=False, indent=2) if len(told) < _READ_BY_EYE else told)


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
    # Where the one problem is the whole sentence, saying it twice would read as two problems.
    if not any(problem.rule in error.message for problem in problems):
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


def print_sentences(answer: dict[str, Any]) -> None:
    """What a result says in plain words, before its tables."""
    for sentence in answer["sentences"]:
        print(shown(sentence))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A plain table. Columns that do not fit beside each other follow below, each part with the first column again; names are text."""
    from rich.console import Console

    rows = list(rows)
    console = Console(soft_wrap=not sys.stdout.isatty(), markup=False, highlight=False, emoji=False)
    for part in _side_by_side(columns, rows, console.width):
        _print_part(console, title, [columns[at] for at in part], [[row[at] for at in part] for row in rows])
        title = ""


def _side_by_side(columns: Sequence[str], rows: Sequence[Sequence[object]], width: int) -> list[list[int]]:
    """Which columns stand beside each other within a width: the first in every part, and at least one more."""
    wide = [max(len(columns[at]), *(len(cell(row[at])) for row in rows), 0) + 2 for at in range(len(columns))]
    # A long name wraps; it may not push every figure into a part of its own.
    first = min(wide[0], width // 3) if wide else 0
    parts: list[list[int]] = [[0]]
    used = first
    for at in range(1, len(columns)):
        if len(parts[-1]) > 1 and used + wide[at] > width:
            parts.append([0])
            used = first
        parts[-1].append(at)
        used += wide[at]
    return parts


def _print_part(console: Console, title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title) if title else None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for index, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(r[index], (int, float)) or r[index] is None for r in rows)
        table.add_column(Text(column), justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(Text(shown(cell(value))) for value in row))
    # Printed by us: on a pipe that closes early rich would leave the program with code 1 by itself.
    with console.capture() as told:
        console.print(table)
    print(told.get(), end="")


def cell(value: object) -> str:
    """One value for a person: undefined is a dash, true is yes, a fraction has three decimals."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value)}"
    return str(value)


def chance(p: float | None) -> object:
    """A p for a person: one that would round to nothing is said to be below, since no p is 0."""
    return "<0.001" if p is not None and p < 0.0005 else p


def somebody_is_there() -> bool:
    """Can a question be asked? Not in a script, nor where there is no standard input at all."""
    return sys.stdin is not None and sys.stdin.isatty()
