"""G0: does what ``docker compose up`` starts work on a real Neo4j, with its very settings and scripts, where there is no Docker to ask?"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.deploy.compose_file import environment, neo4j_settings
from tests.gates.servers import can_be_killed, own_server
from tests.gates.telling import tell
from tests.house.tree import ROOT
from tests.store import neo4j_server
from tests.store.neo4j_server import free_port

DEPLOY = ROOT / "deploy"
READY_WITHIN = 120.0
OWN = ("server.memory",)
"""Settings that the fixture makes smaller for a machine that tests run on."""


def settings_of_compose() -> str:
    """The fixture's address and memory, and everything else as docker-compose.yml says."""
    ours = [line for line in neo4j_server.SETTINGS.splitlines() if line.startswith(("server.", "dbms.security.auth"))]
    theirs = [f"{name}={value}" for name, value in neo4j_settings().items() if not name.startswith(OWN)]
    return "\n".join([*ours, *theirs, ""])


if can_be_killed():

    def test_the_app_of_compose_comes_up_with_the_demonstration(tmp_path: Path, request: pytest.FixtureRequest) -> None:
        secrets, port = tmp_path / "secrets", free_port()
        secrets.mkdir()
        with patch.object(neo4j_server, "SETTINGS", settings_of_compose()), own_server() as server:
            made = {"PATH": os.environ["PATH"], "SECRETS": str(secrets), "SYSMAP_NEO4J_PASSWORD": server.password, "DATA": str(tmp_path)}
            subprocess.run(["sh", str(DEPLOY / "first-start.sh")], env=made, check=True)
            given = {name: value for name, value in environment("app").items() if "$" not in value}
            given |= {"SYSMAP_STORE": server.url, "SYSMAP_NEO4J_PASSWORD_FILE": str(secrets / "neo4j-password"), "SYSMAP_PORT": str(port)}
            given |= {"PATH": f"{program_in(tmp_path)}:{os.environ['PATH']}", "SYSMAP_DEMO_FOLDER": str(tmp_path / "demo")}
            with subprocess.Popen(["sh", str(DEPLOY / "start.sh")], env=given, cwd=ROOT, stdout=subprocess.PIPE) as app:
                try:
                    took = until_healthy(app, given)
                    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/maps/wrenmoor", timeout=30).read().decode()
                finally:
                    app.terminate()
                    said = app.communicate()[0].decode()
            assert "Wrenmoor" in page
            assert "#token=" in said and server.password not in said
        tell(
            request,
            "G0",
            "neo4j",
            f"docker-compose.yml's {len(neo4j_settings())} settings and scripts",
            f"healthy with the maps in {took:.0f} s",
        )


def program_in(folder: Path) -> Path:
    """A folder with a program ``sysmap``, as the image has one."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "sysmap"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m sysmap "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program.parent


def until_healthy(app: subprocess.Popen[bytes], given: dict[str, str]) -> float:
    """Ask as the container's health check does; the seconds it took."""
    began = time.monotonic()
    while subprocess.run([sys.executable, str(DEPLOY / "healthy.py")], env=given).returncode:
        assert app.poll() is None, "the app ended"
        assert time.monotonic() - began < READY_WITHIN, "the app did not become healthy"
        threading.Event().wait(0.5)
    return time.monotonic() - began
