"""Is this document one that may be answered? Parsed, weighed, validated; and kept, so that the next one like it starts at once.

The order matters: the number of tokens before parsing, the weight before validating, since validating a document made for it takes
long. Documents are kept by their text: clients that put names into variables, as they should, fill one place for each question.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    TokenKind,
    VariableNode,
    parse,
    validate,
)

from sysmap.api.cost import Circular, Scales, Weight
from sysmap.api.limits import (
    ALIASES,
    DEPTH,
    DIRECTIVES,
    DOCUMENT_LENGTH,
    DOCUMENTS_KEPT,
    ERRORS,
    QUESTION_KEPT,
    REFUSALS_KEPT,
    ROOT_FIELDS,
    TOKENS,
    TOKENS_KEPT,
    Allowance,
)
from sysmap.api.shelf import Shelf
from sysmap.errors import SysmapError

REPEATS = 20
WEIGHTS_KEPT = 32
DIGITS = 400
"""More than any number has that is meant, a fraction written out in full too."""
NUMBERS = frozenset({TokenKind.INT, TokenKind.FLOAT})
INTROSPECTION = frozenset({"__schema", "__type"})


class Refusal(SysmapError):
    """A document is not answered: what is wrong with it, and what to do."""

    code = "DOCUMENT"


class TooMuch(Refusal):
    """A document asks for more than is answered at once. ``asked`` and ``allowed`` are its cost, where that is why."""

    code = "TOO_MUCH"

    def __init__(self, message: str, *, fix: str, cost: dict[str, Any] | None = None) -> None:
        super().__init__(message, fix=fix)
        self.cost = cost


class Document(NamedTuple):
    """A parsed document with its operations, and what validation found in it."""

    text: str
    tree: DocumentNode
    operations: tuple[OperationDefinitionNode, ...]
    tokens: int
    asks_schema: bool
    lengths: tuple[str, ...]
    """The variables that say how long a list is."""
    problems: list[tuple[GraphQLError, ...]]
    """Empty until it was validated, then one tuple."""
    weights: dict[tuple[Any, ...], Weight | Refusal | Invalid]
    """What was asked of it: operation, allowance and lengths, with the weight they come to or why it is refused."""

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation that is meant. Raises Refusal."""
        if name is None:
            if len(self.operations) == 1:
                return self.operations[0]
            raise Refusal(f"The document has {len(self.operations)} operations", fix="Send one, or say which with operationName.")
        for one in self.operations:
            if one.name is not None and one.name.value == name:
                return one
        raise Refusal("The document has no operation of that name", fix="Check operationName.")

    def edits(self, name: str | None) -> int:
        """How many edits an operation asks for; 0 for a question. Raises Refusal."""
        meant = self.operation(name)
        if meant.operation is not OperationType.MUTATION:
            return 0
        return _roots(meant, {d.name.value: d for d in self.tree.definitions if isinstance(d, FragmentDefinitionNode)})


