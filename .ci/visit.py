"""Visit the served demonstration as a newcomer's browser would, and read what `make run` printed. Standard library only."""

from __future__ import annotations

import os
import re
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
    ("/maps/wrenmoor/change.html?from=w1&to=w2&layer=relationships", "text/html", b"<table"),
)
FOR_THE_KEEPER: tuple[tuple[str, str, bytes], ...] = (
    ("/maps/wrenmoor/change.html?from=w1&to=w2&layer=trust", "text/html", b"<table"),
    ("/maps/wrenmoor/change.pdf?from=w1&to=w2&layer=trust", "application/pdf", b"%PDF"),
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


def fetch(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (lower case) and body; a status that says no is an answer too."""
    request = urllib.request.Request(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
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


def visit(home: str, process: int, log: str) -> None:
    """Open every page and picture as the public and some as the map keeper, and one a second time with its ETag."""

    def healthy() -> bool:
        try:
            return fetch(f"{home}/healthz")[0] == 200
        except OSError:
            return False

    wait_until(healthy, process)
    for page in PAGES:
        look_at(home, page)
    token = re.search(r"#token=(\S+)", text_of(log))
    if token is None:
        raise SystemExit("No link for the map keeper was printed")
    for page in FOR_THE_KEEPER:
        look_at(home, page, Authorization=f"Bearer {token[1]}")
    picture = home + PAGES[3][0]
    etag = fetch(picture)[1].get("etag", "")
    if not etag or fetch(picture, If_None_Match=etag)[0] != 304:
        raise SystemExit(f"{picture}: asked again with its ETag, it was sent again")
    for path, headers, expected in (("/maps/no-such-map", {}, 404), ("/", {"Authorization": "Bearer of-a-wrong-token"}, 401)):
        if fetch(home + path, **headers)[0] != expected:
            raise SystemExit(f"{path} with {headers} was not answered with {expected}")


def look_at(home: str, page: tuple[str, str, bytes], **headers: str) -> None:
    """Open one page. Ends the visit unless it is there, of its kind, and holds what it should."""
    path, kind, holds = page
    status, said, body = fetch(home + path, **headers)
    if status != 200 or kind not in said.get("content-type", "") or holds not in body:
        raise SystemExit(f"{path}: {status} {said.get('content-type')}, {len(body)} bytes, without {holds!r} or of another kind")
    print(f"{path}: {status}, {len(body)} bytes")


def text_of(log: str) -> str:
    with open(log, encoding="utf-8") as opened:
        return opened.read()


def read(log: str) -> None:
    """Are the first sentences there, with their figures, and no traceback?"""
    text = text_of(log)
    print(text)
    missing = [figure for figure in SAID if figure not in text]
    if missing or "Traceback" in text:
        raise SystemExit(f"The first screen lacks {missing}" if missing else "A traceback reached the reader")


def main(arguments: list[str]) -> None:
    match arguments:
        case ["free-port", wished]:
            print(free_port(int(wished)))
        case ["visit", home, process, log]:
            visit(home, int(process), log)
        case ["read", log]:
            read(log)
        case _:
            raise SystemExit("visit.py free-port PORT | visit ADDRESS PID LOG | read LOG")


if __name__ == "__main__":
    main(sys.argv[1:])
