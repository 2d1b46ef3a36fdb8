"""Every picture of maps that are empty, tiny, huge or hostile: a sensible picture or a clear sentence, never a fault."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from sysmap.analysis.between_groups import between, groups_among
from sysmap.analysis.network import Member, Network
from sysmap.analysis.offering import Offered, Offering
from sysmap.analysis.question import Question
from sysmap.draw.charting import Around
from sysmap.draw.composition import draw_composition
from sysmap.draw.matrix import Panel, draw_matrix
from sysmap.draw.picture import Picture
from sysmap.draw.provision import draw_provision
from sysmap.errors import SysmapError
from sysmap.model.visibility import Viewer
from sysmap.service.charting import CHANGE, PICTURES, Points, picture_named
from sysmap.service.desk import Desk
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.picture_files import as_file
from tests.draw.small_maps import HOSTILE, many

TRUST, WORKS = Question(layer="trust", draws=99), Question(layer="relationships", draws=99)
MAP = 'id = "m"\nname = "{}"\n'


def _desk(folder: Path, files: dict[str, str]) -> Desk:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", errors="replace")
    desk = open_desk("sqlite://", create=True)
    carry_out(desk, preview(desk, folder))
    return desk


def _all(desk: Desk, question: Question) -> dict[str, Picture]:
    """Every picture that is drawn; one that is not says why and what to do."""
    found = {}
    for name, kind in PICTURES.items():
        points = Points(before="w1", after="w2") if kind.points == CHANGE else Points()
        try:
            found[name] = picture_named(desk, Viewer.steward(), "m", name, points, question)
        except SysmapError as error:
            assert error.fix, name
    return found


def _sound(picture: Picture) -> None:
    """It says something in place of what is not there, and is a whole document in each form."""
    drawn = picture.dots or picture.areas or picture.rules
    assert drawn or picture.empty, picture.title
    assert picture.alt and picture.title
    ET.fromstring(as_file(picture, "svg"))
    assert as_file(picture, "pdf").startswith(b"%PDF-") and as_file(picture, "png", 0.5).startswith(b"\x89PNG")
    assert as_file(picture, "xlsx").startswith(b"PK") and as_file(picture, "csv")


def test_an_empty_map_has_nothing_on_it_and_says_so(tmp_path: Path) -> None:
    desk = _desk(tmp_path, {"map.toml": MAP.format("Nothing yet"), "actors.csv": "id,name\n"})
    for picture in _all(desk, WORKS).values():
        _sound(picture)
        assert picture.empty


def test_one_organisation_alone_is_drawn_alone(tmp_path: Path) -> None:
    waves = "id,date\nw1,2024\nw2,2025\n"
    desk = _desk(tmp_path, {"map.toml": MAP.format("One"), "actors.csv": "id,name,provision\na,Alone,food\n", "waves.csv": waves})
    found = _all(desk, WORKS)
    assert {"network", "change", "provision", "composition", "multiples"} <= set(found)
    for picture in found.values():
        _sound(picture)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Hostile names as names, sectors, places, offers and units, with two rounds of answers."""

    def cell(text: str) -> str:
        flat = text.replace("\x00", "").replace("\ud800", "").replace("\n", " ")
        return '"' + flat.replace('"', '""') + '"'

    names = [name.replace("\x00", "").replace("\ud800", "") for name in HOSTILE]
    n = len(names)
    trust = ["wave,from,to,value"] + [
        f"{wave},a{at},a{(at + step) % n},{1 + (at + step + turn) % 5}"
        for turn, wave in enumerate(("w1", "w2")) for at in range(n) for step in (1, 2, 3)
    ]  # fmt: skip
    actors = ["id,name,sector,place,provision,reach,reach_unit"] + [
        ",".join([f"a{at}", cell(name), cell(names[at // 2]), cell(names[-at]), cell(name), str(at * 10), cell(name[:40])])
        for at, name in enumerate(names)
    ]
    files = {
        "map.toml": 'id = "m"\nname = """' + "\u202eevil <b>&amp;" + '"""\n',
        "actors.csv": "\n".join(actors) + "\n",
        "waves.csv": "id,date,label\nw1,2024,<script>alert(1)</script>\nw2,2025,=1+1\n",
        "trust.csv": "\n".join(trust) + "\n",
    }
    return _desk(tmp_path_factory.mktemp("hostile"), files)


def test_hostile_names_long_names_and_every_script_stand_on_every_picture_as_text(hostile: Desk) -> None:
    found = _all(hostile, TRUST)
    assert set(found) == set(PICTURES)
    for name, picture in found.items():
        _sound(picture)
        page = as_file(picture, "html").decode()
        assert "<script>window.fired" not in page and "<script>alert(1)" not in page, name
        for line in as_file(picture, "csv").decode().splitlines():
            assert not line.startswith(("=", "+", "@")), name


def test_three_thousand_are_counted_where_they_cannot_be_drawn() -> None:
    crowd = many(3_000, 9_000)
    strip = draw_composition([crowd], Around())
    assert len(strip.tables[1].rows) == 3_000 and len(strip.areas) < 10 and any("3000" in line for line in strip.left_out)
    offers = tuple(Offering(member, "food", None, None, "meals", None, f"Place {at % 40}") for at, member in enumerate(crowd.members))
    shelf = draw_provision(Offered(offers, 0, crowd), Around())
    assert not shelf.dots and any("Too many" in line for line in shelf.left_out) and len(shelf.tables[0].rows) == 3_000
    sectors = tuple(Member(f"s{at}", f"S{at}", "answered", sector=f"sector {at % 40}") for at in range(400))
    wide = Network("m", "M", "w1", "trust", sectors, {}, True, wave="w1", scale=(1, 5))
    matrix = draw_matrix((wide,), groups_among([wide]), (Panel("Round 1", between(wide, groups_among([wide]))),), Around())
    assert any("Not drawn for lack of room" in line for line in matrix.left_out)
    for picture in (strip, shelf, matrix):
        assert len(as_file(picture, "svg")) < 300_000