class Documents:
    """The documents a process has met."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self._kept = Shelf[str, Document](DOCUMENTS_KEPT, TOKENS_KEPT)
        self._refused = Shelf[bytes, Refusal](REFUSALS_KEPT, REFUSALS_KEPT)

    def __len__(self) -> int:
        return len(self._kept)

    def known(self, text: str) -> Document | None:
        """The document, if it was met before."""
        return self._kept.get(text)

    def read(self, text: str) -> Document:
        """The document. Raises Refusal when it cannot be read."""
        known = self._kept.get(text)
        if known is not None:
            return known
        document = self._parsed(text)
        if len(text) <= QUESTION_KEPT:
            self._kept.put(text, document, document.tokens)
        return document

    def _parsed(self, text: str) -> Document:
        """The document; what was refused once is refused again without reading it. Raises Refusal."""
        name = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        known = self._refused.get(name)
        if known is not None:
            raise known.with_traceback(None)
        try:
            return parsed(text)
        except Refusal as refusal:
            self._refused.put(name, refusal)
            raise

    def admit(self, document: Document, operation: OperationDefinitionNode, variables: dict[str, Any], allowed: Allowance) -> Weight:
        """The weight of an operation that may be answered. Raises TooMuch, Refusal, Invalid."""
        lengths = (variables.get(name, "") for name in document.lengths)
        key = (id(operation), allowed, *(one if isinstance(one, int) else repr(type(one)) for one in lengths))
        known = document.weights.get(key)
        if known is None:
            try:
                known = self._weighed(document, operation, variables, allowed)
            except (Refusal, Invalid) as refusal:
                known = refusal
            if len(document.weights) >= WEIGHTS_KEPT:
                document.weights.clear()
            document.weights[key] = known
        if isinstance(known, Weight):
            return known
        raise known.with_traceback(None)

    def _weighed(self, document: Document, operation: OperationDefinitionNode, variables: dict[str, Any], allowed: Allowance) -> Weight:
        scales = Scales(self.schema, document.tree, variables)
        try:
            weight = scales.weigh(operation)
        except (Circular, RecursionError):
            raise Refusal("A fragment spreads itself", fix="Take the spread out.") from None
        _check(weight, operation, allowed, scales)
        if not document.problems:
            document.problems.append(tuple(validate(self.schema, document.tree, max_errors=ERRORS, hide_suggestions=True)))
        if document.problems[0]:
            raise Invalid(document.problems[0])
        return weight


class Invalid(Exception):
    """What validation found."""

    def __init__(self, errors: tuple[GraphQLError, ...]) -> None:
        super().__init__("invalid document")
        self.errors = errors


def parsed(text: str) -> Document:
    """The document in a text. Raises Refusal, with the place where reading stopped."""
    if len(text) > DOCUMENT_LENGTH:
        raise TooMuch(f"The document is {len(text)} characters long, and may be {DOCUMENT_LENGTH}", fix="Put long values into variables.")
    if text.count("#") > TOKENS:
        # The reader does not count comments among its tokens, and reads each as slowly as several of them.
        raise TooMuch(f"The document has more than {TOKENS} comments", fix="Put long values into variables, and leave comments out.")
    try:
        tree = parse(text, max_lexical_tokens=TOKENS)
    except GraphQLError as error:
        if f"more than {TOKENS} tokens" in error.message:
            raise TooMuch(f"The document has more than {TOKENS} words and signs", fix="Ask in several documents.") from None
        if "too deep" in error.message:
            raise TooMuch(f"The document is deeper than {DEPTH} fields", fix="Ask in several documents.") from None
        where = f" at line {error.locations[0].line}, column {error.locations[0].column}" if error.locations else ""
        raise Refusal(f"The document cannot be read{where}", fix="Check it against the GraphQL language.") from None
    except RecursionError:
        raise TooMuch(f"The document is deeper than {DEPTH} fields", fix="Ask in several documents.") from None
    operations = tuple(d for d in tree.definitions if isinstance(d, OperationDefinitionNode))
    for node in tree.definitions:
        if not isinstance(node, OperationDefinitionNode | FragmentDefinitionNode):
            raise Refusal("The document defines types", fix="Send operations and fragments only.")
    tokens = _counted(tree)
    asks_schema, lengths = _check_selections(tree)
    return Document(text, tree, operations, tokens, asks_schema, lengths, [], {})


def _counted(tree: DocumentNode) -> int:
    """How many words and signs there are. Refuses a number of more digits than any has that is meant: Python makes none of thousands."""
    token, count = tree.loc.start_token if tree.loc else None, 0
    while token is not None:
        if token.kind in NUMBERS and len(token.value or "") > DIGITS:
            raise Refusal(f"The document has a number of more than {DIGITS} digits", fix="Whole numbers have at most 64 bits.")
        token, count = token.next, count + 1
    return count


def _check_selections(tree: DocumentNode) -> tuple[bool, tuple[str, ...]]:
    """Refuse one name again and again in one place, which validation compares each with each; say whether the schema is asked for,
    and which variables are lengths of lists."""
    asks = False
    lengths: dict[str, None] = {}
    for selections in _selections(tree):
        fields = [one for one in selections.selections if isinstance(one, FieldNode)]
        names = Counter((one.alias or one.name).value for one in fields)
        asks = asks or any(one.name.value in INTROSPECTION for one in fields)
        told = [told for one in fields for told in one.arguments or () if told.name.value == "first"]
        lengths.update((one.value.name.value, None) for one in told if isinstance(one.value, VariableNode))
        if names and max(names.values()) > REPEATS:
            raise TooMuch(f"A field is asked for more than {REPEATS} times in one place", fix="Ask for it once.")
    return asks, tuple(lengths)


def _selections(tree: DocumentNode) -> Iterator[SelectionSetNode]:
    waiting = [d.selection_set for d in tree.definitions if isinstance(d, OperationDefinitionNode | FragmentDefinitionNode)]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [s.selection_set for s in one.selections if isinstance(s, FieldNode | InlineFragmentNode) and s.selection_set]


def _check(weight: Weight, operation: OperationDefinitionNode, allowed: Allowance, scales: Scales) -> None:
    if weight.cost > allowed.cost:
        part = scales.heaviest(weight.cost)
        raise TooMuch(
            f"This would cost {min(weight.cost, 10**9)}, and you may ask for {allowed.cost} at once",
            fix=f"Trim {part}: ask for fewer of them with first, or for fewer fields.",
            cost={"asked": min(weight.cost, 10**9), "allowed": allowed.cost, "trim": part},
        )
    for what, found, most in (
        ("fields deep", weight.depth, DEPTH),
        ("aliases", weight.aliases, ALIASES),
        ("directives", weight.directives, DIRECTIVES),
        ("fields at its root", _roots(operation, scales.fragments), ROOT_FIELDS),
    ):
        if found > most:
            raise TooMuch(f"The document has {min(found, 10**9)} {what}, and may have {most}", fix="Ask in several documents.")


def _roots(operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]) -> int:
    """How many fields stand at the root, each fragment counted as often as it is spread, and walked once."""
    counted: dict[str, int] = {}

    def count(selections: SelectionSetNode) -> int:
        total = 0
        for one in selections.selections:
            if isinstance(one, FieldNode):
                total += 1
            elif isinstance(one, InlineFragmentNode):
                total += count(one.selection_set)
            else:
                name = one.name.value  # type: ignore[attr-defined]
                if name not in counted and name in fragments:
                    # One that spreads itself is refused elsewhere, and must not be followed for ever here.
                    counted[name] = 0
                    counted[name] = count(fragments[name].selection_set)
                total += counted.get(name, 0)
        return total

    return count(operation.selection_set)


__all__ = ["Document", "Documents", "Invalid", "OperationType", "Refusal", "TooMuch", "parsed"]
