"""The map itself, who and what is on it, where, and what they offer."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.model.text import Text


class Map(NamedTuple):
    """One study of one system. ``codebook`` is canonical JSON of what map.toml says over the default codebook."""

    id: str
    name: Text = None
    focal_question: Text = None
    boundary: Text = None
    steward: Text = None
    language: Text = None
    default_audience: Text = None
    order: Text = None
    require_source: Text = None
    codebook: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Source(NamedTuple):
    """Where a fact was read or heard. Its date bounds facts that state no start (*first attested*)."""

    id: str
    title: Text = None
    author: Text = None
    date: Text = None
    url: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Actor(NamedTuple):
    """An organisation, team, partnership, fund, school, community, role ... that is on the map.

    ``generic`` actors ("funders in general") can be spoken about and never enter a measure; ``measured = no`` are drawn and
    not measured. ``reach`` is a number in ``reach_unit``; None is *not stated*, never 0.
    """

    id: str
    name: Text = None
    kind: Text = None
    sector: Text = None
    place: Text = None
    reach: Text = None
    reach_unit: Text = None
    provision: Text = None
    independence: Text = None
    aliases: Text = None
    identifiers: Text = None
    part_of: Text = None
    generic: Text = None
    measured: Text = None
    since: Text = None
    until: Text = None
    description: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None

    @property
    def is_generic(self) -> bool:
        return self.generic == "yes"

    @property
    def is_measured(self) -> bool:
        """Does this actor enter measures? Generic actors never do, nor those marked ``measured = no``."""
        return self.generic != "yes" and self.measured != "no"


class Place(NamedTuple):
    """A place with its level (neighbourhood, town, county ...) and what it is part of. Its id is its name."""

    id: str
    name: Text = None
    part_of: Text = None
    level: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Provision(NamedTuple):
    """One thing an organisation offers, with its own size and reach."""

    id: str
    provider: Text = None
    what: Text = None
    for_whom: Text = None
    size: Text = None
    size_unit: Text = None
    reach: Text = None
    reach_unit: Text = None
    place: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Strength(NamedTuple):
    """A strength or asset of somebody or of a place."""

    id: str
    who: Text = None
    place: Text = None
    what: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Lineage(NamedTuple):
    """An organisation was renamed, split, merged or absorbed: one organisation's story, not a death and a birth."""

    id: str
    kind: Text = None
    from_id: Text = None
    to_id: Text = None
    date: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Layout(NamedTuple):
    """Where a person put an actor on the picture. Its id is the actor's."""

    id: str
    actor: Text = None
    x: Text = None
    y: Text = None
    pinned: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None
