"""A file that takes too much ends the process that reads it, and whoever asked is told which bound it broke."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from sysmap.errors import InputError, NotFound, UsageError
from sysmap.formats import confined, limits
from sysmap.formats.incoming import Asked, Incoming
from sysmap.model.state import empty
from tests.formats.making import imported
from tests.formats.tables import names, written

TABLE = "From,To,Amount (GBP)\nAsh,Birch,142500.50\n"
BEGIN = "import sys; from sysmap.formats import limits, reading_apart, registry; "
END = "; sys.exit(reading_apart.run())"


def instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Another program in the place of the one that reads."""
    monkeypatch.setattr(confined, "COMMAND", [sys.executable, "-c", program])


def reading(path: Path, form: str | None = None, asked: Asked | None = None) -> Incoming:
    return confined.read_confined(path, None, form=form, asked=asked or Asked())


def test_what_is_read_apart_is_what_would_be_read_here(tmp_path: Path) -> None:
    incoming = reading(written(tmp_path / "m.csv", TABLE))
    state = imported(incoming.against(empty(incoming.map_id)))
    assert (names(state), [flow.amount for flow in state.funding.values()]) == (["Ash", "Birch"], ["142500.50"])


def test_answers_read_apart_still_fit_the_rounds_of_a_map(tmp_path: Path) -> None:
    path = written(tmp_path / "m.csv", ",Ash,Birch\nAsh,,4\nBirch,2,\n")
    incoming = reading(path, "answers", Asked(wave="w1", date="2025-05-30"))
    assert list(imported(incoming.against(empty(incoming.map_id))).waves) == ["w1"]


def test_refusals_and_wrong_wishes_come_back_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        reading(written(tmp_path / "x.json", '{"elements": [1'))
    assert told.value.problems[0].file == "x.json"
    assert told.value.fix
    with pytest.raises(UsageError, match="no format"):
        reading(tmp_path / "x.json", "word")
    with pytest.raises(NotFound):
        reading(tmp_path / "nothing.csv")


def test_a_file_beside_the_one_that_is_read_stands_in_for_no_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "csv.py", "raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert reading(written(tmp_path / "m.csv", TABLE)).map_id == "m"


def test_too_much_memory_is_refused_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        assert "memory" in limits.bounds_here().partition(";")[2]
        return
    instead(monkeypatch, f"{BEGIN}limits.MEMORY = 30_000_000{END}")
    with pytest.raises(InputError, match="more than 512 MB of memory"):
        reading(written(tmp_path / "k.json", '{"elements": [' + "{}," * 600_000 + "{}]}"))


def test_too_much_computing_is_refused_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, f"{BEGIN}limits.COMPUTING = 1; registry.read = lambda *given, **named: [0 for n in iter(int, 1)]{END}")
    with pytest.raises(InputError, match="more than 20 s of computing"):
        reading(written(tmp_path / "m.csv", TABLE))


def test_where_nothing_else_is_bounded_the_clock_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WAITING", 0.1)
    instead(monkeypatch, "import threading; threading.Event().wait()")
    with pytest.raises(InputError, match="took longer than"):
        reading(written(tmp_path / "m.csv", TABLE))


def test_a_system_that_bounds_nothing_reads_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, f"{BEGIN}sys.modules['resource'] = None{END}")
    assert reading(written(tmp_path / "m.csv", TABLE)).map_id == "m"


def test_a_fault_of_ours_is_no_fault_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "raise ValueError('ours')")
    with pytest.raises(RuntimeError, match="ours"):
        reading(written(tmp_path / "m.csv", TABLE))


def test_an_answer_that_names_anything_but_our_types_is_not_unpacked() -> None:
    with pytest.raises(pickle.UnpicklingError):
        confined._Ours(io.BytesIO(pickle.dumps(subprocess.Popen))).load()
    with pytest.raises(pickle.UnpicklingError):
        confined._Ours(io.BytesIO(pickle.dumps(os.getcwd))).load()


def test_long_files_say_how_far_they_are(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    rows = "".join(f"a{n},b{n},3\n" for n in range(1200))
    path = written(tmp_path / "m.csv", f"From,To,Strength\n{rows}")
    confined.read_confined(path, None, form=None, asked=Asked(), told=lambda done, of: heard.append((done, of)))
    assert heard == [(500, 1201), (1000, 1201)]
