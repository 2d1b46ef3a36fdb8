"""What was used last is kept, so many things and so much of them; what was not used for longest goes first.

Both bounds are needed: a count alone lets a few hundred documents or answers, each as large as may be, fill the memory.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Shelf(Generic[K, V]):
    """Things by key, at most ``most`` of them and together at most ``space`` large. May be used from several threads.

    >>> shelf = Shelf[str, int](most=3, space=10)
    >>> for key, size in (("a", 4), ("b", 4), ("c", 4), ("too large", 11)):
    ...     shelf.put(key, 1, size)
    >>> list(shelf)
    ['b', 'c']
    """

    def __init__(self, most: int, space: int) -> None:
        self.most, self.space = most, space
        self._lock = threading.Lock()
        self._held: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._filled = 0

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[K]:
        return iter(list(self._held))

    def get(self, key: K) -> V | None:
        """What is kept under this key, which was used just now."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def put(self, key: K, value: V, size: int = 0) -> None:
        """Keep it, unless it alone is larger than there is space."""
        with self._lock:
            _, before = self._held.pop(key, (None, 0))
            self._filled -= before
            if size > self.space:
                return
            self._held[key] = (value, size)
            self._filled += size
            while len(self._held) > self.most or self._filled > self.space:
                _, (_, gone) = self._held.popitem(last=False)
                self._filled -= gone

    def clear(self) -> None:
        with self._lock:
            self._held.clear()
            self._filled = 0
