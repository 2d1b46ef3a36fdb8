"""Does it run on Windows and macOS as well? No call that only some systems have, no text that is written as the system likes it.

What cannot be run here is read: every use of a name that a system lacks stands in a ``try``, or behind a question for it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sysmap.api.sending import file_name
from sysmap.service.opening import open_desk
from sysmap.service.uploading import Handed, look
from tests.house.tree import ROOT, python_files, text_of

SHIPPED = python_files("sysmap", "seeds", "offline")
MODULES = frozenset({"fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty", "uvloop"})
CALLS = {
    "os": {
        "fork", "forkpty", "getuid", "geteuid", "getgid", "setuid", "setsid", "getpgid", "killpg", "kill", "mkfifo", "mknod", "chown",
        "nice", "uname", "wait3", "wait4", "openpty", "statvfs", "sysconf", "sched_getaffinity", "getloadavg", "symlink", "O_DIRECTORY",
    },
    "signal": {"SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGQUIT", "SIGPIPE", "SIGXCPU", "alarm", "setitimer", "pause"},
    "time": {"tzset", "clock_gettime"},
}  # fmt: skip
GUARDS = re.compile(r"hasattr|getattr|sys\.platform|os\.name|platform")


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""


def guarded(tree: ast.Module) -> set[ast.AST]:
    """Everything inside of a try, or of a choice that asks which system this is."""
    asks = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Try) or (isinstance(node, ast.If | ast.IfExp) and GUARDS.search(ast.unparse(node.test)))
    ]
    return {inner for node in asks for inner in ast.walk(node)}


def only_elsewhere(tree: ast.Module) -> Iterator[str]:
    """What some systems lack, unguarded."""
    safe = guarded(tree)
    for node in ast.walk(tree):
        if node in safe:
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from (f"{node.lineno} {name}" for name in named if name in MODULES)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in CALLS.get(node.value.id, ()):
            yield f"{node.lineno} {node.value.id}.{node.attr}"
        if isinstance(node, ast.keyword) and node.arg in {"preexec_fn", "pass_fds", "process_group", "umask"}:
            yield f"{node.lineno} {node.arg}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"%-[dmHIMSj]", node.value):
            yield f"{node.lineno} a format of dates that Windows lacks"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(("/tmp/", "/var/", "/usr/", "/etc/")):
            yield f"{node.lineno} {node.value}"


def as_the_system_likes(tree: ast.Module) -> Iterator[str]:
    """Text that is read or written without saying in which encoding."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        mode = given.get("mode") or (node.args[1] if len(node.args) > 1 else None)
        binary = isinstance(mode, ast.Constant) and "b" in str(mode.value)
        opens = called(node) == "open" and isinstance(node.func, ast.Name) and not binary
        runs = called(node) in {"run", "Popen", "check_output"} and bool({"text", "universal_newlines"} & set(given))
        if (opens or runs or called(node) in {"read_text", "write_text"}) and "encoding" not in given:
            yield f"{node.lineno} {called(node)} without an encoding"
        if called(node) == "write_text" and "newline" not in given:
            yield f"{node.lineno} write_text ends lines as the system likes"


def test_nothing_is_called_that_another_system_lacks() -> None:
    trees = {path: ast.parse(text_of(path)) for path in SHIPPED}
    assert [f"{path}:{said}" for path, tree in trees.items() for said in (*only_elsewhere(tree), *as_the_system_likes(tree))] == []


def test_what_is_looked_for_is_found() -> None:
    wrong = (
        "import fcntl\nimport os\nos.fork()\nopen('a')\nx.write_text('a')\nsubprocess.run(a, text=True)\nsubprocess.run(a, pass_fds=(1,))\n"
    )
    right = "try:\n    import resource\nexcept ImportError:\n    pass\nopen('a', 'rb')\nif hasattr(os, 'fork'):\n    os.fork()\n"
    assert len([*only_elsewhere(ast.parse(wrong)), *as_the_system_likes(ast.parse(wrong))]) == 7
    assert [*only_elsewhere(ast.parse(right)), *as_the_system_likes(ast.parse(right))] == []


def test_every_file_of_ours_can_be_unpacked_on_windows() -> None:
    """No two names that differ in capitals only, none that Windows refuses, none too long under a folder of one's own."""
    names = [
        path.relative_to(ROOT).as_posix()
        for folder in ("sysmap", "seeds", "offline")
        for path in (ROOT / folder).rglob("*")
        if "__pycache__" not in path.parts
    ]
    assert len({name.casefold() for name in names}) == len(names)
    assert [name for name in names if re.search(r'[<>:"\\|?*\x00-\x1f]|[. ](/|$)', name) or len(name) > 120] == []
    assert [name for name in names if re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)", Path(name).stem.casefold())] == []


@pytest.mark.parametrize("map", ["con", "a-b_c", "x" * 64])
def test_a_download_has_a_name_that_every_system_takes(map: str) -> None:
    name = file_name(map, "picture", {"at": '<2025>: "a/b"?*|\\', "picture": "nul"}, "svg")
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,80}\.svg", name) and name.split(".")[0].casefold() not in {"con", "nul"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_a_table_is_read_as_each_system_saves_it(encoding: str, between: str, ends: str) -> None:
    """Excel on Windows saves Windows-1252 or UTF-16 with CRLF and, in much of Europe, semicolons; an old Mac ends lines with CR."""
    rows = [("Café Ähre", "O’Brien & Söhne"), ("Birch", "Café Ähre")]
    table = "".join(f"{a}{between}{b}{ends}" for a, b in rows).encode(encoding)
    seen = look(open_desk("sqlite://", create=True), Handed(table, "a.csv", "e", None, None, False, {}, {}))
    assert [(row["who"], row["whom"]) for row in seen["rows"]] == rows
