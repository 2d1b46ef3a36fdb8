"""Does the money add up to the penny? Every total of the teaching map, counted once, by tier, and with what is not known."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from tests.seeds.wrenmoor_figures import Row, rows

ZERO = Decimal(0)
BEFORE, LATER = "2023-04", "2024-04"


def money(since: str) -> list[Row]:
    return [row for row in rows("funding.csv") if row["kind"] == "money" and row["since"] == since]


def total(flows: list[Row]) -> Decimal:
    return sum((Decimal(row["amount"]) for row in flows if row["amount"]), ZERO)


def into_fund(since: str) -> list[Row]:
    return [row for row in money(since) if row["pooled_in"]]


def out_of_fund(since: str) -> list[Row]:
    return [row for row in money(since) if row["from"] == "wef"]


def direct(since: str) -> list[Row]:
    return [row for row in money(since) if not row["pooled_in"] and row["from"] != "wef" and not row["out_of"]]


def by_tier(since: str) -> dict[str, Decimal]:
    """Direct money, and the fund's grants in place of what entered it; what stays in the fund is not classified."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in [*direct(since), *out_of_fund(since)]:
        for share in row["tiers"].split("|") if row["amount"] else ():
            tier, _, percent = share.rpartition(":")
            found[tier] += Decimal(row["amount"]) * int(percent) / 100
    found["not classified"] += total(into_fund(since)) - total(out_of_fund(since))
    return dict(found)


def test_money_counted_once() -> None:
    assert total(direct(BEFORE)) == Decimal("2996000.00")
    assert (total(direct(LATER)), total(into_fund(LATER))) == (Decimal("2990400.00"), Decimal("590000.00"))
    assert total(direct(LATER)) + total(into_fund(LATER)) == Decimal("3580400.00")


def test_money_by_tier_reconciles_to_the_penny() -> None:
    tiers = by_tier(LATER)
    assert tiers == {
        "primary": Decimal("472750.15"), "secondary": Decimal("623750.35"), "tertiary": Decimal("913500.00"),
        "responsive": Decimal("957500.00"), "enabling": Decimal("130250.25"), "not classified": Decimal("482649.25"),
    }
    assert sum(tiers.values()) == Decimal("3580400.00")
    assert total(into_fund(LATER)) - total(out_of_fund(LATER)) == Decimal("89249.25")


def test_the_early_share_rises_within_what_is_not_known() -> None:
    shares = []
    for since in (BEFORE, LATER):
        tiers = by_tier(since)
        early, whole, unknown = tiers["primary"] + tiers["secondary"], sum(tiers.values()), tiers["not classified"]
        shares.append([round(float(x) * 100, 1) for x in (early / whole, (early + unknown) / whole, early / (whole - unknown))])
    assert shares == [[25.8, 38.3, 29.5], [30.6, 44.1, 35.4]]


def test_adding_every_row_counts_some_money_twice() -> None:
    assert total(money(LATER)) == Decimal("4108650.75")
    assert total(money(LATER)) - Decimal("3580400.00") == Decimal("528250.75")


def test_two_amounts_are_not_stated_and_none_is_nought() -> None:
    assert {(row["from"], row["to"]) for row in money(LATER) if not row["amount"]} == {("pol", "kes"), ("wef", "lar")}
    assert all(Decimal(row["amount"]) > 0 for row in money(BEFORE) + money(LATER) if row["amount"])


def test_one_loop_brings_eighteen_thousand_back() -> None:
    (back,) = [row for row in money(LATER) if row["to"] == "ehh"]
    assert (back["from"], Decimal(back["amount"]), back["out_of"]) == ("fam", Decimal(18000), "2024 wef>fam")
    assert {"ehh"} <= {row["from"] for row in into_fund(LATER)}
    assert "fam" in {row["to"] for row in out_of_fund(LATER)}


def test_people_and_rooms_are_flows_of_their_own_kind_without_pounds() -> None:
    lent = [row for row in rows("funding.csv") if row["kind"] != "money"]
    assert [(row["kind"], row["quantity"], row["unit"], row["amount"], row["currency"]) for row in lent] == [
        ("people", "0.6", "full-time post", "", ""), ("in-kind", "1", "room a week", "", ""),
    ]


def test_every_share_adds_to_a_hundred() -> None:
    for row in rows("funding.csv"):
        shares = [int(share.rpartition(":")[2]) for share in row["tiers"].split("|") if share]
        assert sum(shares) in {0, 100}


def test_two_grants_ended_with_those_who_received_them() -> None:
    assert {(row["to"], row["until"]) for row in money(LATER) if row["status"] == "ended"} == {("spk", "2024-06"), ("loo", "2024-07")}
