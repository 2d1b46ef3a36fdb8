"""What left the map for others to see, and what readers say is wrong with it: published figures and corrections."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.model.text import Text


class Publication(NamedTuple):
    """A figure that was published: what it shows, for whom, and its content as it was frozen.

    ``point`` is the round, saved version or day it shows, ``before`` the earlier one where it shows a change. ``content`` is the figure
    itself (canonical JSON, deflated, in base64), ``digest`` the fingerprint of that JSON. ``cells`` name the figures about answers that
    stand on it, so that a later one can be held against them also when this one is withdrawn. ``about`` are the actors named on it:
    when the words of one of them are erased, the content goes too. ``sites`` are those whose pages may show it, any where none is named.
    ``since`` is the day it was published.
    """

    id: str
    title: Text = None
    layer: Text = None
    point: Text = None
    before: Text = None
    types: Text = None
    labels: Text = None
    group: Text = None
    status: Text = None
    replaced_by: Text = None
    note: Text = None
    digest: Text = None
    cells: Text = None
    about: Text = None
    content: Text = None
    sites: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None


class Correction(NamedTuple):
    """Something that a reader says is wrong about an actor, and what became of it.

    ``field`` is which of its words is meant (``other`` for anything else) and ``value`` what should stand there instead.
    """

    id: str
    about: Text = None
    field: Text = None
    value: Text = None
    text: Text = None
    by: Text = None
    date: Text = None
    status: Text = None
    answer: Text = None
    since: Text = None
    until: Text = None
    basis: Text = None
    source: Text = None
    audience: Text = None
    attributes: Text = None
