"""What joins two actors (relationships, money, power), and the rounds of asking in which they rated one another."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.model.text import Text


class Relationship(NamedTuple):
    """A typed tie. ``directed`` is yes (default) or no, ``sign`` + (default), - or mixed, ``strength`` on the codebook's scale."""

    id: str
    from_id: Text = None
    to_id: Text = None
    type: Text = None
    level: Text = None
    directed: Text = None
    sign: Text = None
    strength: Text = None
    trust_words: Text = None
    wave: Text = None
    since: Text = None
    until: Text = None
    description: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Wave(NamedTuple):
    """A round of asking: its date, items (``|`` list, default one item ``trust``), scale and name cap."""

    id: str
    date: Text = None
    label: Text = None
    items: Text = None
    scale_min: Text = None
    scale_max: Text = None
    max_names: Text = None
    question: Text = None
    closes: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Roster(NamedTuple):
    """Who was asked for an actor in a wave, and what became of it. ``respondent`` None is the actor itself."""

    id: str
    wave: Text = None
    actor: Text = None
    respondent: Text = None
    status: Text = None
    same_person: Text = None
    consent: Text = None
    text_version: Text = None
    date: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Rating(NamedTuple):
    """One respondent's answer about one directed pair, on one item, in one wave.

    ``value`` None = asked about this pair and did not say (unobserved); 0 = answered "no tie". ``respondent`` None is
    ``from_id`` itself. The ``note`` is the dangerous half: its audience is ``note_audience``, stewards unless stated.
    """

    id: str
    wave: Text = None
    respondent: Text = None
    from_id: Text = None
    to_id: Text = None
    item: Text = None
    value: int | None = None
    note: Text = None
    note_audience: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Funding(NamedTuple):
    """Money, people or things that flow. ``amount`` None is *not stated*; ``from_id`` may be None (a stub) or ``a|b`` (one joint gift)."""

    id: str
    from_id: Text = None
    to_id: Text = None
    kind: Text = None
    amount: Text = None
    currency: Text = None
    quantity: Text = None
    unit: Text = None
    awarded: Text = None
    status: Text = None
    purpose: Text = None
    programme: Text = None
    place: Text = None
    tiers: Text = None
    pooled_in: Text = None
    out_of: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Power(NamedTuple):
    """Who holds, lacks or contests power over an actor or over a decision, resource or issue in words."""

    id: str
    holder: Text = None
    over_actor: Text = None
    over: Text = None
    statement: Text = None
    expression: Text = None
    form: Text = None
    space: Text = None
    base: Text = None
    use: Text = None
    state: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Position(NamedTuple):
    """Influence, interest and stance of an actor as somebody (``by``) said in a wave."""

    id: str
    wave: Text = None
    actor: Text = None
    influence: Text = None
    interest: Text = None
    stance: Text = None
    by: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None
