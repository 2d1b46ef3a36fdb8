"""A folder with more organisations for the teaching map, most of them tied to some that stand."""

from __future__ import annotations

from pathlib import Path

KNOWN = ("ehh", "csc", "kes", "cvs", "fam")
TOLD = "invented for learning,synthetic"


def newcomers(folder: Path, many: int) -> Path:
    """``many`` organisations in the second round: all but four say something of one that stands, every other one works with the next."""
    folder.mkdir()
    tables = {
        "actors.csv": ["id,name,source,basis", *(f"new{at},New organisation with a long name {at},{TOLD}" for at in range(many))],
        "roster.csv": ["wave,actor,status", *(f"w2,new{at},answered" for at in range(many))],
        "trust.csv": [
            "wave,from,to,item,value,source,basis",
            *(f"w2,new{at},{KNOWN[at % len(KNOWN)]},reliability,4,{TOLD}" for at in range(many - 4)),
        ],
        "relationships.csv": [
            "from,to,type,source,basis",
            *(f"new{at},new{(at + 1) % many},works_with,{TOLD}" for at in range(0, many, 2)),
        ],
    }
    (folder / "map.toml").write_text('id = "wrenmoor"\nname = "Wrenmoor early help (invented)"\n', "utf-8")
    for name, rows in tables.items():
        (folder / name).write_text("\n".join(rows) + "\n", "utf-8")
    return folder
