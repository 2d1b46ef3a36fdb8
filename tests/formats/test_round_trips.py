"""Whatever a map holds, it leaves in each format that comes back and returns equal, and a second import changes nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sysmap.formats.registry import FORMATS, WRITERS, read
from sysmap.formats.sameness import changes_for
from sysmap.model.actors import Actor, Map
from sysmap.model.learning import Story
from sysmap.model.state import State
from tests.formats.making import imported
from tests.formats.maps import listed, maps

WAYS = {"csv": "out", "xlsx": "out.xlsx", "graphml": "out.graphml", "gexf": "out.gexf", "kumu": "out.json", "gephi": "out"}


@pytest.mark.parametrize("form", WAYS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.differing_executors])
@given(state=maps())
def test_a_map_comes_back_equal(form: str, state: State) -> None:
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / WAYS[form]
        first = {file.name: file.read_bytes() for file in WRITERS[form](state, path, False)}
        incoming = read(path, form=form)
        assert incoming.not_carried == ()
        back = imported(incoming.against(State(incoming.map_id, 0, 0)))
        assert listed(back) == listed(state)
        assert changes_for(read(path).against(state), state).changes == ()
        again = {file.name: file.read_bytes() for file in WRITERS[form](back, path, False)}
        assert again == first


@settings(max_examples=25, suppress_health_check=[HealthCheck.differing_executors])
@given(state=maps())
def test_a_map_comes_back_equal_from_kumus_spreadsheet(state: State) -> None:
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "out.xlsx"
        WRITERS["kumu"](state, path, False)
        incoming = read(path)
        assert incoming.format == "kumu"
        assert listed(imported(incoming.against(State(incoming.map_id, 0, 0)))) == listed(state)


def test_a_long_rest_comes_back_from_kumus_spreadsheet_wherever_it_is_cut(tmp_path: Path) -> None:
    actors = {id: Actor(id, id) for id in ("a", "b")}
    for extra in range(4):
        story = Story("s", text=("word " * 4_000)[:19_000 + extra] + "end")
        stories = {f"s{n}": story._replace(id=f"s{n}") for n in range(6)}
        state = State("m", 1, 0, {"map": {"m": Map("m", "A map")}, "actor": actors, "story": stories})
        WRITERS["kumu"](state, tmp_path / "k.xlsx", False)
        incoming = read(tmp_path / "k.xlsx")
        assert incoming.not_carried == ()
        assert listed(imported(incoming.against(State("m", 0, 0)))) == listed(state)


def test_every_format_that_is_written_and_read_has_its_there_and_back_test() -> None:
    both = {form.name for form in FORMATS if form.read is not None and form.write is not None}
    assert both - set(WAYS) - {"bundle", "360giving"} == set()
