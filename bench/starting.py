"""How long does sysmap take to start, how much memory do a big import and the served demonstration take?"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

from bench import made
from bench.table import ROOT, Row
from bench.timing import in_turn

STARTS = 15
SERVED_WITHIN = 60.0
TOKEN = "only-for-measuring-on-this-machine"
PAGES = (
    "/",
    "/maps/wrenmoor",
    "/maps/wrenmoor/picture.html?at=w2&layer=trust",
    "/maps/wrenmoor/picture.png?at=w2&layer=trust",
    "/maps/wrenmoor/change.html?from=w1&to=w2&layer=trust",
    "/maps/wrenmoor/change.pdf?from=w1&to=w2&layer=trust",
)


class Ran(NamedTuple):
    """What a program of its own took: seconds, and the most memory it held, in MB."""

    seconds: float
    peak: float


def program(*arguments: str) -> Ran:
    """Run a Python program and wait for it. Raises RuntimeError with what it said when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(said.decode(errors="replace"))
    per_unit = 1 if sys.platform == "darwin" else 1024
    return Ran(time.perf_counter() - began, used.ru_maxrss * per_unit / 1e6)


def starting() -> list[Row]:
    """Import and help, each beside Python starting with nothing to do."""
    took = in_turn(
        {
            "bare": lambda: program("-c", "pass"),
            "import": lambda: program("-c", "import sysmap"),
            "help": lambda: program("-m", "sysmap", "--help"),
        },
        STARTS,
    )
    bare = took["bare"].said()
    return [
        Row("`import sysmap`", f"{took['import'].said()}; Python alone {bare}", "under 150 ms", took["import"].median < 0.150),
        Row("`sysmap --help`", f"{took['help'].said()}; Python alone {bare}", "under 150 ms", took["help"].median < 0.150),
    ]


def importing(work: Path) -> Row:
    """A folder of 100,000 ties becomes a map in a new store."""
    bundle, store = made.folder(work / "bundle"), work / "imported.db"
    ran = program("-m", "sysmap", "--store", f"sqlite:///{store.as_posix()}", "import", str(bundle), "--yes")
    said = f"{ran.seconds:.1f} s ({made.TIES / ran.seconds:,.0f} ties a second), {ran.peak:,.0f} MB at most"
    return Row("`sysmap import` of a folder with 100,000 ties", said, "bounded memory (the command line has 2 GB)", ran.peak < 2_000)


def serving(work: Path) -> Row:
    """The demonstration, served, after each of its pages and pictures was asked for twice."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "sysmap", "demo", "--folder", str(work / "demo"), "--port", str(port)]
    keeper = {**os.environ, "SYSMAP_STEWARD_TOKEN": TOKEN}
    process = subprocess.Popen(command, cwd=ROOT, env=keeper, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        home = f"http://127.0.0.1:{port}"
        wait_for(f"{home}/healthz", process)
        for path in PAGES * 2:
            asked = urllib.request.Request(home + path, headers={"Authorization": f"Bearer {TOKEN}"})
            urllib.request.urlopen(asked, timeout=60).read()
        held, most = memory(process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    return Row("the served demonstration after its pages were read", f"{held:.0f} MB, {most:.0f} MB at most", "under 250 MB", most < 250)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until there is an answer; RuntimeError at the deadline or when the server has ended."""
    deadline = time.monotonic() + SERVED_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer")


def memory(pid: int) -> tuple[float, float]:
    """Resident memory of a process now and at its highest, in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    now, most = (int(found[1]) * 1024 / 1e6 for name in ("VmRSS", "VmHWM") if (found := re.search(rf"{name}:\s+(\d+) kB", status)))
    return now, most
