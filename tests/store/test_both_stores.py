"""Does the teaching map give the same bytes and figures whichever store keeps it, and after the way there and back?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sysmap.analysis.question import Question
from sysmap.model.canonical import digest
from sysmap.model.visibility import Viewer
from sysmap.service.comparing import compared
from sysmap.service.desk import Desk
from sysmap.service.exporting import export
from sysmap.service.importing import carry_out, preview
from sysmap.service.keeping import backup, bring_back
from sysmap.service.measuring import measures
from sysmap.service.near import near, ways
from sysmap.service.picture_files import FORMATS, as_file
from sysmap.service.picturing import picture_of_change
from tests.seeds.wrenmoor_figures import FOLDER
from tests.store.making import ADAPTERS, facts_of, ticking
from tests.store.proving import proves

STORES = [name for name in ADAPTERS if name != "sqlite-memory"]
STEWARD = Viewer.steward()


@pytest.fixture(params=STORES)
def desks(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """The teaching map in a SQLite file, and in one store after another, each imported by itself."""
    proves(request.node, request.param)
    (tmp_path / "plain").mkdir()
    (tmp_path / "other").mkdir()
    made = [Desk(ADAPTERS[name](tmp_path / folder, ticking())) for name, folder in (("sqlite-file", "plain"), (request.param, "other"))]
    for desk in made:
        carry_out(desk, preview(desk, FOLDER))
    yield made[0], made[1]
    for desk in made:
        desk.close()


def exported(desk: Desk, folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in export(desk, STEWARD, "wrenmoor", "bundle", folder)}


def told(desk: Desk) -> list[str]:
    """Every figure of every layer at both rounds, and of what changed between them, as JSON."""
    found: list[Any] = []
    for layer in ("trust", "relationships", "funding", "power"):
        question = Question(layer=layer)
        found += [measures(desk, STEWARD, "wrenmoor", at, question).as_json() for at in ("w1", "w2")]
    found += [compared(desk, STEWARD, "wrenmoor", "w1", "w2", Question(layer=layer)).as_json() for layer in ("trust", "relationships")]
    return [json.dumps(one) for one in found]


def test_a_store_exports_the_same_bytes_and_tells_the_same_figures(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    plain, other = desks
    assert exported(plain, tmp_path / "a") == exported(other, tmp_path / "b")
    assert told(plain) == told(other)


def test_pictures_are_the_same_bytes_in_every_format(desks: tuple[Desk, Desk]) -> None:
    question = Question(layer="trust")
    drawn = [picture_of_change(desk, STEWARD, "wrenmoor", "w1", "w2", question, to_slide=True) for desk in desks]
    for format in FORMATS:
        assert as_file(drawn[0], format) == as_file(drawn[1], format), format


def test_who_is_near_and_the_ways_are_the_same_and_read_in_part(desks: tuple[Desk, Desk]) -> None:
    found = []
    for desk in desks:
        fresh = Desk(desk.store)
        for layer in ("trust", "relationships"):
            question = Question(layer=layer)
            one = near(fresh, STEWARD, "wrenmoor", "fam", 2, "w2", question)
            found.append((one.members, list(one.ties.items()), ways(fresh, STEWARD, "wrenmoor", ("fam", one.ids[-1]), 6, "w2", question)))
        assert not fresh.holds("wrenmoor")
    assert found[:2] == found[2:] and all(len(members) > 2 for members, _, _ in found)


@pytest.mark.parametrize("through", STORES)
def test_a_map_goes_to_another_store_and_back_and_is_the_same(through: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    proves(request.node, through)
    for folder in ("plain", "other"):
        (tmp_path / folder).mkdir()
    plain, back = (Desk(ADAPTERS[name](tmp_path / "plain", ticking())) for name in ("sqlite-file", "sqlite-memory"))
    carry_out(plain, preview(plain, FOLDER))
    backup(plain, tmp_path / "there.db")
    other = Desk(ADAPTERS[through](tmp_path / "other", ticking()))
    bring_back(other, tmp_path / "there.db")
    backup(other, tmp_path / "back.db")
    bring_back(back, tmp_path / "back.db")
    first = plain.state("wrenmoor")
    for desk in (other, back):
        state = desk.state("wrenmoor")
        assert facts_of(state) == facts_of(first) and state.seals == first.seals and digest(state) == digest(first)
        assert list(desk.store.records("wrenmoor")) == list(plain.store.records("wrenmoor"))
    assert exported(back, tmp_path / "a") == exported(other, tmp_path / "b") == exported(plain, tmp_path / "c")
    for desk in (plain, other, back):
        desk.close()


def test_everything_in_one_zip_is_an_equal_map_on_either_store(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    plain, other = desks
    (path,) = export(plain, STEWARD, "wrenmoor", "everything", tmp_path / "all.zip")
    for desk in desks:
        carry_out(desk, preview(desk, path, "copy"))
    whole = exported(plain, tmp_path / "a")
    for place, desk in enumerate((plain, other)):
        copied = {file.name: file.read_bytes() for file in export(desk, STEWARD, "copy", "bundle", tmp_path / f"copy{place}")}
        assert {name: copied[name] for name in copied if name != "map.toml"} == {n: whole[n] for n in whole if n != "map.toml"}
        assert told_of(desk, "copy") == told_of(plain, "wrenmoor")


def told_of(desk: Desk, map: str) -> list[Any]:
    """The figures of trust in both rounds, without the map's name."""
    return [{**measures(desk, STEWARD, map, at, Question(layer="trust")).as_json(), "map": ""} for at in ("w1", "w2")]
