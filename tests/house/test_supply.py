"""Is what gets installed what was meant? Locked, hashed, above every floor, and named once."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from sysmap.draw.html import VIS
from tests.house.tree import ROOT

VIS_NETWORK = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-fast.lock")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


class Pin(NamedTuple):
    """One locked package: its version and how many files of it may be installed."""

    version: Version
    hashes: int


def locked(name: str) -> dict[str, Pin]:
    """The pins of a lock by canonical name."""
    pins: dict[str, Pin] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip()):
        stated = Requirement(entry.split("\\")[0].strip())
        (pin,) = stated.specifier
        assert pin.operator == "==", entry
        pins[canonicalize_name(stated.name)] = Pin(Version(pin.version), len(HASH.findall(entry)))
    return pins


def read_toml(path: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / path).read_text(encoding="utf-8"))


PROJECT = read_toml("pyproject.toml")
TABLE = read_toml("tests/house/floors.toml")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_hashes(lock: str) -> None:
    assert [name for name, pin in locked(lock).items() if not pin.hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_stands_in_a_lock(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "#" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_is_above_its_floor(lock: str) -> None:
    pins = locked(lock)
    below = [f"{name} {pins[name].version} < {floor}" for name, floor in TABLE["floors"].items() if pins[name].version < Version(floor)]
    assert below == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_refused_package_is_locked(lock: str) -> None:
    assert sorted(set(TABLE["refused"]) & set(locked(lock))) == []


def test_pyproject_asks_for_no_less_than_the_floors() -> None:
    loose = []
    for line in PROJECT["project"]["dependencies"]:
        stated = Requirement(line)
        floor = TABLE["floors"].get(canonicalize_name(stated.name))
        asked = [Version(s.version) for s in stated.specifier if s.operator in {">=", "==", "~="}]
        if not asked or (floor is not None and max(asked) < Version(floor)):
            loose.append(f"{line} (floor {floor})")
    assert loose == []


def test_every_direct_dependency_is_locked_at_a_version_it_asks_for() -> None:
    pins = locked("requirements.lock")
    stated = [Requirement(line) for line in PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["build"]]
    assert [str(r) for r in stated if not r.specifier.contains(pins[canonicalize_name(r.name)].version)] == []


def test_the_checking_tools_are_locked_upon_the_very_packages_that_users_get() -> None:
    users, tools = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: pin for name, pin in tools.items() if name in users} == users


def test_everything_that_is_imported_is_asked_for() -> None:
    asked = {canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]}
    doors = {p for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "forbidden" for p in c["forbidden_modules"]}
    packaged = {"strawberry": "strawberry-graphql", "graphql": "graphql-core"}
    assert {packaged.get(p, canonicalize_name(p.replace("_", "-"))) for p in doors} <= asked


def test_the_licence_is_the_one_that_is_declared() -> None:
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "Apache License" in Path(ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_script_that_pyvis_brings_into_our_pages_is_the_one_that_was_read() -> None:
    found = find_spec("pyvis")
    assert found is not None and found.origin is not None
    script = Path(found.origin).parent / VIS
    assert hashlib.sha256(script.read_bytes()).hexdigest() == VIS_NETWORK


def test_what_the_bench_fetches_to_compare_with_is_pinned_by_hash_and_from_no_named_address() -> None:
    text = (ROOT / "bench" / "neighbour" / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    lock = json.loads(text)
    wanted = json.loads((ROOT / "bench" / "neighbour" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = {name: told for name, told in lock["packages"].items() if name}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, told in packages.items() if not told["integrity"].startswith("sha512-")] == []
