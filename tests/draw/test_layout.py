from __future__ import annotations

import math
import os
import subprocess
import sys
from dataclasses import replace

from sysmap.analysis.network import Member, Network, Tie
from sysmap.draw.frame import FRAME
from sysmap.draw.layout import positions
from tests.draw.small_maps import many, nobody, three

PROGRAM = """
import hashlib
from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.rendering import FORMATS, render
from tests.draw.small_maps import hostile, many
for network in (hostile(), many(60, 150), many(500, 900)):
    picture = draw_network(network, positions([network]))
    for format in FORMATS if len(network.members) < 100 else ("json", "svg"):
        print(format, hashlib.sha256(render(picture, format)).hexdigest())
"""


def _in_a_process(seed: str) -> str:
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd()}
    return subprocess.run([sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, check=True).stdout


def test_every_format_has_the_same_bytes_in_two_processes() -> None:
    first = _in_a_process("1")
    assert first == _in_a_process("4711") and len(first.splitlines()) == 12


def test_everybody_has_a_place_inside_the_frame() -> None:
    for network in (three(), many(40, 80), many(120, 60), many(700, 1500)):
        found = positions([network])
        assert list(found) == list(network.ids)
        assert all(0 <= x <= FRAME[0] and 0 <= y <= FRAME[1] for x, y in found.values())
        assert len(set(found.values())) == len(found)


def test_kept_actors_stay_and_a_new_one_stands_near_its_neighbours() -> None:
    network = many(40, 90)
    kept = positions([network])
    grown = replace(network, members=(*network.members, Member("new", "New", "recorded")), ties={**network.ties, ("new", "m3"): Tie(1)})
    after = positions([grown], kept)
    assert {id: after[id] for id in kept} == kept
    nearest = sorted(kept, key=lambda id: math.dist(after["new"], kept[id]))[:8]
    assert "m3" in nearest


def test_a_few_who_were_put_somewhere_move_nobody_else() -> None:
    network = many(40, 90)
    found = positions([network])
    assert positions([network], {"m7": (10.0, 20.0)}) == {**found, "m7": (10.0, 20.0)}


def test_one_network_read_twice_changes_nothing() -> None:
    assert positions([many(30, 60), many(30, 60)]) == positions([many(30, 60)])


def test_no_actor_one_actor_and_actors_without_ties_have_places() -> None:
    assert positions([nobody()]) == {}
    alone: Network = replace(nobody(), members=(Member("a", "A", "recorded"),))
    assert len(positions([alone])) == 1
    assert len(set(positions([many(12, 0)]).values())) == 12


def test_unusable_kept_places_are_passed_over() -> None:
    assert positions([three()], {"a": (math.nan, 1.0), "z": (1.0, 1.0)}) == positions([three()])
