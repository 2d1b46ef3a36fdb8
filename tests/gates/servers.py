"""A Neo4j of a gate's own, to be killed, stopped and frozen: never the one that other tests use, nor one that was running already."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar
from unittest.mock import patch

from sysmap.errors import StoreUnavailable
from tests.store import neo4j_server
from tests.store.neo4j_server import Server, start_one

T = TypeVar("T")
TRIES = 30


def can_be_killed() -> bool:
    """Can a server be started here as a process of ours, and is it its turn? Where Neo4j is required it can, or the gate fails."""
    if os.environ.get("SYSMAP_GATE_STORE", "neo4j") != "neo4j":
        return False
    jars = neo4j_server.how() == "java" or (shutil.which("java") and shutil.which("mvn"))
    return bool(jars) or os.environ.get("SYSMAP_REQUIRE") == "neo4j"


@contextmanager
def own_server(scheme: str = "bolt", more: str = "") -> Iterator[Server]:
    with patch.object(neo4j_server, "how", lambda: "java"):
        server = start_one(scheme=scheme, more=more)
    try:
        yield server
    finally:
        thaw(server)
        server.remove()


def patiently(work: Callable[[], T]) -> T:
    """What a server that has only just started may answer late; people try again too."""
    for _ in range(TRIES):
        with suppress(StoreUnavailable):
            return work()
        threading.Event().wait(0.5)
    return work()


def kill(server: Server) -> None:
    """Without a word of warning."""
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    server.stop()


def freeze(server: Server) -> None:
    """It keeps its connections and answers nothing."""
    assert server.pid is not None
    os.kill(server.pid, signal.SIGSTOP)


def thaw(server: Server) -> None:
    if server.pid is not None:
        os.kill(server.pid, signal.SIGCONT)
