"""oEmbed 1.0: what another page learns about the address of a map."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.web.sample import HOSTILE, served
from tests.web.visiting import Visitor, keeper

PUBLIC, KEEPER = Visitor(served()), keeper(served())
HERE = "http://127.0.0.1:8000"


def _ask(url: str, more: str = "") -> str:
    return f"/oembed?url={quote(url, safe='')}{more}"


def test_a_map_is_a_rich_answer_with_a_frame() -> None:
    answer = PUBLIC.get(_ask(f"{HERE}/maps/wrenmoor?from=w1&to=w2&layer=relationships"))
    assert answer.status == 200
    said = answer.json
    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", "Wrenmoor early help (invented)")
    assert f'src="{HERE}/embed/maps/wrenmoor?from=w1&amp;to=w2&amp;layer=relationships"' in said["html"]
    assert answer.headers["access-control-allow-origin"] == "*"


def test_the_frame_keeps_within_the_sizes_asked_for() -> None:
    said = PUBLIC.get(_ask(f"{HERE}/maps/wrenmoor", "&maxwidth=400&maxheight=300&format=json")).json
    assert (said["width"], said["height"]) == (400, 300)
    assert 'width="400" height="300"' in said["html"]


@pytest.mark.parametrize(
    "url",
    [
        f"{HERE}/maps/nope", f"{HERE}/maps/wrenmoor-as-real", "https://elsewhere.example/maps/wrenmoor", f"{HERE}/", "wrenmoor",
        "javascript:alert(1)", "http://[", f"{HERE}/maps/wrenmoor/../..", "file:///etc/passwd",
    ],
)
def test_anything_but_a_public_map_here_is_the_same_404(url: str) -> None:
    answer = PUBLIC.get(_ask(url))
    assert answer.status == 404
    assert answer.body == PUBLIC.get(_ask(f"{HERE}/maps/nope")).body


def test_not_even_the_map_keeper_embeds_what_is_not_public() -> None:
    assert KEEPER.get(_ask(f"{HERE}/maps/wrenmoor-as-real")).status == 404


@pytest.mark.parametrize(
    ("more", "status"), [("&format=xml", 501), ("&maxwidth=wide", 400), ("&url=again", 400), ("&maxwith=3", 400)]
)
def test_what_is_asked_wrongly_is_said(more: str, status: int) -> None:
    answer = PUBLIC.get(_ask(f"{HERE}/maps/wrenmoor", more))
    assert answer.status == status
    assert answer.json["error"]["fix"]


def test_without_an_address_it_says_what_to_give() -> None:
    assert PUBLIC.get("/oembed").status == 400


def test_a_hostile_name_is_escaped_inside_the_frame() -> None:
    said = PUBLIC.get(_ask(f"{HERE}/maps/hostile")).json
    assert said["title"] == HOSTILE[0]
    assert "<script>" not in said["html"]
