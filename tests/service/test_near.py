"""Does the part of a map give the answer of the whole map, for whoever asks, and is no more read than that part?"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sysmap.analysis.ego import ego_network, shortest_ways
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from sysmap.errors import NotFound, UsageError
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.desk import Desk
from sysmap.service.disclosure import folded_for
from sysmap.service.importing import carry_out, preview
from sysmap.service.near import near, ways
from sysmap.store.sqlite import open_sqlite

MAP = "wrenmoor"
STEWARD, PARTICIPANT, PUBLIC = Viewer.steward(), Viewer(frozenset({"public", "participants"})), Viewer(frozenset({"public"}))
TIES = Question(layer="relationships")
TRUST = Question(layer="trust")


@pytest.fixture
def file(tmp_path: Path, wrenmoor_folder: Path) -> str:
    url = f"sqlite:///{tmp_path / 'map.db'}"
    desk = Desk(open_sqlite(url, create=True))
    carry_out(desk, preview(desk, wrenmoor_folder))
    desk.close()
    return url


def whole(file: str, viewer: Viewer, at: str | None, question: Question) -> Network:
    desk = Desk(open_sqlite(file))
    network = folded_for(viewer, network_at(desk, viewer, MAP, at, question).network)
    desk.close()
    return network


def told(network: Network) -> tuple[object, ...]:
    """Everything that a network says of its members and ties."""
    said = network.unobserved, network.answered_pairs, network.scale, network.wave, network.date
    return network.members, list(network.ties.items()), *said


CASES = [(STEWARD, "w2", TRUST), (STEWARD, "w1", TIES), (STEWARD, "2025-01-01", TIES), (PARTICIPANT, "w2", TIES), (PUBLIC, "w2", TIES)]


@pytest.mark.parametrize(("viewer", "at", "question"), CASES)
def test_who_is_near_and_the_ways_are_those_of_the_whole_map(file: str, viewer: Viewer, at: str, question: Question) -> None:
    network, chance = whole(file, viewer, at, question), random.Random(4)
    desk = Desk(open_sqlite(file))
    for of in network.ids[::6]:
        for steps in (1, 2):
            assert told(near(desk, viewer, MAP, of, steps, at, question)) == told(ego_network(network, of, steps))
    for _ in range(12):
        start, end = chance.sample(network.ids, 2)
        for furthest in (1, 3, 6):
            assert ways(desk, viewer, MAP, (start, end), furthest, at, question) == shortest_ways(network, start, end, furthest)
    assert not desk.holds(MAP), "the whole map was read"
    desk.close()


def test_what_needs_the_whole_map_is_answered_from_it(file: str) -> None:
    for viewer, at, question in ((STEWARD, "w2", Question(layer="funding")), (PUBLIC, "w2", TIES), (STEWARD, None, TRUST)):
        network = whole(file, viewer, at, question)
        desk = Desk(open_sqlite(file))
        desk.state(MAP)
        of = network.ids[0]
        assert told(near(desk, viewer, MAP, of, 1, at, question)) == told(ego_network(network, of, 1))
        desk.close()


def test_one_who_is_no_member_and_an_answer_that_is_hidden_are_not_found(file: str) -> None:
    desk = Desk(open_sqlite(file))
    for viewer, of, question in ((STEWARD, "nobody", TIES), (PUBLIC, "fam", TRUST)):
        with pytest.raises(NotFound):
            near(desk, viewer, MAP, of, 1, "w2", question)
        with pytest.raises(NotFound):
            ways(desk, viewer, MAP, (of, of), 2, "w2", question)
    with pytest.raises(UsageError, match="number of steps"):
        near(desk, STEWARD, MAP, "fam", 9, "w2", TIES)
    desk.close()
