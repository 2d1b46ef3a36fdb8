"""Which facts share a key? Indexes of a state's facts, built when first asked for and carried from state to state.

Validation asks "who else answered about this pair?" at every edit. Scanning 100,000 ratings for it takes 20 ms, more than the
edit itself; so a state hands its indexes on to the state that follows, with only the changed facts put in their new place. An
index is never changed once made: states are shared between threads.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, NamedTuple

_ENOUGH = 4_000
"""More pending changes than this and the index is built anew when next asked for."""


class Grouping(NamedTuple):
    """How facts of one kind are grouped: ``key`` gives a fact's group, or None for no group. A tally keeps numbers, not ids."""

    name: str
    kind: str
    key: Callable[[Any], Hashable]
    tally: bool = False


class _Layer(NamedTuple):
    grouping: Grouping
    built: Mapping[Hashable, Any]
    since: Mapping[Hashable, Any]

    def get(self, key: Hashable) -> Any:
        found = self.since.get(key)
        return self.built.get(key) if found is None else found


class Groups:
    """The indexes that a state has built so far."""

    __slots__ = ("_layers",)

    def __init__(self, layers: dict[str, _Layer] | None = None) -> None:
        self._layers = layers or {}

    def ids(self, table: Mapping[str, Any], grouping: Grouping, key: Hashable) -> tuple[str, ...]:
        """The ids of the facts in ``table`` whose key this is, in the order they came in."""
        return tuple(self._layer(table, grouping).get(key) or ())

    def count(self, table: Mapping[str, Any], grouping: Grouping, key: Hashable) -> int:
        """How many facts have this key; ``grouping`` must be a tally."""
        return self._layer(table, grouping).get(key) or 0

    def _layer(self, table: Mapping[str, Any], grouping: Grouping) -> _Layer:
        layer = self._layers.get(grouping.name)
        if layer is None:
            layer = self._layers[grouping.name] = _Layer(grouping, _built(table, grouping), {})
        return layer

    def after(self, before: Mapping[str, Mapping[str, Any]], changed: list[tuple[str, str, Any | None]]) -> Groups:
        """The indexes of the state that ``changed`` makes of the state with the facts ``before``."""
        layers = dict(self._layers)
        for name, layer in self._layers.items():
            kind = layer.grouping.kind
            touched = {id: fact for touched_kind, id, fact in changed if touched_kind == kind}
            if len(touched) + len(layer.since) > _ENOUGH:
                del layers[name]
            elif touched:
                layers[name] = layer._replace(since=_moved(layer, before.get(kind, {}), touched))
        return Groups(layers)


def _built(table: Mapping[str, Any], grouping: Grouping) -> dict[Hashable, Any]:
    key_of = grouping.key
    groups: dict[Hashable, Any] = {}
    if grouping.tally:
        for fact in table.values():
            key = key_of(fact)
            groups[key] = groups.get(key, 0) + 1
        return groups
    for id, fact in table.items():
        key = key_of(fact)
        if key is None:
            continue
        members = groups.get(key)
        if members is None:
            groups[key] = [id]
        else:
            members.append(id)
    return groups


def _moved(layer: _Layer, table: Mapping[str, Any], touched: Mapping[str, Any | None]) -> dict[Hashable, Any]:
    since = dict(layer.since)

    def current(key: Hashable) -> Any:
        found = since.get(key)
        return layer.built.get(key) if found is None else found

    key_of, tally = layer.grouping.key, layer.grouping.tally
    for id, fact in touched.items():
        old = table.get(id)
        was = key_of(old) if old is not None else None
        now = key_of(fact) if fact is not None else None
        if was == now:
            continue
        if was is not None:
            since[was] = (current(was) or 0) - 1 if tally else [i for i in current(was) or () if i != id]
        if now is not None:
            since[now] = (current(now) or 0) + 1 if tally else [*(current(now) or ()), id]
    return since


def listed(changed: Iterable[tuple[str, str, Any | None]]) -> list[tuple[str, str, Any | None]]:
    """The changes as a list, so that they can be gone through more than once."""
    return changed if isinstance(changed, list) else list(changed)
