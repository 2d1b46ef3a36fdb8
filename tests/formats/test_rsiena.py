"""Do the rounds reach RSiena as they are: silence as NA, outsiders as 10, and every matrix read back equal?"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from sysmap.errors import InputError, SysmapError
from sysmap.formats import WRITERS
from sysmap.formats.rsiena import Panel, matrix, panel_of, read_matrix, write_rsiena
from sysmap.model.actors import Actor
from sysmap.model.state import State
from tests.analysis.maps import asked, said, state_of, wave

WAVES = wave("w1"), wave("w2", "2025-05")


def small() -> State:
    rosters = asked("w1", a="answered", b="silent", c="answered"), asked("w2", a="answered", b="answered", d="partial")
    answers = said("w1", "a b 3", "c a 1"), said("w2", "a b 5", "b a 2", "d a 4", "d b 0")
    actors = Actor("a", "=Ardent", sector="nhs"), Actor("b", "Brook", sector="voluntary"), Actor("c", "Cairn"), Actor("d", "Dell")
    return state_of(*actors, *WAVES, *rosters[0], *rosters[1], *answers[0], *answers[1])


def test_silence_is_na_and_who_was_no_member_is_10(tmp_path: Path) -> None:
    write_rsiena(small(), tmp_path / "r")
    assert (tmp_path / "r/ties-1.txt").read_text() == "0 1 0 10\nNA 0 NA 10\n1 0 0 10\n10 10 10 0\n"
    assert (tmp_path / "r/ties-2.txt").read_text() == "0 1 10 0\n1 0 10 0\n10 10 0 10\n1 0 10 0\n"


def test_the_matrices_read_back_equal(tmp_path: Path, wrenmoor: State) -> None:
    for name, state in (("small", small()), ("wrenmoor", wrenmoor)):
        panel = panel_of(state)
        written = write_rsiena(state, tmp_path / name)
        assert len(written) == len(panel.networks) * (1 + len(panel.thresholds)) + 5
        for place, network in enumerate(panel.networks, start=1):
            assert read_matrix(tmp_path / name / f"ties-{place}.txt") == matrix(network, panel.ids)
            for least in panel.thresholds:
                assert read_matrix(tmp_path / name / f"ties-from-{least}-{place}.txt") == matrix(network, panel.ids, least)


def test_each_network_lies_within_the_one_from_a_lower_strength(wrenmoor: State) -> None:
    whole = panel_of(wrenmoor)
    assert whole.thresholds == (), "the third round asked on another scale"
    panel = Panel(whole.ids, whole.networks[:2])
    network = panel.networks[0]
    levels = [matrix(network, panel.ids, least) for least in (1, *panel.thresholds)]
    assert panel.thresholds == (2, 3, 4, 5)
    for wide, narrow in pairwise(levels):
        cells = [(w, n) for wides, narrows in zip(wide, narrow, strict=True) for w, n in zip(wides, narrows, strict=True)]
        assert all(w is None or n is None or w >= n for w, n in cells)


def test_the_teaching_map_keeps_its_figures_on_the_way(wrenmoor: State) -> None:
    panel = panel_of(wrenmoor)
    then, now = (matrix(n, panel.ids) for n in panel.networks[:2])
    pairs = [(a, b) for first, second in zip(then, now, strict=True) for a, b in zip(first, second, strict=True)]
    known = [(a, b) for a, b in pairs if a in {0, 1} and b in {0, 1}]
    assert (sum(a for a, _ in known if a), sum(b for _, b in known if b)) == (100, 100)
    assert (known.count((0, 1)), known.count((1, 0)), known.count((1, 1))) == (20, 20, 80)


def test_who_came_and_went_is_told_half_way_between_rounds(tmp_path: Path) -> None:
    write_rsiena(small(), tmp_path / "r")
    assert (tmp_path / "r/composition.txt").read_text() == "1 2\n1 2\n1 1.5\n1.5 2\n"


def test_covariates_are_words_and_numbers_and_no_name_can_run_as_a_formula(tmp_path: Path) -> None:
    write_rsiena(small(), tmp_path / "r")
    lines = (tmp_path / "r/actors.csv").read_text().splitlines()
    assert lines[:2] == ["row,id,name,sector,sector_number", "1,a,'=Ardent,nhs,1"]
    assert lines[3] == "3,c,Cairn,,"
    script = (tmp_path / "r/rsiena.R").read_text()
    assert "dim = c(4, 4, rounds)" in script and "sector <- coCovar(actors$sector_number" in script
    assert "place" not in script and "Ardent" not in script
    assert 'nodematch("sector")' in (tmp_path / "r/tergm.R").read_text()


def test_one_round_is_nothing_to_carry_nor_is_one_nobody_is_seen_to_have_answered(tmp_path: Path) -> None:
    with pytest.raises(SysmapError, match="needs two or more") as caught:
        write_rsiena(state_of(*WAVES, *said("w1", "a b 3"), actors="ab"), tmp_path / "r")
    assert caught.value.exit_code == 1
    assert not (tmp_path / "r").exists()


def test_a_file_that_is_no_matrix_is_told_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "ties-1.txt").write_text("0 1\n1 x\n")
    with pytest.raises(InputError) as caught:
        read_matrix(tmp_path / "ties-1.txt")
    assert caught.value.problems[0].row == 2


def test_it_is_one_of_the_formats() -> None:
    assert "rsiena" in WRITERS
