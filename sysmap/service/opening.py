"""Open a store by its URL. The only place in service that knows adapters can be opened; which ones there are, store/opening.py says."""

from __future__ import annotations

from sysmap.service.desk import Desk
from sysmap.store.opening import open_store


def open_desk(url: str, *, create: bool = False) -> Desk:
    """A desk over the store at ``url``. Raises UsageError for no store URL, NotFound for no file, StoreUnavailable."""
    return Desk(open_store(url, create=create))
