"""Is what is published about Neo4j what is built, and can nothing that somebody typed become a part of a statement?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from sysmap.analysis.property_graph import ACTOR_KINDS, LABELS, NODES
from sysmap.model.kinds import KINDS
from sysmap.store.neo4j_projecting import _JOIN, _PART
from sysmap.store.neo4j_schema import MIGRATIONS
from sysmap.store.opening import cypher
from tests.house.tree import ROOT, python_files, text_of

ADAPTER = [path for path in python_files("sysmap") if path.parts[1] == "store" and path.stem.startswith("neo4j")]
CYPHER = re.compile(r"\b(MATCH|MERGE|UNWIND|CREATE|DETACH|RETURN|REMOVE)\b[ (]")
ASKING = {"run", "read", "read_ahead", "command", "ask", "execute_query", "_until_none", "_paged"}
WRITTEN = (ast.Constant, ast.Name, ast.Subscript, ast.IfExp, ast.Attribute, ast.Lambda)


def test_the_published_constraints_are_the_ones_that_are_made() -> None:
    assert (ROOT / "schema" / "neo4j.cypher").read_text(encoding="utf-8") == cypher()


def test_no_index_holds_personal_text() -> None:
    keys = {key for m in MIGRATIONS for s in m.statements for key in re.findall(r"\b[nr]\.(\w+)", str(s))}
    personal = {field for kind in KINDS.values() for field in kind.personal} | {"value", "salt", "body", "name", "text"}
    assert keys & (personal - {"name"}) == set()
    assert [s for m in MIGRATIONS for s in m.statements if ".name" in s and ":Meta" not in s] == []


def test_labels_and_relationship_types_are_a_fixed_few_plain_words() -> None:
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", label) for label in LABELS) and len(LABELS) == len(NODES) + len(ACTOR_KINDS)
    assert set(_JOIN) == set(_PART) and all(re.fullmatch(r"[A-Z_]+", type) for type in _JOIN)


def named(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


@pytest.mark.parametrize("path", ADAPTER, ids=str)
def test_no_statement_is_put_together_from_anything_but_written_words(path: Path) -> None:
    tree = ast.parse(text_of(path))
    made = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    assert [text for text in made if CYPHER.search(text) and "in Neo4j Browser" not in text] == []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args):
        if named(call) in {"format", "join", "replace"}:
            assert not CYPHER.search(ast.unparse(call)), ast.unparse(call)
        if named(call) in ASKING:
            assert isinstance(call.args[0], WRITTEN), ast.unparse(call)
