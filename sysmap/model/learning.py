"""What helps, what hinders, what was measured, told, asked, decided and feared; and the saved versions of the map."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.model.text import Text


class Condition(NamedTuple):
    """A condition for change, such as one of MAP's eight, with its place in the six conditions of systems change (``w6``)."""

    id: str
    name: Text = None
    definition: Text = None
    w6: Text = None
    kind: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class ConditionRating(NamedTuple):
    """How a condition stands in a place in a wave, as one group said: helps, hinders, mixed or unknown."""

    id: str
    condition: Text = None
    wave: Text = None
    place: Text = None
    by: Text = None
    rating: Text = None
    evidence: Text = None
    tag: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Indicator(NamedTuple):
    """Something that is measured: its scale, who chose it and to whom it matters."""

    id: str
    name: Text = None
    scale: Text = None
    unit: Text = None
    about: Text = None
    chosen_by: Text = None
    matters_to: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Measurement(NamedTuple):
    """One value of an indicator, with its n and instrument. Values on different scales are never compared."""

    id: str
    indicator: Text = None
    wave: Text = None
    date: Text = None
    value: Text = None
    unit: Text = None
    n: Text = None
    scale: Text = None
    instrument: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Story(NamedTuple):
    """What somebody told, by their role, about an actor, tie or condition, with their consent."""

    id: str
    teller_role: Text = None
    about: Text = None
    text: Text = None
    shows: Text = None
    wave: Text = None
    date: Text = None
    consent: Text = None
    text_version: Text = None
    note: Text = None
    note_audience: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Statement(NamedTuple):
    """Something said about an actor or the map that is no tie: what goes on inside a group, how money is spoken of."""

    id: str
    about: Text = None
    text: Text = None
    topic: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Event(NamedTuple):
    """Something that happened: when, what, and whom it touched."""

    id: str
    date: Text = None
    what: Text = None
    affects: Text = None
    tag: Text = None
    date_note: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Question(NamedTuple):
    """A burning question: its owner, theme, status and what would answer it."""

    id: str
    question: Text = None
    owner: Text = None
    theme: Text = None
    status: Text = None
    date: Text = None
    would_answer: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Risk(NamedTuple):
    """A risk of acting beside the risk of not acting."""

    id: str
    acting: Text = None
    not_acting: Text = None
    bearer: Text = None
    tolerance: Text = None
    about: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Decision(NamedTuple):
    """What was decided, by whom, who was asked, and whether their advice was followed."""

    id: str
    what: Text = None
    who_decided: Text = None
    asked: Text = None
    followed: Text = None
    date: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Snapshot(NamedTuple):
    """A saved version: a named, dated, immutable pointer. ``revision`` and ``digest`` are pinned when it is taken."""

    id: str
    name: Text = None
    wave: Text = None
    at: Text = None
    order: Text = None
    note: Text = None
    revision: Text = None
    digest: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None
