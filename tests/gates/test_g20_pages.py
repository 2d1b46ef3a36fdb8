"""G20 for pages and forms: every address has a row, and what is the keeper's answers nobody else, alike for any map and none."""

from __future__ import annotations

import json
import tomllib
from functools import lru_cache
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from sysmap.app import ROOMS
from sysmap.model.vocabulary import AUDIENCES
from tests.api.served import As, service
from tests.gates.canaries import MINE, OTHER, canary_desk
from tests.house.tree import ROOT
from tests.web.visiting import Answer, Visitor, keeper

MATRIX: dict[str, list[str]] = tomllib.loads((ROOT / "tests" / "gates" / "pages.toml").read_text(encoding="utf-8"))
OUTSIDERS = ((), *((audience,) for audience in AUDIENCES if audience != "stewards"), ("public", "participants"))
SAID = {"file": "a.csv", "edit": "e"}
FORMS = {"name": "Mine", "question": "", "edit": "e", "id": "x", "layer": "relationships"}


@lru_cache(maxsize=1)
def app() -> Starlette:
    return service(desk=canary_desk())


def addresses() -> list[str]:
    found = []
    for room in ROOMS:
        for route in room.routes():
            methods = sorted((getattr(route, "methods", None) or {""}) - {"HEAD"})
            found += [f"{method} {getattr(route, 'path', '')}" for method in methods]
    return found


def turned_away(spaces: tuple[str, ...], row: str, map: str) -> str:
    """What somebody gets who is not the map keeper; a login of theirs is decided below the layer that turns errors into pages."""
    try:
        answer = ask(Visitor(As(app(), spaces)) if spaces else Visitor(app()), row, map)
    except HTTPException as error:
        return f"{error.status_code}"
    return f"{answer.status} {answer.text}"


def ask(visitor: Visitor, row: str, map: str) -> Answer:
    """One of the map keeper's addresses, asked as well as anybody could."""
    method, path = row.split(" ", 1)
    path = path.replace("{map}", map).replace("{ending}", "zip").replace("{doing}", "draw").replace("{actor}", "actor-public")
    if method == "GET":
        return visitor.get(path)
    if path.startswith("/incoming"):
        said = json.dumps({**SAID, "map": map}, separators=(",", ":"))
        return visitor.post(f"{path}?said={said}", b"Ash,Birch\n", {"content-type": "application/octet-stream"})
    return visitor.post(path, urlencode(FORMS).encode(), {"content-type": "application/x-www-form-urlencoded"})


def state_of() -> dict[str, int]:
    return {head.map: head.revision for head in app().state.desk().heads()}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    rows = [row for rows in MATRIX.values() for row in rows]
    assert sorted(rows) == sorted(set(addresses()))


@pytest.mark.parametrize("row", MATRIX["keeper"])
def test_what_is_the_keepers_is_not_there_for_anybody_else(row: str) -> None:
    before = state_of()
    for spaces in OUTSIDERS:
        answers = {turned_away(spaces, row, map) for map in (MINE, OTHER, "nowhere")}
        assert len(answers) == 1 and all(answer.startswith("404") for answer in answers), spaces
    assert state_of() == before


@pytest.mark.parametrize("row", MATRIX["keeper"])
@pytest.mark.parametrize("wrong", ["Bearer not-the-map-keepers-token", "Bearer ", "Basic eDp5"])
def test_a_wrong_token_is_never_taken_for_the_public_or_the_keeper(row: str, wrong: str) -> None:
    before = state_of()
    assert ask(Visitor(app(), {"authorization": wrong}), row, MINE).status == 401
    assert ask(Visitor(app(), {"cookie": "sysmap_visit_8000=another-services-visit"}), row, MINE).status == 401
    assert state_of() == before


@pytest.mark.parametrize("row", [row for row in MATRIX["keeper"] if row.startswith("POST")])
def test_no_other_sites_page_makes_the_keepers_browser_do_it(row: str) -> None:
    before = state_of()
    from_elsewhere = Visitor(app(), {**keeper(app()).headers, "origin": "https://elsewhere.example"})
    assert ask(from_elsewhere, row, MINE).status == 403
    assert state_of() == before


@pytest.mark.parametrize("row", [row for row in MATRIX["keeper"] if row.startswith("GET")])
def test_the_keeper_is_let_in(row: str) -> None:
    assert ask(keeper(app()), row, MINE).status == 200


def test_a_file_that_is_handed_over_is_for_the_keeper_and_its_words_reach_no_other_door() -> None:
    public = Visitor(app())
    for ending in ("zip", "xlsx", "sysmap"):
        assert keeper(app()).get(f"/maps/{OTHER}/file.{ending}").status == 200
        assert public.get(f"/maps/{OTHER}/file.{ending}").body == public.get(f"/maps/nowhere/file.{ending}").body
