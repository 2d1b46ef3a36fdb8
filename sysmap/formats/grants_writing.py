"""How does money leave as 360Giving? Each flow that has what the standard 1.4 requires is a grant; the others are told.

Nothing is invented: a flow without an amount, a currency, a whole day of award or two ends is not written. Organisations go by their
registered number where one is known. Recipients in general (*Individual recipients*) are no organisations and are left out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from sysmap.errors import SysmapError
from sysmap.formats.cell_values import day_before
from sysmap.formats.csv_writing import CsvText
from sysmap.formats.grants_reading import ORG_ID, is_day
from sysmap.formats.whole_files import replace_files
from sysmap.formats.workbook_writing import PLAIN, Written, write_sheets
from sysmap.model.actors import Actor
from sysmap.model.kinds import KINDS
from sysmap.model.money import parse_amount
from sysmap.model.state import State
from sysmap.model.text import split_list
from sysmap.model.ties import Funding

VERSION = "1.4"
"""As a package names it: the standard's version without its last number."""

_CURRENCIES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY "
    "COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR "
    "IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MUR MVR "
    "MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP "
    "SOS SRD SSP SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD XOF XPF YER ZAR ZMW "
)
CURRENCIES = frozenset(_CURRENCIES.split())
"""The currencies in use that the standard takes (ISO 4217)."""

TITLES = {
    "Identifier": ("id",),
    "Title": ("title",),
    "Description": ("description",),
    "Currency": ("currency",),
    "Amount Awarded": ("amountAwarded",),
    "Award Date": ("awardDate",),
    "Planned Dates:Start Date": ("plannedDates", 0, "startDate"),
    "Planned Dates:End Date": ("plannedDates", 0, "endDate"),
    "Recipient Org:Identifier": ("recipientOrganization", 0, "id"),
    "Recipient Org:Name": ("recipientOrganization", 0, "name"),
    "Recipient Org:Charity Number": ("recipientOrganization", 0, "charityNumber"),
    "Recipient Org:Company Number": ("recipientOrganization", 0, "companyNumber"),
    "Funding Org:0:Identifier": ("fundingOrganization", 0, "id"),
    "Funding Org:0:Name": ("fundingOrganization", 0, "name"),
    "Funding Org:1:Identifier": ("fundingOrganization", 1, "id"),
    "Funding Org:1:Name": ("fundingOrganization", 1, "name"),
    "Grant Programme:Title": ("grantProgramme", 0, "title"),
    "Beneficiary Location:Name": ("beneficiaryLocation", 0, "name"),
}
_EVENT = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def write_grants(state: State, path: Path) -> tuple[Path, ...]:
    """Write JSON, or a spreadsheet when the path ends in .csv or .xlsx. Raises SysmapError when no flow can be written."""
    grants = [grant for flow in state.funding.values() if (grant := grant_of(state, flow)) is not None]
    if not grants:
        fix = "A grant needs an amount, its currency, the day it was awarded, and two organisations."
        raise SysmapError(f"No flow of money on the map {state.map} can be a grant", fix=fix)
    if path.suffix.casefold() in (".csv", ".xlsx"):
        rows = [[_cell(grant, where) for where in TITLES.values()] for grant in grants]
        fields = ["amount" if title == "Amount Awarded" else "" for title in TITLES]
        if path.suffix.casefold() == ".xlsx":
            return write_sheets(path, {"grants": Written(fields, tuple(TITLES), rows)}, PLAIN)
        table = CsvText(fields)
        for row in (tuple(TITLES), *rows):
            table.add(row)
        return replace_files(path.parent, {path.name: table.content()})
    package = {"version": VERSION, "title": state.about.name or state.map, "grants": grants}
    return replace_files(path.parent, {path.name: (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")})


def why_not(state: State, flow: Funding) -> str | None:
    """What a flow lacks to be a grant, in words; None when it lacks nothing."""
    if flow.kind not in (None, "money"):
        return "it is no money"
    if parse_amount(flow.amount) is None or flow.currency is None:
        return "its amount is not stated"
    if flow.currency not in CURRENCIES:
        return f"{flow.currency} is no currency that the standard takes"
    if not is_day(flow.awarded):
        return "the day of the award is not stated"
    givers = [state.actors.get(id) for id in split_list(flow.from_id)]
    taker = state.actors.get(flow.to_id or "")
    if not givers or any(giver is None for giver in givers):
        return "who gave it is not stated"
    return "its recipient is no single organisation" if taker is None or taker.is_generic else None


def grant_of(state: State, flow: Funding) -> dict[str, Any] | None:
    """The flow as a grant, or None when it cannot be one."""
    if why_not(state, flow) is not None:
        return None
    held = json.loads(flow.attributes) if flow.attributes and flow.attributes.startswith("{") else {}
    taker = state.actors[flow.to_id or ""]
    amount = Decimal(flow.amount or "0")
    title = flow.purpose or f"Grant to {taker.name or taker.id}"
    said = held.get("description")
    grant: dict[str, Any] = {
        "id": flow.id,
        "title": title,
        "description": said if isinstance(said, str) else title,
        "currency": flow.currency,
        "amountAwarded": int(amount) if amount == amount.to_integral_value() else float(amount),
        "awardDate": flow.awarded,
        "fundingOrganization": [_organisation(state.actors[id]) for id in split_list(flow.from_id)],
        "recipientOrganization": [_organisation(taker)],
    }
    dates = {"startDate": flow.since, "endDate": _last(flow.until)}
    planned = {name: date for name, date in dates.items() if date is not None and _EVENT.fullmatch(date)}
    if planned:
        grant["plannedDates"] = [planned]
    if flow.programme:
        grant["grantProgramme"] = [{"title": flow.programme}]
    if flow.place:
        grant["beneficiaryLocation"] = [{"name": flow.place}]
    return grant


def _last(until: str | None) -> str | None:
    """The last day, month or year, before the first that no longer holds."""
    if until is None or not _EVENT.fullmatch(until):
        return None
    if len(until) == 4:
        return str(int(until) - 1).zfill(4)
    if len(until) == 7:
        year, month = int(until[:4]), int(until[5:])
        return f"{year - (month == 1):04}-{(month - 2) % 12 + 1:02}"
    return day_before(until)


def _organisation(actor: Actor) -> dict[str, str]:
    numbers = split_list(actor.identifiers)
    said = {"id": next((one for one in numbers if ORG_ID.fullmatch(one)), actor.id), "name": actor.name or actor.id}
    for prefix, field in (("GB-CHC-", "charityNumber"), ("GB-COH-", "companyNumber")):
        number = next((one.removeprefix(prefix) for one in numbers if one.startswith(prefix)), None)
        if number is not None:
            said[field] = number
    return said


def _cell(grant: Mapping[str, Any], where: tuple[str | int, ...]) -> str | None:
    value: Any = grant
    for step in where:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and len(value) > step else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return None if value is None else str(value)


def leaves_out(state: State) -> tuple[str, ...]:
    """The flows that are no grants, by reason, and what else the standard has no place for."""
    reasons = Counter(reason for flow in state.funding.values() if (reason := why_not(state, flow)) is not None)
    said = [f"{count} flow{'s' if count > 1 else ''} of money: {reason}" for reason, count in reasons.items()]
    other = [kind.replace("_", " ") for kind in KINDS if kind not in ("map", "actor", "funding") and state.of(kind)]
    if other:
        said.append(f"the standard holds grants only: no {', no '.join(other)}")
    return tuple(said)
