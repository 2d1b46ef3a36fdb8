"""How is Neo4j reached? One driver, every call on a thread of ours under our own deadline, and errors as sentences."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import metadata
from typing import Any, LiteralString, TypeVar

import neo4j
from neo4j import exceptions as said

from sysmap.errors import InputError, MapBusy, StoreDamaged, StoreUnavailable
from sysmap.store.neo4j_address import Address, Login
from sysmap.store.neo4j_calls import LONG_PATIENCE, READERS, WRITERS, Call, Calls, GivenUp, Unreachable
from sysmap.store.neo4j_certificates import is_unvouched, is_unvouched_at
from sysmap.store.neo4j_retrying import again_and_again

T = TypeVar("T")
Row = list[Any]

_NO_ROOM = ("No space left on device", "disk full", "DiskFull", "not enough space")
# Neo4j stops a database whose log it cannot write; it is whole again when there is room and the server was started anew.
_BROKEN = ("TransactionLogError", "needs to be restarted")
_READ_ONLY = ("WriteOnReadOnlyAccessDatabase", "ForbiddenOnReadOnlyDatabase", "ReadOnly", "NotALeader")
SETTINGS = "Look at --store or SYSMAP_STORE, and whether the server is running."
VOUCH = "Name its authority with SSL_CERT_FILE, or write +ssc instead of +s in --store or SYSMAP_STORE to take one of your own."
NAMED = "Look at the name after the port in --store or SYSMAP_STORE."
OR_ANOTHER = "or name another store with --store or SYSMAP_STORE."
BROKEN = f"Make room on the server's disk and restart it, {OR_ANOTHER} Sending the same edit again is harmless."
LATER = f"Install a later Neo4j, {OR_ANOTHER}"
WHO = "Look at SYSMAP_STORE, and at SYSMAP_NEO4J_USER and SYSMAP_NEO4J_PASSWORD (or SYSMAP_NEO4J_PASSWORD_FILE)."


@contextmanager
def in_words(place: str) -> Iterator[None]:
    """Turn what the driver raises into a sentence that a person can act on. Never what the driver says: it may hold what was sent."""
    try:
        yield
    except (said.AuthError, said.TokenExpired) as error:
        raise Unreachable(f"Neo4j at {place} refuses this user or password", fix=WHO) from error
    except said.ConfigurationError as error:
        if "Bolt Protocol" in str(error):
            raise Unreachable(f"Neo4j at {place} is too old: sysmap needs 5.26 or later", fix=LATER) from error
        raise Unreachable(f"Neo4j at {place} cannot be reached as its address says", fix=SETTINGS) from error
    except said.UnsupportedServerProduct as error:
        raise Unreachable(f"What answers at {place} is too old or no Neo4j: sysmap needs 5.26 or later", fix=SETTINGS) from error
    except said.ServiceUnavailable as error:
        if is_unvouched(error):
            raise unvouched(place) from error
        raise Unreachable(f"Neo4j at {place} cannot be reached", fix=SETTINGS) from error
    except (said.SessionExpired, said.ConnectionPoolError, OSError) as error:
        raise Unreachable(f"Neo4j at {place} cannot be reached", fix=SETTINGS) from error
    except said.Neo4jError as error:
        raise _refusal(place, error) from error
    except said.DriverError as error:
        raise Unreachable(f"Neo4j at {place} broke off: {type(error).__name__}", fix=SETTINGS) from error
    except UnicodeEncodeError as error:
        raise InputError("A text cannot be stored: there is half a character in it", fix="Take it out.") from error


def unvouched(place: str) -> Unreachable:
    return Unreachable(f"Nobody vouches for the certificate of the Neo4j at {place}", fix=VOUCH)


def _refusal(place: str, error: said.Neo4jError) -> Exception:
    """What the server refused, by its code alone, but for a disk that is full: that stands only in its words."""
    code, words = str(error.code), str(error.message)
    if any(sign in words or sign in code for sign in _NO_ROOM):
        return StoreUnavailable(
            f"Neo4j at {place} cannot grow: its disk is full; nothing was stored", fix=f"Make room and try again, {OR_ANOTHER}"
        )
    if any(sign in code for sign in _READ_ONLY) or "read-only" in words or "read only" in words:
        return read_only(place)
    if any(sign in code or sign in words for sign in _BROKEN):
        said_so = f"Neo4j at {place} has stopped writing, as when its disk is full; the last edit may or may not be stored"
        return Unreachable(said_so, fix=BROKEN)
    if code.startswith("Neo.ClientError.Security"):
        return Unreachable(f"Neo4j at {place} refuses this user or password", fix=WHO)
    if code.startswith("Neo.ClientError.Database"):
        return Unreachable(
            f"Neo4j at {place} has no such database, or it is not running",
            fix=NAMED,
        )
    if "ConstraintValidation" in code:
        return StoreDamaged(f"Neo4j at {place} contradicts itself; nothing was stored", fix="See what sysmap doctor says.")
    if "too large to index" in words or "too big to be indexed" in words or "IndexEntry" in code:
        return InputError("An id is too long to be stored", fix="Shorten it to 200 characters.")
    if error.is_retryable() or code.startswith("Neo.TransientError"):
        return MapBusy(f"Neo4j at {place} could not finish this among others; nothing was stored", fix="Try again shortly.")
    return StoreUnavailable(f"Neo4j at {place} could not do this ({code})", fix=f"Look at the server's log, {OR_ANOTHER}")


def read_only(place: str) -> StoreUnavailable:
    return StoreUnavailable(f"Neo4j at {place} may only be read", fix=f"Make its database writable, {OR_ANOTHER}")


class Tx:
    """A transaction under way. Its body may run twice: it is repeated after a deadlock or a broken line."""

    def __init__(self, inner: neo4j.ManagedTransaction, call: Call[Any]) -> None:
        self._inner = inner
        self._call = call

    def run(self, statement: LiteralString, **given: Any) -> list[Row]:
        self._call.go_on()
        rows = self._inner.run(statement, given).values()
        self._call.go_on()
        return rows

    def outside(self, work: Callable[[], object]) -> None:
        """Let the caller's own thread do this while the transaction holds its locks."""
        self._call.outside(work)


