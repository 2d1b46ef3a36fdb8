"""Between which groups does an actor stand, and is it more than chance gives?"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.brokerage import ROLES, _moments, brokerage, brokerage_z, role
from sysmap.analysis.network import Network
from sysmap.analysis.seen import Seen
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows
from tests.analysis.published import FRIENDS_BROKERAGE, KRACKHARDT_FRIENDS, KRACKHARDT_MANAGERS
from tests.analysis.test_mixing import by


def test_by_hand_a_gatekeeper_and_nobody_without_a_group() -> None:
    net = by(from_rows(["0100", "0010", "0000", "0100"]), "a b b -")
    found = brokerage(Seen(net))
    assert found["2"] == {"coordinator": 0, "itinerant": 0, "gatekeeper": 1, "representative": 0, "liaison": 0}
    assert found["4"] is None
    assert set(brokerage(Seen(from_rows(["01", "10"]))).values()) == {None}


@pytest.mark.parametrize("name", ROLES)
def test_published_roles_between_departments(name: str) -> None:
    found = brokerage(Seen(by(from_rows(KRACKHARDT_FRIENDS), KRACKHARDT_MANAGERS["dept"])))
    assert [roles[name] for roles in found.values() if roles is not None] == FRIENDS_BROKERAGE[name]


@given(networks(largest=7), st.lists(st.sampled_from("abc-"), min_size=7, max_size=7))
def test_every_unclosed_path_is_in_one_role(net: Network, groups: list[str]) -> None:
    net = by(net, " ".join(groups[: len(net.ids)]))
    heard = [a for a in net.heard if a in net.group_of]
    expected: dict[str, Counter[str]] = {a: Counter() for a in heard}
    for i, v, k in product(heard, repeat=3):
        if len({i, v, k}) == 3 and (i, v) in net.ties and (v, k) in net.ties and (i, k) not in net.ties:
            expected[v][role(net.group_of[i], net.group_of[v], net.group_of[k])] += 1
    found = brokerage(Seen(net))
    assert {a: roles for a, roles in found.items() if roles} == {a: {name: expected[a][name] for name in ROLES} for a in heard}
    assert set(brokerage_z(Seen(net))) == set(net.ids)


def test_what_chance_gives_is_the_mean_and_variance_over_every_network() -> None:
    """Every network of four with each tie there or not, d = 1/2: an exact check of the formula."""
    net = from_rows(["0000"] * 4)
    pairs = [(a, b) for a in range(4) for b in range(4) if a != b]
    counts: dict[str, list[int]] = {name: [] for name in ROLES}
    for size in range(len(pairs) + 1):
        for ties in combinations(pairs, size):
            there = set(ties)
            rows = ["".join("1" if (a, b) in there else "0" for b in range(4)) for a in range(4)]
            roles = brokerage(Seen(by(from_rows(rows), "a a b c")))["1"]
            assert roles is not None
            for name in ROLES:
                counts[name].append(roles[name])
    means, variances = _moments(Counter({"a": 2, "b": 1, "c": 1}), "a", Fraction(1, 2))
    for name, values in counts.items():
        mean = Fraction(sum(values), len(values))
        assert means[name] == mean
        assert variances[name] == Fraction(sum(v * v for v in values), len(values)) - mean * mean
    assert len(net.ids) == 4
