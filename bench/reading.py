"""How long do the files take that people already have? A workbook of 20,000 rows, and 20,000 grants of 360Giving. Both are made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.starting import program
from bench.table import Row
from bench.timing import in_turn
from sysmap.formats import changes_for, read
from sysmap.formats.workbook_writing import Written, sheets_as_bytes
from sysmap.model.state import empty
from sysmap.model.validation import check

MANY, ACTORS, CHARITIES, FUNDERS, TURNS = 20_000, 3_000, 9_000, 120, 5
FIELDS = ("", "", "", "strength", "since", "amount", "")
HEADINGS = ("From", "To", "Type", "Strength", "Since", "Amount (GBP)", "Notes")
TYPES = ("trains", "supports", "works_with")
TOWARDS = "Towards something that nobody ever did, described at the length at which grants are described. "


def workbook(path: Path) -> Path:
    """Ties with a sum, a day and a note each."""
    rows = [
        (
            f"Organisation {n % ACTORS}", f"Organisation {(n * 37 + 1) % ACTORS}", TYPES[n % 3], str(1 + n % 5),
            f"20{10 + n % 14}-0{1 + n % 9}-0{1 + n % 9}", f"{n % 900 + 100}.50", f"row {n} of a made-up list",
        )
        for n in range(MANY)
    ]  # fmt: skip
    path.write_bytes(sheets_as_bytes({"ties": Written(FIELDS, HEADINGS, rows)}))
    return path


def grants(path: Path) -> Path:
    """A package as funders publish them, with what else a grant usually says."""
    found = [grant(n) for n in range(MANY)]
    path.write_text(json.dumps({"version": "1.4", "grants": found}, indent=1), encoding="utf-8")
    return path


def grant(n: int) -> dict[str, Any]:
    charity = 2_000_000 + n % CHARITIES
    return {
        "id": f"360G-made-{n}", "title": f"Grant {n}", "description": TOWARDS * 3, "currency": "GBP",
        "amountAwarded": 1_000 + n % 9_000 + 0.5, "awardDate": f"20{10 + n % 14}-0{1 + n % 9}-1{n % 9}T00:00:00+00:00",
        "plannedDates": [{"startDate": "2015-04-01", "endDate": "2016-03-31", "duration": 12}],
        "fundingOrganization": [{"id": f"GB-CHC-{1_000_000 + n % FUNDERS}", "name": f"Made Up Foundation {n % FUNDERS}"}],
        "recipientOrganization": [{
            "id": f"GB-CHC-{charity}", "name": f"Invented Charity {n % CHARITIES}", "charityNumber": str(charity), "postalCode": "XX1 1XX",
            "addressLocality": "Nowhere", "addressCountry": "United Kingdom",
        }],
        "grantProgramme": [{"code": "A", "title": f"Programme {n % 40}"}],
        "beneficiaryLocation": [{"name": "Nowhere", "countryCode": "GB", "geoCode": "E00000000", "geoCodeType": "LAD"}],
        "dateModified": "2020-01-01T00:00:00Z", "dataSource": "http://example.org/",
    }  # fmt: skip


def read_and_validated(path: Path) -> None:
    """All that a dry run does, but for starting Python."""
    path.touch()  # so that nothing is remembered of the last time
    incoming = read(path)
    state = empty(incoming.map_id)
    incoming = incoming.against(state)
    planned = changes_for(incoming, state)
    after = state.applied(1, ((change.kind, change.id, change.fact) for change in planned.changes))
    found = check(state, after, planned.changes, everything=True)
    assert not (incoming.problems or planned.problems or found.refused), "the made-up file has a mistake"


def rows(work: Path) -> list[Row]:
    book, package = workbook(work / "ties.xlsx"), grants(work / "grants.json")
    took = in_turn({"workbook": lambda: read_and_validated(book)}, TURNS)["workbook"]
    whole = program("-m", "sysmap", "--store", f"sqlite:///{work / 'grants.db'}", "import", str(package), "--yes")
    return [
        Row(f"workbook of {MANY:,} rows read and validated", took.said(), "under 2 s", took.median < 2.0),
        Row(
            f"`sysmap import` of {MANY:,} grants of 360Giving in JSON", f"{whole.seconds:.1f} s, {whole.peak:.0f} MB at most",
            "under 30 s and 1 GB", whole.seconds < 30 and whole.peak < 1_000,
        ),
    ]  # fmt: skip
