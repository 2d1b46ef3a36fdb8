"""What does a gate say? One line with its name, the store, how often it was tried and what came out, for people and for README."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest

KEY = "gate"


class Told(NamedTuple):
    """One line of a gate."""

    gate: str
    store: str
    tried: str
    figure: str

    def line(self) -> str:
        return f"{self.gate:<4} {self.store:<7} {self.tried}: {self.figure}"


def tell(test: pytest.FixtureRequest, gate: str, store: str, tried: str, figure: str) -> None:
    """To be called once what is promised was seen to hold."""
    test.node.user_properties.append((KEY, json.dumps([gate, store, tried, figure])))


def told_in(report: pytest.TestReport) -> list[Told]:
    """The lines of a test that passed."""
    if report.when != "call" or not report.passed:
        return []
    return [Told._make(json.loads(str(said))) for key, said in report.user_properties if key == KEY]
