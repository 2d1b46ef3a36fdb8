"""How is what is too large for one transaction written whole or not at all? In chunks above head, which nobody reads; then head moves.

The graph of today follows in chunks too. Until it has, others get MapBusy, and ``projected_at`` of the map tells those who look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

from sysmap.errors import SysmapError
from sysmap.model.appending import repeated
from sysmap.model.batch import Revision
from sysmap.model.history import Clock
from sysmap.store.neo4j_ahead import writing_ahead
from sysmap.store.neo4j_connection import Line, Tx
from sysmap.store.neo4j_heads import reach
from sysmap.store.neo4j_leasing import Publication
from sysmap.store.neo4j_planning import CHUNK, Plan, Unfinished, lasts_of, locked_or_made, plan
from sysmap.store.neo4j_projecting import Living, pairs_of_waves, project_facts, project_trust
from sysmap.store.neo4j_reading import living_pages
from sysmap.store.neo4j_rows import Row, keys_in, pair_of, sealed_row
from sysmap.store.neo4j_texts import Ask, read_texts
from sysmap.store.neo4j_together import Edit
from sysmap.store.neo4j_writing import living, move_head, write_rows

T = TypeVar("T")
TRIES = 3


def in_order(line: Line, map: str, write: Callable[[], T]) -> T:
    """Do a write; where something broke off before, put that in order first."""
    for _ in range(TRIES):
        try:
            return write()
        except Unfinished:
            put_in_order(line, map)
    return write()


def put_in_order(line: Line, map: str) -> None:
    """Take away what a large edit that broke off left, and draw the graph of today where it lags. Raises MapBusy."""
    publication = Publication(line, map)
    taken = line.write(publication.take)
    if taken is None:
        return
    if taken.head == 0:
        publication.remove_map()
        return
    publication.take_away_above(taken.head)
    if taken.projected_at != taken.head:
        redraw(publication)
    publication.let_go()


def append_large(line: Line, edit: Edit, clock: Clock) -> Revision:
    """Make a large batch the next revision. Raises Unfinished, and what ``plan`` raises."""
    batch = edit.batch
    publication = Publication(line, batch.map)

    def begin(tx: Tx) -> Plan | Revision:
        found = locked_or_made(tx, [batch])
        if batch.edit_id in found.repeats:
            return repeated(batch, found.repeats[batch.edit_id])
        made = plan(tx, batch, edit.checked, edit.undoes, clock, found.standing, lasts_of(tx, batch, found))
        publication.take(tx)
        return made

    made = line.write(begin, long=True)
    if isinstance(made, Revision):
        return made
    with WholeOrNothing(publication):
        _write_chunks(publication, made)
    # The edit is stored. Should drawing it fail, whoever writes next draws it.
    with suppress(SysmapError):
        _draw(publication, made)
        publication.let_go()
    return made.entry.revision


class WholeOrNothing:
    """When the block fails, what it wrote is taken away, as far as the server can be reached; the rest is somebody else's to find."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None:
            with suppress(SysmapError):
                put_back(self._publication)


def put_back(publication: Publication) -> None:
    taken = publication.line.write(publication.take)
    if taken is not None and taken.head == 0:
        publication.remove_map()
    elif taken is not None:
        publication.take_away_above(taken.head)
        publication.let_go()


def _write_chunks(publication: Publication, made: Plan) -> None:
    map, number = publication.map, made.entry.revision.number
    # All ends before all beginnings: a fact has one version that lives, and which chunk each stands in is chance.
    for deaths in chunks(made.deaths):
        publication.step(lambda tx, d=deaths: write_rows(tx, map, (), [(row, number) for row in d], [], []))  # type: ignore[misc]
    for texts in chunks(made.texts):
        publication.step(lambda tx, t=texts: write_rows(tx, map, (), (), t, []))  # type: ignore[misc]
    for births in chunks(made.births):
        publication.step(lambda tx, b=births: write_rows(tx, map, b, (), [], []))  # type: ignore[misc]

    def publish(tx: Tx) -> None:
        write_rows(tx, map, (), (), [], [made.entry])
        move_head(tx, map, made.entry)

    publication.step(publish)


def chunks(rows: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(rows), CHUNK):
        yield list(rows[start : start + CHUNK])


def _draw(publication: Publication, made: Plan) -> None:
    """Bring the graph of today from the revision before to this one."""
    map = publication.map
    for gone in chunks([row[:2] for row in made.deaths]):
        publication.step(lambda tx, g=gone: project_facts(tx, map, g, ()))  # type: ignore[misc]
    _draw_facts(publication, chunks(made.births))
    waves = [row.id for row in (*made.births, *made.deaths) if row.kind == "wave"]
    new = not made.deaths and made.entry.places == len(made.births)
    again = set() if new else publication.step(lambda tx: pairs_of_waves(tx, map, waves))
    _draw_trust(publication, made.pairs | again, fresh=new)


def _draw_trust(publication: Publication, pairs: Iterable[str], *, fresh: bool) -> None:
    for some in chunks(sorted(pairs)):
        publication.step(lambda tx, p=some: project_trust(tx, publication.map, p, fresh=fresh))  # type: ignore[misc]


def read_living(ask: Ask, map: str, rows: list[Row]) -> list[Living]:
    """Rows as facts; texts are read back, as one that was erased stays so, whoever sends it again."""
    texts = read_texts(ask, map, (key for row in rows for key in keys_in(row.kind, sealed_row(row))), checked=False)
    return list(living(rows, texts.find))


def redraw(publication: Publication, rows: list[Row] | None = None) -> None:
    """Draw the graph of today from nothing; ``rows`` are all that lives, where they are known."""
    map, ask = publication.map, publication.line.read
    publication.wipe_today()
    pages = chunks(rows) if rows is not None else living_pages(ask, map, reach(ask, map, None)[1])
    pairs: set[str] = set()
    for row in _draw_facts(publication, pages):
        pairs |= {pair for pair in (pair_of(row.kind, sealed_row(row)),) if pair}
    _draw_trust(publication, pairs, fresh=True)


def _draw_facts(publication: Publication, pages: Iterable[list[Row]]) -> list[Row]:
    """Everything but trust of facts that are not drawn yet; the ratings among them are given back."""
    map, ratings = publication.map, []
    with writing_ahead() as ahead:
        for page in pages:
            now = read_living(publication.line.read, map, page)
            ahead.do(lambda n=now: publication.step(lambda tx: project_facts(tx, map, (), n)))  # type: ignore[misc]
            ratings += [row for row in page if row.kind == "rating"]
    return ratings
