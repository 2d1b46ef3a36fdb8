"""Asking the GraphQL door in tests: one operation over HTTP, and the answer as Python values."""

from __future__ import annotations

import json
from typing import Any

from starlette.types import ASGIApp

from tests.web.visiting import Answer, Visitor, keeper

JSON = {"content-type": "application/json"}


def post(visitor: Visitor, query: str, variables: dict[str, Any] | None = None, operation: str | None = None) -> Answer:
    """The whole HTTP answer to one operation."""
    body: dict[str, Any] = {"query": query, "variables": variables}
    if operation is not None:
        body["operationName"] = operation
    return visitor.post("/graphql", json.dumps(body).encode(), JSON)


def ask(visitor: Visitor, query: str, **variables: Any) -> Any:
    """The data of an answer that has no errors."""
    answer = post(visitor, query, variables)
    assert answer.status == 200, answer.text[:2_000]
    assert "errors" not in answer.json, answer.json["errors"]
    return answer.json["data"]


def errors_of(visitor: Visitor, query: str, **variables: Any) -> list[Any]:
    """The errors of an answer that has some."""
    answer = post(visitor, query, variables)
    assert answer.status in {200, 400}, answer.text[:2_000]
    found: list[Any] = answer.json["errors"]
    return found


def as_keeper(app: ASGIApp) -> Visitor:
    return keeper(app)
