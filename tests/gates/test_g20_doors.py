"""G20 at every other door: whatever page, picture, table or file there is, it is asked for by every viewer, and tells none of them more."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator

import pytest
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.routing import Route

from sysmap.service.charting import PICTURES
from sysmap.service.picture_files import FORMATS
from tests.api.served import As, service
from tests.gates.canaries import MINE, OTHER, audiences_in, canary_desk
from tests.gates.test_g20 import VIEWERS, allowed
from tests.web.visiting import Answer, Visitor, keeper

FILLED = {
    "map": (MINE,), "ending": (*FORMATS, "zip", "xml"), "actor": ("actor-public", "actor-participants", "actor-stewards"),
    "table": ("actors", "ratings", "trust", "relationships", "funding", "power", "stories"), "id": ("1", "x"), "doing": ("look", "x"),
}  # fmt: skip
"""What stands in the places of an address; another place is filled with an x."""
POINTS = (
    "", "?layer=relationships&at=2024-05", "?layer=funding&at=2024-05", "?layer=power&at=2024-05", "?layer=trust",
    "?layer=relationships&from=2024-05&to=2024-06",
    *(f"?picture={name}" for name in PICTURES), f"?url=http://127.0.0.1:8000/maps/{MINE}", "?format=csv", "?for=stewards",
)  # fmt: skip
OPEN = {"/maps/{map}/part/{actor}/correction"}
"""Where whoever reads of somebody may ask for a correction: it changes nothing until the keeper takes it over."""
SLOW = {"png", "pdf"}
"""Formats of which one point is enough: all say what the others say, and are painted."""


@pytest.fixture(scope="module")
def app() -> Starlette:
    return service(desk=canary_desk())


def paths(app: Starlette, method: str) -> list[str]:
    return sorted({r.path for r in app.routes if isinstance(r, Route) and method in (r.methods or ()) and r.path != "/graphql"})


def filled(path: str) -> Iterator[str]:
    """The addresses of a route, with everything that may stand in its places."""
    places = [part.partition("}")[0] for part in path.split("{")[1:]]
    for words in itertools.product(*(FILLED.get(place.partition(":")[0], ("x",)) for place in places)):
        address = path
        for place, word in zip(places, words, strict=True):
            address = address.replace("{" + place + "}", word)
        yield address


def addresses(app: Starlette) -> list[str]:
    found = []
    for path in paths(app, "GET"):
        for address in filled(path):
            drawn = address.rpartition(".")[2] in SLOW
            points = POINTS[1:2] if drawn else POINTS if MINE in address or path == "/oembed" else ("",)
            found += [address + more for more in points]
    return found


def somebody(app: Starlette, spaces: tuple[str, ...]) -> Visitor:
    return keeper(app) if "stewards" in spaces else Visitor(As(app, spaces))


def words_of(answer: Answer) -> str:
    """Everything that can be read in an answer, also inside of packed files."""
    if answer.body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if answer.body.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body)).pages)
    return answer.body.decode("utf-8", "replace") + "\n".join(answer.headers.values())


@pytest.mark.parametrize("spaces", VIEWERS, ids=str)
def test_no_page_picture_table_or_file_tells_anybody_what_is_not_for_them(app: Starlette, spaces: tuple[str, ...]) -> None:
    visitor, told = somebody(app, spaces), set()
    for address in addresses(app):
        answer = visitor.get(address)
        # Another format than JSON is 501 at oEmbed, as its specification has it.
        assert answer.status < 500 or answer.status == 501, (address, answer.body[:300])
        here = audiences_in(words_of(answer))
        assert here <= allowed(spaces), (address, here)
        told |= here
    # Where nothing were shown nothing could leak: the keeper does read hidden words at these doors.
    assert "public" in told and ("stewards" in told) == ("stewards" in spaces)


@pytest.mark.parametrize("spaces", [(), ("public", "accountability", "learning", "participants")], ids=str)
def test_a_hidden_map_is_at_every_door_as_one_that_is_not_there(app: Starlette, spaces: tuple[str, ...]) -> None:
    visitor = somebody(app, spaces)
    for path in paths(app, "GET"):
        if "{map}" in path:
            for address in filled(path):
                hidden, none = (visitor.get(address.replace(f"/{MINE}", f"/{map}")) for map in (OTHER, "nowhere"))
                assert hidden.status == none.status, address
                assert hidden.body.replace(OTHER.encode(), b"") == none.body.replace(b"nowhere", b""), address


@pytest.mark.parametrize("spaces", [spaces for spaces in VIEWERS if "stewards" not in spaces], ids=str)
def test_nobody_but_the_keeper_writes_at_any_door(app: Starlette, spaces: tuple[str, ...]) -> None:
    desk = app.state.desk()
    before = desk.store.heads()
    for path in sorted(set(paths(app, "POST")) - OPEN):
        for address in filled(path):
            for kind, body in (("application/json", b"{}"), ("application/x-www-form-urlencoded", b"base=1&text=x&name=x&reason=x")):
                answer = somebody(app, spaces).post(address, body, {"content-type": kind})
                assert answer.status < 500, (address, answer.body[:300])
                assert audiences_in(words_of(answer)) <= allowed(spaces), address
    assert desk.store.heads() == before


def test_a_planted_leak_in_a_page_is_seen(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    from sysmap.model.visibility import Viewer

    monkeypatch.setattr(Viewer, "is_steward", property(lambda self: True))
    told = audiences_in(words_of(Visitor(As(service(desk=canary_desk()), ())).get(f"/maps/{MINE}")))
    assert not told <= allowed(())
