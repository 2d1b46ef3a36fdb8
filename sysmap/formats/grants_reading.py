"""What does a 360Giving file say? Grants become flows of money between organisations; people who receive are never shown.

JSON, CSV and XLSX of the standard 1.4 and the older files in use: dates with the day first, spreadsheet titles as keys, ids that are
missing or dummies. Dates are rewritten and told; whatever has no field of ours is kept with the flow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from sysmap.formats.bundle_files import refused
from sysmap.formats.cell_values import as_date, as_money, date_text, day_after
from sysmap.formats.drafted import drafted
from sysmap.formats.drafting import Draft, without_empty
from sysmap.formats.fitting import dates_in_order
from sysmap.formats.grant_titles import are_grants, grant_of, nested
from sysmap.formats.ids import fit_id, id_of_name
from sysmap.formats.incoming import Asked, Incoming, Place
from sysmap.formats.json_reading import entries, json_of, looks_like_json, text
from sysmap.formats.moving import moving
from sysmap.formats.sheets import Sheet, csv_sheet, one_name, tidy
from sysmap.formats.workbook_reading import is_workbook, workbook_sheets
from sysmap.model.text import Text, join_list

PEOPLE = "Individual recipients"
ORG_ID = re.compile(r"[A-Z]{2}-[A-Z0-9]+-.+|360G-.+|XI-[A-Z]+-.+")
DUMMY = re.compile(r"dummy|unknown|n/?a|tbc|none|null|test", re.IGNORECASE)
_OURS = (
    "id title currency amountAwarded awardDate fundingOrganization recipientOrganization recipientIndividual toIndividualsDetails"
    " plannedDates grantProgramme beneficiaryLocation"
)
OURS = frozenset(_OURS.split())
TOLD_DATES = 50


def why_grants(path: Path) -> str | None:
    """Why a file is taken for grants."""
    if looks_like_json(path):
        value = json_of(path)
        return "it has a list of grants" if isinstance(value, dict) and "grants" in value else None
    if is_workbook(path):
        named = [sheet.name for sheet in workbook_sheets(path) if are_grants(sheet.rows[0][1])]
        return f"its sheet {named[0]} has headings of 360Giving" if named else None
    if path.is_file() and path.suffix.casefold() == ".csv":
        from sysmap.formats.raw_files import head_of

        head = head_of(path).decode("utf-8", "replace").lstrip("\ufeff").partition("\n")[0]
        return "it has headings of 360Giving" if are_grants(cell.strip('" ') for cell in re.split("[,;\t]", head)) else None
    return None


def read_grants(path: Path, asked: Asked) -> Incoming:
    """The flows in a grants file. Raises InputError for what is none."""
    draft = Draft("360giving", path, asked, lasting_ids=True)
    reader = _Grants(draft)
    for grant, place in _grants(draft, path):
        reader.take(grant, place)
    reader.finish()
    return drafted(draft, why_grants(path) or "it was asked for")


def _grants(draft: Draft, path: Path) -> Iterator[tuple[dict[str, Any], Place]]:
    if looks_like_json(path):
        value = json_of(path)
        if not isinstance(value, dict) or not isinstance(value.get("grants"), list):
            raise refused(path.name, "360Giving: no `grants` list", 'the file must read {"grants": [...]}')
        for number, grant in enumerate(moving(value["grants"], len(value["grants"])), 1):
            if not isinstance(grant, dict):
                raise refused(path.name, f"360Giving: grant {number} is no table of fields", "export it again")
            yield nested(grant), (f"{path.name}, grant {number}", 0)
        return
    sheets = workbook_sheets(path, draft.not_carried) if is_workbook(path) else [csv_sheet(path, draft.found)]
    tables = [sheet for sheet in sheets if sheet.rows and are_grants(sheet.rows[0][1])]
    if not tables:
        fix = "the first row names Identifier, Recipient Org:Name, Funding Org:Name ..."
        raise refused(path.name, "360Giving: no column Recipient Org or Funding Org", fix)
    for sheet in sheets:
        if sheet not in tables:
            draft.leave_out((sheet.file, 0), "a sheet that holds no grants")
    for sheet in tables:
        yield from _rows(sheet)


def _rows(sheet: Sheet) -> Iterator[tuple[dict[str, Any], Place]]:
    headings = [heading or "" for heading in sheet.rows[0][1]]
    for number, cells in moving(sheet.rows[1:], len(sheet.rows) - 1):
        yield grant_of(dict(zip(headings, cells, strict=True))), (sheet.file, number)


class _Grants:
    """What is gathered over the grants of one file: organisations by id, their names, and the dates that were rewritten."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.organisations: dict[str, dict[str, Any]] = {}
        self.extra: dict[str, dict[str, Text]] = {}
        self.places: dict[str, Place] = {}
        self.other_names: dict[str, list[str]] = {}
        self.dates = 0
        self.people = 0

    def take(self, grant: Mapping[str, Any], place: Place) -> None:
        """One grant as a flow. Grants to people keep their money and day, and nothing that could name anybody."""
        givers = [id for one in entries(grant.get("fundingOrganization")) if (id := self._organisation(one, place)) is not None]
        receivers = [id for one in entries(grant.get("recipientOrganization")) if (id := self._organisation(one, place)) is not None]
        to_person = not receivers and any(grant.get(name) is not None for name in ("recipientIndividual", "toIndividualsDetails"))
        if not receivers and not to_person:
            self.draft.found.wrong("360Giving: the grant names no recipient", "add Recipient Org:Name", *place, "recipientOrganization")
            return
        if len(receivers) > 1:
            self.draft.leave_out(place, f"{len(receivers) - 1} more recipients of one grant")
        given = self._money(grant, place)
        dates_in_order(self.draft, given, place)
        extra: dict[str, Text] = {}
        if to_person:
            self.people += 1
        else:
            given["purpose"] = tidy(text(grant.get("title")))
            extra = {name: tidy(text(value)) for name, value in grant.items() if name not in OURS}
        id = fit_id(tidy(text(grant.get("id"))))
        if id is None:
            self.draft.found.note("360Giving: this grant has no id, so a second import knows it by its ends only", "add one", *place)
        given.update(from_id=join_list(tuple(givers)), to_id=receivers[0] if receivers else self._people(place))
        self.draft.tie("funding", without_empty({**given, "id": id}.items()), extra, place)

    def _money(self, grant: Mapping[str, Any], place: Place) -> dict[str, Any]:
        amount, currency = as_money(self.draft, plain_number(text(grant.get("amountAwarded"))), tidy(text(grant.get("currency"))), place)
        planned = next(iter(entries(grant.get("plannedDates"))), {})
        last = self._date(planned.get("endDate"), place, "plannedDates endDate")
        return {
            "amount": amount,
            "currency": currency,
            "awarded": self._date(grant.get("awardDate"), place, "awardDate"),
            "since": self._date(planned.get("startDate"), place, "plannedDates startDate"),
            "until": _after(last) if last is not None else None,
            "programme": tidy(text(next(iter(entries(grant.get("grantProgramme"))), {}).get("title"))),
            "place": tidy(text(next(iter(entries(grant.get("beneficiaryLocation"))), {}).get("name"))),
        }

    def _date(self, value: Any, place: Place, column: str) -> Text:
        said = tidy(text(value))
        read = as_date(self.draft, said, place, column)
        if read is not None and said is not None and "/" in said:
            self.dates += 1
            if self.dates <= TOLD_DATES:
                self.draft.found.note(f"the date is written day first and was read as {read}", "write it so", *place, column, said)
        return read

    def _organisation(self, said: Mapping[str, Any], place: Place) -> str | None:
        name = one_name(text(said.get("name")))
        own = fit_id(tidy(text(said.get("id"))))
        if name is None and own is None:
            return None
        loose = own is None or DUMMY.match(own) is not None
        id = id_of_name(name) if loose and name is not None else own
        assert id is not None
        if loose:
            self.draft.loose.add(id)
        if id not in self.organisations:
            self.organisations[id] = {"name": name, **_about(said, own, loose)}
            self.extra[id] = _extra(said)
            self.places[id] = place
        elif name is not None and name != self.organisations[id]["name"]:
            names = self.other_names.setdefault(id, [])
            if name not in names:
                names.append(name)
        return id

    def _people(self, place: Place) -> str:
        id = id_of_name(PEOPLE)
        if id not in self.organisations:
            self.organisations[id] = {"name": PEOPLE, "kind": "role-group", "generic": "yes"}
            self.extra[id], self.places[id] = {}, place
        return id

    def finish(self) -> None:
        """The organisations, and what is told once of the whole file."""
        for id, given in self.organisations.items():
            aliases = join_list(tuple(dict.fromkeys((*given.pop("aliases", ()), *self.other_names.get(id, ())))))
            stated = without_empty({**given, "aliases": aliases}.items())
            self.draft.actor(stated.pop("name", None) or id, stated, self.extra[id], self.places[id], id)
        name = self.draft.path.name
        if self.dates > TOLD_DATES:
            self.draft.found.note(f"{self.dates} dates in all are written day first and were rewritten", "", name)
        if self.people:
            self.draft.leave_out((name, 0), f"who received, and the titles and descriptions, of {self.people} grants to individuals")


