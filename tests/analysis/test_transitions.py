"""From which strength to which? Checked against the change it is made from, and by hand."""

from __future__ import annotations

from dataclasses import replace

from sysmap.analysis.building import build_network
from sysmap.analysis.change import Change, compare
from sysmap.analysis.network import Member, Network, Tie
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.analysis.transitions import NO_TIE, NOT_KNOWN, NOT_STATED, Transitions, transitions
from sysmap.model.state import State

IDS = "abcd"


def _network(at: str, ties: dict[str, int | None], silent: str = "") -> Network:
    members = tuple(Member(id, id.upper(), "silent" if id in silent else "answered") for id in IDS)
    return Network(
        "m", "M", at, "trust", members, {(p[0], p[1]): Tie(v) for p, v in ties.items()}, True, wave=at, items=("trust",), scale=(1, 5)
    )


def _found(change: Change, *, strengths: bool = True) -> Transitions:
    found = transitions(change, strengths=strengths)
    assert found is not None
    return found


def test_every_pair_stands_in_its_cell() -> None:
    then = _network("w1", {"ab": 3, "ac": 4, "ba": 2, "bc": None, "da": 5})
    now = _network("w2", {"ab": 5, "ad": 1, "ba": 2, "bc": 3}, silent="d")
    found = _found(compare(then, now, Question()))
    assert found.count("3", "5") == found.count("2", "2") == found.count(NOT_STATED, "3") == 1
    assert found.count("4", NO_TIE) == found.count(NO_TIE, "1") == 1
    assert found.count("5", NOT_KNOWN) == 1, "d was not heard again: its tie is not known, and not ended"
    assert found.count(NO_TIE, NO_TIE) == 9 - 5
    assert not found.rounded


def test_the_table_adds_up_to_what_the_change_counts(wrenmoor: State) -> None:
    then, now = (build_network(wrenmoor, resolve_point(wrenmoor, at, "trust"), Question()) for at in ("w1", "w2"))
    change = compare(then, now, Question())
    counts, turnover = change.core.counts, change.turnover
    assert counts is not None and turnover is not None
    for found in (_found(change), _found(change, strengths=False)):
        known = {pair: n for pair, n in found.table.items() if NOT_KNOWN not in pair}
        assert sum(n for (a, b), n in known.items() if a == NO_TIE != b) == counts.formed == 20
        assert sum(n for (a, b), n in known.items() if b == NO_TIE != a) == counts.dissolved == 20
        assert sum(n for (a, b), n in known.items() if NO_TIE not in (a, b)) == counts.kept == 80
        assert found.count(NO_TIE, NO_TIE) == counts.n00 == 524 - 120
        assert sum(found.table.values()) - sum(known.values()) == counts.unobserved_ties == 18
        assert (found.came, found.went) == (turnover.came_with_joiners, turnover.went_with_leavers) == (70, 27)
    assert _found(change).rounded


def test_one_question_alone_needs_no_rounding(wrenmoor: State) -> None:
    question = Question(item="reliability")
    then, now = (build_network(wrenmoor, resolve_point(wrenmoor, at, "trust"), question) for at in ("w1", "w2"))
    change = compare(then, now, question)
    found = _found(change)
    assert not found.rounded
    fell = sum(n for (a, b), n in found.table.items() if a.isdigit() and b.isdigit() and int(b) < int(a))
    rose = sum(n for (a, b), n in found.table.items() if a.isdigit() and b.isdigit() and int(b) > int(a))
    assert (fell, rose) == (21, 0), "teaching map: on the lasting ties reliability fell 21 times and never rose"


def test_rounds_that_asked_differently_have_no_table() -> None:
    then, now = _network("w1", {"ab": 3}), _network("w2", {"ab": 3})
    assert transitions(compare(then, replace(now, scale=(1, 4)), Question())) is None
