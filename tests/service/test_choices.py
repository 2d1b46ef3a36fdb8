"""What is offered is what can be had."""

from __future__ import annotations

from functools import lru_cache

from sysmap.model.visibility import Viewer
from sysmap.service.choices import choices
from sysmap.service.desk import Desk
from sysmap.service.glancing import glance, maps_seen
from sysmap.service.picturing import picture_at
from sysmap.service.tie_list import tie_list
from sysmap.service.wording import question_of
from tests.service.desks import desk_over

PUBLIC, PARTICIPANT, KEEPER = (Viewer.for_audience(name) for name in ("public", "participants", "stewards"))


@lru_cache(maxsize=1)
def _desk() -> Desk:
    return desk_over("wrenmoor", "wrenmoor-as-real")


def test_rounds_are_offered_in_order_of_time_in_plain_words() -> None:
    offered = choices(_desk(), KEEPER, "wrenmoor")
    assert [r.words for r in offered.rounds["trust"]] == ["Round 1, May 2024", "Round 2, May 2025", "Pulse, November 2025"]
    assert (offered.layer, offered.latest("trust")) == ("trust", "p3")


def test_the_two_rounds_offered_to_compare_were_asked_alike() -> None:
    assert choices(_desk(), KEEPER, "wrenmoor").pair == ("w1", "w2")


def test_trust_is_not_offered_where_one_answer_is_hidden() -> None:
    offered = choices(_desk(), PARTICIPANT, "wrenmoor-as-real")
    assert "trust" not in offered.layers
    assert offered.layer == "relationships"


def test_everything_offered_can_be_drawn() -> None:
    for viewer, map in ((PUBLIC, "wrenmoor"), (KEEPER, "wrenmoor"), (PARTICIPANT, "wrenmoor-as-real"), (KEEPER, "wrenmoor-as-real")):
        offered = choices(_desk(), viewer, map)
        for layer in offered.layers:
            for point in (*offered.rounds[layer], *offered.saved):
                assert picture_at(_desk(), viewer, map, point.id, question_of({}, layer)).title


def test_the_public_starts_with_who_works_with_whom() -> None:
    assert choices(_desk(), PUBLIC, "wrenmoor").layer == "relationships"


def test_only_maps_of_which_something_is_seen_are_listed() -> None:
    assert [seen.map for seen in maps_seen(_desk(), PUBLIC)] == ["wrenmoor"]
    assert [seen.map for seen in maps_seen(_desk(), KEEPER)] == ["wrenmoor", "wrenmoor-as-real"]


def test_a_round_whose_answers_are_hidden_is_never_said_to_be_answered() -> None:
    assert not [line for line in glance(_desk(), PARTICIPANT, "wrenmoor-as-real").lines if "answered" in line]
    assert [line for line in glance(_desk(), KEEPER, "wrenmoor-as-real").lines if "27 of 30 answered" in line]


def test_an_unknown_value_is_an_empty_cell_and_a_formula_is_text() -> None:
    tie = {"from": "=a", "to": "b,c", "before": None, "after": 3, "change": "formed"}
    assert tie_list({"ties": [tie]}) == 'from,to,before,after,change\r\n\'=a,"b,c",,3,formed\r\n'
