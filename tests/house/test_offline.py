"""The bundle for places without internet: what goes into it for each system, and that its start scripts can be started."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from offline.build import PYTHONS, SYSTEMS, parts, pins, wanted, write
from tests.house.tree import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def names(lock: str) -> set[str]:
    return {line.split("==")[0] for line in lock.splitlines()}


def test_every_pin_of_the_lock_comes_with_its_hashes_and_none_is_lost() -> None:
    found = list(pins(LOCK))
    assert len(found) == len(re.findall(r"^[A-Za-z0-9_.-]+(?:\[[a-z]+\])?==", LOCK, re.M))
    assert sum(hashes.count("--hash=sha256:") for _, _, hashes in found) == LOCK.count("--hash=sha256:")


@pytest.mark.parametrize("python", PYTHONS)
def test_what_the_lock_says_for_one_system_is_decided_for_that_system(python: str) -> None:
    asked = {system: names(wanted(LOCK, system, python)) for system in SYSTEMS}
    assert "colorama" in asked["windows"] and "colorama" not in asked["linux"] | asked["macos"]
    assert "pexpect" in asked["linux"] & asked["macos"] and "pexpect" not in asked["windows"]
    assert ";" not in wanted(LOCK, "windows", python)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A bundle with one wheel that is none."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    (wheels / "a-1-py3-none-any.whl").write_bytes(b"PK")
    write(tmp_path / "x.zip", "sysmap-1", parts(wheels, "1", ("3.99",)))
    return tmp_path / "x.zip"


def test_the_bundle_is_one_folder_with_a_script_for_each_system(made: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        there = {info.filename: info for info in archive.infolist()}
        assert set(there) == {
            f"sysmap-1/{name}"
            for name in ("READ ME FIRST.txt", "Start sysmap.cmd", "Start sysmap.command", "start-sysmap.sh", "wheels/a-1-py3-none-any.whl")
        }
        for name in ("Start sysmap.command", "start-sysmap.sh"):
            assert there[f"sysmap-1/{name}"].external_attr >> 16 & 0o111 and b"\r" not in archive.read(f"sysmap-1/{name}")
        script = archive.read("sysmap-1/Start sysmap.cmd")
        assert script.count(b"\n") == script.count(b"\r\n") and b"@" not in script.replace(b"@echo off", b"")


def test_a_start_script_that_finds_no_python_says_what_to_do(made: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(made, tmp_path / "there")
    script = tmp_path / "there" / "sysmap-1" / "start-sysmap.sh"
    shell = shutil.which("sh")
    assert shell is not None
    ended = subprocess.run([shell, str(script)], capture_output=True, text=True, check=False)
    assert ended.returncode == 1 and "sysmap needs Python, one of: 3.99. None was found here." in ended.stdout


def test_what_is_made_is_kept_in_the_folder_that_can_be_taken_along(made: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(made, tmp_path / "there")
    folder = tmp_path / "there" / "sysmap-1"
    program = folder / ".started" / "bin" / "sysmap"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$@"\necho "$SYSMAP_STORE"\npwd\n', encoding="utf-8")
    program.chmod(0o755)
    (folder / ".started" / "sysmap-1").touch()
    shell = shutil.which("sh")
    assert shell is not None
    environment = {name: value for name, value in os.environ.items() if name != "SYSMAP_STORE"}
    said = subprocess.run([shell, str(folder / "start-sysmap.sh")], capture_output=True, text=True, check=True, env=environment).stdout
    assert said.split() == ["start", "sqlite:///sysmap.db", str(folder / "maps")]
    on_windows = (folder / "Start sysmap.cmd").read_text(encoding="utf-8")
    assert 'cd /d "%HERE%maps"' in on_windows and 'set "SYSMAP_STORE=sqlite:///sysmap.db"' in on_windows
