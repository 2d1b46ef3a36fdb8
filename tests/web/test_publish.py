"""The pages to publish and of one organisation, as forms without a script: who may use them, and what they do."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from tests.api.served import service
from tests.web.sample import HOSTILE, fill
from tests.web.visiting import Answer, Visitor, keeper

FORM = {"content-type": "application/x-www-form-urlencoded"}
HERE = "/maps/wrenmoor/publish"


@pytest.fixture
def app() -> Starlette:
    made = service("wrenmoor", "wrenmoor-as-real")
    return made


def hidden(page: Answer, action: str) -> list[tuple[str, str]]:
    """What the form with this action sends that nobody types."""
    form = next(f for f in re.findall(r"<form method=\"post\".*?</form>", page.text, re.S) if f'action="{action}"' in f)
    return [(unescape(name), unescape(value)) for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)]


def send(visitor: Visitor, address: str, fields: list[tuple[str, str]]) -> Answer:
    return visitor.post(address, urlencode(fields).encode(), FORM)


def publish(app: Starlette, choices: str = "point=w2&layer=trust", **typed: str) -> Answer:
    page = keeper(app).get(f"{HERE}?{choices}")
    return send(keeper(app), HERE, [*hidden(page, HERE), *typed.items()])


def test_publishing_goes_from_choices_to_a_preview_to_an_address(app: Starlette) -> None:
    assert "Show what readers would see" in keeper(app).get(HERE).text
    page = keeper(app).get(f"{HERE}?point=w2&before=w1&layer=trust")
    assert "What everyone would see" in page.text and "On the 80 lasting ties" in page.text
    assert "Not shown, because fewer than 5" in page.text
    done = publish(app, "point=w2&before=w1&layer=trust")
    assert done.status == 303
    after = keeper(app).get(done.headers["location"]).text
    address = re.search(r'href="(/maps/wrenmoor/published/p-[0-9a-f]+)"', after)
    assert address and "&lt;iframe src=" in after
    assert "On the 80 lasting ties" in Visitor(app).get(address[1]).text


def test_sent_twice_it_is_published_once(app: Starlette) -> None:
    page = keeper(app).get(f"{HERE}?point=w2&layer=trust")
    places = {send(keeper(app), HERE, hidden(page, HERE)).headers["location"] for _ in range(2)}
    assert len(places) == 1 and "newest first: 1" in keeper(app).get(HERE).text


def test_what_could_be_recognised_has_to_be_typed_and_what_was_chosen_stays(app: Starlette) -> None:
    choices = "point=w2&labels=codes&title=A+title"
    assert "14 of 31 could be recognised by their ties alone.</bdi> Type 14 to say" in keeper(app).get(f"{HERE}?{choices}").text
    refused = publish(app, choices, confirmed="13")
    assert refused.status == 400 and 'role="alert"' in refused.text and 'value="A title"' in refused.text
    assert publish(app, choices, confirmed="14").status == 303


def test_an_edit_in_between_brings_the_preview_back(app: Starlette) -> None:
    page = keeper(app).get(f"{HERE}?point=w2&labels=names")
    body = urlencode({"text": "x", "field": "name", "value": "Kestrels", "edit": "1"}).encode()
    Visitor(app).post("/maps/wrenmoor/part/kes/correction", body, FORM)
    left = hidden(keeper(app).get("/maps/wrenmoor/corrections"), "/maps/wrenmoor/corrections")
    assert send(keeper(app), "/maps/wrenmoor/corrections", [*left, ("what", "apply")]).status == 303
    again = send(keeper(app), HERE, hidden(page, HERE))
    assert again.status == 409 and "has changed since this preview" in again.text and "Kestrels" in again.text


def test_withdrawing_is_one_button(app: Starlette) -> None:
    publish(app)
    page = keeper(app).get(HERE)
    gone = send(keeper(app), f"{HERE}/withdraw", hidden(page, f"{HERE}/withdraw"))
    assert gone.status == 303 and "Withdrawn. Its address" in keeper(app).get(gone.headers["location"]).text


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("page", ["publish", "publish/withdraw", "corrections"])
def test_nobody_but_the_keeper_has_these_pages(app: Starlette, method: str, page: str) -> None:
    for map in ("wrenmoor", "wrenmoor-as-real", "nowhere"):
        answer = Visitor(app).send(method, f"/maps/{map}/{page}", FORM, b"id=x")
        assert answer.status in {404, 405} and "Publish a figure" not in answer.text
    wrong = Visitor(app, {"authorization": "Bearer wrong"}).send(method, f"/maps/wrenmoor/{page}", FORM, b"id=x")
    assert wrong.status == 401


def test_another_sites_page_can_send_none_of_these_forms(app: Starlette) -> None:
    for page in ("publish", "publish/withdraw", "corrections", "part/kes/correction"):
        answer = keeper(app).post(f"/maps/wrenmoor/{page}", b"id=x", {**FORM, "origin": "https://elsewhere.example"})
        assert answer.status == 403


def test_a_map_that_is_not_for_the_public_has_no_parts_for_it(app: Starlette) -> None:
    nothing = Visitor(app).get("/maps/nowhere/part/kes")
    for address in ("/maps/wrenmoor-as-real/part/kes", "/maps/wrenmoor-as-real/part", "/maps/wrenmoor/part/nobody"):
        assert (Visitor(app).get(address).status, Visitor(app).get(address).body) == (404, nothing.body)
    body = b"text=x&edit=1"
    assert Visitor(app).post("/maps/wrenmoor-as-real/part/kes/correction", body, FORM).status == 404


def test_a_part_says_what_is_there_and_what_would_fill_the_rest(app: Starlette) -> None:
    page = Visitor(app).get("/maps/wrenmoor/part/mst").text
    assert "Nothing is said about it on this map that you may see." in page
    assert "rate it" not in page and "rate it" in keeper(app).get("/maps/wrenmoor/part/kes").text
    assert "rate it" not in keeper(app).get("/maps/wrenmoor/part/kes?for=public").text


def test_a_correction_is_taken_as_text_and_kept_when_it_cannot_be_taken(app: Starlette) -> None:
    fields = [("text", HOSTILE[0]), ("field", "name"), ("value", HOSTILE[1]), ("by", HOSTILE[2]), ("edit", "1")]
    done = send(Visitor(app), "/maps/wrenmoor/part/kes/correction", fields)
    assert done.status == 303 and "Thank you." in Visitor(app).get(done.headers["location"].split("#")[0]).text
    page = keeper(app).get("/maps/wrenmoor/corrections").text
    assert all(word not in page for word in HOSTILE[:3]) and "&lt;script&gt;alert(1)" in page
    empty = send(Visitor(app), "/maps/wrenmoor/part/kes/correction", [("text", " "), ("by", "a school"), ("edit", "2")])
    assert empty.status == 400 and 'value="a school"' in empty.text
    for place in range(4):
        send(Visitor(app), "/maps/wrenmoor/part/kes/correction", [("text", "x"), ("edit", f"n{place}")])
    full = send(Visitor(app), "/maps/wrenmoor/part/kes/correction", [("text", "the last straw"), ("edit", "last")])
    assert full.status == 429 and "the last straw" in full.text and full.text.count('class="wrong" role="alert"') == 1


def test_hostile_names_are_text_on_every_one_of_these_pages(app: Starlette) -> None:
    fill(app.state.desk(), ())
    choices = {"point": "2024-01", "title": HOSTILE[0], "note": HOSTILE[1]}
    here = "/maps/hostile/publish"
    page = keeper(app).get(f"{here}?{urlencode(choices)}")
    done = send(keeper(app), here, hidden(page, here))
    assert done.status == 303, done.text
    made = re.search(r'href="(/maps/hostile/published/[^"]+)"', keeper(app).get(done.headers["location"]).text)
    assert made
    parts = ("/maps/hostile/part", "/maps/hostile/part/a0")
    for address in (f"{here}?{urlencode(choices)}", done.headers["location"], made[1], f"/embed{made[1]}", *parts):
        answer = keeper(app).get(address)
        assert answer.status == 200, address
        for word in HOSTILE[:3]:
            assert word not in answer.text.replace("<script>{", ""), (address, word)


def test_only_forms_are_taken(app: Starlette) -> None:
    assert keeper(app).post(HERE, b"{}", {"content-type": "application/json"}).status == 415
    assert keeper(app).post(HERE, b"\xff=1", FORM).status == 400


def test_a_map_without_rounds_is_kept_as_it_is_and_then_published_from(app: Starlette) -> None:
    app = service("practice/two-columns.csv")
    here, saving = "/maps/two-columns/publish", "/maps/two-columns/versions"
    page = keeper(app).get(here)
    assert "First, keep the map as it is now" in page.text and "Show what readers would see" not in page.text
    once = [send(keeper(app), saving, [*hidden(page, saving), ("name", " ")]).headers["location"] for _ in range(2)]
    assert once[0] == once[1]
    preview = keeper(app).get(once[0].removesuffix("#seen"))
    assert "2. What everyone would see" in preview.text
    again = send(keeper(app), saving, hidden(preview, saving)).headers["location"]
    assert again.endswith("%282%29#seen")
    done = send(keeper(app), here, hidden(preview, here))
    assert done.status == 303
