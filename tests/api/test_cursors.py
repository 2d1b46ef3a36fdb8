"""A cursor tells nothing, cannot be made up, and belongs to one list."""

from __future__ import annotations

import pytest

from sysmap.api.cursors import LONGEST, Sealer
from sysmap.errors import UsageError

SEALER = Sealer("a secret")


def test_a_cursor_opens_to_what_was_sealed() -> None:
    assert SEALER.open(SEALER.seal([3, "kes"], "list"), "list") == [3, "kes"]


def test_equal_places_have_equal_cursors_and_others_have_others() -> None:
    assert SEALER.seal([3, "a"], "x") == SEALER.seal([3, "a"], "x")
    assert len({SEALER.seal([n, "a"], "x") for n in range(50)}) == 50


def test_the_revision_cannot_be_read_from_it() -> None:
    assert "kes" not in SEALER.seal([3, "kes"], "x")


def test_another_process_with_the_same_secret_opens_it_and_one_with_another_does_not() -> None:
    cursor = SEALER.seal([1, "a"], "x")
    assert Sealer("a secret").open(cursor, "x") == [1, "a"]
    with pytest.raises(UsageError):
        Sealer("another").open(cursor, "x")


def test_it_opens_for_its_own_list_only() -> None:
    with pytest.raises(UsageError):
        SEALER.open(SEALER.seal([1, "a"], "x"), "y")


@pytest.mark.parametrize(
    "made_up", ["", "a", "====", "AAAA" * 20, "é", "\ud800", "x" * (LONGEST + 1), "null", "\n", "YXJyYXljb25uZWN0aW9uOjE="]
)
def test_what_was_made_up_is_refused(made_up: str) -> None:
    with pytest.raises(UsageError):
        SEALER.open(made_up, "x")


def test_a_changed_letter_is_noticed_everywhere() -> None:
    cursor = SEALER.seal([12, "kes"], "x")
    for place, letter in enumerate(cursor[:-1]):
        changed = cursor[:place] + ("A" if letter != "A" else "B") + cursor[place + 1 :]
        with pytest.raises(UsageError):
            SEALER.open(changed, "x")
