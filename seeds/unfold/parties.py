"""Who is on the map, and where? Sections 1 to 3 of the teaching map: organisations and groups, places, the map's own words."""

from __future__ import annotations

from unfold.rows import SOURCE, Row, invented, table

SINCE = {"phb": "2022-07", "nwc": "2024-06", "yvp": "2024-09", "uni": "2025-01"}
UNTIL = {"spk": "2024-06", "loo": "2024-07", "fai": "2024-09"}
ALIASES = {"cvs": "W.V.A.", "kes": "Kestrel", "cam": "CAMHS", "phb": "the health board"}

MAP = """\
id = "{id}"
name = "{name}"
focal_question = "Who works with, trusts, funds and decides about families who need help early in Wrenmoor?"
boundary = "organisations and groups that took part in early help in Wrenmoor between May 2024 and May 2025"
steward = "Wrenmoor Early Help Partnership"
language = "en-GB"
{audience}require_source = true
basis = "synthetic"
source = "{source}"

[codebook.items]
reliability = "They do what they say"
mission = "They want what we want for families"
openness = "They talk straight, also when it is hard"
trust = "How far we trust them"

[codebook.groups]
"children's services" = "ehh|csc|edi|cyc"
"the Learning Table" = "kes|cvs|fam|par|pub|ehh|col|ycw|bre|wcf"
"""


def map_toml(id: str, name: str, audience: str | None) -> str:
    """The map's own file; without an audience the defaults for real maps hold."""
    return MAP.format(id=id, name=name, source=SOURCE, audience=f'audience = "{audience}"\n' if audience else "")


def sources() -> list[Row]:
    """The one source. Its date lets what states no start hold from the first year that the map speaks of."""
    return invented([{"id": SOURCE, "title": "Wrenmoor is invented, for learning", "date": "2023"}])


def places() -> list[Row]:
    nested = [("Aldershire", "", "county"), ("Wrenmoor", "Aldershire", "town")]
    nested += [(name, "Wrenmoor", "neighbourhood") for name in ("Brook End", "Harbour", "Lowfield")]
    return invented({"name": name, "part_of": part_of, "level": level} for name, part_of, level in nested)


def parties() -> dict[str, str]:
    """The 34 organisations and groups that are asked, id to name, in the order of the page."""
    return {cells[0]: cells[1] for cells in (line.split("|") for line in table("organisations").splitlines())}


def actors() -> list[Row]:
    """The 34 parties, then what is on the map and never in a round."""
    rows = [_party(line.split("|")) for line in table("organisations").splitlines()]
    for line in table("also").splitlines():
        id, name, kind, sector = line.split("|")
        rows.append({"id": id, "name": name, "kind": kind, "sector": sector, "generic": "yes" if id == "gen" else ""})
    return invented(rows)


def _party(cells: list[str]) -> Row:
    id, name, kind, sector, place, reach, offers, part_of = cells
    number, _, unit = ("", "", "") if reach == "not stated" else reach.partition(" ")
    return {
        "id": id, "name": name, "kind": kind, "sector": sector, "place": "" if place == "not stated" else place,
        "reach": number, "reach_unit": unit, "provision": offers, "aliases": ALIASES.get(id, ""), "part_of": part_of,
        "generic": "", "since": SINCE.get(id, ""), "until": UNTIL.get(id, ""),
        "description": "Called Kestrel since 2025-01" if id == "kes" else "",
    }
