"""Where is the Neo4j, and who are we to it? The URL says where; user and password come from the environment or a file, never a URL."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from sysmap.errors import StoreUnavailable, UsageError

FORMS = "neo4j://host:7687, bolt://host:7687 (with +s for TLS, +ssc for TLS with a certificate of one's own), /NAME for a database"
DEFAULT_PORT = 7687
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.-]{2,62}")


class Address(NamedTuple):
    """Where to go. ``place`` is host:port, as sentences name it; ``database`` None is the user's own."""

    url: str
    place: str
    database: str | None


class Login(NamedTuple):
    """Who we are. Its text never shows the password."""

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Login({self.user!r})"


def address_of(url: str) -> Address:
    """The parts of a URL. Raises UsageError, without repeating the URL when it may hold a password.

    >>> address_of("neo4j://db.example").place, address_of("bolt+s://[::1]:17687/maps").database
    ('db.example:7687', 'maps')
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or DEFAULT_PORT
    except ValueError:
        raise UsageError("That is not the address of a Neo4j", fix=f"Write one of: {FORMS}.") from None
    if parts.username is not None or parts.password is not None or "@" in url:
        raise UsageError(
            "A user or password stands in the address of the Neo4j, where others can read it",
            fix="Set SYSMAP_NEO4J_USER and SYSMAP_NEO4J_PASSWORD (or SYSMAP_NEO4J_PASSWORD_FILE) instead.",
        )
    database = parts.path.strip("/") or None
    if not host or parts.query or parts.fragment or (database is not None and not _NAME.fullmatch(database)):
        raise UsageError(f"{url!r} is not the address of a Neo4j", fix=f"Write one of: {FORMS}.")
    shown = f"[{host}]" if ":" in host else host
    return Address(f"{parts.scheme.lower()}://{shown}:{port}", f"{shown}:{port}", database)


def login_of(environment: Mapping[str, str] | None = None) -> Login | None:
    """Who we are, as the environment says; None when no user is set: the server then asks for none.

    Raises UsageError for a user without a password, StoreUnavailable for a file that cannot be read.

    >>> login_of({}), login_of({"SYSMAP_NEO4J_USER": "maps", "SYSMAP_NEO4J_PASSWORD": "secret"})
    (None, Login('maps'))
    """
    env = os.environ if environment is None else environment
    user = env.get("SYSMAP_NEO4J_USER")
    if not user:
        return None
    password = env.get("SYSMAP_NEO4J_PASSWORD")
    file = env.get("SYSMAP_NEO4J_PASSWORD_FILE")
    if not password and file:
        try:
            password = Path(file).read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            said = getattr(error, "strerror", None) or "it is no text"
            raise StoreUnavailable(
                f"The file {file} named by SYSMAP_NEO4J_PASSWORD_FILE cannot be read: {said}", fix="Name a file that holds the password."
            ) from None
    if not password:
        raise UsageError("SYSMAP_NEO4J_USER is set, but no password is", fix="Set SYSMAP_NEO4J_PASSWORD or SYSMAP_NEO4J_PASSWORD_FILE.")
    return Login(user, password)
