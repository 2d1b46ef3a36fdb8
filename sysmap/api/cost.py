"""What would it cost to answer this document? Counted before it is validated, in one walk, each fragment once.

The limiters that come with strawberry follow every spread again: twenty fragments that each spread the next one twice cost them
seconds. Here a fragment is weighed once for each size of list it stands in, so the walk is linear in the document; and what it
weighs is what would be resolved, with every fragment expanded, so that a short document cannot ask for much.

A field costs its weight, 1 unless the table says more; what is under a list costs as often as the list is long. A list that says
``first`` is that long, others are as long as the table says.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from sysmap.api.limits import PAGE

WEIGHTS = {
    ("Map", "network"): 50,
    ("Map", "measures"): 600,
    ("Map", "compare"): 2_000,
    ("Map", "explain"): 20_000,
    ("Map", "coverage"): 200,
    ("Map", "publicationPreview"): 2_000,
    ("Map", "answer"): 700,
    ("Map", "history"): 20,
    ("Map", "versions"): 50,
    ("Map", "cursor"): 20,
    ("Map", "find"): 20,
    ("Map", "money"): 100,
    ("Map", "whatIf"): 200,
    ("Map", "sensitivity"): 600,
    ("Map", "crossLevel"): 50,
    ("Map", "bridges"): 600,
    ("Map", "decidingApart"): 200,
    ("Map", "timeline"): 4_000,
    ("Map", "standing"): 600,
    ("Query", "maps"): 100,
    ("Network", "ego"): 20,
    ("Network", "paths"): 50,
    ("Network", "pairs"): 20,
    ("Revision", "touched"): 200,
    ("FactTouched", "before"): 100,
    ("FactTouched", "after"): 100,
    ("Subscription", "mapChanged"): 50,
}
"""What costs more than looking something up."""

LENGTHS = {"counts": 25, "hidden": 25, "meanings": 60, "scores": 20, "versions": 20, "changes": 100, "through": 4, "edits": 10}
USUAL_LENGTH = 8
"""How long a list is taken to be that says nothing of its length."""


class Weight(NamedTuple):
    """What a selection comes to once every fragment is expanded."""

    cost: int = 0
    depth: int = 0
    aliases: int = 0
    directives: int = 0
    fields: int = 0

    def beside(self, other: Weight) -> Weight:
        return Weight(
            self.cost + other.cost, max(self.depth, other.depth), self.aliases + other.aliases,
            self.directives + other.directives, self.fields + other.fields,
        )  # fmt: skip


class Circular(Exception):
    """A fragment spreads itself."""


class Scales:
    """Weighs one document."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: dict[str, Any]) -> None:
        self.schema = schema
        self.variables = dict(variables)
        self.fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._weighed: dict[tuple[str, int], Weight | None] = {}
        self.parts: dict[str, int] = {}

    def weigh(self, operation: OperationDefinitionNode) -> Weight:
        """The weight of an operation. Raises Circular."""
        for one in operation.variable_definitions or ():
            if isinstance(one.default_value, IntValueNode):
                # A length that is left out is its default, and would else be taken for the usual one.
                self.variables.setdefault(one.variable.name.value, int(one.default_value.value[:12]))
        root = self.schema.get_root_type(operation.operation)
        weight = self._selection(operation.selection_set, root, 1, "", top=True)
        return weight._replace(directives=weight.directives + len(operation.directives or ()))

    def heaviest(self, whole: int) -> str:
        """The way down to the part that costs most: the longest that is still most of the whole, fragments by their names."""
        most = [part for part, cost in self.parts.items() if 2 * cost >= whole]
        return max(most, key=lambda part: (part.count("."), self.parts[part]), default="") or next(iter(self.parts), "the document")

    def _selection(self, selections: SelectionSetNode | None, parent: Any, size: int, path: str, top: bool = False) -> Weight:
        total = Weight()
        for one in selections.selections if selections else ():
            if isinstance(one, FieldNode):
                found = self._field(one, parent, size, path)
            elif isinstance(one, FragmentSpreadNode):
                found = self._spread(one.name.value, size)
            else:
                assert isinstance(one, InlineFragmentNode), one
                condition = one.type_condition
                inner = self.schema.get_type(condition.name.value) if condition else parent
                found = self._selection(one.selection_set, inner, size, path)
            total = total.beside(found._replace(directives=found.directives + len(one.directives or ())))
        return total

    def _spread(self, name: str, size: int) -> Weight:
        key = (name, size)
        if key in self._weighed:
            known = self._weighed[key]
            if known is None:
                raise Circular(name)
            return known
        fragment = self.fragments.get(name)
        if fragment is None:
            return Weight()
        self._weighed[key] = None
        condition = self.schema.get_type(fragment.type_condition.name.value)
        found = self._selection(fragment.selection_set, condition, size, f"...{name}")
        self._weighed[key] = found
        return found

    def _field(self, field: FieldNode, parent: Any, size: int, path: str) -> Weight:
        name = field.name.value
        known = parent.fields.get(name) if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else None
        type = known.type if known else None
        times, inner_size = self._length(field, name, type, known, size)
        here = f"{path}.{name}" if path else name
        inside = self._selection(field.selection_set, get_named_type(type) if type else None, inner_size, here)
        own = WEIGHTS.get((parent.name if parent is not None and hasattr(parent, "name") else "", name), 1)
        cost = own + inside.cost * times
        if cost > 1 and here.count(".") < 6:
            self.parts[here] = self.parts.get(here, 0) + cost
        return Weight(
            cost, inside.depth + 1, inside.aliases + (1 if field.alias else 0), inside.directives, inside.fields + 1
        )

    def _length(self, field: FieldNode, name: str, type: Any, known: Any, size: int) -> tuple[int, int]:
        """How often what is under a field is resolved, and how long the list is that a connection below it shows."""
        bare = type.of_type if isinstance(type, GraphQLNonNull) else type
        if known is not None and "first" in known.args:
            usual = known.args["first"].default_value
            long = self._first(field, usual if isinstance(usual, int) else PAGE)
            return (long, 1) if isinstance(bare, GraphQLList) else (1, long)
        if name in {"nodes", "edges"}:
            return size, 1
        return (LENGTHS.get(name, USUAL_LENGTH), 1) if isinstance(bare, GraphQLList) else (1, 1)

    def _first(self, field: FieldNode, usual: int) -> int:
        for argument in field.arguments or ():
            if argument.name.value == "first":
                value: Any = None
                if isinstance(argument.value, IntValueNode):
                    digits = argument.value.value
                    value = int(digits) if len(digits) < 12 else 10**12
                elif isinstance(argument.value, VariableNode):
                    value = self.variables.get(argument.value.name.value)
                return max(value, 0) if isinstance(value, int) and not isinstance(value, bool) else usual
        return usual
