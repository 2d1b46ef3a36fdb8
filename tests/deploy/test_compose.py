"""Does ``docker compose up`` start what it should, with nothing secret in the file, and stop with a sentence where something is missing?"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

from tests.deploy.compose_file import TEXT, environment, neo4j_settings, service
from tests.house.tree import ROOT

FIRST_START = ROOT / "deploy" / "first-start.sh"
START = ROOT / "deploy" / "start.sh"


def first_start(folder: Path, password: str = "") -> subprocess.CompletedProcess[str]:
    given = {
        "PATH": os.environ["PATH"],
        "SECRETS": str(folder / "secrets"),
        "DATA": str(folder / "data"),
        "SYSMAP_NEO4J_PASSWORD": password,
    }
    return subprocess.run(["sh", str(FIRST_START)], env=given, capture_output=True, text=True)


def volumes(folder: Path) -> Path:
    for name in ("secrets", "data"):
        (folder / name).mkdir()
    return folder / "secrets"


def test_every_port_is_on_this_computer_only() -> None:
    ports = re.findall(r'^ {6}- "(.*):(\d+)"$', TEXT, re.MULTILINE)
    assert [port for _, port in ports] == ["7687", "7474", "8000"]
    assert [where for where, _ in ports if not where.startswith("127.0.0.1:")] == []


def test_no_password_stands_in_the_file() -> None:
    secret = [line for line in TEXT.splitlines() if re.search(r"(?i)password|token|auth", line) and "#" not in line]
    assert [line for line in secret if re.search(r"(?i)(password|token|auth): (?!\$\{\w+:-\}|\{)\S", line)] == []
    assert "NEO4J_AUTH:" not in TEXT


def test_each_waits_until_the_one_before_is_healthy() -> None:
    assert "password: {condition: service_completed_successfully}" in service("neo4j")
    assert "neo4j: {condition: service_healthy}" in service("app")
    assert all("healthcheck:" in service(name) for name in ("neo4j", "app"))


def test_the_app_may_write_nothing_and_is_not_root() -> None:
    assert "read_only: true" in service("app")
    assert "cap_drop: [ALL]" in service("app")
    recipe = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER 10001$", recipe, re.MULTILINE)
    assert "HEALTHCHECK" in recipe
    assert "--require-hashes" in recipe


def test_the_image_has_the_fast_driver_and_every_package_that_sysmap_locks() -> None:
    recipe = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "-r requirements-fast.lock" in recipe
    plain, fast = (pins(name) for name in ("requirements.lock", "requirements-fast.lock"))
    assert {pin.partition("==")[0] for pin in fast - plain} == {"neo4j-rust-ext"} and plain <= fast


def test_whatever_the_image_is_made_of_is_let_through_to_it() -> None:
    recipe = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    taken = {word for line in re.findall(r"^COPY (?!--)(.*) \S+$", recipe, re.MULTILINE) for word in line.split()}
    let_through = {line[1:].rstrip("/") for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"}
    assert {word.partition("/")[0] for word in taken} <= {word.partition("/")[0] for word in let_through}


def pins(name: str) -> set[str]:
    """The packages of a lock with their versions."""
    return set(re.findall(r"^([a-z0-9._-]+==\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE | re.IGNORECASE))


def test_what_is_erased_leaves_the_log_soon_and_no_query_is_logged() -> None:
    settings = neo4j_settings()
    assert settings["db.tx_log.rotation.retention_policy"] == "keep_none"
    assert settings["db.tx_log.rotation.size"] == "128K"
    assert settings["db.checkpoint.interval.time"] == "1m"
    assert settings["db.logs.query.parameter_logging_enabled"] == "false"
    assert settings["db.logs.query.enabled"] == "OFF"


def test_the_app_is_told_where_the_password_is_and_not_what_it_is() -> None:
    given = environment("app")
    assert given["SYSMAP_NEO4J_PASSWORD_FILE"] == "/run/sysmap-secrets/neo4j-password"
    assert "SYSMAP_NEO4J_PASSWORD" not in given


def test_a_password_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    secrets = volumes(tmp_path)
    first = first_start(tmp_path)
    assert first.returncode == 0, first.stderr
    made = (secrets / "neo4j-password").read_text(encoding="utf-8")
    assert len(made) >= 24
    assert (secrets / "neo4j-auth").read_text(encoding="utf-8") == f"neo4j/{made}"
    assert {stat.S_IMODE((secrets / name).stat().st_mode) for name in ("neo4j-password", "neo4j-auth")} == {0o400}
    assert made not in first.stdout + first.stderr
    assert first_start(tmp_path).returncode == 0
    assert (secrets / "neo4j-password").read_text(encoding="utf-8") == made


def test_a_password_of_ones_own_is_taken(tmp_path: Path) -> None:
    secrets = volumes(tmp_path)
    assert first_start(tmp_path, "one of my own choosing").returncode == 0
    assert (secrets / "neo4j-password").read_text(encoding="utf-8") == "one of my own choosing"


def test_it_stops_with_a_sentence_where_the_password_is_missing_or_another(tmp_path: Path) -> None:
    volumes(tmp_path)
    assert "shorter than 12" in first_start(tmp_path, "short").stderr
    assert first_start(tmp_path, "the very first of them").returncode == 0
    other = first_start(tmp_path, "quite another of them")
    assert other.returncode == 1
    assert "not the password that Neo4j was started with" in other.stderr
    shutil.rmtree(tmp_path / "secrets")
    assert "volume for secrets" in first_start(tmp_path).stderr
    (tmp_path / "secrets").mkdir()
    (tmp_path / "data" / "databases").mkdir()
    lost = first_start(tmp_path)
    assert lost.returncode == 1
    assert "set SYSMAP_NEO4J_PASSWORD to the one it was started with" in lost.stderr


def test_the_app_stops_with_a_sentence_without_a_password(tmp_path: Path) -> None:
    for file in ("", str(tmp_path / "none")):
        given = {"PATH": os.environ["PATH"], "SYSMAP_NEO4J_USER": "neo4j", "SYSMAP_NEO4J_PASSWORD_FILE": file}
        ran = subprocess.run(["sh", str(START)], env=given, capture_output=True, text=True)
        assert ran.returncode == 1
        assert ran.stderr.startswith("sysmap: No password for Neo4j")
