"""Can every row be traced to the lines it rests on, and is nothing in it copied or personal?"""

from __future__ import annotations

import tomllib
from itertools import pairwise

from tests.seeds.early_action_documents import (
    RUN,
    beside,
    fingerprint,
    known_files,
    known_lines,
    known_runs,
    lines_of,
    runs,
    runs_of,
    words,
)
from tests.seeds.early_action_rows import FOLDER, every_row, pointers, table

ABOUT = tomllib.loads((FOLDER / "map.toml").read_text(encoding="utf-8"))

PEOPLE = frozenset(
    [
        "9432233db7", "ddc8ed071e", "fd992cdb76", "8223bb3da3", "9e839e2888", "107c411a84",
        "53b8b1456d", "4b28256b4b", "e201134bf5", "87ffb36119", "5e402c9832", "8a1aa886fe",
        "83d9b4f211", "37b12843da", "e8830f0854", "26195c459f", "89cb049cf0", "ba6be391e6",
    ]
)  # fmt: skip
"""Fingerprints of the names of people in the documents: authors, officials, contacts."""

TITLES = {"name", "title", "author", "aliases", "source", "url"}
"""Columns that hold what things are called, which is no sentence of anybody's."""


def test_every_row_names_its_source_and_whether_it_is_stated_or_worked_out() -> None:
    assert [where for where, row in every_row() if not row["source"]] == []
    assert {row["basis"] for _, row in every_row()} == {"stated", "inferred"}
    assert ABOUT["require_source"] is True and ABOUT["source"]


def test_every_pointer_is_of_lines_that_are_there_and_not_blank() -> None:
    lost = []
    for where, row in (*every_row(), ("map.toml", ABOUT)):
        for document, first, last in pointers(row["source"]):
            if first > last or {(document, first), (document, last)} - known_lines().keys():
                lost.append(f"{where}: {document}:{first}-{last}")
    assert lost == []


def test_the_first_pointer_is_to_the_earliest_document_so_that_it_dates_the_fact() -> None:
    wrong = [where for where, row in every_row() if (names := [p[0] for p in pointers(row["source"])]) != sorted(names)]
    assert wrong == []


def test_the_five_sources_are_the_five_documents() -> None:
    assert {row["id"]: row["url"] for row in table("sources.csv")} == known_files()
    assert [row["date"] for row in table("sources.csv")] == ["~2020", "2019-10", "2020-05", "2022-12", "after 2021"]
    for row in table("sources.csv"):
        assert {document for document, _, _ in pointers(row["source"])} == {row["id"]}


def test_the_fingerprints_are_those_of_the_documents_wherever_these_lie_beside_the_project() -> None:
    made = [tuple(line) for line in lines_of(beside())]
    kept = [(document, known_files()[document], str(line), print_) for (document, line), print_ in known_lines().items()]
    assert not made or (made == kept and set(runs_of(beside())) == known_runs())
    assert {document: sum(at[0] == document for at in known_lines()) for document in known_files()} == {
        "S0": 114, "S1": 38, "S2": 90, "S3": 42, "S4": 23,
    }  # fmt: skip


def test_no_sentence_of_the_documents_is_copied() -> None:
    cells = [(where, c, cell) for where, row in every_row() for c, cell in row.items() if cell and c not in TITLES]
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    cells += [("README.md", str(n), part) for n, part in enumerate(page.split("\n\n"))]
    assert [(where, c) for where, c, cell in cells if known_runs() & set(runs(cell, 1))] == []
    own = {run for path in beside().values() for run in runs(path.read_text(encoding="utf-8"), 1)}
    assert [(where, c, f"{RUN} words on end") for where, c, cell in cells if own & set(runs(cell, 1))] == []


def test_people_are_there_by_their_role_and_nobody_can_be_written_to() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.iterdir())]
    assert not [text for text in texts if "@" in text]
    said = [words(text) for text in texts]
    assert not {fingerprint(" ".join(pair), 10) for text in said for pair in pairwise(text)} & PEOPLE