class Line:
    """The line to one server. Safe to use from several threads; a forked child gets a line of its own."""

    def __init__(self, address: Address, login: Login | None) -> None:
        self.place = address.place
        self.database = address.database
        self._address = address
        self._login = login
        self._guard = threading.Lock()
        self._closed = False
        self._start()

    def _start(self) -> None:
        self._process = os.getpid()
        self._calls = Calls(self.place, self._ping, self._renew)
        self._driver = self._connected()

    def _connected(self) -> neo4j.Driver:
        # The driver would tell the terminal of every try; what went wrong is told once, in our words.
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        with in_words(self.place):
            return neo4j.GraphDatabase.driver(
                self._address.url,
                auth=None if self._login is None else (self._login.user, self._login.password),
                user_agent=f"sysmap/{version()}",
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                connection_timeout=2.0,
                connection_acquisition_timeout=2.0,
                max_transaction_retry_time=0.0,
                max_connection_pool_size=READERS + WRITERS + 4,
            )

    def _renew(self) -> None:
        """Leave the connections of a server that hangs to themselves: whoever waits on them is not heard any more."""
        with self._guard:
            left, self._driver = self._driver, self._connected()
        threading.Thread(target=_close, args=(left,), name="neo4j-close", daemon=True).start()

    def _ping(self) -> None:
        """Raise Unreachable unless the server answers. A second time at once: a line of the pool may have been cut long ago."""
        with in_words(self.place):
            try:
                self._say_one()
            except (said.ServiceUnavailable, said.SessionExpired) as error:
                if is_unvouched_at(self._address.url):
                    raise unvouched(self.place) from error
                self._say_one()

    def _say_one(self) -> None:
        with self._driver.session(database=self._address.database) as session:
            session.run("RETURN 1").consume()

    def _open(self) -> Calls:
        if self._closed:
            raise StoreUnavailable(f"The store in Neo4j at {self.place} was closed", fix="Open the store again.")
        if self._process != os.getpid():
            self._start()
        return self._calls

    def hello(self) -> None:
        """Raise Unreachable at once, and without trying again, unless the server is there and lets us in."""
        self._open().ask(lambda call: self._ping())

    def read(self, statement: LiteralString, *, patience: float | None = None, **given: Any) -> list[Row]:
        """The rows of one statement, from any member of a cluster that has seen what we wrote."""

        calls = self._open()
        return calls.finish(calls.start(self._question(statement, given)), patience=patience)

    def read_ahead(self, statement: LiteralString, given: Iterable[dict[str, Any]]) -> Iterator[list[Row]]:
        """The rows of one statement for each of these, in order; the next is under way while one is looked at."""
        calls = self._open()
        waiting: Call[list[Row]] | None = None
        for one in given:
            begun = calls.start(self._question(statement, one))
            if waiting is not None:
                yield calls.finish(waiting)
            waiting = begun
        if waiting is not None:
            yield calls.finish(waiting)

    def _question(self, statement: LiteralString, given: dict[str, Any]) -> Callable[[Call[list[Row]]], list[Row]]:
        def work(call: Call[list[Row]]) -> list[Row]:
            with in_words(self.place):
                return again_and_again(call, ask)

        def ask() -> list[Row]:
            return self._driver.execute_query(
                statement,
                parameters_=given,
                routing_=neo4j.RoutingControl.READ,
                database_=self._address.database,
                result_transformer_=neo4j.Result.values,
            )

        return work

    def write(self, body: Callable[[Tx], T], *, long: bool = False, harmless: bool = False) -> T:
        """Do the body in one transaction, more than once if need be. What it raises undoes it.

        ``harmless``: done once more after it was done, it changes nothing. Then a line that is cut in the commit is no error.
        """

        def work(call: Call[T]) -> T:
            with in_words(self.place):
                return again_and_again(call, lambda: once(call), harmless=harmless)

        def once(call: Call[T]) -> T:
            driver = self._driver
            settings: dict[str, Any] = {"database": self._address.database, "bookmark_manager": driver.execute_query_bookmark_manager}
            with driver.session(**settings) as session:
                return session.execute_write(lambda inner: _finished(body, Tx(inner, call), call))

        return self._open().ask(work, writing=True, patience=LONG_PATIENCE if long else None)

    def command(self, statement: LiteralString, **given: Any) -> list[Row]:
        """A statement that cannot stand in a transaction of ours, such as one that makes an index."""

        def work(call: Call[list[Row]]) -> list[Row]:
            with in_words(self.place), self._driver.session(database=self._address.database) as session:
                return session.run(statement, given).values()

        return self._open().ask(work, writing=True, patience=LONG_PATIENCE)

    def close(self) -> None:
        self._closed = True
        self._calls.end()
        _close(self._driver)


def _finished(body: Callable[[Tx], T], tx: Tx, call: Call[T]) -> T:
    answer = body(tx)
    # Once more before the commit: the caller may have been told meanwhile that nothing was heard.
    call.go_on()
    return answer


def _close(driver: neo4j.Driver) -> None:
    with suppress(said.DriverError, said.Neo4jError, OSError, GivenUp):
        driver.close()


@cache
def version() -> str:
    try:
        return metadata.version("sysmap")
    except metadata.PackageNotFoundError:
        return "0"
