"""What docker-compose.yml says, read line by line: enough of YAML for that one file, so that no test needs a package for it."""

from __future__ import annotations

import re

from tests.house.tree import ROOT

TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
ENTRY = re.compile(r"""^ {6}([A-Za-z0-9_]+): (?:"(.*)"|(.*))$""")


def service(name: str) -> str:
    """The lines of one service."""
    start = TEXT.index(f"\n  {name}:\n")
    rest = TEXT[start + 1 :]
    end = re.search(r"\n(?:  [a-z]|[a-z])", rest)
    return rest[: end.start() if end else None]


def environment(name: str) -> dict[str, str]:
    """The settings that a service is given, as they are written."""
    block = service(name).split("    environment:\n", 1)[1]
    found = {}
    for line in block.splitlines():
        if not line.startswith("      "):
            break
        entry = ENTRY.match(line)
        if entry:
            found[entry[1]] = entry[2] if entry[2] is not None else entry[3]
    return found


def neo4j_settings() -> dict[str, str]:
    """The settings of Neo4j under its own names: its image reads _ as . and __ as _."""
    given = {name.removeprefix("NEO4J_"): value for name, value in environment("neo4j").items() if name != "NEO4J_AUTH_FILE"}
    return {name.replace("__", "\0").replace("_", ".").replace("\0", "_"): value for name, value in given.items()}
