from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.model.dates import ends_before_start, in_force, overlap, parse_date

DAY = dt.date
MAY = parse_date("2024-05-31")
DATES = st.dates(DAY(1900, 1, 1), DAY(2100, 12, 31))
MARKS = st.sampled_from(["", "~", "by ", "after "])
FUZZY = st.builds(lambda mark, day, length: mark + day.isoformat()[:length], MARKS, DATES, st.sampled_from([4, 7, 10]))


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2015", DAY(2015, 1, 1), DAY(2015, 12, 31), "year"),
        ("2015-12", DAY(2015, 12, 1), DAY(2015, 12, 31), "month"),
        ("2024-02", DAY(2024, 2, 1), DAY(2024, 2, 29), "month"),
        ("2015-03-01", DAY(2015, 3, 1), DAY(2015, 3, 1), "day"),
        ("by 2020-05", None, DAY(2020, 5, 31), "month"),
        ("before 2020", None, DAY(2019, 12, 31), "year"),
        ("after 2021", DAY(2022, 1, 1), None, "year"),
        ("~2014-02", DAY(2014, 2, 1), DAY(2014, 2, 28), "month"),
        ("9999-12", DAY(9999, 12, 1), DAY(9999, 12, 31), "month"),
    ],
)
def test_a_date_says_which_days_it_may_mean(text: str, first: DAY | None, last: DAY | None, precision: str) -> None:
    parsed = parse_date(text)
    assert parsed is not None
    assert (parsed.first, parsed.last, parsed.precision) == (first, last, precision)


@pytest.mark.parametrize("text", ["", "spring 2020", "2015-13", "2015-02-30", "31/05/2024", "0000-01", "20155", "2015-1-1", "٢٠١٥"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_none(text: str) -> None:
    parse_date(text)


@given(FUZZY)
def test_what_is_named_lies_between_first_and_last_but_for_after_and_before(text: str) -> None:
    parsed = parse_date(text)
    assert parsed is not None and parsed.named[0] <= parsed.named[1]
    assert parsed.first is None or parsed.last is None or parsed.first <= parsed.last


@pytest.mark.parametrize(
    ("since", "until", "source", "holds"),
    [
        ("2023", None, None, True),
        (None, None, None, True),
        (None, None, "2024-06-01", False),
        (None, None, "2024", True),
        (None, None, "by 2024", True),
        (None, None, "by 2025", False),
        (None, None, "after 2023", True),
        (None, None, "after 2024", False),
        ("2024-05-31", None, None, True),
        ("2024-06", None, None, False),
        ("by 2030", None, None, True),
        ("after 2024", None, None, False),
        (None, "2024-05-31", None, False),
        (None, "2024-06-01", None, True),
        (None, "2024", None, True),
        ("2020", "2023", None, False),
        (None, "after 2021", None, True),
    ],
)
def test_a_fact_is_in_force_when_it_may_be(since: str | None, until: str | None, source: str | None, holds: bool) -> None:
    assert MAY is not None
    assert in_force(MAY, since, until, source) is holds


@given(FUZZY, FUZZY)
def test_what_is_certainly_over_before_it_began_is_never_in_force(since: str, until: str) -> None:
    if ends_before_start(since, until):
        for year in range(1900, 2101, 7):
            day = parse_date(f"{year}-06-15")
            assert day is not None and not in_force(day, since, until)


def test_intervals_overlap_only_when_they_must() -> None:
    assert overlap("2015", "2018", "2016", None)
    assert not overlap("2015", "2016", "2016", "2018")
    assert not overlap("2015", "2018", "2018", None)
    assert overlap(None, None, None, None)
    assert not overlap("2020", None, None, "2020-05")
