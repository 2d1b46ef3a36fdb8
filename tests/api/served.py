"""A service of a test's own, over a store in memory that may be written to; and whoever asks it, with any spaces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.applications import Starlette
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from sysmap.api.limits import Patience
from sysmap.api.paces import Paces
from sysmap.api.safety import Safety
from sysmap.app import build_app, failure
from sysmap.config import Config
from sysmap.model.visibility import Viewer
from sysmap.service.desk import Desk
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.seeds import seed
from tests.web.visiting import TOKEN, Visitor

UNHURRIED = Patience(120, 120)
"""A busy machine must not decide what a test says: how long is waited is tested by itself, and so is the pace of edits."""


def service(*seeds: str, desk: Desk | None = None) -> Starlette:
    """The application over these demonstration maps, or over a desk."""
    at = desk or open_desk("sqlite://", create=True)
    for name in seeds:
        carry_out(at, preview(at, seed(name)))
    app = build_app(Config(store="sqlite://", steward_token=TOKEN, origins=("https://partner.example",)))
    app.state.desk = lambda: at
    app.state.patience = UNHURRIED
    app.state.paces = Paces(a_second=1_000_000)
    return app


class As:
    """The application as somebody with these spaces sees it: what a login will decide, decided here."""

    def __init__(self, app: Starlette, spaces: Iterable[str]) -> None:
        self.app = app
        self.viewer = Viewer(frozenset(spaces))
        self.inside = Safety(ExceptionMiddleware(app.router, handlers=app.exception_handlers), answer=failure)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        state = dict(scope.get("state") or {})
        scope = {**scope, "state": {**state, "viewer": self.viewer}, "app": self.app}
        await self.inside(scope, receive, send)


def whoever(app: Starlette, *spaces: str) -> Visitor:
    """Somebody with these spaces."""
    as_somebody: ASGIApp = As(app, spaces)
    return Visitor(as_somebody)


EDIT = "edit: {id: $id, base: $base, reason: \"a test\"}"
OUTCOME = """
... on EditDone { revisionNumber erased facts { __typename key } }
... on EditRefused { message problems { kind key field code message suggestion value } }
... on EditConflict { message clashes { kind key revision yours { __typename } current { __typename ... on Actor { name } } } }
... on MapIsBusy { message retryAfter }
"""


def mutation(call: str, **types: str) -> str:
    """A mutation document with an id and a base; ``call`` holds the arguments after them."""
    name, _, rest = call.partition("(")
    variables = "".join(f", ${variable}: {type}" for variable, type in types.items())
    return f"mutation($id: ID!, $base: Int!{variables}) {{ it: {name}({EDIT}, {rest} {{ __typename {OUTCOME} }} }}"


def variables(id: str, base: int, **more: Any) -> dict[str, Any]:
    return {"id": id, "base": base, **more}
