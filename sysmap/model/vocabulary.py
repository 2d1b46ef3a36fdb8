"""Which words may stand where? Closed lists are refused with the choices; open ones are kept and reported.

The default codebook follows the seed documents and the field's terms; a map may add to it or override it in map.toml.
Sources of the lists: levels from the documents' three (a fourth, peer, is ours); power expressions VeneKlasen and Miller (2002),
forms and spaces Gaventa (2006), bases French and Raven (1959); tiers of the Scottish Government's Prevention Unit, with
``enabling`` ours; strength words from PARTNER's ladder.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from sysmap.model.text import Text

CLOSED: dict[str, tuple[str, ...]] = {
    "level": ("inter-organisation", "within-team", "practitioner-family", "peer"),
    "yes_no": ("yes", "no"),
    "sign": ("+", "-", "mixed"),
    "basis": ("stated", "inferred", "synthetic"),
    "audience": ("public", "accountability", "learning", "participants", "stewards"),
    "roster_status": ("answered", "partial", "silent", "refused", "unreachable", "left", "not_member", "not_asked"),
    "same_person": ("yes", "no", "not known"),
    "consent": ("asked", "given", "limited", "withdrawn", "not needed", "not recorded"),
    "funding_kind": ("money", "people", "in-kind"),
    "funding_status": ("proposed", "awarded", "disbursed", "ended", "withdrawn"),
    "tier": ("primary", "secondary", "tertiary", "responsive", "enabling", "not classified"),
    "expression": ("over", "with", "to", "within"),
    "form": ("visible", "hidden", "invisible"),
    "space": ("closed", "invited", "claimed"),
    "base": ("legitimate", "reward", "coercive", "expert", "referent", "informational"),
    "use": ("disruptive", "modelling", "narrative", "other"),
    "power_state": ("holds", "lacks", "contested", "shifting"),
    "lineage_kind": ("renamed", "split", "merged", "absorbed"),
    "condition_rating": ("helps", "hinders", "mixed", "unknown"),
    "tag": ("scaling out", "scaling up", "scaling deep", "early sign"),
    "published_layer": ("relationships", "trust", "funding", "power"),
    "labels": ("names", "codes"),
    "publication_status": ("published", "superseded", "withdrawn"),
    "correctable": ("name", "kind", "sector", "place", "reach", "provision", "description", "other"),
    "correction_status": ("open", "applied", "dismissed"),
}
"""Values that are refused when they are not in the list. ``base`` may be a ``|`` list of several."""

LISTED = frozenset({"base", "use", "expression", "form", "space"})
"""Closed lists whose cells may name several, split by ``|``."""

AUDIENCES = CLOSED["audience"]

DEFAULT_CODEBOOK: dict[str, Any] = {
    "actor_kinds": [
        "organisation",
        "team",
        "partnership",
        "programme",
        "fund",
        "service",
        "school",
        "forum",
        "community",
        "role-group",
        "individual-role",
        "venue",
        "generic-class",
    ],
    "sectors": [
        "statutory",
        "nhs",
        "education",
        "voluntary",
        "community",
        "housing",
        "funder",
        "research-learning",
        "mixed",
    ],
    "relationship_types": [
        "works_with",
        "supports",
        "trains",
        "advises",
        "convenes",
        "member_of",
        "learns_with",
        "delivers_to",
        "co_funds",
        "stewards",
        "evaluates",
        "chairs",
        "leans_on",
        "tension",
        "competes_for_funding",
        "commissions",
    ],
    "default_type": "works_with",
    "strength_max": 5,
    "strength_words": {
        "1": "know of each other",
        "2": "share information",
        "3": "plan together",
        "4": "deliver together",
    },
    "items": {},
    "unlisted": {},
}


@lru_cache(maxsize=64)
def codebook(overrides: Text) -> dict[str, Any]:
    """The codebook in force on a map: the default with the map's own words added. ``overrides`` is the map's JSON text.

    Lists are added to, tables are merged, other values replace. Callers must not change what they are given.
    """
    merged: dict[str, Any] = {**DEFAULT_CODEBOOK}
    for name, value in (json.loads(overrides) if overrides else {}).items():
        default = merged.get(name)
        if isinstance(default, list) and isinstance(value, list):
            merged[name] = default + [word for word in value if word not in default]
        elif isinstance(default, dict) and isinstance(value, dict):
            merged[name] = {**default, **value}
        else:
            merged[name] = value
    return merged


LONGEST_MEANT = 200
"""Nobody means a word by something longer, and comparing it would take long."""


def nearest(word: str, choices: tuple[str, ...]) -> str | None:
    """The choice that was probably meant, if one is near enough.

    >>> nearest("anwsered", CLOSED["roster_status"])
    'answered'
    """
    from difflib import get_close_matches

    if len(word) > LONGEST_MEANT:
        return None
    found = get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    return found[0] if found else None
