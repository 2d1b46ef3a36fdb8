"""Who has not been heard?"""

from __future__ import annotations

import pytest

from sysmap.analysis.coverage import coverage
from sysmap.analysis.method import verdict_of
from sysmap.analysis.question import Question
from sysmap.errors import UsageError
from sysmap.model.actors import Actor
from sysmap.model.state import State
from tests.analysis.maps import asked, from_rows, network, said, state_of, wave

STATUS = {"a": "answered", "b": "silent", "c": "refused", "d": "left", "e": "partial"}
MAP = state_of(
    wave("w1"), wave("w2"), *asked("w1", **STATUS), *asked("w2", b="answered"), *said("w1", "a b 3", "a c 2"),
    *(Actor(a, a.upper(), sector="nhs" if a in "ab" else None) for a in "abcde"),
)  # fmt: skip


def test_by_hand_each_way_of_not_being_heard_is_counted_apart() -> None:
    found = coverage(network(MAP), Question(), [network(MAP, "w2")])
    nhs, rest = found.groups
    assert (nhs.group, nhs.members, nhs.answered, nhs.silent, nhs.spoken_about, nhs.never) == ("nhs", 2, 1, 1, 1, 0)
    told = rest.as_json()
    assert [told[n] for n in ("members", "partial", "refused", "left", "spoken_about", "never")] == [2, 1, 1, 1, 1, 1]
    assert (found.least, found.verdict) == (("not stated",), "counts")


def test_the_teaching_map_was_heard_least_in_health_and_housing(wrenmoor: State) -> None:
    found = coverage(network(wrenmoor, "w2"), Question(), [network(wrenmoor, "w1")])
    said = {group.group: (group.answered, group.members) for group in found.groups}
    assert said == {
        "statutory": (6, 8), "nhs": (1, 4), "education": (5, 5), "voluntary": (7, 8), "community": (3, 3), "housing": (0, 1),
        "funder": (1, 1), "research-learning": (1, 1),
    }  # fmt: skip
    assert (found.total.answered, found.total.members, found.verdict) == (24, 31, "patterns")


def test_nobody_was_asked_about_recorded_layers() -> None:
    with pytest.raises(UsageError, match="Nobody was asked about funding"):
        coverage(network(MAP, layer="funding"), Question(layer="funding"))


@pytest.mark.parametrize(("answered", "verdict"), [(8, "brokers"), (7, "patterns"), (6, "counts"), (0, "counts")])
def test_one_rule_for_response(answered: int, verdict: str) -> None:
    assert verdict_of(from_rows(["0" * 10] * 10, status=["answered"] * answered + ["silent"] * (10 - answered))) == verdict
    assert verdict_of(from_rows([])) == "counts"
