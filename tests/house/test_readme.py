"""Does the README tell the truth? Its commands exist, its links lead somewhere, and it names every room."""

from __future__ import annotations

import re
import subprocess
import sys

from sysmap.model.kinds import KINDS
from tests.house.tree import ROOT, python_files

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\w*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SHOWN = "\n".join([*BLOCKS, *re.findall(r"`([^`\n]+)`", README)])


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"^make ([a-z-]+)", SHOWN, re.MULTILINE)) - targets == set()


def test_every_sysmap_command_that_is_named_exists() -> None:
    ran = subprocess.run([sys.executable, "-m", "sysmap", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    named = set(re.findall(r"^sysmap (?:--store \S+ )?([a-z]+)", SHOWN, re.MULTILINE))
    assert {"import", "compare", "draw", "demo"} <= named
    assert {command for command in named if not re.search(rf"\b{command}\b", ran.stdout)} == set()


def test_every_link_and_picture_leads_to_a_file() -> None:
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", README) if "://" not in link]
    assert [link for link in links if link and not (ROOT / link).exists()] == []


def test_every_room_is_named() -> None:
    rooms = {path.parts[1] for path in python_files("sysmap") if len(path.parts) > 2 and not path.parts[1].startswith("_")}
    assert sorted(room for room in rooms if f"{room}/" not in README) == []


def test_every_file_of_a_bundle_is_named_in_the_schema_room_or_here() -> None:
    said = README + "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "schema").glob("*")) if path.is_file())
    assert sorted({kind.file for kind in KINDS.values() if kind.file and kind.file not in said}) == []


def test_the_bench_writes_between_its_two_marks() -> None:
    assert README.count("<!-- bench:start -->") == 1
    assert README.count("<!-- bench:end -->") == 1
    assert README.index("<!-- bench:start -->") < README.index("<!-- bench:end -->")
