"""Visit the served demonstration as a newcomer's browser would, and read what `make run` printed. Standard library only."""

from __future__ import annotations

import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable

STARTED_WITHIN = 240.0
BETWEEN_TRIES = 0.2
INVENTED = "Wrenmoor is invented, for learning"

PAGES: tuple[tuple[str, str, bytes], ...] = (
    ("/readyz", "", b""),
    ("/", "text/html", b"Wrenmoor"),
    ("/maps/wrenmoor", "text/html", INVENTED.encode()),
    ("/maps/wrenmoor/picture.svg?at=w2&layer=trust", "image/svg+xml", b"<svg"),
    ("/maps/wrenmoor/picture.png?at=w2&layer=trust", "image/png", b"\x89PNG"),
    ("/maps/wrenmoor/picture.html?at=w1&layer=trust", "text/html", b"<table"),
    ("/maps/wrenmoor/change.html?from=w1&to=w2&layer=trust", "text/html", b"<table"),
)
SAID = ("24 of 31", "27 of 30", "100 of 524", "80 lasted", "3.48", "3.01", INVENTED)


def free_port(wished: int) -> int:
    """The wished port if nobody listens there, else any free one."""
    for port in (wished, 0):
        with socket.socket() as asked:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                asked.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(asked.getsockname()[1])
    raise SystemExit("There is no free port")


def fetch(address: str, etag: str = "") -> tuple[int, dict[str, str], bytes]:
    """Status, headers (lower case) and body; a status that says no is an answer too."""
    request = urllib.request.Request(address, headers={"If-None-Match": etag} if etag else {})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, {k.lower(): v for k, v in refused.headers.items()}, refused.read()


def wait_until(what: Callable[[], bool], process: int) -> None:
    """Ask again and again until it is so; give up at the deadline, or when the process is gone."""
    deadline = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < deadline:
        if what():
            return
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            raise SystemExit("make run ended before it served anything") from None
        time.sleep(BETWEEN_TRIES)
    raise SystemExit(f"Nothing was served within {STARTED_WITHIN:.0f} s")


def visit(home: str, process: int) -> None:
    """Open every page and picture once, and one a second time with its ETag."""

    def healthy() -> bool:
        try:
            return fetch(f"{home}/healthz")[0] == 200
        except OSError:
            return False

    wait_until(healthy, process)
    for path, kind, holds in PAGES:
        status, headers, body = fetch(home + path)
        if status != 200 or kind not in headers.get("content-type", "") or holds not in body:
            raise SystemExit(f"{path}: {status} {headers.get('content-type')}, {len(body)} bytes, without {holds!r} or of another kind")
        print(f"{path}: {status}, {len(body)} bytes")
    picture = home + PAGES[3][0]
    etag = fetch(picture)[1].get("etag", "")
    if not etag or fetch(picture, etag)[0] != 304:
        raise SystemExit(f"{picture}: asked again with its ETag, it was sent again")
    if fetch(f"{home}/maps/no-such-map")[0] != 404:
        raise SystemExit("A map that is not there was not answered with 404")


def read(log: str) -> None:
    """Are the first sentences there, with their figures, and no traceback?"""
    with open(log, encoding="utf-8") as opened:
        text = opened.read()
    print(text)
    missing = [figure for figure in SAID if figure not in text]
    if missing or "Traceback" in text:
        raise SystemExit(f"The first screen lacks {missing}" if missing else "A traceback reached the reader")


def main(arguments: list[str]) -> None:
    match arguments:
        case ["free-port", wished]:
            print(free_port(int(wished)))
        case ["visit", home, process]:
            visit(home, int(process))
        case ["read", log]:
            read(log)
        case _:
            raise SystemExit("visit.py free-port PORT | visit ADDRESS PID | read LOG")


if __name__ == "__main__":
    main(sys.argv[1:])
