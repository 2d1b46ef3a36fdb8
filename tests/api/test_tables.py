"""The tables of a map at their addresses, each in three forms, for both viewers; and the map as Kumu takes it."""

from __future__ import annotations

import csv
import io
import json

import pytest

from sysmap.formats import read
from sysmap.model.state import empty
from tests.formats.making import imported
from tests.formats.tables import names, written
from tests.web.sample import served
from tests.web.visiting import Visitor, keeper

PUBLIC, KEEPER = Visitor(served()), keeper(served())
TABLE = "/maps/wrenmoor/tables/{}.{}"


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    from openpyxl import load_workbook

    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in load_workbook(io.BytesIO(content))}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_one_table_is_the_same_in_three_forms() -> None:
    said = KEEPER.get(TABLE.format("funding", "json")).json
    table = rows(KEEPER.get(TABLE.format("funding", "csv")).text)
    book = sheets(KEEPER.get(TABLE.format("funding", "xlsx")).body)["funding"]
    assert said["count"] == len(said["rows"]) == len(table) == len(book) - 1
    assert said["columns"] == list(table[0]) == book[0]
    kept = next(row for row in said["rows"] if row["to"] == "kes" and row.get("amount"))
    assert (kept["amount"], kept["currency"]) == ("142500.50", "GBP")
    assert 142500.5 in [row[book[0].index("amount")] for row in book]


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
@pytest.mark.parametrize("table", ["actors", "relationships", "trust", "funding", "power", "stories", "waves", "roster"])
def test_every_kind_has_its_address_and_repeats_its_bytes(table: str, ending: str) -> None:
    answer = KEEPER.get(TABLE.format(table, ending))
    assert answer.status == 200
    assert answer.body == KEEPER.get(TABLE.format(table, ending)).body
    assert KEEPER.get(TABLE.format(table, ending), if_none_match=answer.headers["etag"]).status == 304
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_public_gets_what_it_may_see_and_no_single_answer() -> None:
    assert len(rows(KEEPER.get(TABLE.format("trust", "csv")).text)) > 900
    assert rows(PUBLIC.get(TABLE.format("trust", "csv")).text) == []
    assert len(rows(PUBLIC.get(TABLE.format("power", "csv")).text)) == 10
    assert len(rows(KEEPER.get(TABLE.format("power", "csv")).text)) == 12
    assert '"trust"' not in PUBLIC.get("/maps/wrenmoor/kumu.json").text
    for_the_public = KEEPER.get(TABLE.format("power", "csv") + "?for=public")
    assert for_the_public.body == PUBLIC.get(TABLE.format("power", "csv")).body


def test_a_map_that_is_hidden_has_no_tables() -> None:
    hidden = ("/maps/hidden/tables/actors.csv", "/maps/hidden/kumu.json")
    for address in (*hidden, "/maps/wrenmoor/tables/secrets.csv", TABLE.format("actors", "html")):
        assert PUBLIC.get(address).status == 404


def test_what_does_not_fit_is_said() -> None:
    assert KEEPER.get(TABLE.format("actors", "csv") + "?colour=red").status == 400
    assert KEEPER.get(TABLE.format("actors", "csv") + "?for=everybody").status == 400


def test_kumus_blueprint_at_an_address_is_one_that_kumu_and_sysmap_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    answer = PUBLIC.get("/maps/wrenmoor/kumu.json")
    said = answer.json
    assert answer.headers["access-control-allow-origin"] == "*"
    assert set(said) == {"name", "elements", "connections"}
    assert {"id", "label"} <= set(said["elements"][0])
    assert {one["direction"] for one in said["connections"]} <= {"directed", "undirected", "mutual"}
    ids = {one["id"] for one in said["elements"]}
    assert all(one["from"] in ids and one["to"] in ids for one in said["connections"])
    incoming = read(written(tmp_path / "k.json", json.dumps(said)))
    assert len(names(imported(incoming.against(empty(incoming.map_id))))) == len(ids)
