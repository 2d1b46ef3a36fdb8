"""Do the folders come in as they stand, without a problem or a warning, and does each audience see what the page says?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sysmap.formats.bundle import read_bundle
from sysmap.formats.sameness import changes_for
from sysmap.model.kinds import KINDS
from sysmap.model.state import State, empty
from sysmap.model.validation.checking import check
from sysmap.model.visibility import Viewer, sees_wave, visible
from tests.seeds.wrenmoor_figures import SEEDS
from tests.seeds.wrenmoor_state import wrenmoor_state

SERIES = SEEDS / "wrenmoor-series"


def taken_in(folder: Path, before: State) -> State:
    """The map after an import of the folder; nothing about it may be wrong or doubtful."""
    incoming = read_bundle(folder)
    planned = changes_for(incoming, before)
    after = before.applied(before.revision + 1, ((c.kind, c.id, c.fact) for c in planned.changes))
    refusals, warnings = check(before, after, planned.changes)
    assert [*incoming.problems, *incoming.warnings, *planned.problems, *planned.warnings, *refusals, *warnings] == []
    return after


def contents(state: State) -> dict[str, list[dict[str, Any]]]:
    """What the facts of every kind say, in map order, made-up ids left out."""
    found = {}
    for kind, about in KINDS.items():
        said = [fact._asdict() for fact in state.of(kind).values()]
        found[kind] = [{name: value for name, value in fact.items() if name != "id" or about.has_id} for fact in said]
    return found


@pytest.mark.parametrize("folder", ["wrenmoor", "wrenmoor-as-real"])
def test_what_is_imported_is_what_the_files_say(folder: str) -> None:
    told = read_bundle(SEEDS / folder)
    assert contents(taken_in(SEEDS / folder, empty(told.map_id))) == contents(wrenmoor_state(SEEDS / folder))


def test_importing_again_changes_nothing() -> None:
    once = taken_in(SEEDS / "wrenmoor", empty("wrenmoor"))
    assert changes_for(read_bundle(SEEDS / "wrenmoor"), once).changes == ()


def test_the_series_ends_as_the_map_and_believed_otherwise_before() -> None:
    first = taken_in(SERIES / "known-at-2025-05-31", empty("wrenmoor"))
    second = taken_in(SERIES / "known-at-2025-06-20", first)
    assert [state.relationships["cyc-par"].since for state in (first, second)] == ["2025-04", "2025-02"]
    assert second.facts == taken_in(SEEDS / "wrenmoor", empty("wrenmoor")).facts


@pytest.mark.parametrize(
    ("audience", "power", "stories", "tense", "counted"),
    [("public", 10, 4, False, False), ("participants", 11, 5, True, True), ("stewards", 12, 6, True, True)],
)
def test_each_audience_sees_its_share(wrenmoor: State, audience: str, power: int, stories: int, tense: bool, counted: bool) -> None:
    seen = visible(wrenmoor, Viewer.for_audience(audience))
    assert (len(seen.state.power), len(seen.state.of("story"))) == (power, stories)
    assert ("har>csc" in seen.state.relationships) is tense
    assert all(sees_wave(wrenmoor, Viewer.for_audience(audience), wave) for wave in wrenmoor.waves)
    assert counted or not seen.hidden


def test_as_real_the_public_sees_no_map_and_participants_no_answers() -> None:
    real = wrenmoor_state(SEEDS / "wrenmoor-as-real")
    assert visible(real, Viewer.for_audience("public")).empty
    seen = visible(real, Viewer.for_audience("participants"))
    assert (len(seen.state.actors), len(seen.state.relationships), len(seen.state.funding)) == (39, 72, 38)
    assert [len(seen.state.of(kind)) for kind in ("rating", "power", "position", "story")] == [0, 0, 0, 0]
    assert {kind: seen.hidden[kind] for kind in ("rating", "power", "position", "story")} == {
        "rating": 1010, "power": 12, "position": 22, "story": 6,
    }  # fmt: skip
