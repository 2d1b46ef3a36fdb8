from __future__ import annotations

import pytest

from sysmap.model.actors import Actor
from sysmap.model.ties import Funding
from tests.model.small_map import THREE, adding, changing, codes, holding, refused, warned

GRANT = Funding("f", "kes", "fam", amount="142500.50", currency="GBP")
FUND = Actor("wef", "The Fund", "fund")


def test_a_grant_in_pounds_and_pence_passes_and_one_not_stated_too() -> None:
    assert codes(adding(GRANT, Funding("g", "kes", "fam"), Funding("h", None, "fam"))) == []


@pytest.mark.parametrize("amount", ["0", "-5", "0.00"])
def test_invariant_9_an_amount_is_above_zero_or_not_stated(amount: str) -> None:
    (line,) = refused(adding(GRANT._replace(amount=amount)))
    assert line.startswith(f"column amount: \"{amount}\": Amount must be above zero, or 'not stated'; ")


@pytest.mark.parametrize(("amount", "meant"), [("1,200.00", "1200.00"), ("£500", "500"), ("1.200,50", "1200.50"), ("5 000", "5000")])
def test_an_amount_with_signs_or_separators_is_refused_with_what_was_meant(amount: str, meant: str) -> None:
    (line,) = refused(adding(GRANT._replace(amount=amount)))
    assert f'this is no amount that can be read; write "{meant}"' in line


@pytest.mark.parametrize("amount", ["1e5", "NaN", "Infinity", "about 5", "٥", "1_000"])
def test_what_is_no_plain_number_is_no_amount(amount: str) -> None:
    assert codes(adding(GRANT._replace(amount=amount))) == ["NUMBER"]


def test_an_amount_needs_a_currency_and_the_currency_three_capitals() -> None:
    assert codes(adding(GRANT._replace(currency=None))) == ["CURRENCY"]
    (line,) = refused(adding(GRANT._replace(currency="gbp")))
    assert line.endswith('; write "GBP"')
    assert codes(adding(GRANT._replace(currency="pounds"))) == ["CURRENCY"]


def test_people_and_things_flow_in_quantities_without_a_currency() -> None:
    assert codes(adding(Funding("f", "kes", "fam", "people", quantity="0.6", unit="full-time post"))) == []
    assert codes(adding(Funding("f", "kes", "fam", "people", quantity="0"))) == ["AMOUNT"]


def test_nobody_pays_itself_not_even_in_a_joint_gift() -> None:
    assert codes(adding(Funding("f", "par|kes", "kes"))) == ["SELF_TIE"]


@pytest.mark.parametrize(
    "tiers", ["primary:60|tertiary:40", "primary:100", "primary:33.3|secondary:33.3|tertiary:33.3", "not classified:100"]
)
def test_tiers_that_add_to_a_hundred_pass(tiers: str) -> None:
    assert codes(adding(GRANT._replace(tiers=tiers))) == []


def test_invariant_11_tiers_over_a_hundred_are_refused() -> None:
    (line,) = refused(adding(GRANT._replace(tiers="primary:60|tertiary:50")))
    assert line.startswith('column tiers: "primary:60|tertiary:50": Tiers add to 110%; they must add to 100%')


def test_tiers_under_a_hundred_are_refused_with_what_is_missing() -> None:
    (line,) = refused(adding(GRANT._replace(tiers="primary:60|tertiary:20")))
    assert line.endswith("Tiers add to 80%; they must add to 100%; add not classified:20 for the part without a tier")


def test_a_tier_is_known_numbered_and_named_once() -> None:
    assert codes(adding(GRANT._replace(tiers="primery:100"))) == ["WORD"]
    assert codes(adding(GRANT._replace(tiers="primary"))) == ["TIERS"]
    assert codes(adding(GRANT._replace(tiers="primary:x"))) == ["TIERS"]
    assert codes(adding(GRANT._replace(tiers="primary:50|primary:50"))) == ["TIERS"]


def test_invariant_13_a_tier_for_all_spending_is_warned_of() -> None:
    (line,) = warned(adding(GRANT._replace(purpose="All spending", tiers="primary:100")))
    assert line == "column purpose: \"All spending\": 'All spending' is too broad to be given a tier; name the activity"
    assert warned(adding(GRANT._replace(purpose="All spending"))) == []
    assert warned(adding(GRANT._replace(purpose="Allotments for all", tiers="primary:100"))) == []


def into(id: str, amount: str | None, currency: str | None = "GBP") -> Funding:
    return Funding(id, "kes", "wef", amount=amount, currency=currency, pooled_in="wef")


def test_invariant_12_more_out_of_a_fund_than_into_it_is_warned_of() -> None:
    out = Funding("out", "wef", "fam", amount="5400000", currency="GBP")
    state = holding(*THREE, FUND, into("in", "5300000"))
    (line,) = warned(adding(out), state)
    assert "Grants out of this fund (£5,400,000.00) exceed what it holds (£5,300,000.00); if more came in, add that flow" in line
    assert codes(adding(out), state) == []


def test_of_a_fund_whose_income_is_not_known_nothing_is_said() -> None:
    out = Funding("out", "wef", "fam", amount="9", currency="GBP")
    assert warned(adding(FUND, out)) == []
    assert warned(adding(FUND, into("in", "5"), into("in2", None, None), out)) == []
    assert warned(adding(FUND, into("in", "5", "EUR"), out)) == []


def test_lowering_what_came_in_asks_again_about_the_fund() -> None:
    out = Funding("out", "wef", "fam", amount="50", currency="GBP")
    state = holding(*THREE, FUND, into("in", "60"), out)
    assert len(warned(changing(into("in", "40")), state)) == 1
