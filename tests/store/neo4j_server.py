"""A real Neo4j for the tests: the one NEO4J_URI names, else a container, else the server's own jars run by this machine's Java.

Only a server that was started here is stopped, by its own process id; it also ends by itself when the tests are killed. Under
SYSMAP_REQUIRE=neo4j its absence fails the tests; otherwise they are left out, and the last lines of the run say so.
"""

from __future__ import annotations

import os
import secrets
import select
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import neo4j

from sysmap.store import neo4j_calls
from tests.house.tree import ROOT

VERSION = "5.26.12"
IMAGE = "neo4j:5.26-community"
STARTED_WITHIN = 240.0
BETWEEN_TRIES = 0.2
CACHE = ROOT / ".cache" / "neo4j"
PROGRAM = Path(__file__).with_name("RunNeo4j.java")
POM = f"""<project><modelVersion>4.0.0</modelVersion><groupId>org.sysmap</groupId><artifactId>neo4j</artifactId><version>1</version>
<dependencies><dependency><groupId>org.neo4j.test</groupId><artifactId>neo4j-harness</artifactId><version>{VERSION}</version>
<scope>runtime</scope></dependency></dependencies></project>
"""
SETTINGS = """server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.memory.pagecache.size=128m
dbms.usage_report.enabled=false
dbms.cypher.min_replan_interval=1h
dbms.security.auth_enabled={auth}
dbms.security.auth_max_failed_attempts=0
db.tx_log.rotation.retention_policy=keep_none
db.tx_log.rotation.size=128K
"""
OPENED = ("--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")


class Server:
    """One server. ``url``, ``user`` and ``password`` are how it is reached; ``pid`` is None where it is not ours to stop or to freeze."""

    def __init__(self, url: str, user: str = "", password: str = "", *, home: Path | None = None, java: bool = True) -> None:
        self.url, self.user, self.password = url, user, password
        self.home = home
        self._java = java
        self._process: subprocess.Popen[bytes] | None = None
        self._container = ""

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    @property
    def environment(self) -> dict[str, str]:
        """What sysmap has to be told beside the URL."""
        return {"SYSMAP_NEO4J_USER": self.user, "SYSMAP_NEO4J_PASSWORD": self.password} if self.user else {}

    def driver(self) -> neo4j.Driver:
        auth = (self.user, self.password) if self.user else None
        return neo4j.GraphDatabase.driver(self.url, auth=auth, notifications_min_severity="OFF", connection_timeout=5.0)

    def start(self, ready: Callable[[], bool] | None = None) -> None:
        """Start it again under the same address, with the data it had."""
        assert self.home is not None
        if self._java:
            command = ["java", "-XX:+UseSerialGC", "-Xmx1g", "-cp", f"{jars()}/*", *OPENED, str(PROGRAM), str(self.home)]
            with open(self.home / "output.log", "ab") as log:
                self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
            _wait_for_line(self._process, self.home)
        wait_until(ready or self.answers, "Neo4j answered nothing")

    def stop(self) -> None:
        """Stop it, if it was started here."""
        if self._process is not None:
            assert self._process.stdin is not None and self._process.stdout is not None
            self._process.stdin.close()
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process.stdout.close()
            self._process = None
        if self._container:
            subprocess.run(["docker", "rm", "--force", self._container], check=False, capture_output=True)

    def remove(self) -> None:
        """Stop it for good."""
        self.stop()
        if self.home is not None:
            shutil.rmtree(self.home, ignore_errors=True)

    def answers(self) -> bool:
        try:
            with self.driver() as driver:
                driver.verify_connectivity()
        except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError, OSError):
            return False
        return True

    def run_in_container(self, port: int) -> None:
        given = ["-e", f"NEO4J_AUTH={self.user}/{self.password}", "-e", "NEO4J_server_bolt_advertised__address=127.0.0.1:" + str(port)]
        ran = subprocess.run(
            ["docker", "run", "--detach", "--rm", "--publish", f"127.0.0.1:{port}:7687", *given, IMAGE], capture_output=True, text=True
        )
        if ran.returncode:
            raise RuntimeError(f"docker run {IMAGE} failed: {ran.stderr.strip()}")
        self._container = ran.stdout.strip()
        wait_until(self.answers, "Neo4j answered nothing")


def wait_until(so: Callable[[], bool], otherwise: str) -> None:
    """Ask again and again until it is so, or fail."""
    deadline = time.monotonic() + STARTED_WITHIN
    while not so():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{otherwise} within {STARTED_WITHIN:.0f} s")
        time.sleep(BETWEEN_TRIES)


