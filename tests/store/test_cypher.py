"""Does anything that a person typed reach Neo4j but as a parameter? The sources are searched, so that a new statement is searched too."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.tree import ROOT, python_files

SOURCES = tuple(path for path in python_files("sysmap") if path.parts[1] == "store" and path.name.startswith("neo4j"))
ASKS = {"run", "read", "read_ahead", "command", "execute_query", "ask", "_until_none", "_question"}
TAKES = ("run", "read", "read_ahead", "command", "_question", "_until_none")
FIXED = (ast.Name, ast.Attribute, ast.Subscript)


def tree_of(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def is_fixed(node: ast.expr) -> bool:
    """A text that stands in the source, or the name of one."""
    if isinstance(node, ast.Constant | ast.Starred):
        return True
    if isinstance(node, ast.IfExp):
        return is_fixed(node.body) and is_fixed(node.orelse)
    return isinstance(node, FIXED)


def built(tree: ast.Module) -> list[int]:
    """The lines on which a statement is put together where it is asked."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
            if name in ASKS and not is_fixed(node.args[0]) and not isinstance(node.args[0], ast.Lambda):
                found.append(node.lineno)
    return found


def loose(tree: ast.Module) -> list[int]:
    """The lines on which a text that is declared to stand in the source is formatted."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and node.value is not None and "LiteralString" in ast.unparse(node.annotation):
            formats = [
                n for n in ast.walk(node.value) if isinstance(n, ast.JoinedStr | ast.Call) or isinstance(getattr(n, "op", None), ast.Mod)
            ]
            found += [node.lineno] if formats else []
    return found


def unguarded(tree: ast.Module) -> list[str]:
    """Functions that take a statement which mypy does not hold to be a text in the source."""
    return [
        f"{node.lineno} {node.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.name in TAKES
        and [a for a in node.args.args if a.arg == "statement" and (a.annotation is None or ast.unparse(a.annotation) != "LiteralString")]
    ]


def test_no_statement_is_put_together_where_it_is_asked() -> None:
    assert SOURCES
    assert [f"{path}:{line}" for path in SOURCES for line in built(tree_of(path))] == []


def test_no_statement_is_formatted() -> None:
    assert [f"{path}:{line}" for path in SOURCES for line in loose(tree_of(path))] == []


def test_what_takes_a_statement_takes_only_a_text_in_the_source() -> None:
    assert [f"{path}:{name}" for path in SOURCES for name in unguarded(tree_of(path))] == []


def test_the_search_finds_what_it_should() -> None:
    assert built(ast.parse("tx.run(f'MATCH (n {id: {given}}) RETURN n')")) == [1]
    assert built(ast.parse("line.read('MATCH ' + given)")) == [1]
    assert built(ast.parse("tx.run('RETURN %s' % given)")) == [1]
    assert built(ast.parse("tx.run(_LOCK, map=given)")) == []
    assert loose(ast.parse("X: LiteralString = f'MATCH {y}'")) == [1]
    assert unguarded(ast.parse("def run(self, statement: str): ...")) == ["1 run"]
