"""What a document may ask: each limit, at it and one past it; and documents made to be slow."""

from __future__ import annotations

import pytest
from graphql import parse

from sysmap.api.cost import Circular, Scales
from sysmap.api.documents import DIGITS, Documents, Invalid, Refusal, TooMuch, parsed
from sysmap.api.limits import (
    ALIASES,
    DEPTH,
    DIRECTIVES,
    DOCUMENT_LENGTH,
    DOCUMENTS_KEPT,
    EVERYONE_ELSE,
    ROOT_FIELDS,
    STEWARD,
    TOKENS,
    TOKENS_KEPT,
    Allowance,
)
from sysmap.api.schema import schema

SCHEMA = schema()._schema


def admit(text: str, allowed: Allowance = EVERYONE_ELSE, **variables: object) -> int:
    documents = Documents(SCHEMA)
    document = documents.read(text)
    return documents.admit(document, document.operation(None), dict(variables), allowed).cost


def doubling(times: int) -> str:
    """Each fragment spreads the next one twice."""
    fragments = "".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }} " for n in range(times))
    return f"{{ ...F0 }} {fragments} fragment F{times} on Query {{ __typename }}"


def nested(depth: int) -> str:
    """A document that many fields deep."""
    steps = ["map(id: \"m\")", "actors", "nodes", *("partOf",) * (depth - 4), "key"]
    return " { ".join(["", *steps]) + " }" * depth


def test_a_field_costs_one_and_what_is_listed_costs_for_each() -> None:
    assert admit("{ __typename }") == 1
    assert admit('{ map(id: "m") { key name } }') == 3
    assert admit('{ map(id: "m") { actors(first: 10) { totalCount nodes { key name } } } }') == 1 + 1 + 1 + 1 + 20
    assert admit('query($n: Int) { map(id: "m") { actors(first: $n) { nodes { key } } } }', n=100) == 103


def test_a_list_that_says_no_length_is_taken_to_be_a_page() -> None:
    assert admit('{ map(id: "m") { actors { nodes { key } } } }') == 53


def test_fragments_are_weighed_as_often_as_they_are_spread() -> None:
    text = "{ ...F ...F } fragment F on Query { map(id: \"m\") { key } }"
    assert admit(text) == 4


def test_the_cost_at_the_limit_is_admitted_and_one_past_it_is_refused() -> None:
    text = 'query($n: Int) { map(id: "m") { actors(first: $n) { nodes { key } } } }'
    assert admit(text, Allowance(103, 200, 10), n=100) == 103
    with pytest.raises(TooMuch) as refused:
        admit(text, Allowance(102, 200, 10), n=100)
    assert refused.value.cost == {"asked": 103, "allowed": 102, "trim": "map.actors.nodes"}


def test_a_doubling_document_is_refused_at_once_however_long_it_would_take() -> None:
    for times in (20, 30, 100):
        with pytest.raises(TooMuch):
            admit(doubling(times), STEWARD)


def test_weighing_is_linear_in_the_document() -> None:
    steps = []
    for times in (20, 40, 80):
        tree = parse(doubling(times))
        scales = Scales(SCHEMA, tree, {})
        scales.weigh(tree.definitions[0])  # type: ignore[arg-type]
        steps.append(len(scales._weighed))
    assert steps == [21, 41, 81]


def test_a_length_that_is_left_out_is_its_default_and_not_the_usual_one() -> None:
    text = 'query($n: Int = 200) { map(id: "m") { actors(first: $n) { nodes { key relationships(first: $n) { nodes { key } } } } } }'
    asked = [Scales(SCHEMA, parse(text), given).weigh(parse(text).definitions[0]).cost for given in ({}, {"n": 200}, {"n": 2})]  # type: ignore[arg-type]
    assert asked[0] == asked[1] > 10 * asked[2]


def test_a_document_met_again_is_weighed_again_only_for_other_lengths() -> None:
    documents = Documents(SCHEMA)
    document = documents.read('query($n: Int, $o: String) { map(id: "m") { actors(first: $n, text: $o) { nodes { key } } } }')
    givens: tuple[dict[str, object], ...] = ({"n": 5}, {"n": 9}, {"n": 5, "o": "x"})
    costs = [documents.admit(document, document.operations[0], given, EVERYONE_ELSE).cost for given in givens]
    assert costs[0] == costs[2] < costs[1] and len(document.weights) == 2
    with pytest.raises(TooMuch):
        documents.admit(document, document.operations[0], {"n": 10_000}, EVERYONE_ELSE)
    assert len(document.weights) == 3