def _wait_for_line(process: subprocess.Popen[bytes], home: Path) -> None:
    """Wait until the program says that it has started."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], STARTED_WITHIN)
    if not ready or process.stdout.readline() != b"started\n":
        process.kill()
        process.wait()
        raise RuntimeError(f"Neo4j did not start: {(home / 'output.log').read_text(errors='replace')[-2000:]}")


@cache
def how() -> str:
    """How a Neo4j can be had here: "uri", "docker", "java", or "" when it cannot. Nothing is started or fetched yet."""
    if os.environ.get("NEO4J_URI"):
        return "uri"
    if shutil.which("docker") and _docker_answers():
        return "docker"
    if shutil.which("java") and (_cached() is not None or shutil.which("mvn")):
        return "java"
    return ""


def _docker_answers() -> bool:
    """A program without an engine behind it, or one that hangs, is no Docker."""
    with suppress(subprocess.TimeoutExpired):
        asked = subprocess.run(["docker", "info", "--format", "{{.ServerVersion}}"], capture_output=True, text=True, timeout=20)
        return asked.returncode == 0 and bool(asked.stdout.strip())
    return False


def is_wanted() -> bool:
    """Do the tests run on Neo4j? Where it is required they do, and fail when there is none."""
    return bool(how()) or os.environ.get("SYSMAP_REQUIRE") == "neo4j"


def _cached() -> Path | None:
    places = [Path(named) for named in [os.environ.get("SYSMAP_NEO4J_JARS", "")] if named] + [CACHE / VERSION]
    return next((place for place in places if any(place.glob("neo4j-kernel-*.jar"))), None)


@cache
def jars() -> Path:
    """The folder of the server's jars, fetched with Maven the first time."""
    found = _cached()
    if found is not None:
        return found
    place = CACHE / VERSION
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        (Path(folder) / "pom.xml").write_text(POM, encoding="utf-8")
        fetched = subprocess.run(
            ["mvn", "--batch-mode", "--quiet", "dependency:copy-dependencies", "-DoutputDirectory=jars", "-DincludeScope=runtime"],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if fetched.returncode:
            raise RuntimeError(f"Maven could not fetch Neo4j {VERSION}: {(fetched.stdout + fetched.stderr)[-2000:]}")
        (Path(folder) / "jars").rename(place)
    return place


def unhurried() -> None:
    """In this process a server may be slow: a machine that is busy decides no test, and whether deadlines are kept is for others to try."""
    neo4j_calls.SIGN_OF_LIFE, neo4j_calls.PATIENCE = 60.0, STARTED_WITHIN


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def start_one(*, auth: bool = True, scheme: str = "bolt", more: str = "") -> Server:
    """A new server with an empty store. ``more`` are settings for one that is run from its jars.

    Raises RuntimeError when there is no way to have one.
    """
    way, port = how(), free_port()
    if way == "uri":
        return Server(os.environ["NEO4J_URI"], os.environ.get("SYSMAP_NEO4J_USER", ""), os.environ.get("SYSMAP_NEO4J_PASSWORD", ""))
    home = Path(tempfile.mkdtemp(prefix="sysmap-neo4j-"))
    server = Server(f"{scheme}://127.0.0.1:{port}", "neo4j" if auth else "", secrets.token_urlsafe(12) if auth else "", home=home)
    if way == "docker":
        server.run_in_container(port)
        return server
    if way != "java":
        raise RuntimeError("No Neo4j for the tests: set NEO4J_URI, or have Docker, or Java 17 and Maven")
    (home / "neo4j.conf").write_text(SETTINGS.format(port=port, auth=str(auth).lower()) + more, encoding="utf-8")
    if not auth:
        server.start()
        return server
    chosen, server.password = server.password, "neo4j"
    server.start(lambda: _first_password(server, chosen))
    server.password = chosen
    return server


def _first_password(server: Server, password: str) -> bool:
    """Give the first user the password: until then nothing else may be done."""
    try:
        with server.driver() as driver:
            driver.execute_query("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", {"new": password}, database_="system")
    except (neo4j.exceptions.ServiceUnavailable, neo4j.exceptions.TransientError):
        return False
    return True


@cache
def the_server() -> Server:
    """The one server of this run, started when the first test asks for it."""
    server = start_one()
    if how() == "uri":
        _refuse_foreign(server)
    return server


def _refuse_foreign(server: Server) -> None:
    """A server that others use is not emptied for a test."""
    with server.driver() as driver:
        if driver.execute_query("MATCH (m:Map) RETURN count(m)").records[0][0]:
            raise RuntimeError("The Neo4j that NEO4J_URI names holds maps; the tests need an empty one")


def take_away_all(server: Server) -> None:
    """Take away every node of sysmap but its migrations, so that a test finds an empty store."""
    with server.driver() as driver:
        for label in ("Map", "Revision", "Version", "Text", "Erasure", "Today"):
            statement = "MATCH (n:$($label)) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*)"
            while driver.execute_query(statement, {"label": label}).records[0][0] == 10_000:
                pass


def stop_the_server() -> None:
    """At the end of the run."""
    if the_server.cache_info().currsize:
        the_server().remove()
