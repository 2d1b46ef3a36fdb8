"""Our own modules and the documents they ask with: served whole under the look they belong to, and valid against the schema."""

from __future__ import annotations

import re

import pytest
from graphql import build_schema, parse, validate

from sysmap.api.schema import sdl
from sysmap.web.statics import modules
from sysmap.web.templating import module_address, names_in, part
from tests.web.sample import served
from tests.web.visiting import Visitor

PUBLIC = Visitor(served())


@pytest.mark.parametrize("name", names_in("documents"))
def test_every_document_of_our_pages_is_valid_against_the_schema(name: str) -> None:
    assert validate(build_schema(sdl()), parse(part(name, "documents"))) == []


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_is_served_for_a_year_and_everything_it_imports_lies_beside_it(name: str) -> None:
    answer = PUBLIC.get(module_address(name))
    assert (answer.status, answer.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert "immutable" in answer.headers["cache-control"]
    imported = re.findall(r'from "(.+?)"', answer.text)
    assert all(PUBLIC.get(module_address(one.removeprefix("./"))).status == 200 and one.startswith("./") for one in imported)


def test_a_module_of_another_look_is_not_found() -> None:
    assert PUBLIC.get("/static/0123456789/client.js").status == 404
    assert PUBLIC.get(module_address("nothing.js")).status == 404


@pytest.mark.parametrize("name", names_in("modules"))
def test_no_module_reads_text_as_markup_or_asks_another_place(name: str) -> None:
    text = part(name, "modules")
    for never in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "http://", "https://"):
        assert never not in text, never
