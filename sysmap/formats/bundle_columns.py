"""Which columns does each file of a bundle have? Those of the contract first, in its order; the others where a row needs them."""

from __future__ import annotations

import re

from sysmap.model.kinds import KINDS, field_of, heading

COMMON = ("basis", "source", "audience")
"""Every file may carry these, and writes them last."""

_WRITTEN = {
    "source": "id title author date url",
    "place": "name part_of level",
    "actor": "id name kind sector place reach reach_unit provision independence aliases identifiers part_of generic"
    " since until description",
    "wave": "id date label items scale_min scale_max max_names question closes",
    "roster": "wave actor respondent status",
    "rating": "wave respondent from to item value note",
    "relationship": "id from to type level directed sign strength trust_words wave since until description",
    "funding": "id from to amount currency since until awarded status purpose programme tiers pooled_in",
    "power": "id holder over_actor over statement expression form space base use state since until",
    "position": "wave actor influence interest stance by",
    "provision": "provider what for_whom size size_unit reach reach_unit place since until",
    "strength": "who place what",
    "lineage": "kind from to date",
    "layout": "actor x y pinned",
    "condition": "id name definition w6",
    "condition_rating": "condition wave place by rating evidence tag",
    "indicator": "id name scale unit about chosen_by matters_to",
    "measurement": "id indicator wave date value unit n scale instrument",
    "story": "id teller_role about text shows wave date consent text_version",
    "statement": "id about text topic since until",
    "event": "id date what affects tag date_note",
    "question": "id question owner theme status date would_answer",
    "risk": "id acting not_acting bearer tolerance about",
    "decision": "what who_decided asked followed date",
    "snapshot": "name wave at order note",
    "publication": "id title layer point before types labels group status replaced_by note digest cells about content sites since until",
    "correction": "id about field value text by date status answer",
}

_REQUIRED = {"rating": "wave from to value", "funding": "from to", "power": "holder statement", "statement": "id text", "layout": "actor"}
"""Columns that a file must have where that is more than the cells that a fact must state."""

LATER_WORDS = {
    "event": {"event": "what"},
    "story": {"paraphrase": "text"},
    "indicator": {"indicator": "name"},
}
"""Headings that harvest tables use for a column of ours."""

NOT_CARRIED = {"snapshot": frozenset({"revision", "digest"})}
"""What a bundle does not carry: a snapshot is defined in it, and pinned when it is taken."""

NUMBERS = frozenset(
    {"value", "strength", "reach", "scale_min", "scale_max", "max_names", "influence", "interest", "stance", "x", "y", "amount"}
    | {"quantity", "size", "n", "order", "tolerance"}
)
"""Fields that usually hold a plain number, which needs no guard against spreadsheets."""

NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)

STANDS_FOR = {
    "relationship": {"type": "works_with"},
    "rating": {"item": "trust", "respondent": "from_id"},
    "roster": {"respondent": "actor"},
    "funding": {"kind": "money"},
}
"""What an empty cell of a key column stands for when two rows are compared: a word, or the field it is taken from."""


def written(kind: str) -> tuple[str, ...]:
    """The fields that a file of this kind always has a column for, in order, without the common three."""
    return tuple(field_of(word) for word in _WRITTEN[kind].split())


def carried(kind: str) -> tuple[str, ...]:
    """Every field of this kind that a bundle can carry in a column of its own."""
    left_out = NOT_CARRIED.get(kind, frozenset()) | {"attributes"}
    return tuple(name for name in KINDS[kind].fields if name not in left_out)


def required(kind: str) -> tuple[str, ...]:
    """The headings without which a file cannot bring new facts."""
    if kind in _REQUIRED:
        return tuple(_REQUIRED[kind].split())
    return tuple(heading(name) for name in KINDS[kind].required)


def fold(column: str) -> str:
    """A heading as it is compared: capitals and blanks make no other column.

    >>> fold("Reach unit")
    'reach_unit'
    """
    return re.sub(r"[\s_-]+", "_", column.strip()).casefold()


def headings_of(kind: str) -> dict[str, str]:
    """Which field each folded heading stands for, with the words of harvest tables."""
    known = dict(LATER_WORDS.get(kind, {}))
    known.update({heading(name): name for name in carried(kind)})
    known["attributes"] = "attributes"
    return known
