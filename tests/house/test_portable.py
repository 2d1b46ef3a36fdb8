"""Would it run on Windows and macOS? Nothing in sysmap leans on what only POSIX has, and no text is read or written in the machine's own
encoding."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import python_files, text_of

POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
POSIX_CALLS = {
    "os": {
        "chown", "chroot", "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getloadavg", "getpgid", "getuid",
        "killpg", "mkfifo", "mknod", "nice", "openpty", "pipe2", "setgid", "setsid", "setuid", "statvfs", "sysconf", "uname", "wait",
    },
    "signal": {"SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "SIGUSR2", "alarm", "pause", "setitimer"},
    "socket": {"AF_UNIX", "SO_REUSEPORT"},
}  # fmt: skip
TEXT = {"read_text", "write_text"}
SOURCE = python_files("sysmap")


def guarded(tree: ast.AST) -> set[ast.AST]:
    """What stands where its absence is expected: in a ``try`` that catches it."""
    caught = {"ImportError", "AttributeError", "ModuleNotFoundError", "OSError"}
    tries = [node for node in ast.walk(tree) if isinstance(node, ast.Try)]
    return {
        inside
        for node in tries
        if any(name.id in caught for handler in node.handlers for name in ast.walk(handler) if isinstance(name, ast.Name))
        for part in node.body
        for inside in ast.walk(part)
    }


def leanings(path: Path) -> Iterator[str]:
    tree = ast.parse(text_of(path))
    safe = guarded(tree)
    for node in ast.walk(tree):
        where = f"{path}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import | ast.ImportFrom) and node not in safe:
            names = {node.module or ""} if isinstance(node, ast.ImportFrom) else {alias.name for alias in node.names}
            yield from (f"{where} imports {name}" for name in names & POSIX_MODULES)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in POSIX_CALLS.get(node.value.id, set()):
            yield from [] if node in safe else [f"{where} uses {node.value.id}.{node.attr}"]
        said = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
        if isinstance(node, ast.Call) and said in TEXT and not any(word.arg == "encoding" for word in node.keywords):
            yield f"{where} {said} without an encoding"


def test_nothing_leans_on_what_only_posix_has() -> None:
    assert [told for path in SOURCE for told in leanings(path)] == []


def test_what_only_posix_has_would_be_found(tmp_path: Path) -> None:
    leaning = tmp_path / "leaning.py"
    leaning.write_text("import os, fcntl\nos.fork()\npath.read_text()\n", encoding="utf-8")
    assert {told.split(" ", 1)[1] for told in leanings(leaning)} == {"imports fcntl", "uses os.fork", "read_text without an encoding"}


def test_the_usual_store_is_an_address_that_windows_paths_fit_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sysmap.cli.serving import usual_store

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert usual_store() == f"sqlite:///{(tmp_path / 'sysmap' / 'sysmap.db').as_posix()}"
    (tmp_path / "sysmap.db").touch()
    assert usual_store() == "sqlite:///sysmap.db"
