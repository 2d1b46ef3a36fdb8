"""How do the headings of a grants spreadsheet become the fields of a grant? ``Recipient Org:Identifier`` is recipientOrganization/0/id.

Headings are those of the 360Giving standard 1.4 and of older files; numbers between colons or slashes count repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sysmap.formats.json_reading import text

SECTIONS = {
    "recipient org": "recipientOrganization",
    "recipient organisation": "recipientOrganization",
    "recipientorganization": "recipientOrganization",
    "funding org": "fundingOrganization",
    "funding organisation": "fundingOrganization",
    "fundingorganization": "fundingOrganization",
    "planned dates": "plannedDates",
    "planneddates": "plannedDates",
    "actual dates": "actualDates",
    "actualdates": "actualDates",
    "beneficiary location": "beneficiaryLocation",
    "beneficiarylocation": "beneficiaryLocation",
    "grant programme": "grantProgramme",
    "grantprogramme": "grantProgramme",
    "recipient ind": "recipientIndividual",
    "recipient individual": "recipientIndividual",
    "recipientindividual": "recipientIndividual",
    "to individuals details": "toIndividualsDetails",
    "toindividualsdetails": "toIndividualsDetails",
}
ONE_ONLY = frozenset({"recipientIndividual", "toIndividualsDetails"})
FIELDS = {"identifier": "id", "web address": "url", "org type": "organisationType"}
_FIELDS = (
    "id title description currency amountAwarded amountAppliedFor amountDisbursed awardDate url dateModified dataSource fromOpenCall"
    " regrantType locationScope grantProgramme"
)
FIELDS_OF_A_GRANT = frozenset(_FIELDS.split())
MARKS = ("recipient org:", "funding org:", "recipientorganization/", "fundingorganization/", "recipient organisation:", "recipient ind:")


def are_grants(headings: Iterable[str | None]) -> bool:
    """Are these the headings of a grants table?

    >>> are_grants(["Identifier", "Funding Org:Name"]), are_grants(["Name", "Funder"])
    (True, False)
    """
    return any((heading or "").strip().casefold().replace(" :", ":").startswith(MARKS) for heading in headings)


def grant_of(row: Mapping[str, str | None]) -> dict[str, Any]:
    """The grant in a row, nested as in a grants file; empty cells left out.

    >>> grant_of({"Identifier": "x", "Recipient Org:Name": "Ash", "Planned Dates:1:Start Date": "2015", "Award Date": None})
    {'id': 'x', 'recipientOrganization': [{'name': 'Ash'}], 'plannedDates': [{}, {'startDate': '2015'}]}
    """
    grant: dict[str, Any] = {}
    for heading, cell in row.items():
        if cell is None or not heading:
            continue
        parts = [part.strip() for part in re.split(r"[:/]", heading) if part.strip()]
        section = SECTIONS.get(parts[0].casefold()) if len(parts) > 1 else None
        if section is None:
            grant[field_name(":".join(parts))] = cell
            continue
        number = next((int(part) for part in parts[1:-1] if part.isdigit() and int(part) < 50), 0)
        field = field_name(parts[-1])
        if section in ONE_ONLY:
            grant.setdefault(section, {})[field] = cell
            continue
        listed = grant.setdefault(section, [])
        while len(listed) <= number:
            listed.append({})
        listed[number][field] = cell
    return grant


def nested(grant: Mapping[str, Any]) -> dict[str, Any]:
    """A grant of a JSON file, where titles of a spreadsheet may stand among the standard's own fields, which win.

    >>> nested({"id": "1", "Award Date": "2015", "fundingOrganization": [{"id": "x"}], "Funding Org:Name": "Ash", "IMPACT": "c"})
    {'id': '1', 'fundingOrganization': [{'id': 'x', 'name': 'Ash'}], 'IMPACT': 'c', 'awardDate': '2015'}
    """
    titles = {key: text(cell) for key, cell in grant.items() if _is_title(key) and not isinstance(cell, dict | list)}
    whole = {key: value for key, value in grant.items() if key not in titles}
    for field, value in grant_of(titles).items():
        own = whole.get(field)
        if isinstance(own, list) and isinstance(value, list):
            pairs = [(one, extra) for one, extra in zip(own, value, strict=False) if isinstance(one, dict)]
            more = [{**one, **{name: cell for name, cell in extra.items() if name not in one}} for one, extra in pairs]
            whole[field] = [*more, *own[len(more) :], *value[len(own) :]]
        else:
            whole.setdefault(field, value)
    return whole


@lru_cache(maxsize=10_000)
def _is_title(key: str) -> bool:
    """Is this key what a spreadsheet calls one of the standard's fields? Others keep their own names."""
    return ":" in key or "/" in key or (key not in FIELDS_OF_A_GRANT and field_name(key) in FIELDS_OF_A_GRANT)


def field_name(title: str) -> str:
    """The field that a title stands for.

    >>> field_name("Amount Awarded"), field_name("Identifier"), field_name("awardDate")
    ('amountAwarded', 'id', 'awardDate')
    """
    known: str | None = FIELDS.get(title.casefold())
    if known is not None:
        return known
    words = re.findall(r"[^\W_]+", title)
    if len(words) < 2:
        return title[:1].lower() + title[1:] if title.isidentifier() else title
    rest: list[str] = [word[:1].upper() + word[1:].lower() for word in words[1:]]
    return str(words[0]).lower() + "".join(rest)
