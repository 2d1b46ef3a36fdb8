"""What may a column be called? The headings that people and programs use, for each field of ours; the first that fits wins.

Headings are compared as ``folded``: without capitals, accents, marks and what stands in brackets. A heading of ours is always known.
"""

from __future__ import annotations

import re
import unicodedata

ACTOR = {
    "id": "id|_id|key|uuid|node id|element id|actor id|org id|organisation id|organization id|ref|reference|kennung",
    "name": "name|label|organisation|organization|organisation name|organization name|org|org name|actor|actor name|element|node|title"
    "|stakeholder|stakeholder name|agency|group|group name|partner name|who|full name|display name|nom|nombre|naam|bezeichnung"
    "|organisation or group|charity name|company name|respondent|factor",
    "kind": "kind|type|element type|organisation type|organization type|org type|actor type|category|node type|typ|art|tipo",
    "sector": "sector|sektor|secteur|sector type|industry",
    "place": "place|location|area|city|town|region|district|postcode area|ort|lieu|ubicacion|ciudad|locality|address locality",
    "description": "description|notes|note|about|details|comments|comment|summary|beschreibung|descripcion",
    "aliases": "aliases|alias|also known as|aka|other names|other name|acronym|abbreviation|short name|alternate name|known as",
    "identifiers": "identifiers|identifier|org identifier|organisation identifier",
    "charity_number": "charity number|charity no|registered charity number|charity registration number|charity reg no",
    "company_number": "company number|company no|company registration number|companies house number",
    "reach": "reach|people reached|number reached",
    "reach_unit": "reach unit",
    "part_of": "part of|parent|parent organisation|parent organization|member of group|parent org",
    "since": "since|start|start date|from date|founded|date founded|established|begin|valid from",
    "until": "until|end|end date|to date|closed|date closed|finish|valid to",
    "source": "source of information|source document|evidence",
    "partners": "partners|works with|working with|partner organisations|partner organizations|connected to|connections|links to"
    "|collaborates with",
}
TIE = {
    "id": "id|_id|edge id|connection id|tie id|relationship id|grant id",
    "from_id": "from|source|source name|source label|from name|from organisation|from organization|organisation 1|organization 1"
    "|org 1|org a"
    "|organisation a|organization a|partner 1|partner a|name 1|party 1|person 1|actor 1|actor a|a|ego|sender|start node|from id|source id"
    "|giver|funder|funder name|funding organisation|funding org|donor|commissioner|von|quelle|de|origen|desde|first organisation"
    "|respondent"
    "|rater|answered by|who answered|who|respondent organisation|respondent organization|your organisation|your organization"
    "|organisation answering|organization answering|answering organisation|rater organisation|rater organization",
    "to_id": "to|target|target name|target label|to name|to organisation|to organization|organisation 2|organization 2|org 2|org b"
    "|organisation b|organization b|partner 2|partner b|partner|name 2|party 2|person 2|actor 2|actor b|b|alter|receiver|end node|to id"
    "|target id|recipient|recipient name|recipient organisation|recipient org|grantee|works with|working with|linked to|connected to|with"
    "|about whom|rated|rated organisation|partner organisation|partner organization|nach|ziel|an|hacia|destino|a qui|second organisation"
    "|partner name|about",
    "type": "type|relationship|relationship type|connection type|tie type|tie|link type|edge type|kind of relationship|how|nature"
    "|kind|typ|tipo",
    "strength": "strength|weight|tie strength|intensity|connection strength|link strength|gewicht|poids|peso",
    "value": "value|rating|score|trust|trust score|answer|trust level|how much",
    "directed": "directed|direction|two way|mutual",
    "sign": "sign|polarity",
    "level": "level",
    "amount": "amount|amount awarded|grant amount|award amount|sum|money|grant|funding amount|total|betrag|montant|importe",
    "currency": "currency|wahrung|devise|moneda",
    "awarded": "awarded|award date|date awarded|grant date",
    "purpose": "purpose|what for|grant title",
    "programme": "programme|program|grant programme|scheme|fund name",
    "status": "status",
    "wave": "wave|round|survey|survey round|period",
    "wave_date": "wave date|round date|survey date|date",
    "item": "item|question|trust question|dimension",
    "respondent": "respondent name|answered for|person",
    "since": "since|start|start date|from date|begin|valid from|started",
    "until": "until|end|end date|to date|finish|valid to|ended",
    "description": "description|notes|note|details|comments|comment|label|about the relationship|beschreibung",
    "source": "source of information|source document|evidence",
}
MONEY = frozenset({"amount", "awarded", "purpose", "programme", "currency"})
MONEY_ENDS = re.compile(r"fund|donor|grant|commission|recipient")
UNITS = {"£": "GBP", "€": "EUR", "$": "USD"}


def folded(heading: str) -> str:
    """A heading as it is compared with those above.

    >>> folded("Amount Awarded (£)"), folded("from_id"), folded("Währung"), folded("+")
    ('amount awarded', 'from id', 'wahrung', '+')
    """
    text = unicodedata.normalize("NFKD", heading).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    words = " ".join(re.sub(r"[\W_]+", " ", re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)).split())
    return words or heading.strip()


def currency_in(heading: str) -> str | None:
    """The currency that a heading names.

    >>> currency_in("Amount (£)"), currency_in("Sum in EUR"), currency_in("Amount")
    ('GBP', 'EUR', None)
    """
    for sign, code in UNITS.items():
        if sign in heading or re.search(rf"\b{code}\b", heading):
            return code
    return None


def _words(table: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, headings in table.items():
        for heading in headings.split("|"):
            found.setdefault(heading, field)
    return found


ACTOR_WORDS = _words(ACTOR)
TIE_WORDS = _words(TIE)
FROM_WORDS = frozenset(TIE["from_id"].split("|"))
TO_WORDS = frozenset(TIE["to_id"].split("|"))
NAME_WORDS = frozenset(ACTOR["name"].split("|"))
