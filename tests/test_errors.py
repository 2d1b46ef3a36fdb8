"""The sentences of ``errors``: one problem is one line, whole, in one shape."""

from __future__ import annotations

from sysmap.errors import Problem


def test_a_problem_is_one_line_and_never_cut_however_long_the_value_is() -> None:
    line = Problem("too long", "shorten it", "actors.csv", 2, "name", "x\ny\r\n" + "z" * 5000).line()
    assert line == 'actors.csv row 2, column name: "x y ' + "z" * 5000 + '": too long; shorten it'


def test_a_value_that_would_colour_the_terminal_is_shown_as_text() -> None:
    assert "\x1b" not in Problem("no such sign", "", "relationships.csv", 2, "sign", "\x1b[31mred\x9b").line()


def test_two_spaces_in_a_value_stay_two() -> None:
    assert '"a  b"' in Problem("no such kind", "", "actors.csv", 2, "id", "a  b").line()


def test_an_empty_cell_is_shown_as_an_empty_value() -> None:
    line = Problem("a name is needed", "say it", "actors.csv", 2, "name").line()
    assert line == 'actors.csv row 2, column name: "": a name is needed; say it'


def test_a_problem_of_a_whole_file_has_no_value() -> None:
    assert Problem("is not there", "add it", "actors.csv").line() == "actors.csv: is not there; add it"
