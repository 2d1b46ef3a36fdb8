"""What stands on a picture besides actors: givers and holders that are not stated, and the decisions that power is about.

Only networks made for a picture have them (``Question.unmeasured``); none enters a measure.
"""

from __future__ import annotations

from sysmap.analysis.network import UNMEASURED, Member
from sysmap.model.text import NOT_STATED

STUB = "~"
"""Begins the id of a member that is no actor, followed by the id of the fact or the words of the decision."""


def not_stated(fact: str, who: str) -> Member:
    """A stub for an end that a fact leaves open.

    >>> not_stated("f8", "giver").name, not_stated("f8", "giver").reason
    ('not stated', 'giver not stated')
    """
    return Member(f"{STUB}{fact}", NOT_STATED, UNMEASURED, reason=f"{who} not stated")


def is_stub(member: Member) -> bool:
    """Is this no actor, but an end that is not stated or a decision?"""
    return member.id.startswith(STUB)


def decision(words: str) -> Member:
    """A decision, resource or issue that somebody has power over, in the map's own words."""
    return Member(f"{STUB}{words}", words, UNMEASURED, kind="decision", reason="decision, resource or issue")
