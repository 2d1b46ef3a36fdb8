"""Published figures over GraphQL and at their addresses: who may publish, what readers get, and what is left once it is withdrawn."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette

from tests.api.asking import ask, post
from tests.api.served import As, mutation, service
from tests.web.visiting import Visitor, keeper

FIGURE = '{point: "w2", layer: TRUST}'
PUBLISH = mutation(f'publishFigure(map: "wrenmoor", figure: {FIGURE}, seen: $seen)', seen="String")
FIELDS = "digest sentences lines withheld confirm recognisableByTies"
PREVIEW = f'{{ map(id: "wrenmoor") {{ publicationPreview(figure: {FIGURE}) {{ {FIELDS} }} }} }}'
LISTED = '{ map(id: "wrenmoor") { publications { nodes { key title status since digest address embedAddress sentences shownTo } } } }'


@pytest.fixture
def app() -> Starlette:
    return service("wrenmoor")


def test_a_figure_says_whose_pages_may_show_it_and_the_service_may_let_in_fewer(app: Starlette) -> None:
    figure = FIGURE.replace("layer", 'sites: ["https://a.example", "https://b.example"], layer')
    do(app, PUBLISH.replace(FIGURE, figure))
    (made,) = ask(keeper(app), LISTED.replace("title", "title sites"))["map"]["publications"]["nodes"]
    assert made["sites"] == "https://a.example|https://b.example"
    places = (made["embedAddress"], f"{made['embedAddress']}.html", f"{made['embedAddress']}.svg")
    tags = {place: Visitor(app).get(place).headers["etag"] for place in places}
    both, one, none = (), ("https://b.example",), ("https://c.example",)
    for allowed, told in ((both, "https://a.example https://b.example"), (one, one[0]), (none, "'none'")):
        app.state.framed_by = allowed
        for place in places:
            answer = Visitor(app).get(place, if_none_match=tags[place] if allowed else "")
            assert answer.status == 200 and f"frame-ancestors {told}" in answer.headers["content-security-policy"], (place, allowed)
        picture = Visitor(app).get("/embed/maps/wrenmoor/picture.svg").headers["content-security-policy"]
        assert picture.endswith(f"frame-ancestors {' '.join(allowed) or '* file:'}")
    wrong = figure.replace("https://b.example", "https://b.example; script-src *")
    assert do(app, PUBLISH.replace(FIGURE, wrong), "w")["__typename"] == "EditRefused"


def do(app: Starlette, text: str, id: str = "e", **more: Any) -> Any:
    return ask(keeper(app), text, id=id, base=0, **more)["it"]


def listed(visitor: Visitor) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(visitor, LISTED)["map"]["publications"]["nodes"]
    return found


def out(app: Starlette) -> dict[str, Any]:
    assert do(app, PUBLISH)["__typename"] == "EditDone"
    (one,) = listed(Visitor(app))
    return one


def test_what_the_preview_says_is_what_is_published(app: Starlette) -> None:
    seen = ask(keeper(app), PREVIEW)["map"]["publicationPreview"]
    done = do(app, PUBLISH, seen=seen["digest"])
    assert done["__typename"] == "EditDone" and [f["__typename"] for f in done["facts"]] == ["Publication"]
    (one,) = listed(Visitor(app))
    assert (one["digest"], one["status"], one["shownTo"]) == (seen["digest"], "published", "public")


def test_a_preview_of_another_state_publishes_nothing(app: Starlette) -> None:
    assert do(app, PUBLISH, seen="sf1:0")["__typename"] == "EditConflict" and listed(keeper(app)) == []


def test_nobody_but_the_keeper_previews_publishes_withdraws_or_settles(app: Starlette) -> None:
    calls = ('withdrawFigure(map: "wrenmoor", key: "x")', 'settleCorrection(map: "wrenmoor", key: "x", applied: true)')
    texts = (PUBLISH, *map(mutation, calls))
    for visitor in (Visitor(app), Visitor(As(app, ("public", "participants")))):
        assert ask(visitor, PREVIEW)["map"]["publicationPreview"] is None
        for text in texts:
            answer = post(visitor, text, {"id": "e", "base": 0}).json
            assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert listed(keeper(app)) == []


def test_every_format_of_a_figure_has_an_address_and_is_the_same_for_everybody(app: Starlette) -> None:
    here = out(app)["address"]
    for ending, begins in (("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("html", b"<!doctype html>"), ("json", b"{")):
        for before in ("", "/embed"):
            answer = Visitor(app).get(f"{before}{here}.{ending}")
            assert answer.status == 200 and answer.body.lstrip().startswith(begins), ending
            assert "set-cookie" not in answer.headers
        assert keeper(app).get(f"{here}.{ending}").body == Visitor(app).get(f"{here}.{ending}").body
    assert Visitor(app).get(f"{here}.exe").status == 404


def test_a_figure_in_a_frame_owns_nothing_and_may_be_framed(app: Starlette) -> None:
    here = out(app)
    framed, page = Visitor(app).get(here["embedAddress"]), Visitor(app).get(here["address"])
    policy = framed.headers["content-security-policy"]
    assert framed.status == page.status == 200 and "set-cookie" not in framed.headers
    assert "sandbox allow-scripts" in policy and "frame-ancestors *" in policy and "allow-same-origin" not in policy
    assert "'unsafe" not in policy and "default-src 'none'" in policy
    assert framed.headers["cross-origin-resource-policy"] == "cross-origin" and framed.headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_a_withdrawn_figure_is_gone_everywhere_at_once(app: Starlette) -> None:
    here = out(app)
    tag = Visitor(app).get(f"{here['address']}.svg").headers["etag"]
    assert do(app, mutation(f'withdrawFigure(map: "wrenmoor", key: "{here["key"]}")'), "w")["__typename"] == "EditDone"
    for address in (here["address"], here["embedAddress"], f"{here['address']}.svg", f"/embed{here['address']}.json"):
        answer = Visitor(app).get(address, if_none_match=tag)
        assert answer.status == 410 and "was withdrawn by the map keeper" in answer.text and "statutory" not in answer.text
    assert Visitor(app).get(f"/oembed?url=http://127.0.0.1:8000{here['address']}").status == 404
    (one,) = listed(Visitor(app))
    assert (one["status"], one["sentences"]) == ("withdrawn", [])


def test_what_is_superseded_says_so_and_leads_to_the_newer(app: Starlette) -> None:
    here = out(app)
    newer = f'publishFigure(map: "wrenmoor", figure: {{point: "w1"}}, replaces: "{here["key"]}")'
    assert do(app, mutation(newer), "n")["__typename"] == "EditDone"
    (other,) = (one for one in listed(Visitor(app)) if one["key"] != here["key"])
    for address in (here["address"], here["embedAddress"]):
        answer = Visitor(app).get(address)
        assert answer.status == 200 and f'href="{other["address"]}"' in answer.text


def test_oembed_offers_the_figure_and_nothing_else(app: Starlette) -> None:
    here = out(app)
    told = Visitor(app).get(f"/oembed?url=http://127.0.0.1:8000{here['address']}&maxwidth=400").json
    assert f'src="http://127.0.0.1:8000{here["embedAddress"]}"' in told["html"] and told["width"] == 400


def test_a_figure_for_others_is_not_there_for_the_public(app: Starlette) -> None:
    assert do(app, mutation('publishFigure(map: "wrenmoor", figure: {point: "w2", audience: "learning"})'))["__typename"] == "EditDone"
    assert listed(Visitor(app)) == []
    (one,) = listed(Visitor(As(app, ("public", "learning"))))
    nothing = Visitor(app).get("/maps/wrenmoor/published/p-none")
    for address in (one["address"], one["embedAddress"]):
        missing = Visitor(app).get(address)
        assert (missing.status, missing.body) == (404, nothing.body)
        assert Visitor(As(app, ("public", "learning"))).get(address).status == 200
    assert "private" in Visitor(As(app, ("public", "learning"))).get(one["address"]).headers["cache-control"]


def test_who_could_be_recognised_has_to_be_confirmed_by_number(app: Starlette) -> None:
    text = mutation('publishFigure(map: "wrenmoor", figure: {point: "w2", labels: CODES}, confirmed: $n)', n="Int")
    refused = do(app, text, n=3)
    assert refused["__typename"] == "EditRefused" and "Type 14" in refused["problems"][0]["suggestion"]
    assert do(app, text, n=14)["__typename"] == "EditDone"


def test_a_correction_is_settled_once(app: Starlette) -> None:
    body = b"text=It+moved&field=place&value=Lowfield&edit=x"
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert Visitor(app).post("/maps/wrenmoor/part/kes/correction", body, kind).status == 303
    found = ask(keeper(app), '{ map(id: "wrenmoor") { corrections { nodes { key about field value status } } } }')["map"]["corrections"]
    (one,) = found["nodes"]
    assert (one["about"], one["field"], one["value"], one["status"]) == ("kes", "place", "Lowfield", "open")
    text = mutation(f'settleCorrection(map: "wrenmoor", key: "{one["key"]}", applied: true, answer: "yes")')
    assert {f["__typename"] for f in do(app, text, "s")["facts"]} == {"Correction", "Actor"}
    assert do(app, text, "s")["__typename"] == "EditDone" and do(app, text, "t")["__typename"] == "EditRefused"
    fields = 'corrections { totalCount } fact(kind: ACTOR, key: "kes") { ... on Actor { place } }'
    after = ask(keeper(app), f'{{ map(id: "wrenmoor") {{ {fields} }} }}')
    assert after["map"] == {"corrections": {"totalCount": 1}, "fact": {"place": "Lowfield"}}
