"""Can a newcomer find their way? Files and functions stay short, names say something, and each room says what it is for."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

from tests.house.tree import python_files, text_of

SOURCE_LINES = 400
TEST_LINES = 600
FUNCTION_LINES = 40
USUAL_LINES = 250
SAYS_NOTHING = {"utils", "util", "common", "helpers", "helper", "base", "manager", "core", "misc"}

SOURCE = python_files("sysmap", "bench", "seeds")
TESTS = python_files("tests")


def lines(path: Path) -> int:
    return len(text_of(path).splitlines())


def functions(path: Path) -> list[tuple[str, int]]:
    """Each function with its length in lines, its docstring not counted."""
    found = []
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if ast.get_docstring(node, clean=False) is not None:
                said = node.body[0]
                length -= (said.end_lineno or said.lineno) - said.lineno + 1
            found.append((f"{path}:{node.lineno} {node.name}", length))
    return found


def test_no_source_file_is_longer_than_can_be_read_in_one_go() -> None:
    assert [f"{path}: {lines(path)} lines" for path in SOURCE if lines(path) > SOURCE_LINES] == []


def test_no_test_file_is_longer_than_its_ceiling() -> None:
    assert [f"{path}: {lines(path)} lines" for path in TESTS if lines(path) > TEST_LINES] == []


def test_nine_source_files_in_ten_are_under_the_usual_length() -> None:
    longest = sorted(SOURCE, key=lines, reverse=True)
    ninetieth = statistics.quantiles([lines(path) for path in SOURCE], n=10)[-1]
    assert ninetieth < USUAL_LINES, [f"{path}: {lines(path)}" for path in longest[:12]]


def test_no_function_is_longer_than_a_screen() -> None:
    too_long = [f"{name}: {length} lines" for path in SOURCE for name, length in functions(path) if length > FUNCTION_LINES]
    assert too_long == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in SOURCE + TESTS if path.stem in SAYS_NOTHING or path.parent.name in SAYS_NOTHING] == []


def test_every_room_says_what_lives_there_and_who_may_import_it() -> None:
    fronts = [path for path in python_files("sysmap") if len(path.parts) == 3 and path.name == "__init__.py"]
    rooms = {path.parts[1] for path in python_files("sysmap") if len(path.parts) > 2}
    said = {path.parts[1]: ast.get_docstring(ast.parse(text_of(path))) or "" for path in fronts}
    assert sorted(room for room in rooms if len(said.get(room, "")) < 120 or "import" not in said[room].lower()) == []


def test_every_source_file_opens_with_what_it_is_for() -> None:
    assert [str(path) for path in SOURCE if not ast.get_docstring(ast.parse(text_of(path)))] == []
