"""Everything that can go wrong and be acted on: a code, what happened, and what to do next.

Every room may import this file and it imports nothing of sysmap. Each error knows the command line's exit code, so that
the command line, the module and the web service say the same thing about the same mistake.
"""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong with what was handed in: where, what, which rule, and how to put it right."""

    rule: str
    fix: str = ""
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    code: str = "INVALID"

    def line(self) -> str:
        """The problem on one line: ``FILE row N, column C: "VALUE": rule; what to do``. Whole, without control characters.

        >>> Problem("a name is needed", "say it", "actors.csv", 2, "name").line()
        'actors.csv row 2, column name: "": a name is needed; say it'
        """
        place = " ".join(p for p in (self.file or "", f"row {self.row}" if self.row else "") if p)
        if self.column:
            place = f"{place}, column {self.column}" if place else f"column {self.column}"
        # An empty cell below the headings is a value too: without its quotation marks the line would have another shape.
        cell = "" if self.value is None and self.column and (self.row or 0) > 1 else self.value
        shown = f'"{unbroken(cell)}"' if cell is not None else ""
        said = unbroken(f"{self.rule.rstrip('.')}; {self.fix}" if self.fix else self.rule)
        return ": ".join(p for p in (unbroken(place), shown, said) if p)


class Clash(NamedTuple):
    """Two people changed the same fact: both values, so that a person can choose."""

    kind: str
    id: str
    yours: object
    theirs: object
    revision: int


def unbroken(text: str) -> str:
    """The whole text on one line: a line break becomes a space, and what could move the cursor or colour the screen U+FFFD.

    >>> unbroken("a\\r\\nb  c\\x1b[31m")
    'a b  c\ufffd[31m'
    """
    flat = " ".join(text.splitlines())
    return "".join("\ufffd" if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in flat)


def one_line(text: str, limit: int = 300) -> str:
    """Keep a message on one line: line breaks become spaces, and what is very long is shortened in the middle."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else f"{flat[: limit - 40]} ... {flat[-30:]}"


class SysmapError(Exception):
    """The common parent. ``exit_code`` follows the table in README (1 failed, 2 usage, 3 input, 4 not found, 5 store)."""

    code = "FAILED"
    exit_code = 1

    def __init__(self, message: str, *, fix: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.problems = problems

    def __str__(self) -> str:
        end = "" if self.message.endswith(("?", "!")) else "."
        return f"{self.message.rstrip('.')}{end} {self.fix}".strip() if self.fix else self.message


class UsageError(SysmapError):
    """The command or call was put together wrongly."""

    code = "USAGE"
    exit_code = 2


class InputError(SysmapError):
    """What was handed in breaks rules; every break is in ``problems`` and nothing was stored."""

    code = "INPUT"
    exit_code = 3


class NotFound(SysmapError):
    """The map, wave, snapshot, actor or file asked for is not there, or not visible to the one who asks."""

    code = "NOT_FOUND"
    exit_code = 4


class NotShown(NotFound):
    """It is there, and not for these readers. Told as not found; the map keeper at the command line is told how to choose others."""


class StoreUnavailable(SysmapError):
    """The store cannot be reached, opened or written."""

    code = "STORE_UNAVAILABLE"
    exit_code = 5


class StoreDamaged(StoreUnavailable):
    """The store's file is damaged; the message names the damage."""

    code = "STORE_DAMAGED"


class StoreTooNew(StoreUnavailable):
    """A later sysmap wrote this store; the message names the version needed."""

    code = "STORE_TOO_NEW"


class MapBusy(SysmapError):
    """A big import is being published on this map; try again shortly."""

    code = "MAP_BUSY"


class Conflict(SysmapError):
    """Someone else changed the same facts since the revision this edit was made against. Nothing was stored."""

    code = "CONFLICT"

    def __init__(self, message: str, *, clashes: tuple[Clash, ...], fix: str = "") -> None:
        super().__init__(message, fix=fix)
        self.clashes = clashes


class EditReused(SysmapError):
    """The same edit id came back with other content."""

    code = "EDIT_REUSED"


class Frozen(SysmapError):
    """A snapshot of this name exists and holds something else."""

    code = "FROZEN"
