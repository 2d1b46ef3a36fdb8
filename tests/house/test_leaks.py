"""Is there anything of the machine it was made on in the project? No paths, no addresses packages come from, nothing left by mistake."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.tree import ROOT, committed, text_of

BUILD_FILES = tuple(
    path
    for path in committed()
    if path.suffix in {".lock", ".toml", ".cfg", ".ini", ".yml", ".yaml"} or path.name == "Makefile" or path.parts[0] == ".ci"
)
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s\"'`)>]+", re.IGNORECASE)
OWN_MACHINE = re.compile(r"https?://(?:127\.0\.0\.1|localhost|\[::1\])(?::[\d$A-Z_]+)?(?:/|$)")
OWN_STORE = re.compile(r"(?:sqlite|neo4j|bolt)(?:\+s)?://")
PACKAGES_FROM = re.compile(r"https?://(?:[^/\s]*(?:registry|mirror|artifact|nexus|packages?|wheels?)[^/\s]*/|\S+/simple\b)", re.IGNORECASE)
HOME = re.compile(r"(?<![\w.}/])/(?:(?:home|Users)/(?!someone\b)[a-z][\w.-]*|root|work)/[\w.]", re.IGNORECASE)
WINDOWS_HOME = re.compile(r"\b[A-Z]:\\+Users\\+\w", re.IGNORECASE)
MERGE_MARK = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


def found(pattern: re.Pattern[str], paths: tuple[Path, ...]) -> list[str]:
    return [f"{path}: {match.group(0)}" for path in paths for match in pattern.finditer(text_of(path))]


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    assert found(HOME, committed()) + found(WINDOWS_HOME, committed()) == []


def test_no_file_holds_the_path_of_this_clone_or_of_the_home_it_is_in() -> None:
    here = [place for place in (ROOT, Path.home()) if len(place.parts) > 2]
    assert [f"{path}: {place}" for path in committed() for place in here if f"{place}/" in text_of(path)] == []


def test_no_file_says_where_packages_are_fetched_from() -> None:
    assert found(PACKAGES_FROM, committed()) == []


def test_build_files_hold_no_address_but_that_of_the_own_machine() -> None:
    strange = [
        f"{path}: {match.group(0)}"
        for path in BUILD_FILES
        for match in ADDRESS.finditer(text_of(path))
        if not OWN_MACHINE.match(match.group(0)) and not OWN_STORE.match(match.group(0))
    ]
    assert [line for line in strange if not line.startswith("seeds")] == []


def test_no_build_file_names_an_index() -> None:
    index = re.compile(r"(?:--|\b)(?:extra-)?index-url\s*[ =]\s*\S*://|--find-links[ =]", re.IGNORECASE)
    assert found(index, BUILD_FILES) == []


def test_no_file_was_committed_in_the_middle_of_a_merge() -> None:
    assert found(MERGE_MARK, committed()) == []


def test_no_store_of_somebodys_map_is_committed() -> None:
    stores = [str(path) for path in committed() if path.suffix in {".db", ".sqlite", ".sqlite3"} and path.parts[0] != "tests"]
    assert stores == []
