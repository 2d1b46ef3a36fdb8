"""Is every open word known and every fact sourced? What is reported, and seldom refused.

What many facts of a batch share is said once, with how many: a warning a row would drown the ones that matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sysmap.model.kinds import KINDS
from sysmap.model.validation.around import Around

OPEN = {"relationship": (("type", "relationship_types"),), "actor": (("kind", "actor_kinds"), ("sector", "sectors"))}
"""Fields whose words are open, with the codebook's list of them."""

UNSOURCED = frozenset({"map", "source", "wave", "roster", "layout", "snapshot", "publication", "correction"})
"""Kinds that say how the map was made, and need no source of their own."""

NO_SOURCE = "Every stated fact needs a source; mark it inferred or synthetic otherwise"


def check_sources(around: Around, kind: str, facts: Iterable[Any]) -> None:
    """Invariant 16: a missing source is a warning, said once a kind; refused, fact by fact, where the map requires sources."""
    if kind in UNSOURCED:
        return
    lacking = [fact for fact in facts if fact.source is None and fact.basis in (None, "stated")]
    if not lacking:
        return
    fix = "name the source in the column source, or say inferred or synthetic in the column basis"
    if around.after.about.require_source == "yes":
        for fact in lacking:
            around.refuse(kind, fact, "SOURCE", NO_SOURCE, fix, "source")
        return
    said = f"{NO_SOURCE} ({len(lacking):,} {'row' if len(lacking) == 1 else 'rows'} of {KINDS[kind].file} without one)"
    around.warn(kind, lacking[0], "SOURCE", said, fix, "source")


def check_vocabulary(around: Around, kind: str, facts: Iterable[Any]) -> None:
    """Words that the codebook lacks are kept and reported, each word once; an import that listed them as unlisted did report them."""
    unlisted = around.codebook.get("unlisted") or {}
    for field, list_name in OPEN.get(kind, ()):
        place = KINDS[kind].fields.index(field)
        listed = around.codebook.get(list_name) or ()
        known = {*listed, *(unlisted.get(list_name) or ())}
        strange: dict[str, list[Any]] = defaultdict(list)
        for fact in facts:
            word = fact[place]
            if word is not None and word not in known:
                strange[word].append(fact)
        for word, found in strange.items():
            rows = "1 row" if len(found) == 1 else f"{len(found):,} rows"
            fix = f"{around.meant(word, listed)}add it to [codebook] {list_name} in map.toml to list it"
            around.warn(kind, found[0], "UNLISTED", f"the codebook has no such {field}; kept as unlisted ({rows})", fix, field)
