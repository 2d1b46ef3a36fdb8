"""Exactly one strict JSON object, or a refusal."""

from __future__ import annotations

import json

import pytest

from sysmap.api.bodies import check_shape, check_type, request_of, strict_json
from sysmap.api.limits import EVERYONE_ELSE, JSON_DEPTH, STEWARD
from sysmap.api.refusing import Refused
from tests.api.asking import JSON
from tests.web.sample import served
from tests.web.visiting import Visitor, keeper

GOOD = {"query": "{__typename}"}
BAD = {
    "nothing": b"",
    "a number": b"5",
    "text": b'"query"',
    "null": b"null",
    "a list": b"[]",
    "a batch": b'[{"query":"{__typename}"}]',
    "no query": b"{}",
    "a query that is a number": b'{"query":5}',
    "an empty query": b'{"query":"  "}',
    "variables in a list": b'{"query":"{__typename}","variables":[]}',
    "an operation name that is a number": b'{"query":"{__typename}","operationName":1}',
    "not a number": b'{"query":"{__typename}","variables":{"a":NaN}}',
    "infinity": b'{"query":"{__typename}","variables":{"a":Infinity}}',
    "minus infinity": b'{"query":"{__typename}","variables":{"a":-Infinity}}',
    "too large a number": b'{"query":"{__typename}","variables":{"a":1e999}}',
    "too small a number": b'{"query":"{__typename}","variables":{"a":-1e999}}',
    "a key twice": b'{"query":"{__typename}","query":"{a}"}',
    "a key twice below": b'{"query":"{__typename}","variables":{"a":1,"a":2}}',
    "a key twice, written otherwise": b'{"query":"{__typename}","qu\\u0065ry":"{a}"}',
    "65 bits": b'{"query":"{__typename}","variables":{"a":9223372036854775808}}',
    "minus 65 bits": b'{"query":"{__typename}","variables":{"a":-9223372036854775809}}',
    "ten thousand digits": b'{"query":"{__typename}","variables":{"a":' + b"9" * 10_000 + b"}}",
    "half a character": b'{"query":"{__typename}","operationName":"\\ud800"}',
    "half a character as a key": b'{"query":"{__typename}","variables":{"\\udfff":1}}',
    "no UTF-8": '{"query":"{__typename}","operationName":"\xe9"}'.encode("latin-1"),
    "UTF-16": '{"query":"{__typename}"}'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(GOOD).encode(),
    "nested deep": b'{"query":"{__typename}","variables":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001,
    "a list nested deep": b'{"query":"{__typename}","variables":{"a":' + b"[" * 100_000,
    "cut off": b'{"query":"{__typename}"',
    "two objects": b'{"query":"{__typename}"}{}',
    "a comment": b'{"query":"{__typename}"} // hello',
    "a trailing comma": b'{"query":"{__typename}",}',
    "a control character": b'{"query":"{__typename\x00}"}',
    "single quotes": b"{'query':'{__typename}'}",
    "a form": b"query=%7B__typename%7D",
}
TYPES = (
    "", "text/plain", "application/graphql", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
    "application/json; charset=utf-16", "application/json; charset=latin-1", "application/jsonp", "text/json", "application/json; a=b",
    "application/json, text/plain", "application/problem+json",
)  # fmt: skip


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_a_body_that_is_not_one_strict_object_is_400(body: bytes) -> None:
    answer = Visitor(served()).post("/graphql", body, JSON)
    assert answer.status == 400
    assert set(answer.json["error"]) == {"code", "message", "fix", "problems"}
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("content_type", TYPES)
def test_another_content_type_or_charset_is_400(content_type: str) -> None:
    headers = {"content-type": content_type} if content_type else {}
    assert Visitor(served()).post("/graphql", json.dumps(GOOD).encode(), headers).status == 400


@pytest.mark.parametrize(
    "content_type", ["application/json", "Application/JSON", "application/json; charset=UTF-8", 'application/json;charset="utf-8"']
)
def test_json_in_utf8_is_taken(content_type: str) -> None:
    check_type(content_type)
    answer = Visitor(served()).post("/graphql", json.dumps(GOOD).encode(), {"content-type": content_type})
    assert answer.json["data"] == {"__typename": "Query"}


def test_what_is_at_the_limit_is_taken_and_one_past_it_is_not() -> None:
    check_shape("[" * JSON_DEPTH, 1_000)
    with pytest.raises(Refused, match="deeper than 64"):
        check_shape("[" * (JSON_DEPTH + 1), 1_000)
    assert strict_json(b"[9223372036854775807, -9223372036854775808, 1.7e308]")[0] == 2**63 - 1


def holding(values: int) -> bytes:
    """A body of so many values: its question, its variables and their list, and what is in that."""
    return json.dumps({**GOOD, "variables": {"a": ['",[{\\'] * 900 + [0] * (values - 903)}}).encode()


@pytest.mark.parametrize(("visitor", "most"), [(Visitor(served()), EVERYONE_ELSE.values), (keeper(served()), STEWARD.values)])
def test_as_many_values_as_one_may_ask_with_are_taken_and_not_one_more(visitor: Visitor, most: int) -> None:
    assert visitor.post("/graphql", holding(most), JSON).json["data"] == {"__typename": "Query"}
    refused = visitor.post("/graphql", holding(most + 1), JSON)
    assert refused.status == 400 and f"more than {most:,} values" in refused.text


@pytest.mark.parametrize("flood", ['"' * 900_000, '\\"' * 450_000, '"\\' * 450_000, "[]," * 300_000, '"":' * 300_000])
def test_signs_without_end_are_counted_to_the_limit_and_no_further(flood: str) -> None:
    with pytest.raises(Refused, match=r"values|not JSON"):
        strict_json(('{"a":[' + "," * 100 + flood).encode())


def test_brackets_in_words_are_no_nesting() -> None:
    assert request_of(json.dumps({"query": "{" * 200, "variables": {"a": '\\"[[[' * 100}}).encode()).query == "{" * 200


def test_whole_characters_written_in_halves_are_taken() -> None:
    assert request_of(b'{"query":"{a}","variables":{"a":"\\ud83d\\ude00"}}').variables == {"a": "\U0001f600"}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_nothing_is_asked_any_other_way(method: str) -> None:
    answer = Visitor(served()).send(method, "/graphql?query=%7B__typename%7D", {})
    assert answer.status == 405


def test_a_page_of_another_site_is_403_even_with_the_token() -> None:
    body = json.dumps(GOOD).encode()
    for more in ({"origin": "https://elsewhere.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert keeper(served()).post("/graphql", body, {**JSON, **more}).status == 403
    assert keeper(served()).post("/graphql", body, {**JSON, "origin": "https://partner.example"}).status == 200
