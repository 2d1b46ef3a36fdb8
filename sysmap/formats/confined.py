"""Read somebody's file in a process of its own, so that a hostile one can neither take the machine nor stop the one who asks.

A map folder is read where we are: its reader is bounded by itself, and has to be quick for 100,000 ties. What comes back is unpacked
by name from a short list of our own types. Rejected: limits on this process, which would die with the file.
"""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sysmap.errors import SysmapError
from sysmap.formats import limits, registry
from sysmap.formats.bundle_files import refused
from sysmap.formats.incoming import Asked, Incoming, Placed
from sysmap.formats.moving import Told
from sysmap.formats.reading_apart import NO_ROOM

if TYPE_CHECKING:
    from sysmap.formats.table_showing import Shown

MODULES = ("sysmap.formats.", "sysmap.errors", "sysmap.model.")
PLAIN = {("functools", "partial"), ("builtins", "frozenset"), ("builtins", "set")}


COMMAND = [sys.executable, "-P", "-m", "sysmap.formats.reading_apart"]
"""``-P``, or a file beside the one that is read could stand in for a module of Python's own."""


class _Ours(pickle.Unpickler):
    """Unpacks our own types only."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(MODULES) or (module, name) in PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer")


def read_confined(path: Path, map_id: str | None, *, form: str | None, asked: Asked, told: Told | None = None) -> Incoming:
    """As ``registry.read``, within the bounds of ``limits``. ``told`` hears how many rows are read, and of how many.

    Raises NotFound, InputError, UsageError, and InputError for a file that takes more than its bounds.
    """
    registry.there(path)
    if form in (None, "bundle") and registry.is_bundle(path):
        return registry.read(path, map_id, form=form, asked=asked)
    value = _read_apart(path, ("read", (str(path), map_id, form, tuple(asked))), told)
    assert isinstance(value, Incoming)
    return value


def tables_confined(path: Path, placed: Mapping[str, Placed]) -> tuple[Shown, ...]:
    """As ``table_showing.tables_of``, within the bounds of ``limits``. Raises InputError."""
    value = _read_apart(path, ("tables", (str(path), dict(placed))), None)
    assert isinstance(value, tuple)
    return value


def _read_apart(path: Path, asked: tuple[str, tuple[Any, ...]], told: Told | None) -> object:
    """What the other process answers. Raises what it refused with, and InputError for a file that takes more than its bounds."""
    question = pickle.dumps(asked)
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        heard = _Listener(child.stderr, told)
        clock = threading.Timer(limits.WAITING, child.kill)
        clock.start()
        try:
            assert child.stdin is not None and child.stdout is not None
            answer = _asked(child.stdin, child.stdout, question)
            code = child.wait()
        finally:
            timed_out = not clock.is_alive()
            clock.cancel()
            child.kill()
            heard.join()
    if code != 0:
        raise _ended(path, code, timed_out, heard.last)
    said, value = _Ours(io.BytesIO(answer)).load()
    if said == "refused":
        assert isinstance(value, SysmapError)
        raise value
    result: object = value
    return result


def _asked(stdin: IO[bytes], stdout: IO[bytes], question: bytes) -> bytes:
    try:
        stdin.write(question)
        stdin.close()
    except OSError:
        return b""
    return stdout.read()


class _Listener(threading.Thread):
    """Hears how far the reading is; ``last`` is what was said of anything else, for whoever looks for a fault of ours."""

    def __init__(self, said: IO[bytes] | None, told: Told | None) -> None:
        super().__init__(daemon=True)
        self.said, self.told, self.last = said, told, ""
        self.start()

    def run(self) -> None:
        for line in self.said or ():
            parts = line.split()
            if len(parts) == 2 and parts[0].isdigit() and parts[1].isdigit():
                if self.told is not None:
                    self.told(int(parts[0]), int(parts[1]))
            else:
                self.last = (self.last + line.decode("utf-8", "replace"))[-4_000:]


def _ended(path: Path, code: int, timed_out: bool, last: str) -> Exception:
    """Why the process ended without an answer: a bound that the file broke, or a fault of ours."""
    fix = "split the file, or import it as a map folder"
    if timed_out:
        return refused(path.name, f"reading it took longer than {limits.WAITING:.0f} s", fix)
    if code == -_signal("SIGXCPU"):
        return refused(path.name, f"reading it took more than {limits.COMPUTING} s of computing", fix)
    if code == NO_ROOM or "MemoryError" in last or code in {-_signal(name) for name in ("SIGABRT", "SIGKILL", "SIGSEGV", "SIGBUS")}:
        return refused(path.name, f"reading it takes more than {limits.MEMORY // 1_000_000} MB of memory", fix)
    return RuntimeError(f"the process that reads {path.name} ended with {code}: {last}")


def _signal(name: str) -> int:
    """A signal's number; one that no process ends with where the system has none of this name."""
    import signal

    return int(getattr(signal, name, 1_000))
