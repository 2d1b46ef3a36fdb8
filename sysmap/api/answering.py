"""From a request to the bytes of its answer: admit it, answer it off the event loop, say every failure in a sentence, keep what repeats.

An answer is kept with the heads of the maps it was read from, under what was asked and by which spaces. It is given again only
while those heads stand, so it never outlives an edit or an erasure and never reaches another viewer.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Hashable, Iterable
from typing import Any, NamedTuple

from graphql import ExecutionResult, GraphQLError, OperationDefinitionNode, OperationType, execute_sync

from sysmap.api.asked import Asked
from sysmap.api.bodies import Request
from sysmap.api.cursors import Sealer
from sysmap.api.documents import Document, Documents, Invalid, Refusal, TooMuch
from sysmap.api.limits import ANSWER_BYTES_KEPT, ANSWERS_KEPT, ERROR_TEXT, ERRORS, LARGEST_KEPT, QUESTION_KEPT, Patience, allowance
from sysmap.api.refusing import NOTHING_HERE, said
from sysmap.api.schema import schema
from sysmap.api.shelf import Shelf
from sysmap.errors import NotFound, StoreUnavailable, SysmapError
from sysmap.model.visibility import Viewer
from sysmap.service.correcting import Corrections
from sysmap.service.desk import Desk
from sysmap.service.sitting import still_so
from sysmap.store.port import Head

log = logging.getLogger("sysmap.graphql")


class Kept(NamedTuple):
    """An answer and what it was read from."""

    body: bytes
    read: dict[str, Head | None]
    read_all: bool


class Answers:
    """What answers GraphQL in one process."""

    def __init__(
        self,
        sealer: Sealer,
        author: str = "map keeper",
        patience: Patience = Patience(),  # noqa: B008
        corrections: Corrections | None = None,
    ) -> None:
        # strawberry gives no other way to the schema that graphql-core executes, and executing through strawberry doubles the time.
        self.schema = schema()._schema
        self.documents = Documents(self.schema)
        self.sealer = sealer
        self.author = author
        self.patience = patience
        self.corrections = corrections or Corrections()
        self._kept = Shelf[tuple[Any, ...], Kept](ANSWERS_KEPT, ANSWER_BYTES_KEPT)

    def answer(self, desk: Desk, viewer: Viewer, request: Request, caller: Hashable = None) -> bytes:
        """The body of the answer to a query or a mutation. ``caller`` is whose pace is kept where a correction is left."""
        try:
            document = self.documents.read(request.query)
            operation = document.operation(request.operation)
            if operation.operation is OperationType.SUBSCRIPTION:
                raise Refusal("A subscription is not answered once", fix="Ask for text/event-stream, or over a WebSocket.")
            if operation.operation is OperationType.MUTATION:
                return self._worked_out(desk, viewer, request, document, operation, caller)[0]
            return self._kept_or_fresh(desk, viewer, request, document, operation)
        except (SysmapError, Invalid) as error:
            return encoded(self.failed(error, viewer))

    def edits(self, request: Request, *, known: bool = False) -> int | None:
        """How many edits does this ask for? 0 where it cannot be read; None where it was not met before and only the ``known`` are."""
        try:
            document = self.documents.known(request.query) if known else self.documents.read(request.query)
            return None if document is None else document.edits(request.operation)
        except SysmapError:
            return 0

    def _kept_or_fresh(
        self, desk: Desk, viewer: Viewer, request: Request, document: Document, operation: OperationDefinitionNode
    ) -> bytes:
        told = json.dumps(request.variables, sort_keys=True)
        key = (request.query, request.operation, told, viewer.spaces)
        known = self._kept.get(key)
        if known is not None and still_so(desk, known.read, known.read_all):
            return known.body
        body, asked, lasting = self._worked_out(desk, viewer, request, document, operation)
        if lasting and len(body) <= LARGEST_KEPT and max(len(told), len(request.query)) <= QUESTION_KEPT:
            self._kept.put(key, Kept(body, asked.sitting.read, asked.sitting.read_all), len(body) + len(told))
        return body

    def _worked_out(
        self, desk: Desk, viewer: Viewer, request: Request, document: Document, operation: OperationDefinitionNode, caller: Hashable = None
    ) -> tuple[bytes, Asked, bool]:
        asked = Asked(desk, viewer, self.sealer, self.author, self.patience.query, corrections=self.corrections, caller=caller)
        cost = self.admitted(document, operation, request.variables, viewer)
        result = self.executed(document, request, asked)
        passing = any(code_of(error) in {"FAILED", "TOO_SLOW", "STORE_UNAVAILABLE", "MAP_BUSY"} for error in result.errors or ())
        return encoded({**self.shown(result, viewer), "extensions": {"cost": cost}}), asked, not passing

    def admitted(self, document: Document, operation: OperationDefinitionNode, variables: dict[str, Any], viewer: Viewer) -> dict[str, int]:
        """What an operation costs and may cost. Raises TooMuch, Refusal, Invalid."""
        if document.asks_schema and not viewer.is_steward:
            raise Refusal("The schema is not asked for here", fix="Read it as text at /graphql/schema.")
        allowed = allowance(viewer)
        weight = self.documents.admit(document, operation, variables, allowed)
        return {"asked": weight.cost, "allowed": allowed.cost}

    def executed(self, document: Document, request: Request, asked: Asked, root: Any = None) -> ExecutionResult:
        return execute_sync(
            self.schema, document.tree, root_value=root, context_value=asked, variable_values=request.variables,
            operation_name=request.operation, max_coercion_errors=ERRORS, hide_suggestions=True,
        )  # fmt: skip

    def shown(self, result: ExecutionResult, viewer: Viewer) -> dict[str, Any]:
        """A result as it is sent."""
        answer: dict[str, Any] = {}
        if result.errors:
            answer["errors"] = [_error(error, viewer) for error in result.errors[:ERRORS]]
        if result.data is not None or not result.errors:
            answer["data"] = result.data
        elif any(error.path for error in result.errors):
            answer["data"] = None
        return answer

    def failed(self, error: SysmapError | Invalid, viewer: Viewer) -> dict[str, Any]:
        """The answer to what is not executed."""
        if isinstance(error, Invalid):
            return {"errors": [_error(one, viewer) for one in error.errors[:ERRORS]]}
        message = _message(GraphQLError("", original_error=error), viewer)
        answer: dict[str, Any] = {"errors": [{"message": message, "extensions": {"code": error.code}}]}
        if isinstance(error, TooMuch) and error.cost is not None:
            answer["extensions"] = {"cost": error.cost}
        return answer

    def broken(self, error: Exception, viewer: Viewer) -> dict[str, Any]:
        """The answer where something failed outside of any field."""
        if isinstance(error, SysmapError | Invalid):
            return self.failed(error, viewer)
        return {"errors": [_error(GraphQLError("", original_error=error), viewer)]}


def code_of(error: GraphQLError) -> str:
    """The code of an error in an answer."""
    original = _cause(error)
    if original is None:
        return "DOCUMENT"
    return original.code if isinstance(original, SysmapError) else "FAILED"


def _cause(error: GraphQLError) -> BaseException | None:
    """What made an error; None where the document or its variables are what is wrong."""
    cause: BaseException | None = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _error(error: GraphQLError, viewer: Viewer) -> dict[str, Any]:
    """An error as it is sent: our own sentences, graphql-core's about the document, and of anything else nothing but an id."""
    shown: dict[str, Any] = {"message": _message(error, viewer), "extensions": {"code": code_of(error)}}
    if error.locations:
        shown["locations"] = [{"line": place.line, "column": place.column} for place in error.locations[:1]]
    if error.path:
        shown["path"] = list(error.path)
    if shown["extensions"]["code"] == "FAILED":
        shown["extensions"]["id"] = _noted(_cause(error))
    return shown


