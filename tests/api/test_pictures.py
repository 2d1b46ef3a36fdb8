"""Pictures and changes at their addresses, in every format, for both viewers."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from sysmap.service.charting import PICTURES
from tests.web.sample import HOSTILE, served
from tests.web.visiting import Visitor, keeper

PUBLIC, KEEPER = Visitor(served()), keeper(served())
BEGINS = {"html": b"<!doctype html>", "svg": b"<", "png": b"\x89PNG", "pdf": b"%PDF-", "json": b"{"}
TYPES = {
    "html": "text/html; charset=utf-8", "svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf",
    "json": "application/json", "csv": "text/csv; charset=utf-8",
}
POINT, CHANGE = "/maps/wrenmoor/picture.{}?at=w1&layer=trust", "/maps/wrenmoor/change.{}?from=w1&to=w2&layer=trust"


@pytest.mark.parametrize("ending", BEGINS)
@pytest.mark.parametrize("where", [POINT, CHANGE, f"/embed{POINT}", f"/embed{CHANGE}"])
def test_every_format_has_its_address(where: str, ending: str) -> None:
    answer = KEEPER.get(where.format(ending))
    assert answer.status == 200
    assert answer.body.startswith(BEGINS[ending])
    assert answer.headers["content-type"] == TYPES[ending]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_data_of_a_picture_are_its_picture_as_json() -> None:
    answer = KEEPER.get(POINT.format("json")).json
    assert len(answer["dots"]) == 30
    assert {"title", "legend", "tables", "lines"} <= answer.keys()


def test_the_list_of_ties_says_then_now_and_what_became_of_each() -> None:
    rows = list(csv.DictReader(io.StringIO(KEEPER.get(CHANGE.format("csv")).text, newline="")))
    assert list(rows[0]) == ["from", "to", "before", "after", "change"]
    became = [row["change"] for row in rows]
    assert became.count("formed") == became.count("dissolved") == 20
    assert sum(word in {"strengthened", "weakened", "unchanged"} for word in became) == 80
    assert all(row["before"] != "0" and row["after"] != "0" for row in rows if row["change"] == "unobserved")


def test_the_public_gets_no_single_tie_of_trust() -> None:
    rows = list(csv.DictReader(io.StringIO(PUBLIC.get(CHANGE.format("csv")).text)))
    assert {row["from"] for row in rows} <= {"statutory", "nhs", "education", "voluntary", "community", "others"}
    assert PUBLIC.get("/maps/wrenmoor/change.csv?from=w1&to=w2&layer=relationships").text.count("\n") > 10


def test_the_same_question_gets_the_same_bytes() -> None:
    for ending in ("html", "svg", "json"):
        assert KEEPER.get(CHANGE.format(ending)).body == KEEPER.get(CHANGE.format(ending)).body


def test_a_page_may_be_framed_only_as_an_embed() -> None:
    plain, framed = (KEEPER.get(f"{before}{POINT.format('html')}").headers["content-security-policy"] for before in ("", "/embed"))
    assert "frame-ancestors 'none'" in plain
    assert "frame-ancestors *" in framed
    for policy in (plain, framed):
        assert "sandbox allow-scripts" in policy
        assert "allow-same-origin" not in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_the_header_repeats_the_policy_that_the_page_carries() -> None:
    answer = KEEPER.get(POINT.format("html"))
    own = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', answer.text)
    assert own is not None
    for part in own[1].replace("&#39;", "'").split(";"):
        assert part.strip() in answer.headers["content-security-policy"]


def test_a_map_can_be_framed_without_naming_a_picture() -> None:
    for address in ("/embed/maps/wrenmoor", "/embed/maps/wrenmoor?at=w1", "/embed/maps/wrenmoor?from=w1&to=w2&layer=relationships"):
        answer = PUBLIC.get(address)
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/html")
    assert PUBLIC.get("/embed/maps/nope").body == PUBLIC.get("/embed/maps/wrenmoor-as-real").body == PUBLIC.get("/maps/nope").body


@pytest.mark.parametrize("ending", ["svg", "png", "json", "csv", "html"])
def test_unknown_invisible_and_withheld_are_one_answer(ending: str) -> None:
    what = "change.csv?from=w1&to=w2" if ending == "csv" else f"picture.{ending}"
    maps = [PUBLIC.get(f"/maps/{map}/{what}") for map in ("nope", "wrenmoor-as-real")]
    assert [answer.status for answer in maps] == [404, 404]
    assert maps[0].body == maps[1].body
    assert {**maps[0].headers} == {**maps[1].headers}


def test_a_failure_is_json_where_json_was_asked_for_and_a_page_elsewhere() -> None:
    error = PUBLIC.get("/maps/nope/picture.json").json["error"]
    assert error["code"] == "NOT_FOUND"
    assert PUBLIC.get("/maps/nope/picture.svg").headers["content-type"].startswith("text/html")


def test_a_round_with_a_hidden_answer_is_not_found_by_those_who_miss_it() -> None:
    hidden = "/maps/wrenmoor-as-real/picture.json?at=w1&layer=trust"
    assert KEEPER.get(hidden).status == 200
    assert KEEPER.get(f"{hidden}&for=participants").status == 404
    assert KEEPER.get("/maps/wrenmoor-as-real/picture.json?at=w1&layer=relationships&for=participants").status == 200


@pytest.mark.parametrize("ending", ["gif", "HTML", "", "svg.exe", "json%00"])
def test_another_format_is_not_found(ending: str) -> None:
    assert KEEPER.get(f"/maps/wrenmoor/picture.{ending}").status == 404


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/maps/wrenmoor/picture.json?layr=trust", "Did you mean layer?"),
        ("/maps/wrenmoor/picture.json?from=w1", "not known here"),
        ("/maps/wrenmoor/picture.json?layer=love", "trust, relationships, funding, power"),
        ("/maps/wrenmoor/picture.json?seed=x", "whole number"),
        ("/maps/wrenmoor/picture.json?min_strength=0", "from 1"),
        ("/maps/wrenmoor/picture.json?at=w1&at=w1", "twice"),
        ("/maps/wrenmoor/picture.json?known_at=soon", "soon"),
        ("/maps/wrenmoor/picture.json?for=all", "participants"),
        ("/maps/wrenmoor/change.json", "from and to"),
        ("/maps/wrenmoor/change.json?from=w1", "Rounds: w1, w2, p3"),
    ],
)
def test_a_parameter_that_does_not_fit_is_400_with_a_sentence(address: str, said: str) -> None:
    answer = KEEPER.get(address)
    assert answer.status == 400
    error = answer.json["error"]
    assert said in f"{error['message']} {error['fix']}"


def test_a_picture_kept_is_not_sent_again_and_each_format_has_its_own_tag() -> None:
    tags = {ending: PUBLIC.get(POINT.format(ending)).headers["etag"] for ending in BEGINS}
    assert len(set(tags.values())) == len(tags)
    assert all(tag.startswith('"') for tag in tags.values())
    for ending, tag in tags.items():
        again = PUBLIC.get(POINT.format(ending), if_none_match=f'"other", {tag}')
        assert (again.status, again.body) == (304, b"")
        assert KEEPER.get(POINT.format(ending), if_none_match=tag).status == 200


def test_only_what_everyone_may_see_is_kept_by_others() -> None:
    assert PUBLIC.get(POINT.format("svg")).headers["cache-control"] == "public, no-cache"
    assert KEEPER.get(POINT.format("svg")).headers["cache-control"] == "private, no-cache"
    assert KEEPER.get(POINT.format("svg") + "&for=learning").headers["cache-control"] == "private, no-cache"
    assert KEEPER.get(POINT.format("svg")).headers["vary"] == "Authorization, Cookie"


def test_a_tag_opens_nothing_that_is_hidden() -> None:
    assert PUBLIC.get("/maps/wrenmoor-as-real/picture.svg", if_none_match="*").status == 404
    assert KEEPER.get("/maps/wrenmoor-as-real/picture.svg?layer=trust&at=w1&for=participants", if_none_match="*").status == 404


@pytest.mark.parametrize("ending", ["html", "svg"])
def test_hostile_words_are_words_in_pictures(ending: str) -> None:
    text = PUBLIC.get(f"/maps/hostile/picture.{ending}").text
    assert not any(word in text for word in HOSTILE if "<" in word)
    assert "alert(1)" in text


def test_hostile_words_are_words_in_data_and_tables() -> None:
    answer = PUBLIC.get("/maps/hostile/picture.json")
    assert HOSTILE[0] in json.dumps(answer.json)
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_pictures_are_only_read(method: str) -> None:
    answer = KEEPER.send(method, POINT.format("json"), {})
    assert answer.status == 405
    assert answer.json["error"]["code"] == "METHOD"
    assert "GET" in answer.headers["allow"]


def test_head_says_what_get_would() -> None:
    for address in (POINT.format("svg"), CHANGE.format("json"), "/maps/wrenmoor", "/", "/oembed?url=http://127.0.0.1:8000/maps/wrenmoor"):
        head, get = KEEPER.head(address), KEEPER.get(address)
        assert head.status == get.status == 200
        assert head.headers == get.headers


def test_a_picture_is_called_after_what_it_shows() -> None:
    assert 'filename="wrenmoor-change-w1-w2.pdf"' in KEEPER.get(CHANGE.format("pdf")).headers["content-disposition"]


def test_every_picture_has_its_address_and_says_which_there_are() -> None:
    for name, kind in PICTURES.items():
        where = f"change.svg?from=w1&to=w2&picture={name}" if kind.points == "two points" else f"picture.svg?picture={name}"
        answer = KEEPER.get(f"/maps/wrenmoor/{where}&layer=trust")
        assert answer.status == 200 and b"</svg>" in answer.body
        assert f"wrenmoor-{name}" in answer.headers["content-disposition"]
    refused = KEEPER.get("/maps/wrenmoor/picture.svg?picture=pie")
    assert refused.status == 400 and "mean-change" in refused.text
    table = KEEPER.get("/maps/wrenmoor/change.csv?from=w1&to=w2&layer=trust&picture=transitions")
    assert table.text.startswith("Then,no tie,1,2,3,4,5,not known")
    assert KEEPER.get("/maps/wrenmoor/picture.xlsx?picture=composition&layer=trust").body.startswith(b"PK")
    several = KEEPER.get("/maps/wrenmoor/picture.json?picture=composition&layer=trust&over=w1,w2")
    assert len(several.json["tables"][0]["rows"]) == 2


def test_no_address_gives_the_public_what_its_readers_may_not_have() -> None:
    assert PUBLIC.get("/maps/wrenmoor/change.svg?from=w1&to=w2&layer=trust&picture=ranks").status == 404
    assert PUBLIC.get("/maps/wrenmoor-as-real/picture.svg?picture=provision").status == 404
