"""What other programs' authors mistyped or meant otherwise is kept or listed, and the file still comes in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sysmap.formats.registry import read
from sysmap.formats.sameness import changes_for
from sysmap.model.state import empty
from sysmap.model.validation import check
from tests.formats.tables import came_in, names, pairs, written


def refused(path: Path) -> list[str]:
    """What the rules of a map say of a file's facts."""
    incoming = read(path).against(empty("m"))
    planned = changes_for(incoming, empty(incoming.map_id))
    after = empty(incoming.map_id).applied(1, ((c.kind, c.id, c.fact) for c in planned.changes))
    found = check(empty(incoming.map_id), after, planned.changes, everything=True)
    return [finding.problem.line() for finding in found.refused]


def test_an_end_before_its_start_is_left_out_and_listed(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "From,To,Start,End\nAsh,Birch,2020-01-01,2019-01-01\n")
    state, incoming = came_in(path)
    (tie,) = state.relationships.values()
    assert (tie.since, tie.until) == ("2020-01-01", None)
    assert incoming.not_carried == ("t.csv row 2: until: 2019-01-01 is before the start, 2020-01-01; correct one of the two",)
    assert refused(path) == []


def test_a_tie_before_its_end_began_takes_the_beginning_away_and_says_so(tmp_path: Path) -> None:
    nodes = '<node id="0" label="Ash" start="2010-01-01"/><node id="1" label="Birch"/>'
    edges = '<edge id="e" source="0" target="1" start="2008-01-01"/>'
    gexf = f'<gexf><graph defaultedgetype="directed" timeformat="date"><nodes>{nodes}</nodes><edges>{edges}</edges></graph></gexf>'
    path = written(tmp_path / "g.gexf", gexf)
    state, incoming = came_in(path)
    assert state.actors["0"].since is None
    assert [line for line in incoming.not_carried if "since of Ash: 2010-01-01" in line]
    assert refused(path) == []


def test_words_that_are_not_ours_stay_with_the_fact_and_are_told_once(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "From,To,Level,Period\nAsh,Birch,High,2019-20\nAsh,Cedar,Low,2020\nAsh,Dale,Peer,\n")
    state, incoming = came_in(path)
    assert [(tie.level, tie.wave) for tie in state.relationships.values()] == [(None, None), (None, None), ("peer", None)]
    assert [json.loads(tie.attributes or "{}") for tie in state.relationships.values()] == [
        {"level": "High", "period": "2019-20"}, {"level": "Low", "period": "2020"}, {},
    ]  # fmt: skip
    assert len([warning for warning in incoming.warnings if "kept as it is" in warning.rule]) == 1
    assert refused(path) == []


def test_who_may_see_it_is_never_guessed(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "From,To,Audience\nAsh,Birch,the steering group\n")
    assert any("audience" in line for line in refused(path))


def test_a_parent_is_named_and_need_not_have_a_row(tmp_path: Path) -> None:
    table = "Organisation,Parent organisation\nAsh,Birch Council\nBirch Council,\nCedar,Dale Trust\nElm,Elm\n"
    state, incoming = came_in(written(tmp_path / "t.csv", table))
    assert names(state) == ["Ash", "Birch Council", "Cedar", "Elm", "Dale Trust"]
    assert [actor.part_of for actor in state.actors.values()] == ["birch-council", None, "dale-trust", None, None]
    assert any("the organisation itself" in line for line in incoming.not_carried)


def test_a_scale_that_reaches_further_is_the_new_maps_own(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "From,To,Weight\nAsh,Birch,714\nBirch,Cedar,-0.5\n")
    state, incoming = came_in(path)
    assert json.loads(state.about.codebook or "")["strength_max"] == 714
    assert [tie.strength for tie in state.relationships.values()] == ["714", None]
    assert any('"-0.5" is below 0' in line for line in incoming.not_carried)
    assert refused(path) == []
    again, _ = came_in(path, state)
    assert again.about == state.about


@pytest.mark.parametrize(("x", "kept"), [(-172.76232306334012, "-172.762"), (1e-7, "0"), (3, "3")])
def test_a_place_has_as_many_digits_as_can_be_seen(tmp_path: Path, x: float, kept: str) -> None:
    element = {"_id": "e", "attributes": {"label": "Ash"}}
    maps = [{"_id": "m", "elements": [{"element": "e", "position": {"x": x, "y": 5}}]}]
    path = written(tmp_path / "k.json", json.dumps({"elements": [element], "connections": [], "maps": maps}))
    state, _ = came_in(path)
    assert state.of("layout")["e"].x == kept
    assert refused(path) == []


def test_the_same_dated_tie_under_two_ids_is_one(tmp_path: Path) -> None:
    ties = "Source,Target,Type,Id,Start\nAsh,Birch,Directed,1,2020\nAsh,Birch,Directed,2,2020\nAsh,Birch,Directed,3,2021\n"
    path = written(tmp_path / "g.csv", ties)
    state, incoming = came_in(path)
    assert pairs(state) == [("Ash", "Birch"), ("Ash", "Birch")]
    assert len(incoming.not_carried) == 1
    assert refused(path) == []
