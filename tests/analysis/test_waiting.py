"""Does long work say how far it is, to whoever listens and to nobody else, and come to the same?"""

from __future__ import annotations

from sysmap.analysis.change import compare
from sysmap.analysis.question import Question
from sysmap.analysis.waiting import heard_by
from tests.analysis.maps import from_rows

ROWS = ["0120", "2001", "0101", "3010"]


def test_a_comparison_tells_what_it_works_out_and_is_the_same() -> None:
    heard: dict[str, list[tuple[int, int]]] = {}
    before, after = from_rows(ROWS), from_rows(["0220", "2001", "0001", "3010"])
    with heard_by(lambda what, done, of: heard.setdefault(what, []).append((done, of))):
        listened = compare(before, after, Question()).as_json()
    assert listened == compare(before, after, Question()).as_json()
    assert heard["leaving out each one's answers (betweenness)"][-1] == (4, 4)
    assert "searching for groups" in heard
    assert "dealing chance" in heard
