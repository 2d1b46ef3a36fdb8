"""How do groups speak of one another? By hand, and never about a single organisation."""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis.between_groups import between, groups_among, moved_between
from sysmap.analysis.building import build_network
from sysmap.analysis.change import compare
from sysmap.analysis.network import Member, Network, Tie
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.model.state import State


def _network(sectors: str, ties: dict[str, int | None]) -> Network:
    members = tuple(Member(f"{at}", f"{at}", "answered", sector=sector) for at, sector in enumerate(sectors))
    return Network("m", "M", "w1", "trust", members, {(p[0], p[1]): Tie(v) for p, v in ties.items()}, True, wave="w1", scale=(1, 5))


def test_a_mean_needs_five_answers_by_three_organisations_about_two() -> None:
    network = _network("sssvv", {"03": 1, "13": 2, "23": 3, "04": 4, "14": 5})
    cells = between(network, groups_among([network]))
    assert cells["s", "v"].mean == Fraction(15, 5)
    assert (cells["s", "v"].n, cells["s", "v"].organisations) == (5, 3)
    four = _network("sssvv", {"03": 1, "13": 2, "23": 3, "04": 4, "14": None})
    thin = between(four, groups_among([four]))["s", "v"]
    assert (thin.ties, thin.n, thin.mean) == (5, 4, None)
    one = _network("sssssvv", {"05": 1, "15": 2, "25": 3, "35": 4, "45": 5})
    assert between(one, groups_among([one]))["s", "v"].mean is None, "all five are about one organisation"


def test_a_group_of_one_is_folded_and_what_goes_to_a_single_other_is_withheld() -> None:
    network = _network("sssssv", {"05": 1, "15": 2, "25": 3, "35": 4, "45": 5})
    groups = groups_among([network])
    assert groups.order == ("s", "others") and groups.alone == {"others"}
    assert between(network, groups)["s", "others"].mean is None


def test_a_group_that_shrinks_to_one_is_folded_in_both_rounds() -> None:
    then, now = _network("ssvv", {}), _network("ssv", {})
    groups = groups_among([then, now])
    assert groups.order == ("s", "others")
    assert groups.alone == {"others"}, "in the second round it is one organisation again"


def test_the_change_is_taken_on_lasting_ties_alone(wrenmoor: State) -> None:
    then, now = (build_network(wrenmoor, resolve_point(wrenmoor, at, "trust"), Question()) for at in ("w1", "w2"))
    change = compare(then, now, Question())
    groups = groups_among([then, now])
    cells = moved_between(change, groups)
    assert sum(cell.n for cell in cells.values()) == 80
    assert change.core.mean.continuing == Fraction(sum(t.difference or 0 for t in change.core.ties if t.compared is not None)) / 80
    assert {"housing", "funder", "research-learning"} & set(groups.order) == set()
    to_voluntary = [t.difference for t in change.core.ties if t.compared and {groups.of[t.pair[0]], groups.of[t.pair[1]]} == {"voluntary"}]
    assert cells["voluntary", "voluntary"].mean == Fraction(sum(d or 0 for d in to_voluntary)) / len(to_voluntary)
