"""To which group does each actor belong, by an attribute that a question names?"""

from __future__ import annotations

import json

from sysmap.analysis.network import Network
from sysmap.errors import UsageError
from sysmap.model.actors import Actor
from sysmap.model.state import State
from sysmap.model.vocabulary import nearest

OWN = ("sector", "place", "kind", "part_of", "independence", "reach_unit")
"""Attributes that every map may have. A map's own columns, kept with each actor, come on top."""


def by_attribute(state: State, network: Network, attribute: str) -> dict[str, str]:
    """The group of each member that has one. Raises UsageError, with what there is, for an attribute nobody on the map has."""
    known = {id: value for id, actor in state.actors.items() if (value := value_of(actor, attribute)) is not None}
    if not known and attribute not in OWN:
        there = attributes_of(state)
        guess = nearest(attribute, there)
        meant = f'Did you mean "{guess}"? ' if guess else ""
        raise UsageError(f'Nobody on this map has "{attribute}"', fix=f"{meant}There are {', '.join(there)}.")
    return {id: known[id] for id in network.ids if id in known}


def attributes_of(state: State) -> tuple[str, ...]:
    """By what actors of this map may be grouped."""
    found = [name for name in OWN if any(getattr(actor, name) is not None for actor in state.actors.values())]
    more = {name: None for actor in state.actors.values() for name in _more(actor)}
    return (*found, *(name for name in more if name not in found)) or OWN


def value_of(actor: Actor, attribute: str) -> str | None:
    """An actor's group by an attribute; None when it is not stated."""
    value = getattr(actor, attribute) if attribute in OWN else _more(actor).get(attribute)
    return None if value is None else str(value)


def _more(actor: Actor) -> dict[str, object]:
    """What the map's own columns say of an actor. Withdrawn or unreadable text says nothing."""
    try:
        table = json.loads(actor.attributes) if actor.attributes else {}
    except ValueError:
        return {}
    return {name: v for name, v in table.items() if isinstance(v, str | int) and v != ""} if isinstance(table, dict) else {}
