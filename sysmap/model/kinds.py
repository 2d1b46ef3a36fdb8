"""Which kinds of fact are there, in which file of a bundle does each live, and what does sysmap know about its columns?

One table instead of a class per concern: the store, the bundle, validation, visibility and the published schema all read it,
so a new kind of fact is one named tuple and one row here, and needs no migration.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from sysmap.model import actors, learning, publishing, ties
from sysmap.model.text import Text


class Fact(Protocol):
    """What every fact has. Facts are named tuples; ``_replace``, ``_fields`` and ``_asdict`` are theirs."""

    @property
    def id(self) -> str: ...
    @property
    def basis(self) -> Text: ...
    @property
    def source(self) -> Text: ...
    @property
    def audience(self) -> Text: ...
    @property
    def attributes(self) -> Text: ...
    @property
    def _fields(self) -> tuple[str, ...]: ...
    def _asdict(self) -> dict[str, Any]: ...
    def _replace(self, **changes: Any) -> Any: ...
    def __iter__(self) -> Any: ...
    def __getitem__(self, index: int) -> Any: ...


class Kind(NamedTuple):
    """What sysmap knows of one kind of fact.

    ``key`` are the columns that make two rows without an id the same fact. ``personal`` are the fields whose text is kept
    outside the log and can be erased. ``refers`` says which fields hold ids of which kind, in ``|`` lists where marked *.
    ``ends`` are the actors without whom a viewer does not see the fact. ``has_id`` says whether contract.md gives it an id column.
    """

    name: str
    fact: type[Any]
    file: str
    key: tuple[str, ...]
    required: tuple[str, ...] = ()
    audience: str = "participants"
    personal: tuple[str, ...] = ()
    refers: Mapping[str, str] = {}
    ends: tuple[str, ...] = ()
    closed: Mapping[str, str] = {}
    has_id: bool = True
    extra: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        fields: tuple[str, ...] = self.fact._fields
        return fields


_ALWAYS_CLOSED = {"basis": "basis", "audience": "audience"}


def _kind(name: str, fact: type[Any], file: str, key: str, **more: Any) -> Kind:
    more["closed"] = {**_ALWAYS_CLOSED, **more.get("closed", {})}
    for words in ("required", "personal", "ends"):
        more[words] = tuple(more.get(words, "").split())
    more["personal"] = (*more["personal"], "attributes")
    return Kind(name, fact, file, tuple(key.split()), **more)


_PAIR = {"from_id": "actor", "to_id": "actor"}

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind("map", actors.Map, "map.toml", "id", required="id name", personal="steward"),
        _kind("source", actors.Source, "sources.csv", "id", required="id date", personal="author"),
        _kind("place", actors.Place, "places.csv", "name", required="name", has_id=False, refers={"part_of": "place?"}),
        _kind(
            "actor",
            actors.Actor,
            "actors.csv",
            "id",
            required="id name",
            personal="name aliases identifiers description",
            refers={"part_of": "actor"},
            closed={"generic": "yes_no", "measured": "yes_no"},
        ),
        _kind(
            "wave",
            ties.Wave,
            "waves.csv",
            "id",
            required="id date",
        ),
        _kind(
            "roster",
            ties.Roster,
            "roster.csv",
            "wave actor respondent",
            required="wave actor status",
            has_id=False,
            personal="respondent",
            refers={"wave": "wave", "actor": "actor"},
            ends="actor",
            closed={"status": "roster_status", "same_person": "same_person", "consent": "consent"},
        ),
        _kind(
            "rating",
            ties.Rating,
            "trust.csv",
            "wave respondent from_id to_id item",
            required="wave from_id to_id",
            audience="stewards",
            has_id=False,
            personal="respondent note",
            refers={"wave": "wave", **_PAIR},
            ends="from_id to_id",
            closed={"note_audience": "audience"},
        ),
        _kind(
            "relationship",
            ties.Relationship,
            "relationships.csv",
            "from_id to_id type level wave",
            required="from_id to_id",
            personal="description trust_words",
            refers={"wave": "wave", **_PAIR},
            ends="from_id to_id",
            closed={"level": "level", "directed": "yes_no", "sign": "sign"},
        ),
        _kind(
            "funding",
            ties.Funding,
            "funding.csv",
            "from_id to_id kind",
            required="to_id",
            refers={"from_id": "actor*", "to_id": "actor", "pooled_in": "actor", "out_of": "funding"},
            ends="from_id to_id",
            closed={"kind": "funding_kind", "status": "funding_status"},
        ),
        _kind(
            "power",
            ties.Power,
            "power.csv",
            "holder over_actor over expression",
            required="",
            audience="stewards",
            personal="statement",
            refers={"holder": "actor", "over_actor": "actor"},
            ends="holder over_actor",
            closed={"expression": "expression", "form": "form", "space": "space", "base": "base", "use": "use", "state": "power_state"},
        ),
        _kind(
            "position",
            ties.Position,
            "positions.csv",
            "wave actor by",
            required="wave actor",
            audience="stewards",
            has_id=False,
            personal="by",
            refers={"wave": "wave", "actor": "actor"},
            ends="actor",
        ),
        _kind(
            "provision",
            actors.Provision,
            "provision.csv",
            "provider what for_whom place",
            required="provider what",
            has_id=False,
            refers={"provider": "actor", "place": "place?"},
            ends="provider",
        ),
        _kind(
            "strength",
            actors.Strength,
            "strengths.csv",
            "who place what",
            required="what",
            has_id=False,
            refers={"who": "actor?", "place": "place?"},
        ),
        _kind(
            "lineage",
            actors.Lineage,
            "lineage.csv",
            "kind from_id to_id",
            required="kind from_id to_id",
            has_id=False,
            refers=_PAIR,
            ends="from_id to_id",
            closed={"kind": "lineage_kind"},
        ),
        _kind(
            "layout",
            actors.Layout,
            "layout.csv",
            "actor",
            required="actor x y",
            has_id=False,
            refers={"actor": "actor"},
            ends="actor",
            closed={"pinned": "yes_no"},
        ),
        _kind("condition", learning.Condition, "conditions.csv", "id", required="id name"),
        _kind(
            "condition_rating",
            learning.ConditionRating,
            "condition_ratings.csv",
            "condition wave place by",
            required="condition rating",
            has_id=False,
            refers={"condition": "condition", "wave": "wave", "place": "place?"},
            closed={"rating": "condition_rating", "tag": "tag"},
        ),
        _kind("indicator", learning.Indicator, "indicators.csv", "id", required="id name"),
        _kind(
            "measurement",
            learning.Measurement,
            "measurements.csv",
            "indicator wave date",
            required="indicator",
            refers={"indicator": "indicator", "wave": "wave"},
        ),
        _kind(
            "story",
            learning.Story,
            "stories.csv",
            "id",
            required="id",
            audience="stewards",
            personal="teller_role text shows note",
            refers={"wave": "wave"},
            closed={"consent": "consent", "note_audience": "audience"},
        ),
        _kind("statement", learning.Statement, "statements.csv", "about topic", required="text", audience="stewards", personal="text"),
        _kind("event", learning.Event, "events.csv", "date what", required="what", closed={"tag": "tag"}),
        _kind("question", learning.Question, "questions.csv", "question", required="question"),
        _kind("risk", learning.Risk, "risks.csv", "acting not_acting", required=""),
        _kind("decision", learning.Decision, "decisions.csv", "what date", required="what", has_id=False),
        _kind("snapshot", learning.Snapshot, "snapshots.csv", "name", required="name", has_id=False, refers={"wave": "wave"}),
        _kind(
            "publication",
            publishing.Publication,
            "publications.csv",
            "id",
            required="id",
            personal="title note content",
            closed={"layer": "published_layer", "labels": "labels", "status": "publication_status"},
        ),
        _kind(
            "correction",
            publishing.Correction,
            "corrections.csv",
            "about field text",
            required="text",
            audience="stewards",
            personal="value text by answer",
            closed={"field": "correctable", "status": "correction_status"},
        ),
    )
}
"""Every kind, in the order in which a bundle is read: what is referred to comes before what refers to it."""

HEADINGS = {"from_id": "from", "to_id": "to", "default_audience": "audience"}
"""Field names that are another word in a file, because ``from`` is taken in Python."""

FIELDS = {"from": "from_id", "to": "to_id"}


def heading(field: str) -> str:
    """The column heading of a field in a bundle."""
    return HEADINGS.get(field, field)


def field_of(column: str) -> str:
    """The field that a bundle's column heading stands for."""
    return FIELDS.get(column, column)


def kind_of(fact: Fact) -> str:
    """The kind of a fact, from its type.

    >>> kind_of(actors.Actor("a"))
    'actor'
    """
    return _BY_TYPE[type(fact)]


_BY_TYPE: dict[type[Any], str] = {kind.fact: kind.name for kind in KINDS.values()}
