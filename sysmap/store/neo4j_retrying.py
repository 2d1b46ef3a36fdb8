"""When is a transaction tried again? At once and for a moment after a cut line, for longer while the server is there and is busy.

The driver's own tries wait a second, then two, then four: whoever edits would wait longer than our deadline for a line that was cut.
Each try is a managed transaction of the driver's that may be made again; what was given up meanwhile is not.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from neo4j import exceptions as said

from sysmap.store.neo4j_calls import Call

T = TypeVar("T")

AFTER_A_CUT = 1.0
"""Seconds for which a line that was cut is tried again: longer, and the server is away."""
WHILE_BUSY = 10.0
"""Seconds for which a server that answers, and asks to be asked again, is asked again; a deadlock is such an answer."""
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.5
_pauses = threading.Event()


def again_and_again(call: Call[Any], work: Callable[[], T], *, harmless: bool = True) -> T:
    """Do the work until it is done. ``harmless`` says that it may be done twice: then an answer that was lost is asked for anew.

    Raises what the driver raises when it is of no use to go on, and GivenUp when nobody waits any more.
    """
    began, pause = time.monotonic(), FIRST_PAUSE
    while True:
        try:
            return work()
        except (said.DriverError, said.Neo4jError) as error:
            if time.monotonic() - began > _tried_for(error, harmless):
                raise
        call.go_on()
        # Those who locked each other out must not meet again at the same moment.
        _pauses.wait(pause * random.uniform(0.5, 1.5))
        call.go_on()
        pause = min(2 * pause, LONGEST_PAUSE)


def _tried_for(error: said.DriverError | said.Neo4jError, harmless: bool) -> float:
    """For how many seconds it is tried again after this error; less than none for never."""
    if isinstance(error, said.IncompleteCommit):
        return AFTER_A_CUT if harmless else -1.0
    if not error.is_retryable():
        return -1.0
    return WHILE_BUSY if isinstance(error, said.Neo4jError) else AFTER_A_CUT
