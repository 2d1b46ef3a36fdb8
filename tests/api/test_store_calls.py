"""However much is asked in one question, the store is reached a bounded number of times."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from sysmap.service.desk import Desk
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.seeds import seed
from tests.api.asking import post
from tests.api.served import service
from tests.docs.test_queries import QUERIES
from tests.web.visiting import keeper

MOST = 30


class Counted:
    """A store that counts how often it is reached."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.store, name)
        if not callable(found):
            return found

        def counted(*given: Any, **named: Any) -> Any:
            self.calls[name] += 1
            return found(*given, **named)

        return counted


def counted_desk() -> tuple[Desk, Counted]:
    desk = open_desk("sqlite://", create=True)
    carry_out(desk, preview(desk, seed("wrenmoor")))
    store = Counted(desk.store)
    made: Any = store
    return Desk(made), store


def calls_of(text: str) -> Counter[str]:
    """The calls for one question, by a desk that has read nothing yet."""
    desk, store = counted_desk()
    answer = post(keeper(service(desk=desk)), text)
    assert answer.status == 200 and '"data"' in answer.text, answer.text[:300]
    return store.calls


@pytest.mark.parametrize("heading", [h for h, text in QUERIES.items() if text.startswith("{")])
def test_a_ready_query_reaches_the_store_a_bounded_number_of_times(heading: str) -> None:
    assert calls_of(QUERIES[heading]).total() <= MOST


def test_asking_for_more_of_the_same_reaches_the_store_no_more_often() -> None:
    deep = ('{ map(id: "wrenmoor") { actors(first: %d) { nodes { name changedIn { number } cited { title } relationships(first: %d) '
            "{ nodes { from { name partOf { name } } to { name } changedIn { number } } } } } } }")  # fmt: skip
    few, many = calls_of(deep % (1, 1)), calls_of(deep % (200, 20))
    assert few == many and many.total() <= 8


def test_the_same_question_at_many_points_reaches_the_store_once_for_each() -> None:
    aliased = " ".join(f'a{n}: actors(at: {{validAt: "20{n + 10}"}}) {{ totalCount }}' for n in range(15))
    assert calls_of(f'{{ map(id: "wrenmoor") {{ {aliased} }} }}').total() <= 5


def test_a_question_asked_again_reads_one_head() -> None:
    desk, store = counted_desk()
    visitor = keeper(service(desk=desk))
    for _ in range(2):
        store.calls.clear()
        post(visitor, '{ map(id: "wrenmoor") { actors { nodes { name } } network { tieCount } } }')
    assert store.calls == Counter({"head": 1})
