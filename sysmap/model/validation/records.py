"""The rest: nothing is part of itself, what was saved or published stays, a risk has its twin, withdrawn words are not kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sysmap.model.learning import Risk, Snapshot, Story
from sysmap.model.publishing import Publication
from sysmap.model.text import WITHDRAWN
from sysmap.model.validation.around import Around

PINNED = ("name", "wave", "at", "revision", "digest")
"""What a snapshot is: these never change once it is taken. Its order, note and audience may."""


def check_part_of(around: Around, kind: str, fact: Any) -> None:
    """Invariant 23: no actor and no place is part of itself, through whatever is part of what."""
    if fact.part_of is None:
        return
    facts, seen, here = around.after.of(kind), {fact.id}, fact
    while here is not None and here.part_of is not None:
        if here.part_of == fact.id:
            what = (fact.kind or "organisation") if kind == "actor" else kind
            article = "An" if what[:1].lower() in "aeiou" else "A"
            through = "" if here is fact else f" through its member {here.name or here.id}"
            rule = f"{article} {what} cannot be part of itself{through}"
            around.refuse(kind, fact, "PART_OF", rule, "correct what it is part of", "part_of")
            return
        if here.part_of in seen:
            return  # a ring further up, told of by those in it
        seen.add(here.part_of)
        here = facts.get(here.part_of)


def check_snapshot(around: Around, kind: str, fact: Snapshot) -> None:
    """Invariant 21: what a taken snapshot points to is fixed."""
    before = around.before.snapshots.get(fact.id)
    if before is None or (before.revision is None and before.digest is None):
        return
    for field in PINNED:
        if getattr(before, field) != getattr(fact, field):
            fix = "make a new one, or add a correction"
            around.refuse(kind, fact, "FROZEN", "This snapshot is frozen", fix, field)


FROZEN_WITH = ("layer", "point", "before", "types", "labels", "group", "digest", "cells", "since", "audience")
"""What a published figure is: these never change once readers were given its address."""

LATER = {None: 0, "published": 0, "superseded": 1, "withdrawn": 2}
"""A figure is superseded or withdrawn, and never published again: whoever saw it gone must not find it back."""


def check_publication(around: Around, kind: str, fact: Publication) -> None:
    """A published figure stays what it was: its content may be withdrawn or erased, and becomes no other."""
    before = around.before.of("publication").get(fact.id)
    if before is None:
        return
    wrong = [field for field in FROZEN_WITH if getattr(before, field) != getattr(fact, field)]
    if fact.content not in (before.content, None, WITHDRAWN):
        wrong.append("content")
    if LATER.get(fact.status, 0) < LATER.get(before.status, 0):
        wrong.append("status")
    for field in wrong:
        around.refuse(kind, fact, "FROZEN", "This published figure is frozen", "publish another in its place, or withdraw it", field)


def check_kept(around: Around, removed: Mapping[str, Collection[str]]) -> None:
    """A published figure stays on the list: what is published later is held against all that ever was."""
    for id in removed.get("publication", ()):
        fact = around.before.of("publication")[id]
        around.refuse("publication", fact, "FROZEN", "A published figure stays on record", "withdraw it: readers then see nothing of it")


def check_risk(around: Around, kind: str, fact: Risk) -> None:
    """Invariant 22, a warning: a risk of acting stands beside the risk of not acting."""
    if fact.acting is not None and fact.not_acting is None:
        around.warn(kind, fact, "PAIRED_RISK", "Say also what happens if nothing is done", "fill the column not_acting", "not_acting")
    elif fact.acting is None and fact.not_acting is not None:
        around.warn(kind, fact, "PAIRED_RISK", "Say also what may go wrong if something is done", "fill the column acting", "acting")
    elif fact.acting is None:
        around.refuse(kind, fact, "MISSING", "this risk says nothing", "fill acting and not_acting, or leave the row out", "acting")


def check_story(around: Around, kind: str, fact: Story) -> None:
    """Towards invariant 17, a warning: the words of a story whose consent was withdrawn are shown to nobody, and should go."""
    if fact.consent == "withdrawn" and fact.text not in (None, WITHDRAWN):
        rule = "Consent was withdrawn; this story cannot be added to a report"
        around.warn(kind, fact, "CONSENT", rule, f"erase its words: sysmap erase --story {fact.id}", "consent")
