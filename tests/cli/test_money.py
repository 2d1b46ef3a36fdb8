"""``funding`` from outside: what is not stated is never 0."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import FOUR, Cli, write


def test_a_year_in_which_no_amount_is_stated_has_no_sum(cli: Cli, tmp_path: Path) -> None:
    money = "id,from,to,amount,currency,since,until\n1,a,b,,,2023-04,2024-04\n2,a,c,500,GBP,2024-04,2025-04\n"
    assert cli("import", write(tmp_path / "four", {**FOUR, "funding.csv": money}), "--yes").code == 0
    years = cli("funding", "--json").json["years"]
    sums = {(year["year"], year["currency"]): (year["once"], year["tiers"]["primary"]) for year in years}
    assert None in {once for once, _ in sums.values()}
    assert all((once is None) == (tier is None) for once, tier in sums.values())
    assert 500 in {once for once, _ in sums.values()}
