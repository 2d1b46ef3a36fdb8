"""``funding``: where money goes, counted once, and what is not known of it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from sysmap.cli import options as o
from sysmap.cli.printing import print_json, print_sentences, print_table, shown
from sysmap.cli.running import viewer_for
from sysmap.cli.tables import print_tidy

Spread = Annotated[str, typer.Option("--spread", help="Awards over several years: whole at their start, or even over their months.")]
YearFrom = Annotated[int, typer.Option("--year-from", help="The month in which a year begins: 4 for April.")]
Place = Annotated[str | None, typer.Option("--place", help="Only money for this place.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    app.command("funding")(funding)


def funding(
    context: typer.Context,
    map: o.Map = None,
    spread: Spread = "start",
    year_from: YearFrom = 1,
    place: Place = None,
    known_at: o.KnownAt = None,
    readers: o.For = None,
    as_csv: o.Csv = False,
    as_json: o.Json = False,
) -> None:
    """Money by prevention tier, year, place and funder, counted once; the unclassified and the not stated always shown."""
    from sysmap.service.money import money
    from sysmap.service.telling_answers import money_told
    from sysmap.service.tidy import money_tidy
    from sysmap.service.views import choose_map

    viewer = viewer_for(readers, "stewards")
    with context.obj.desk() as desk:
        found = money(desk, viewer, choose_map(desk, viewer, map), spread, year_from, place, known_at)
    answer = {**found.as_json(), "sentences": list(money_told(found))}
    if as_json:
        print_json(answer)
    elif as_csv:
        print_tidy(money_tidy(answer))
    else:
        print_sentences(answer)
        print_money(answer)


def print_money(answer: dict[str, Any]) -> None:
    """The tables: years by tier with the range of the early share, funders, places."""
    tiers = list(answer["years"][0]["tiers"]) if answer["years"] else []
    print_table(
        f"{answer['map']}: money by tier, counted once", ("year", "currency", "in all", *tiers, "amounts not stated"),
        [(y["year"], y["currency"], y["once"], *y["tiers"].values(), y["not_stated"]) for y in answer["years"]],
    )  # fmt: skip
    print_table(
        "For prevention (primary and secondary)", ("year", "currency", "share", "at most", "of what is classified"),
        [(y["year"], y["currency"], *y["early"].values()) for y in answer["years"]],
    )  # fmt: skip
    for by in ("funder", "place"):
        rows = [(r["year"], r["currency"], r[by], r["amount"], r["flows"], r["not_stated"]) for r in answer[f"by_{by}"]]
        print_table(f"By {by}", ("year", "currency", by, "amount", "flows", "not stated"), rows)
    print(shown(answer["method"]))
