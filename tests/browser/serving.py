"""A real ``sysmap serve`` for a browser to visit: a process of its own over a store file, which can be killed and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests.service.desks import desk_over

TOKEN = "the-map-keepers-token-in-a-browser"
DEMONSTRATIONS = ("wrenmoor", "early-action")


class Served:
    """The service at ``place``, over the store file ``store``."""

    def __init__(self, store: Path, port: int = 0) -> None:
        self.store = store
        self.port = port or free_port()
        self.process: subprocess.Popen[str] | None = None
        self.start()

    @property
    def place(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def link(self) -> str:
        """The map keeper's link."""
        return f"{self.place}/#token={TOKEN}"

    def start(self) -> None:
        """Start it and wait until it says where it listens."""
        command = [sys.executable, "-m", "sysmap", "--store", f"sqlite:///{self.store.as_posix()}", "serve", "--port", str(self.port)]
        settings = {**os.environ, "SYSMAP_STEWARD_TOKEN": TOKEN}
        self.process = subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert str(self.port) in said, said

    def kill(self) -> None:
        """Without a word of warning."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self._gone()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self._gone()

    def _gone(self) -> None:
        assert self.process is not None and self.process.stdout is not None
        self.process.wait(30)
        self.process.stdout.close()
        self.process = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def made_store(path: Path, names: tuple[str, ...] = DEMONSTRATIONS) -> Path:
    """A store file with these demonstration maps, or practice files, on it."""
    desk_over(*names, url=f"sqlite:///{path.as_posix()}").close()
    return path
