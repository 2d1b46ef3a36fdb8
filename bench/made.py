"""What is measured on: a made-up map of 3,000 actors and 100,000 ties, as facts and as a folder. No random numbers: always the same."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from sysmap.model import actors, ties
from sysmap.model.batch import Batch, Change
from sysmap.model.sealing import seals_for
from sysmap.model.state import empty

MAP = "bench"
ACTORS, TIES = 3_000, 100_000
TYPES = ("works_with", "trains", "supports", "refers_to")
SECTORS = ("statutory", "nhs", "education", "voluntary", "community")


def pairs() -> Iterator[tuple[str, str]]:
    """Ends of the ties, each directed pair once, nobody with itself."""
    for number in range(TIES):
        step, start = divmod(number, ACTORS)
        yield f"a{start}", f"a{(start + 1 + step * 37) % ACTORS}"


def facts() -> Iterator[Change]:
    """Every fact of the map as a change that adds it."""
    yield Change("add", "map", MAP, actors.Map(MAP, "A made-up map to measure on"))
    yield Change("add", "source", "made", actors.Source("made", "made up to measure on", date="2024"))
    for number in range(ACTORS):
        sector = SECTORS[number % len(SECTORS)]
        actor = actors.Actor(f"a{number}", f"Organisation {number}", "organisation", sector, basis="synthetic", source="made")
        yield Change("add", "actor", actor.id, actor)
    for number, (start, end) in enumerate(pairs()):
        yield Change("add", "relationship", f"r{number}", tie(number, start, end))


def tie(number: int, start: str, end: str, strength: int | None = None) -> ties.Relationship:
    return ties.Relationship(
        f"r{number}", start, end, TYPES[number % len(TYPES)], strength=str(strength or 1 + number % 5),
        since=f"20{10 + number % 14}-0{1 + number % 9}", basis="synthetic", source="made",
    )


def batch() -> Batch:
    """The whole map as one edit."""
    changes = tuple(facts())
    return Batch(MAP, 0, "bench-all", "bench", "made up to measure on", changes, seals=seals_for(changes, empty(MAP)))


def edits(revision: int, count: int) -> list[Batch]:
    """One tie after another that changes its strength, each edit made against the one before it."""
    made = []
    for number, (start, end) in zip(range(count), pairs(), strict=False):
        fact = tie(number, start, end, strength=1 + (number + 1) % 5)
        change = Change("change", "relationship", fact.id, fact)
        made.append(Batch(MAP, revision + number, f"bench-{revision}-{number}", "bench", "one tie", (change,)))
    return made


def folder(path: Path) -> Path:
    """The same map as a folder to import."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "map.toml").write_text(f'id = "{MAP}"\nname = "A made-up map to measure on"\n', encoding="utf-8")
    with (path / "sources.csv").open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([("id", "title", "date"), ("made", "made up to measure on", "2024")])
    with (path / "actors.csv").open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(("id", "name", "sector", "basis", "source"))
        rows.writerows((f"a{n}", f"Organisation {n}", SECTORS[n % len(SECTORS)], "synthetic", "made") for n in range(ACTORS))
    with (path / "relationships.csv").open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(("id", "from", "to", "type", "strength", "since", "basis", "source"))
        for number, (start, end) in enumerate(pairs()):
            one = tie(number, start, end)
            rows.writerow((one.id, one.from_id, one.to_id, one.type, one.strength, one.since, one.basis, one.source))
    return path
