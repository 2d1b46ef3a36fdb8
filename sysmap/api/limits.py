"""How much may be asked at once? Every limit of the GraphQL door in one place (reliability.md section 6, contract.md section 3)."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.config import EDITS_A_SECOND
from sysmap.model.visibility import Viewer

HEAD_BYTES = 16_384
HEAD_SECONDS = 5.0
BODY_BYTES = 1_000_000
BODY_SECONDS = 5.0
"""A body may take so long however short it is, and beyond that has to come at its rate."""
BODY_RATE = 10_240
"""Bytes a second."""
KEEP_ALIVE_SECONDS = 15
PING_SECONDS = 20.0
JSON_DEPTH = 64
TOKENS = 1_000
DOCUMENT_LENGTH = 32_000
DEPTH = 10
ALIASES = 15
DIRECTIVES = 20
ROOT_FIELDS = 10
ERRORS = 10
ERROR_TEXT = 200
EDITS_AT_ONCE = 3 * EDITS_A_SECOND
"""The pace of one caller where the settings name no other."""
CALLERS_KEPT = 5_000
"""Of how many callers the pace is remembered."""
MESSAGE_BYTES = 65_536
SUBSCRIPTIONS = 4
MESSAGES_A_SECOND = 20
FRAMES_A_SECOND = 100
FRAMES_AT_ONCE = 200
"""Of a WebSocket: messages, their pieces, pings and answers to pings."""
INIT_SECONDS = 5.0
SLOW_READER_SECONDS = 10.0
ROOM = 500
"""Sockets, and streams of events, that one process keeps open."""
LISTENERS = 250
"""Sockets and streams that follow one map."""
EVENT_CHANGES = 200
"""An event of more changes than this says *refetch* instead: a reader that far behind reads the map again faster."""
EDITS_TOLD = 50
"""The edits that an event names at most."""
DOCUMENTS_KEPT = 128
TOKENS_KEPT = 20_000
"""Words and signs of all documents that are kept: each takes about a kilobyte of memory."""
REFUSALS_KEPT = 512
ANSWERS_KEPT = 64
ANSWER_BYTES_KEPT = 32_000_000
"""Of all answers that are kept."""
LARGEST_KEPT = 4_000_000
"""The largest answer that is kept."""
QUESTION_KEPT = 20_000
"""The longest document, and the longest variables, that an answer is kept under."""
PAGE = 50
"""How many of a list come when nobody says how many."""


class Patience(NamedTuple):
    """How many seconds an answer may take, and an edit."""

    query: float = 5.0
    edit: float = 3.0


class Allowance(NamedTuple):
    """What one viewer may ask: the cost of a document after expansion, how many of a list at once, and how many values in a body."""

    cost: int
    first: int
    values: int


STEWARD = Allowance(100_000, 5_000, 100_000)
EVERYONE_ELSE = Allowance(5_000, 200, 1_000)


def allowance(viewer: Viewer) -> Allowance:
    return STEWARD if viewer.is_steward else EVERYONE_ELSE
