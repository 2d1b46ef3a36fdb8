"""The process that reads one file, with bounds: ``python -m sysmap.formats.reading_apart``, asked on standard input.

It answers on standard output and says how far it is on standard error. Nothing it reads can reach the store, and if it dies of the
file, the one who asked says so.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Any

NO_ROOM = 77
"""How this process ends when there is no memory left, not even to say so."""


def main() -> int:
    """Read what is asked for and answer; the exit code."""
    from sysmap.errors import SysmapError
    from sysmap.formats import limits, moving

    what, asked = pickle.load(sys.stdin.buffer)
    moving.tell_to(lambda done, of: print(done, of, file=sys.stderr, flush=True))
    limits.bound_this_process(limits.MEMORY, limits.COMPUTING)
    answer: tuple[str, object]
    try:
        answer = ("read", _incoming(*asked) if what == "read" else _tables(*asked))
    except SysmapError as error:
        answer = ("refused", error)
    try:
        pickle.dump(answer, sys.stdout.buffer, protocol=5)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        return 1
    return 0


def _incoming(path: str, map_id: str | None, form: str | None, asked: tuple[Any, ...]) -> object:
    from sysmap.formats import registry
    from sysmap.formats.incoming import Asked

    return registry.read(Path(path), map_id, form=form, asked=Asked(*asked))


def _tables(path: str, placed: dict[str, Any]) -> object:
    from sysmap.formats.table_showing import tables_of

    return tables_of(Path(path), placed)


def run() -> int:
    """As ``main``, where memory may run out at any point."""
    try:
        return main()
    except MemoryError:
        return NO_ROOM


if __name__ == "__main__":
    sys.exit(run())
