"""When is a revision recorded, and how does the ledger speak of people?"""

from __future__ import annotations

import pytest

from sysmap.errors import InputError
from sysmap.model.history import ledger_id, ledger_key, milliseconds_of, recorded_at, stamp

LAST = "2024-05-31T12:00:00.000Z"


@pytest.mark.parametrize("moment", [0, 1, 999, 1_717_156_800_123, 253_402_300_799_999])
def test_a_moment_survives_being_written_down(moment: int) -> None:
    assert milliseconds_of(stamp(moment)) == moment


def test_a_clock_that_went_back_does_not_turn_history_round() -> None:
    assert recorded_at(milliseconds_of("2020-01-01"), LAST, None) == "2024-05-31T12:00:00.001Z"


@pytest.mark.parametrize(
    ("known_at", "expected"),
    [
        ("2024-05-31", "2024-05-31T12:00:00.001Z"),
        ("2024-05", "2024-05-31T12:00:00.001Z"),
        ("2024", "2024-05-31T12:00:00.001Z"),
        ("2024-06-01", "2024-06-01T00:00:00.000Z"),
        ("2024-05-31T12:00:00", "2024-05-31T12:00:00.001Z"),
        ("2024-05-31T14:30:00+02:00", "2024-05-31T12:30:00.000Z"),
    ],
)
def test_known_at_means_some_time_in_what_it_names(known_at: str, expected: str) -> None:
    assert recorded_at(0, LAST, known_at) == expected


@pytest.mark.parametrize("known_at", ["2024-05-30", "2024-04", "2023", "2024-05-31T11:59:59", "yesterday", "31/05/2024", ""])
def test_known_at_before_the_last_revision_or_no_date_is_refused(known_at: str) -> None:
    with pytest.raises(InputError):
        recorded_at(0, LAST, known_at)


def test_the_ledger_calls_a_respondent_by_a_hash_that_differs_from_map_to_map() -> None:
    assert ledger_id("one", "Ann") != ledger_id("two", "Ann") and "Ann" not in ledger_id("one", "Ann")
    assert ledger_key("one", ("respondent", "Ann", "respondent")) == ("respondent", ledger_id("one", "Ann"), "respondent")
    assert ledger_key("one", ("actor", "a", "name")) == ("actor", "a", "name")
