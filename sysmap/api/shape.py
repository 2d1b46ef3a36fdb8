"""How is a type of the API written down? A name, a sentence, and one line for each field: its type, what it says, where it comes from.

strawberry makes the schema from these lines. A field without arguments is read as a plain attribute, which is the fastest thing
strawberry knows (a resolver for each costs four times as much); a field with arguments is an ``asking`` line. The rejected choice
was a class a kind with an annotated attribute a field: reading, writing and filtering would each have said it again.
"""

from __future__ import annotations

import enum
import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple

import strawberry

Way = Callable[[Any], Any]


class View:
    """An object of the API: a value of the model or of analysis, and the scene it is seen in. Fields are read through ``WAYS``."""

    WAYS: Mapping[str, Way] = {}
    thing: Any
    here: Any

    @classmethod
    def of(cls, thing: Any, here: Any) -> Any:
        made = object.__new__(cls)
        made.thing = thing
        made.here = here
        return made

    @classmethod
    def maybe(cls, thing: Any, here: Any) -> Any:
        """The same, or None when there is nothing."""
        return None if thing is None else cls.of(thing, here)

    def __getattr__(self, name: str) -> Any:
        way = type(self).WAYS.get(name)
        if way is None:
            raise AttributeError(name)
        return way(self)


def read(source: Any, name: str) -> Any:
    """A field of a view. What strawberry reads every plain field with, so that none is first looked for in vain."""
    return source.WAYS[name](source)


class Line(NamedTuple):
    """One field: its name in GraphQL, its type, what it says, and the way to it from a view (or the resolver, with ``args``)."""

    name: str
    type: Any
    says: str
    way: Callable[..., Any] | None = None
    args: tuple[Arg, ...] | None = None
    deprecated: str | None = None


class Arg(NamedTuple):
    """One argument of a field or field of an input. Without a default it is required."""

    name: str
    type: Any
    says: str
    default: Any = inspect.Parameter.empty


_CLASSES: dict[str, type[View]] = {}


def view(name: str, parent: type[View] = View) -> type[Any]:
    """The class of a type of the API, to be filled by ``shaped``: types may name one another in any order."""
    if name not in _CLASSES:
        _CLASSES[name] = type(name, (parent,), {"__doc__": None, "__module__": __name__})
    return _CLASSES[name]


def shaped(name: str, says: str, *lines: Line, parent: type[View] = View, interface: bool = False) -> type[Any]:
    """Fill the class of a type with its fields."""
    made = view(name, parent)
    ways: dict[str, Way] = dict(parent.WAYS)
    annotations: dict[str, Any] = {}
    for line in lines:
        key = python_name(line.name)
        annotations[key] = line.type
        setattr(made, key, _field(line))
        if line.args is None:
            assert line.way is not None, line
            ways[key] = line.way
    made.__annotations__ = annotations
    made.WAYS = ways
    annotate = strawberry.interface if interface else strawberry.type
    return annotate(made, name=name, description=says)


def asking(name: str, type: Any, says: str, way: Callable[..., Any], *args: Arg) -> Line:
    """A field with arguments: ``way(view, context, **arguments)``."""
    return Line(name, type, says, way, args)


def _field(line: Line) -> Any:
    if line.args is None:
        return strawberry.field(name=line.name, description=line.says, deprecation_reason=line.deprecated)
    return strawberry.field(
        resolver=_resolver(line), name=line.name, description=line.says, deprecation_reason=line.deprecated, graphql_type=line.type
    )


def _resolver(line: Line) -> Callable[..., Any]:
    way = line.way
    assert way is not None and line.args is not None, line

    def resolve(self: Any, info: Any, **given: Any) -> Any:
        return way(self, info.context, **given)

    resolve.__signature__ = signature(line.args, line.type)  # type: ignore[attr-defined]
    return resolve


def signature(args: tuple[Arg, ...], returns: Any) -> inspect.Signature:
    """The signature that strawberry reads a resolver's arguments from."""
    first = [
        inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD),
        inspect.Parameter("info", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info),
    ]
    rest = [
        inspect.Parameter(
            python_name(arg.name), inspect.Parameter.KEYWORD_ONLY, default=arg.default,
            annotation=Annotated[arg.type, strawberry.argument(name=arg.name, description=arg.says)],
        )
        for arg in args
    ]  # fmt: skip
    return inspect.Signature([*first, *rest], return_annotation=returns)


def input_of(name: str, says: str, *args: Arg, one_of: bool = False) -> type[Any]:
    """An input of the API, a line a field. Fields left out are strawberry.UNSET where that is their default."""
    made: Any = type(name, (), {"__module__": __name__, "__doc__": None})
    annotations: dict[str, Any] = {}
    for arg in args:
        key = python_name(arg.name)
        annotations[key] = arg.type
        more = {} if arg.default is inspect.Parameter.empty else {"default": arg.default}
        setattr(made, key, strawberry.field(name=arg.name, description=arg.says, **more))
    made.__annotations__ = annotations
    finished: type[Any] = strawberry.input(made, name=name, description=says, one_of=one_of or None)
    return finished


def many(type: Any) -> Any:
    """A list of a type of the API."""
    return list[type]


def enumeration(name: str, says: str, members: Mapping[str, tuple[str, str]]) -> Any:
    """Words that may stand somewhere: each with the value it means and what it says."""
    values = {word: strawberry.enum_value(value, description=told) for word, (value, told) in members.items()}
    made: Any = enum.Enum(name, values)  # type: ignore[misc]
    return strawberry.enum(made, name=name, description=says)


def python_name(name: str) -> str:
    """A GraphQL name as Python has it: an attribute that is no word of Python's and no method of a view.

    >>> python_name("from"), python_name("validAt"), python_name("of")
    ('from_', 'valid_at', 'of_')
    """
    snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in name)
    return f"{snake}_" if snake in {"from", "of", "in", "is", "maybe", "thing", "here", "not", "and", "or", "for", "while"} else snake


def graphql_name(name: str) -> str:
    """A Python name as GraphQL has it.

    >>> graphql_name("from_id"), graphql_name("part_of")
    ('from', 'partOf')
    """
    bare = {"from_id": "from", "to_id": "to"}.get(name, name)
    first, *rest = bare.split("_")
    return first + "".join(part.capitalize() for part in rest)


__all__ = ["Arg", "Line", "View", "asking", "enumeration", "graphql_name", "input_of", "many", "read", "shaped", "view"]
