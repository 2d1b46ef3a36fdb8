"""Measure everything and write the table into README.md: ``python -m bench.run`` (``--print`` leaves README alone)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import asking, beside_neo4j_graphql, drawing, following, measuring, paging, reading, serving_graph, starting, storing, testing
from bench.table import Row, put, written


def main(arguments: list[str]) -> None:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as made_here:
        work = Path(made_here)
        path = storing.made_store(work / "made.db")
        steps: tuple[Callable[[], Row | list[Row]], ...] = (
            lambda: storing.reading(path),
            lambda: storing.refreshing(path),
            lambda: storing.editing(path),
            lambda: starting.importing(work),
            lambda: reading.rows(work),
            starting.starting,
            lambda: starting.serving(work),
            serving_graph.rows,
            asking.rows,
            beside_neo4j_graphql.rows,
            following.rows,
            measuring.rows,
            drawing.rows,
            paging.rows,
            testing.rows,
        )
        for step in steps:
            measured = step()
            for row in measured if isinstance(measured, list) else [measured]:
                rows.append(row)
                print(f"{row.what}: {row.figure} (aim: {row.aim})", flush=True)
    if "--print" in arguments:
        print(written(rows))
    else:
        put(rows)
        print("README.md has the new figures.")


if __name__ == "__main__":
    main(sys.argv[1:])
