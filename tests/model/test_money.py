from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.errors import UsageError
from sysmap.model.money import is_currency, meant_amount, parse_amount, parse_number, parse_tiers, shown, total


def test_an_amount_is_exact_to_the_penny() -> None:
    assert parse_amount("0.10") == Decimal("0.10")
    assert total([(Decimal("0.10"), "GBP")] * 3) == (Decimal("0.30"), "GBP")


@pytest.mark.parametrize("text", ["", "1,200", "1e3", "NaN", "inf", "0x10", " 5", "5 ", "1_0", "٣", "1.", ".5", "--1", "9" * 25])
def test_what_is_not_plainly_a_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal("1e20"), places=2))
def test_every_amount_is_read_as_it_was_written(amount: Decimal) -> None:
    assert parse_amount(f"{amount:f}") == amount


@given(st.integers(1, 10**15), st.integers(0, 99))
def test_an_amount_with_thousands_separators_is_understood_and_never_taken(pounds: int, pence: int) -> None:
    written = f"£{pounds:,}.{pence:02d}"
    assert parse_amount(written) is None
    assert meant_amount(written) == f"{pounds}.{pence:02d}"


def test_invariant_10_unlike_currencies_are_not_added() -> None:
    with pytest.raises(UsageError, match=r"GBP and EUR are not added together\. Choose one or view separately"):
        total([(Decimal(1), "GBP"), (Decimal(1), "EUR")])
    assert total([]) == (Decimal(0), None)


def test_currencies_are_three_capitals() -> None:
    assert [is_currency(c) for c in ("GBP", "gbp", "GB", "GBPX", "£", "GÄP")] == [True, False, False, False, False, False]


def test_tiers_keep_their_order_and_exact_shares() -> None:
    assert parse_tiers("tertiary: 33.3 | primary:66.7%") == (("tertiary", Decimal("33.3")), ("primary", Decimal("66.7")))
    assert parse_tiers("primary") == (("primary", None),)
    assert parse_tiers(None) == ()


def test_amounts_are_shown_with_two_places_and_never_rounded() -> None:
    assert shown(Decimal("3580400"), "GBP") == "£3,580,400.00"
    assert shown(Decimal("0.125"), "SEK") == "SEK 0.125"
    assert shown(Decimal("75250.25")) == "75,250.25"
