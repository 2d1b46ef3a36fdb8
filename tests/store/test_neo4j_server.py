"""Where do the tests get their Neo4j? From NEO4J_URI, else from Docker, else from Java; and it is named in full when there is none."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gates.old_server import old_server
from tests.store import neo4j_server
from tests.store.neo4j_server import IMAGE, how, start_one

DOCKER = """#!/bin/sh
echo "$@" >>"$CALLS"
case $1 in
  info) echo "${DOCKER_SAYS-28.0}" ;;
  run) echo a-container ;;
esac
"""
"""A Docker that notes what it is told; what it starts, something of ours answers for."""


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine with this Docker and nothing else; what Docker was told."""
    (tmp_path / "docker").write_text(DOCKER, encoding="utf-8")
    (tmp_path / "docker").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    for name in ("NEO4J_URI", "SYSMAP_NEO4J_JARS", "SYSMAP_NEO4J_USER", "SYSMAP_NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(neo4j_server, "CACHE", tmp_path)
    how.cache_clear()
    yield tmp_path / "calls"
    how.cache_clear()


def test_a_server_that_is_named_comes_before_everything(calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://somewhere:7687")
    monkeypatch.setenv("SYSMAP_NEO4J_USER", "ann")
    monkeypatch.setenv("SYSMAP_NEO4J_PASSWORD", "hers")
    server = start_one()
    assert (how(), server.url, server.user, server.password, server.pid) == ("uri", "bolt://somewhere:7687", "ann", "hers", None)
    server.remove()
    assert not calls.exists()


def test_docker_runs_one_for_this_machine_alone_and_takes_it_away(calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with old_server("5.26.0") as port:
        monkeypatch.setattr(neo4j_server, "free_port", lambda: port)
        server = start_one()
        assert (how(), server.url, server.user, server.pid) == ("docker", f"bolt://127.0.0.1:{port}", "neo4j", None)
        assert server.answers()
        server.remove()
    _, ran, removed = calls.read_text(encoding="utf-8").splitlines()
    assert ran.startswith("run --detach --rm ") and ran.endswith(IMAGE) and f"--publish 127.0.0.1:{port}:7687" in ran
    assert f"NEO4J_AUTH=neo4j/{server.password}" in ran and len(server.password) >= 12
    assert removed == "rm --force a-container"
    assert server.home is not None and not server.home.exists()


def test_a_docker_without_an_engine_is_no_docker_and_without_java_there_is_none(calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_SAYS", "")
    assert how() == ""
    with pytest.raises(RuntimeError, match="NEO4J_URI, or have Docker, or Java 17 and Maven"):
        start_one()
