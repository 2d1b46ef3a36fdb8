"""A newcomer's table becomes a map: pairs, headings in many dialects, matrices, and nothing lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.errors import InputError
from sysmap.formats.incoming import Asked
from sysmap.formats.registry import detect, read
from sysmap.formats.sameness import changes_for
from tests.formats.tables import came_in, names, pairs, workbook, written

SEEDS = Path(__file__).parents[2] / "seeds"


def test_the_two_columns_of_a_first_day_give_the_counts_that_were_promised() -> None:
    state, incoming = came_in(SEEDS / "practice" / "two-columns.csv")
    assert (len(state.actors), len(state.relationships)) == (34, 43)
    assert len(incoming.not_carried) == 2
    assert sorted((like.name, like.like_name) for like in incoming.repeats) == [
        ("Kestrel", "Kestrel Youth Advice"),
        ("W.V.A.", "Wrenmoor Voluntary Action"),
        ("Wrenmoor Vol. Action", "Wrenmoor Voluntary Action"),
    ]
    assert all(tie.directed == "no" for tie in state.relationships.values())
    assert "Lowfield toddler group" in names(state)


def test_importing_the_same_pairs_again_changes_nothing() -> None:
    path = SEEDS / "practice" / "two-columns.csv"
    state, _ = came_in(path)
    assert changes_for(read(path).against(state), state).changes == ()


def test_an_alias_on_the_map_is_that_organisation(tmp_path: Path) -> None:
    state, _ = came_in(written(tmp_path / "m.csv", "Name,Also known as\nAsh Trust,A.T.\nBirch,\n"))
    state, _ = came_in(written(tmp_path / "more.csv", "A.T.,Birch\n"), state)
    assert names(state) == ["Ash Trust", "Birch"]
    assert pairs(state) == [("Ash Trust", "Birch")]


@pytest.mark.parametrize(
    "headings",
    [
        "From,To,Type,Since",
        "Source;Target;Relationship;Start date",
        "Organisation A\tOrganisation B\tTie type\tStart",
        "Von;Nach;Typ;Begin",
    ],
)
def test_ties_are_read_under_headings_of_several_dialects(tmp_path: Path, headings: str) -> None:
    mark = next(char for char in "\t;," if char in headings)
    row = mark.join(("Ash", "Birch", "trains", "17/03/2014"))
    state, _ = came_in(written(tmp_path / "ties.csv", f"{headings}\n{row}\n"))
    (tie,) = state.relationships.values()
    assert (tie.type, tie.since, pairs(state)) == ("trains", "2014-03-17", [("Ash", "Birch")])


def test_money_is_read_to_the_penny_with_its_currency_and_day(tmp_path: Path) -> None:
    table = 'Funder,Recipient,Amount (£),Award Date\nAsh,Birch,"£12,500.50",2014-03-17\nAsh,Cedar,1e999,2015-01-01\nAsh,Dale,-5,\n'
    state, incoming = came_in(written(tmp_path / "money.csv", table))
    first, *rest = state.funding.values()
    assert (first.amount, first.currency, first.awarded) == ("12500.50", "GBP", "2014-03-17")
    assert [flow.amount for flow in rest] == [None, None]
    assert [line for line in incoming.not_carried if "1e999" in line] == ['money.csv row 3: amount: "1e999" is no amount that can be read']


def test_columns_the_person_names_win(tmp_path: Path) -> None:
    path = written(tmp_path / "odd.csv", "Alpha,Omega,Junk\nAsh,Birch,1\n")
    asked = Asked(columns={"alpha": "from", "omega": "to", "junk": "-"})
    state, incoming = came_in(path, asked=asked)
    assert pairs(state) == [("Ash", "Birch")]
    assert incoming.columns == {"odd.csv": {"Alpha": "from", "Omega": "to", "Junk": "left out"}}


def test_organisations_keep_what_has_no_column_of_ours(tmp_path: Path) -> None:
    table = "Organisation name,Charity Number,Works with,Colour\nAsh,1234567,Birch; Cedar,red\nBirch,,,\n"
    state, _ = came_in(written(tmp_path / "orgs.csv", table))
    ash = next(iter(state.actors.values()))
    assert (ash.identifiers, ash.attributes) == ("GB-CHC-1234567", '{"Colour":"red"}')
    assert pairs(state) == [("Ash", "Birch"), ("Ash", "Cedar")]


def test_a_matrix_of_names_is_read_as_ties(tmp_path: Path) -> None:
    state, _ = came_in(written(tmp_path / "m.csv", ",Ash,Birch,Cedar\nAsh,,2,0\nBirch,,,4\nCedar,1,,\n"))
    assert [(*pair, tie.strength) for pair, tie in zip(pairs(state), state.relationships.values(), strict=True)] == [
        ("Ash", "Birch", "2"),
        ("Birch", "Cedar", "4"),
        ("Cedar", "Ash", "1"),
    ]


def test_old_encodings_and_no_break_spaces_are_read(tmp_path: Path) -> None:
    state, incoming = came_in(written(tmp_path / "old.csv", "Caf\u00e9\u00a0Ash,Birch\n".encode("cp1252")))
    assert names(state) == ["Café Ash", "Birch"]
    assert "Windows-1252" in incoming.warnings[0].rule
    state, _ = came_in(written(tmp_path / "wide.csv", "Café,Birch\n".encode("utf-16")))
    assert names(state) == ["Café", "Birch"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\0" * 3000, "zero bytes"),
        ("é,b\n".encode() + "ü,c\n".encode("cp1252"), "on line 2.*two encodings"),
        (b'a,b\n"c,d\n', "never closed"),
        (b"a,b,c,d\n1,2,3,4\n", "columns are not understood"),
        (b"", "empty"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_the_place(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(written(tmp_path / "bad.csv", content))


def test_one_endless_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read(written(tmp_path / "long.csv", b"0" * 3_000_000))


def test_sheets_of_organisations_and_ties_belong_together(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "m.xlsx",
        {
            "Nodes": [["ID", "Name", "Type"], ["7", "Ash", "school"], ["8", "Birch", "team"]],
            "Edges": [["From", "To", "Strength"], ["7", "8", "3"]],
        },
    )
    state, _ = came_in(path)
    assert detect(path).format == "xlsx"
    assert (list(state.actors), pairs(state)) == (["7", "8"], [("Ash", "Birch")])
    assert next(iter(state.relationships.values())).strength == "3"
