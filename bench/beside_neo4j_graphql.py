"""How fast is GraphQL beside @neo4j/graphql with graphql-yoga, on the same Neo4j and the same map?

For comparison, with no aim of its own. It takes node and npm, and npm fetches the neighbour's packages once, in the versions that
``neighbour/package-lock.json`` pins by hash, into the ignored cache folder; nothing of theirs is run while they are installed.
Where one of these is not at hand, the line says so and the rest is measured all the same.

Both are asked over HTTP on this computer, in turn, and both have read the document before. Ours is told each time to list one more
than there is, so that it works its answer out anew; what it says to a question that it was asked before stands beside that.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from bench.asking import ACTORS, MAP, TIES, desk
from bench.table import Row
from bench.timing import in_turn
from tests.gates.test_g13 import free_port, serve
from tests.store.neo4j_server import CACHE, Server, is_wanted, start_one, wait_until
from tests.web.visiting import TOKEN

ROUNDS = 9
WHAT = f"{ACTORS} actors and {TIES:,} ties with both ends from Neo4j over HTTP, beside @neo4j/graphql with graphql-yoga"
HERE = Path(__file__).with_name("neighbour")
PLACE = CACHE.parent / "neighbour"
OURS = (
    f'query($ties: Int!) {{ map(id: "{MAP}") {{ actors(first: {ACTORS}) {{ nodes {{ key name sector }} }} '
    "relationships(first: $ties) { nodes { key type strength from { key name } to { key name } } } } }"
)
THEIRS = (
    f'{{ actors(where: {{ map: {{ eq: "{MAP}" }} }}) {{ id name sector '
    "relatesConnection { edges { properties { id type strength } node { id name } } } } }"
)


class NotAtHand(Exception):
    """What is missing here."""


def rows() -> list[Row]:
    """One row, measured or saying what is not at hand."""
    try:
        return [measured(packages())] if is_wanted() else [Row(WHAT, "not at hand: no Neo4j here", "for comparison")]
    except NotAtHand as missing:
        return [Row(WHAT, f"not at hand: {missing}", "for comparison")]


def packages() -> Path:
    """The folder that the neighbour is served from, with its packages. Raises NotAtHand."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise NotAtHand("node and npm are not installed")
    lock = (HERE / "package-lock.json").read_bytes()
    if not (PLACE / "node_modules").is_dir() or (PLACE / "package-lock.json").read_bytes() != lock:
        print(f"npm fetches @neo4j/graphql and graphql-yoga into .cache/{PLACE.name}, once, for the comparison ...", flush=True)
        shutil.rmtree(PLACE, ignore_errors=True)
        shutil.copytree(HERE, PLACE)
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
        ran = subprocess.run([npm, "ci", *quiet], cwd=PLACE, capture_output=True, text=True)
        if ran.returncode:
            shutil.rmtree(PLACE)
            raise NotAtHand("npm could not fetch the packages")
    shutil.copy(HERE / "server.mjs", PLACE)
    return PLACE


def measured(folder: Path) -> Row:
    server = start_one()
    os.environ.update(server.environment)
    try:
        with closing(desk(server.url)), theirs(folder, server) as their_port, ours(server) as our_port:
            return compared(our_port, their_port)
    finally:
        server.remove()


def compared(our_port: int, their_port: int) -> Row:
    """Both asked in turn, and ours again."""
    more = count(TIES + 1)
    took = in_turn({"ours": lambda: ask_ours(our_port, next(more)), "theirs": lambda: ask_theirs(their_port)}, ROUNDS)
    again = in_turn({"again": lambda: ask_ours(our_port, TIES)}, ROUNDS)["again"]
    said = f"{took['ours'].said()}, asked again {again.median * 1000:,.1f} ms; theirs {took['theirs'].said()}"
    return Row(WHAT, said, "for comparison")


def ask_ours(port: int, ties: int) -> bytes:
    body = posted(port, {"query": OURS, "variables": {"ties": ties}}, {"authorization": f"Bearer {TOKEN}"})
    assert body.count(b'"strength":') == TIES and b'"errors"' not in body, body[:300]
    return body


def ask_theirs(port: int) -> bytes:
    body = posted(port, {"query": THEIRS}, {})
    assert body.count(b'"strength":') == TIES and b'"errors"' not in body, body[:300]
    return body


def posted(port: int, asked: dict[str, Any], headers: dict[str, str]) -> bytes:
    given = {"content-type": "application/json", "accept": "application/json", **headers}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", json.dumps(asked).encode(), given)
    with urllib.request.urlopen(request, timeout=60) as answer:
        found: bytes = answer.read()
    return found


@contextmanager
def ours(server: Server) -> Iterator[int]:
    """sysmap serving this store, once it answers."""
    port = free_port()
    process = serve(server.url, port)
    try:
        wait_until(is_true_of(lambda: posted(port, {"query": "{ __typename }"}, {})), "sysmap did not come up")
        yield port
    finally:
        process.kill()
        process.wait()


def is_true_of(asked: Callable[[], object]) -> Callable[[], bool]:
    """Does this go without a failure?"""

    def tried() -> bool:
        try:
            asked()
        except OSError:
            return False
        return True

    return tried


@contextmanager
def theirs(folder: Path, server: Server) -> Iterator[int]:
    """The neighbour serving the graph of today of this store."""
    command = ["node", "server.mjs", server.url.replace("neo4j://", "bolt://")]
    given = {**os.environ, **server.environment, "NODE_ENV": "production"}
    process = subprocess.Popen(command, cwd=folder, env=given, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None and process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line:
            raise NotAtHand("the neighbour did not start")
        yield int(line)
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


if __name__ == "__main__":
    print(*rows(), sep="\n")
