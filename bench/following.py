"""How soon do 200 hear of 50 edits a second, from a server of its own?"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from pathlib import Path

from websockets.asyncio.client import ClientConnection

from bench.starting import memory
from bench.table import Row
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.seeds import seed
from tests.gates.test_g13 import begun, free_port, listening, rename, serve

LISTENERS, EDITS_A_SECOND, EDITS = 200, 50, 500
KEYS = ("kes", "oak", "cvs", "ehh", "csc", "edi", "pub", "hou")


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as here:
        return [asyncio.run(_heard(f"sqlite:///{(Path(here) / 'maps.db').as_posix()}"))]


async def _heard(url: str) -> Row:
    desk = open_desk(url, create=True)
    carry_out(desk, preview(desk, seed("wrenmoor")))
    port = free_port()
    process = serve(url, port)
    sent: dict[str, float] = {}
    late: list[float] = []

    def write() -> None:
        began = time.perf_counter()
        for number in range(EDITS):
            time.sleep(max(0.0, began + number / EDITS_A_SECOND - time.perf_counter()))
            sent[f"n{number}"] = time.perf_counter()
            rename(desk, KEYS[number % len(KEYS)], f"n{number}")

    async def read(one: ClientConnection) -> None:
        while True:
            event = json.loads(await one.recv())["payload"]["data"]["mapChanged"]
            names = [change["fact"]["name"] for change in event["changes"]]
            late.extend(time.perf_counter() - sent[name] for name in names if name in sent)
            if f"n{EDITS - 1}" in names:
                return

    try:
        since = await begun(url, port)
        opened = [listening(port, since) for _ in range(LISTENERS)]
        readers = [await one.__aenter__() for one in opened]
        await asyncio.gather(asyncio.to_thread(write), *(read(one) for one in readers))
        _, most = memory(process.pid)
        for closing in opened:
            await closing.__aexit__(None, None, None)
    finally:
        process.kill()
        process.wait()
        desk.close()
    late.sort()
    p50, p95 = (late[int(len(late) * share)] * 1000 for share in (0.5, 0.95))
    what = f"{LISTENERS} who follow a map, {EDITS_A_SECOND} edits a second"
    figure = f"heard after {p50:.0f} ms, p95 {p95:.0f} ms; {most:.0f} MB at most"
    return Row(what, figure, "p95 under 500 ms, under 300 MB", p95 < 500 and most < 300)
