"""How strong are ties, added and averaged, when some values are not stated?"""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given

from sysmap.analysis.measures import measure
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, network, of_actors, of_network, said, state_of, wave
from tests.analysis.published import KNOKE_INFORMATION, OF_ACTORS


def test_by_hand_two_ties_of_two_and_five() -> None:
    net = from_rows(["002", "005", "000"])
    assert of_actors(net, "in_strength") == [0, 0, 7]
    assert of_actors(net, "out_strength") == [2, 5, 0]
    assert of_actors(net, "mean_received") == [None, None, 3.5]
    assert of_network(net, "mean_value") == 3.5


def test_published_strength_of_a_yes_no_network_is_its_degree() -> None:
    net = from_rows(KNOKE_INFORMATION)
    assert of_actors(net, "in_strength") == OF_ACTORS["information"]["in_degree"]
    assert set(of_actors(net, "mean_received")) == {1}


def test_values_not_stated_are_left_out_and_never_nought() -> None:
    state = state_of(wave("w1", items="r|m|o"), *said("w1", "a c r=4 m=4 o=3", "b c r=5", "c a r=1"), actors="abc")
    net = network(state)
    assert of_actors(net, "in_strength") == [None, 0, float(Fraction(11, 3))]
    assert of_actors(net, "mean_received") == [None, None, float(Fraction(11, 3))]
    found = measure(net, Question()).as_json()
    assert [actor["n"]["mean_received"] for actor in found["actors"]] == [0, 0, 1]


def test_a_silent_members_given_strength_is_unknown() -> None:
    assert of_actors(from_rows(["02", "00"], status=["answered", "silent"]), "out_strength") == [2, None]


@given(networks())
def test_means_stay_on_the_scale_and_strengths_add_up(net: Network) -> None:
    assert all(mean is None or 1 <= mean <= 5 for mean in of_actors(net, "mean_received"))
    assert sum(s or 0 for s in of_actors(net, "in_strength")) == sum(s or 0 for s in of_actors(net, "out_strength"))
