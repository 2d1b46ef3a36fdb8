"""How is the server kept busy while the next is made ready? One write is under way at a time, and whoever made it goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager


class Ahead:
    """Writes one after the other, in the order they were given. A write that failed is told with the next one, or at the end."""

    def __init__(self, workers: ThreadPoolExecutor) -> None:
        self._workers = workers
        self._under_way: Future[object] | None = None

    def do(self, write: Callable[[], object]) -> None:
        """Begin this write once the one before has ended. Raises what that one raised, and begins nothing then."""
        self.wait()
        self._under_way = self._workers.submit(write)

    def wait(self) -> None:
        """Return when nothing is under way any more. Raises what the last write raised."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            under_way.result()


@contextmanager
def writing_ahead() -> Iterator[Ahead]:
    """Nothing is under way any more when this is left, by whichever door."""
    with ThreadPoolExecutor(1, "neo4j-ahead") as workers:
        ahead = Ahead(workers)
        yield ahead
        ahead.wait()