def _after(last: str) -> str:
    """The first day, month or year after the one that is named."""
    if re.fullmatch(r"\d{4}", last):
        return str(int(last) + 1).zfill(4)
    if re.fullmatch(r"\d{4}-\d{2}", last):
        year, month = int(last[:4]), int(last[5:])
        return f"{year + month // 12:04}-{month % 12 + 1:02}"
    return day_after(last)


def _about(said: Mapping[str, Any], own: Text, loose: bool) -> dict[str, Any]:
    numbers = [own] if own is not None and not loose and ORG_ID.fullmatch(own) else []
    charity, company = tidy(text(said.get("charityNumber"))), tidy(text(said.get("companyNumber")))
    if charity is not None:
        numbers.append(f"GB-CHC-{charity}")
    if company is not None:
        numbers.append(f"GB-COH-{company.zfill(8) if company.isdigit() else company}")
    other = one_name(text(said.get("alternateName")))
    return {
        "identifiers": join_list(tuple(dict.fromkeys(numbers))),
        "place": tidy(text(said.get("addressLocality"))),
        "description": tidy(text(said.get("description"))),
        "aliases": (other,) if other is not None else (),
    }


def _extra(said: Mapping[str, Any]) -> dict[str, Text]:
    known = ("id", "name", "charityNumber", "companyNumber", "addressLocality", "description", "alternateName")
    return {name: tidy(text(value)) for name, value in said.items() if name not in known and tidy(text(value)) is not None}


def plain_number(said: Text) -> Text:
    """A number without an exponent, where it has one within reason.

    >>> plain_number("1.5e3"), plain_number("142500.50"), plain_number("1e999"), plain_number("£5")
    ('1500', '142500.50', '1e999', '£5')
    """
    if said is None or not re.fullmatch(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,2}", said.strip()):
        return said
    try:
        return format(Decimal(said.strip()), "f")
    except InvalidOperation:
        return said


def is_day(date: Text) -> bool:
    """Is this a whole day, as the standard asks of the day of an award?"""
    return date is not None and re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) is not None and date_text(date) is not None
