"""What did a file say? Its rows as text, each with the place it stood at, and everything that was wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sysmap.errors import Problem
from sysmap.model.kinds import KINDS
from sysmap.model.state import SealKey, State

Settle = Callable[["Incoming", "State"], "Incoming"]
"""What only the map can tell of a file, worked out later; sent from one process to another, so never a closure."""


Place = tuple[str, int]
"""The file (and sheet) and row something stood at; row 0 in files without rows."""


class Row(NamedTuple):
    """One row of a file: what it states of one fact, and nothing of what it does not mention.

    ``number`` is the row as a spreadsheet shows it (the headings are row 1; a record that spans lines is one row); 0 in files
    without rows. ``given`` holds the fields that the file has a column for: None is an empty cell, which clears; a field that is
    missing leaves things as they are. ``extra`` holds the columns sysmap does not know, which become ``attributes``.
    """

    kind: str
    file: str
    number: int
    given: dict[str, Any]
    extra: Mapping[str, Any] = {}


class Placed(NamedTuple):
    """What a person says of one table: the place of its headings among its rows (-1: it has none), and the field of each column.

    ``-`` leaves a column out; an empty field leaves it to its heading.
    """

    headings: int
    fields: tuple[str, ...]


class Asked(NamedTuple):
    """What the person said beside the path: the map's id, the round that answers belong to and its day, and what columns hold.

    ``columns`` gives a field for a heading, ``-`` to leave the column out; headings are compared as ``fold`` writes them. ``tables``
    says the same by place, for tables by their name.
    """

    map_id: str | None = None
    wave: str | None = None
    date: str | None = None
    columns: Mapping[str, str] = {}
    tables: Mapping[str, Placed] = {}


class Repeat(NamedTuple):
    """Two actors that may be one organisation, and why. Only proposed: nothing is merged."""

    id: str
    name: str
    like: str
    like_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """Everything that was read from one file or folder. Nothing is stored while ``problems`` has any.

    ``missing`` are required columns that a file does not have, as (kind, file, heading): wrong only where a row makes a new
    fact. ``broken`` says that part of the input could not be read at all, so that what refers to it cannot be judged.
    ``columns`` shows which field each heading was taken for, by table.
    """

    map_id: str
    rows: Mapping[str, Sequence[Row]]
    format: str
    why: str
    salts: Mapping[SealKey, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    not_carried: tuple[str, ...] = ()
    missing: tuple[tuple[str, str, str], ...] = ()
    guarded: bool = False
    broken: bool = False
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    repeats: tuple[Repeat, ...] = ()
    fallback_source: str | None = None
    settle: Settle | None = None

    def against(self, state: State) -> Incoming:
        """The same, with what only the map can tell: which of its organisations a name in the file means."""
        return self.settle(self, state) if self.settle is not None else self


ECHOES = frozenset({"UNKNOWN", "NOT_MEMBER", "NOT_ANSWERED"})
"""What is said of rows whose other end stood in a row or file that could not be read: most of it untrue."""

_POINTED_AT = {referred.rstrip("*?") for kind in KINDS.values() for referred in kind.refers.values()} | {"roster", "map"}
REFERRED = frozenset(KINDS[kind].file for kind in _POINTED_AT)
"""Files that other files point into: only what stood in one of these can be missed elsewhere."""


def told_once(problems: Iterable[Problem], *, broken: bool = False) -> tuple[Problem, ...]:
    """The problems without echoes: where a whole column is missing, its rows are not told of one by one, and nothing twice.

    With ``broken``, what points to something that is not there is left out as well: it may stand in the part nobody could read.
    """
    told: dict[Problem, None] = {}
    columns = set()
    for problem in problems:
        place = (problem.file, problem.column)
        if (broken and problem.code in ECHOES) or (problem.code == "MISSING" and place in columns):
            continue
        if problem.code == "MISSING" and problem.row in (None, 1):
            columns.add(place)
        told[problem] = None
    return tuple(told)


class Findings:
    """What a reader has found so far. Readers never stop at the first problem, so they write into this and go on."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.missing: list[tuple[str, str, str]] = []
        self.broken = False

    def wrong(self, rule: str, fix: str, file: str, row: int | None = None, column: str | None = None, value: str | None = None) -> None:
        """One problem with one cell or row."""
        self.problems.append(Problem(rule, fix, file, row or None, column, value))

    def unreadable(self, rule: str, fix: str, file: str, row: int | None = None, column: str | None = None) -> None:
        """A file, or the rest of it, that could not be read."""
        self.broken = self.broken or file.lower() in REFERRED
        self.wrong(rule, fix, file, row, column)

    def note(self, rule: str, fix: str, file: str, row: int | None = None, column: str | None = None, value: str | None = None) -> None:
        """Something a person should know and that refuses nothing."""
        self.warnings.append(Problem(rule, fix, file, row or None, column, value, "NOTE"))
