"""Queries made from the schema that together ask for every field of every type, each reached by the shortest way from the root."""

from __future__ import annotations

from collections import deque
from typing import Any

from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, GraphQLUnionType, get_named_type, is_required_argument

from sysmap.api.words import WORDS

CANNED: dict[str, str] = {
    "Query.map.id": "$map", "Query.node.id": "$node", "Map.fact.kind": "ACTOR", "Map.fact.key": '"actor-public"',
    "Map.versions.kind": "ACTOR",
    "Map.versions.key": '"actor-public"', "Map.compare.from": '{validAt: "2024-05"}', "Map.compare.to": '{validAt: "2024-06"}',
    "Map.compare.layer": "RELATIONSHIPS", "Map.explain.layer": "RELATIONSHIPS", "Map.explain.from": '{validAt: "2024-05"}',
    "Map.explain.to": '{validAt: "2024-06"}', "Map.network.layer": "RELATIONSHIPS",
    "Map.network.at": '{validAt: "2024-05"}', "Map.measures.at": '{validAt: "2024-05"}', "Map.measures.layer": "RELATIONSHIPS",
    "Map.coverage.wave": '"wave-public"', "Network.ego.of": '"actor-public"', "Network.paths.from": '"actor-public"',
    "Map.whatIf.remove": '["actor-public"]', "Map.whatIf.at": '{validAt: "2024-05"}', "Map.whatIf.layer": "RELATIONSHIPS",
    "Map.sensitivity.at": '{validAt: "2024-05"}', "Map.sensitivity.layer": "RELATIONSHIPS",
    "Map.bridges.between": '["statutory", "voluntary"]',
    "Map.decidingApart.sector": '"CANARY-public-actor-sector"',
    "Map.conditionMoves.from": '{validAt: "2024-05"}', "Map.conditionMoves.to": '{validAt: "2024-06"}',
    "Map.measurementMoves.from": '{validAt: "2024-05"}', "Map.measurementMoves.to": '{validAt: "2024-06"}',
    "Map.heldAbout.actor": '"actor-public"',
    "Map.find.text": '"CANARY"', "Network.paths.to": '"actor-public-b"', "Map.history.first": "1",
    "Map.answer.question": "WORKS",
    "Map.publicationPreview.figure": '{point: "2024-06"}',
}  # fmt: skip
"""The arguments that must be given, and the layer that everybody may look at."""


def call(parent: str, name: str, field: Any) -> str:
    """A field with the arguments it needs."""
    given = {arg: CANNED.get(f"{parent}.{name}.{arg}", "12" if arg == "first" else None) for arg in field.args}
    missing = [arg for arg, told in field.args.items() if is_required_argument(told) and given[arg] is None]
    assert not missing, f"say in CANNED what {parent}.{name} is to be asked with: {missing}"
    told = ", ".join(f"{arg}: {value}" for arg, value in given.items() if value is not None)
    return f"{name}({told})" if told else name


def ways(schema: GraphQLSchema, root: Any) -> dict[str, str]:
    """For each type that can be reached, the query around it, with a % where its fields go."""
    found = {root.name: "%"}
    queue = deque([root])
    facts = {words.type for words in WORDS.values()}
    while queue:
        type = queue.popleft()
        for name, field in type.fields.items():
            inner: Any = get_named_type(field.type)
            if not isinstance(inner, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType) or inner.name in found:
                continue
            # Facts are reached through a map's lists, where those of every audience are.
            if root.name == "Query" and inner.name in facts and type.name != f"{inner.name}Connection":
                continue
            around = found[type.name].replace("%", f"{call(type.name, name, field)} {{ __typename % }}")
            found[inner.name] = around
            if not isinstance(inner, GraphQLUnionType):
                queue.append(inner)
            for possible in getattr(inner, "types", ()) or ():
                found[possible.name] = around.replace("%", f"... on {possible.name} {{ __typename % }}")
                queue.append(possible)
    return found


def leaves(type: Any) -> str:
    """What is asked of something that another field leads to: its plain words."""
    plain = [name for name, field in type.fields.items() if not field.args and not hasattr(get_named_type(field.type), "fields")]
    return " ".join(["__typename", *plain])


def field_query(type: Any, name: str) -> str:
    """One field of a type, with the plain words of what it leads to."""
    field = type.fields[name]
    inner: Any = get_named_type(field.type)
    asked = call(type.name, name, field)
    if isinstance(inner, GraphQLUnionType):
        return f"{asked} {{ __typename }}"
    if not isinstance(inner, GraphQLObjectType | GraphQLInterfaceType):
        return asked
    if inner.name.endswith("Connection"):
        node: Any = get_named_type(inner.fields["nodes"].type)
        return f"{asked} {{ totalCount nodes {{ {leaves(node)} }} }}"
    return f"{asked} {{ {leaves(inner)} }}"


def queries(schema: GraphQLSchema, root: Any, most: int = 8) -> dict[str, str]:
    """Selections by the fields they ask for, a few fields each: ``{"Map.name Map.revision": ...}`` is one document's inside."""
    found: dict[str, str] = {}
    for type_name, around in ways(schema, root).items():
        type: Any = schema.type_map[type_name]
        if not isinstance(type, GraphQLObjectType | GraphQLInterfaceType):
            continue
        names = list(type.fields)
        for start in range(0, len(names), most):
            some = names[start : start + most]
            inside = " ".join(field_query(type, name) for name in some)
            found[" ".join(f"{type_name}.{name}" for name in some)] = around.replace("%", inside)
    return found


def document(kind: str, inside: str) -> str:
    """A whole document, with the variables that it uses."""
    used = [told for name, told in (("$map", "$map: ID!"), ("$node", "$node: ID!"), ("$since", "$since: String")) if name in inside]
    return f"{kind}{'(' + ', '.join(used) + ')' if used else ''} {{ {inside} }}"
