"""Does a finding survive other readings of silence?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from sysmap.analysis.sensitivity import OTHER_END, other_ends_word, sensitivity
from sysmap.errors import UsageError
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_network

ROWS = ["010", "001", "000"]


def test_by_hand_a_silent_end_hides_the_path_that_absence_shows() -> None:
    """1 names 2 and 2 names 3, who is silent: the path through 2 ends at somebody who was not heard."""
    found = sensitivity(from_rows(ROWS, status=["answered", "answered", "silent"]), Question()).as_json()
    unknown, absent, other = found["readings"]
    assert [line["value"] for line in unknown["ranking"]] == [0, 0]
    assert [(line["id"], line["value"], line["rank"]) for line in absent["ranking"]] == [("1", 0, 2), ("2", 1, 1), ("3", 0, 2)]
    assert other == {"reading": OTHER_END, "ranking": None, "why_not": "Trust is not the same from both ends: one end's answer is never "
                     "taken for the other's."}  # fmt: skip
    assert (found["verdict"], found["instead"][0]) == ("counts", "in_degree_share")


def test_the_other_ends_word_is_taken_only_for_what_means_the_same_from_both_ends() -> None:
    net = from_rows(ROWS, status=["answered", "answered", "silent"])
    assert set(other_ends_word(net).ties) - set(net.ties) == {("3", "2")}
    assert of_network(other_ends_word(net), "density") == 3 / 6


def test_a_measure_of_the_whole_is_refused_and_so_is_the_first_nobody() -> None:
    net = from_rows(ROWS)
    with pytest.raises(UsageError, match="whole network"):
        sensitivity(net, Question(names=("density",)))
    with pytest.raises(UsageError, match="are nobody"):
        sensitivity(net, Question(), top=0)


@given(networks(whole=True))
def test_where_everyone_answered_every_reading_is_the_same(net: Network) -> None:
    for layer in ("trust", "relationships"):
        found = sensitivity(replace(net, layer=layer), Question(layer=layer))
        allowed = [r for r in found.readings if r.why_not is None]
        assert len(allowed) == (2 if layer == "trust" else 3)
        assert all(r.scores == allowed[0].scores for r in allowed)
        assert all(a.spearman in (None, pytest.approx(1)) for a in found.agreement.values())