def _message(error: GraphQLError, viewer: Viewer) -> str:
    original = _cause(error)
    if original is None:
        return _cut(error.message)
    if isinstance(original, NotFound) and not viewer.is_steward:
        # A sentence of its own would tell a map that is hidden from one that is not there.
        return _cut(". ".join(NOTHING_HERE))
    if isinstance(original, StoreUnavailable):
        words = said(original, knows_all=viewer.is_steward)
        return _cut(f"{words.message}. {words.fix}")
    if isinstance(original, SysmapError):
        return _cut(str(original))
    return "Something went wrong here that should not have. Try again; if it stays, tell the map keeper the id."


def _cut(text: str) -> str:
    return text if len(text) <= ERROR_TEXT else f"{text[: ERROR_TEXT - 3]}..."


def _noted(error: BaseException | None) -> str:
    """Log where something unforeseen was raised, never what it says, what was asked or by whom; the id that finds it."""
    id = uuid.uuid4().hex[:12]
    at, trace = "", error.__traceback__ if error is not None else None
    while trace is not None:
        at = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    log.error("unforeseen %s at %s, id %s", type(error).__name__, at, id)
    return id


def encoded(answer: dict[str, Any]) -> bytes:
    """An answer as JSON in UTF-8."""
    try:
        return json.dumps(answer, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(answer, separators=(",", ":"), allow_nan=False).encode("ascii")


__all__ = ["Answers", "Iterable", "code_of", "encoded"]