def test_what_was_refused_is_refused_again_without_reading_it(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = Documents(SCHEMA)
    for text in ("{ " + "a " * 900 + "}", "{", "{ a } type B { c: Int }"):
        with pytest.raises(Refusal) as first:
            documents.read(text)
        with monkeypatch.context() as patched:
            patched.setattr("sysmap.api.documents.parsed", lambda text: pytest.fail("it was read again"))
            for _ in range(3):
                with pytest.raises(Refusal) as again:
                    documents.read(text)
                assert again.value is first.value and len(list(again.traceback)) < 6
    document = documents.read('{ map(id: "m") { nme } }')
    for _ in range(2):
        with pytest.raises(Invalid):
            documents.admit(document, document.operations[0], {}, EVERYONE_ELSE)
    documents._refused.most = 2
    for number in range(5):
        with pytest.raises(Refusal):
            documents.read("{" * (number + 1))
    assert len(documents._refused) == 2


def test_a_fragment_that_spreads_itself_is_refused() -> None:
    for text in ("{ ...A } fragment A on Query { ...A }", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"):
        with pytest.raises(Refusal):
            admit(text)
    with pytest.raises(Circular):
        tree = parse("{ ...A } fragment A on Query { ...A }")
        Scales(SCHEMA, tree, {}).weigh(tree.definitions[0])  # type: ignore[arg-type]


def test_the_number_of_words_is_limited() -> None:
    parsed("{" + "a " * (TOKENS - 2) + "}") if TOKENS - 2 <= 20 else None
    at_limit = "{" + " ".join(f"a{n}" for n in range(TOKENS - 2)) + "}"
    parsed(at_limit)
    with pytest.raises(TooMuch, match=str(TOKENS)):
        parsed(at_limit.replace("}", " b}"))


def test_the_length_is_limited() -> None:
    text = "{ a }"
    parsed(text + " " * (DOCUMENT_LENGTH - len(text)))
    with pytest.raises(TooMuch, match=str(DOCUMENT_LENGTH)):
        parsed(text + " " * (DOCUMENT_LENGTH - len(text) + 1))


def test_the_depth_is_limited() -> None:
    assert admit(nested(DEPTH))
    with pytest.raises(TooMuch, match=f"{DEPTH + 1} fields deep"):
        admit(nested(DEPTH + 1))
    with pytest.raises(TooMuch, match="deeper"):
        admit("{a" * 300 + "}" * 300)


def test_the_aliases_are_limited_also_in_fragments() -> None:
    def aliased(n: int) -> str:
        return '{ map(id: "m") { ...F } } fragment F on Map { ' + " ".join(f"a{i}: key" for i in range(n)) + " }"

    assert admit(aliased(ALIASES))
    with pytest.raises(TooMuch, match=f"{ALIASES + 1} aliases"):
        admit(aliased(ALIASES + 1))


def test_the_directives_are_limited() -> None:
    def directed(n: int) -> str:
        return '{ map(id: "m") { key ' + " ".join("... @include(if: true) { name }" for _ in range(n)) + " } }"

    assert admit(directed(DIRECTIVES))
    with pytest.raises(TooMuch, match=f"{DIRECTIVES + 1} directives"):
        admit(directed(DIRECTIVES + 1))


def test_the_fields_at_the_root_are_limited() -> None:
    def rooted(n: int) -> str:
        return "{ " + " ".join(f"a{i}: __typename" for i in range(n)) + " }"

    assert admit(rooted(ROOT_FIELDS))
    with pytest.raises(TooMuch, match=f"{ROOT_FIELDS + 1} fields at its root"):
        admit(rooted(ROOT_FIELDS + 1))


def test_the_same_field_again_and_again_is_refused_before_it_is_compared_with_itself() -> None:
    parsed("{ " + "a " * 20 + "}")
    with pytest.raises(TooMuch):
        parsed("{ " + "a " * 21 + "}")


def test_what_does_not_fit_the_schema_is_said_without_a_guess() -> None:
    with pytest.raises(Invalid) as refused:
        admit('{ map(id: "m") { nme } }')
    assert "Did you mean" not in refused.value.errors[0].message


def test_types_are_not_defined_in_a_document() -> None:
    with pytest.raises(Refusal):
        parsed("{ a } type B { c: Int }")


def test_which_operation_is_meant_must_be_clear() -> None:
    document = parsed("query A { a } query B { b }")
    assert document.operation("B").name is not None
    for name in (None, "C"):
        with pytest.raises(Refusal):
            document.operation(name)


def test_documents_are_kept_and_only_so_many() -> None:
    documents = Documents(SCHEMA)
    assert documents.read("{ a }") is documents.read("{ a }")
    for n in range(DOCUMENTS_KEPT + 5):
        documents.read(f"{{ a{n} }}")
    assert len(documents) == DOCUMENTS_KEPT


def test_documents_that_are_kept_hold_only_so_many_words_together() -> None:
    documents = Documents(SCHEMA)
    for n in range(DOCUMENTS_KEPT):
        documents.read(f"{{ {' '.join(f'a{n}x{m}' for m in range(500))} }}")
    held = sum(document.tokens for document in (documents.known(text) for text in documents._kept) if document is not None)
    assert 0.9 * TOKENS_KEPT < held <= TOKENS_KEPT and len(documents) < DOCUMENTS_KEPT


@pytest.mark.parametrize("number", ["9" * (DIGITS + 1), "-" + "9" * 31_000, "0." + "1" * DIGITS, "1e" + "9" * DIGITS])
def test_a_number_that_is_too_long_to_be_one_is_refused(number: str) -> None:
    with pytest.raises(Refusal, match=f"more than {DIGITS} digits"):
        parsed(f'{{ map(id: "m") {{ actors(first: {number}) {{ totalCount }} }} }}')
    assert parsed(f'{{ map(id: "m") {{ actors(first: {"9" * DIGITS}) {{ totalCount }} }} }}').tokens > DIGITS / 100


def test_so_many_comments_are_read_and_not_one_more() -> None:
    assert parsed("#\r" * TOKENS + "{ a }").operations
    with pytest.raises(TooMuch, match=f"more than {TOKENS} comments"):
        parsed("#\r" * (TOKENS + 1) + "{ a }")


def test_a_long_document_is_read_and_not_kept() -> None:
    documents = Documents(SCHEMA)
    documents.read("{ a }" + " " * 30_000)
    assert len(documents) == 0
