"""Which settings are there, and what do they default to? Read once from the environment, never at import."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from sysmap.errors import UsageError

_SITE = re.compile(r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")
DEFAULT_STORE = "sqlite:///sysmap.db"
EDITS_A_SECOND = 20


class Config(NamedTuple):
    """The settings of one process. Secrets come from the environment or from files named there, never from arguments."""

    store: str = DEFAULT_STORE
    steward_token: str | None = None
    origins: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8000
    author: str = "map keeper"
    edits_a_second: int = EDITS_A_SECOND
    """By one caller, and three times as many at once."""
    framed_by: tuple[str, ...] = ()
    """The sites whose pages may show pictures and published figures in a frame; any, where none is named."""


def from_environment(environment: Mapping[str, str] | None = None) -> Config:
    """The settings as the environment gives them (``SYSMAP_STORE``, ``SYSMAP_STEWARD_TOKEN``, ``SYSMAP_ORIGINS``, ...).

    Raises UsageError for a value that cannot be used.

    >>> from_environment({"SYSMAP_ORIGINS": "https://a.example, https://b.example"}).origins
    ('https://a.example', 'https://b.example')
    """
    env = os.environ if environment is None else environment
    token = env.get("SYSMAP_STEWARD_TOKEN") or None
    if token is not None and len(token) < 16:
        raise UsageError("SYSMAP_STEWARD_TOKEN is shorter than 16 characters", fix="Choose a long random one, or leave it out.")
    return Config(
        store=env.get("SYSMAP_STORE") or DEFAULT_STORE,
        steward_token=token,
        origins=tuple(o.strip().rstrip("/") for o in env.get("SYSMAP_ORIGINS", "").split(",") if o.strip()),
        host=env.get("SYSMAP_HOST") or "127.0.0.1",
        port=_port(env.get("SYSMAP_PORT") or "8000"),
        author=env.get("SYSMAP_AUTHOR") or "map keeper",
        edits_a_second=_pace(env.get("SYSMAP_EDITS_A_SECOND") or str(EDITS_A_SECOND)),
        framed_by=tuple(_site(one) for one in env.get("SYSMAP_FRAMED_BY", "").replace(",", " ").split()),
    )


def site_of(text: str) -> str | None:
    """A site as a content security policy names it, or None for anything else: what goes into a header must be nothing but that.

    >>> site_of(" HTTPS://Council.Example/ "), site_of("https://*.council.example:8443"), site_of("https://a.example; script-src *")
    ('https://council.example', 'https://*.council.example:8443', None)
    """
    plain = text.strip().lower().removesuffix("/")
    return plain if _SITE.fullmatch(plain) else None


def _site(text: str) -> str:
    site = site_of(text)
    if site is None:
        fix = "Write each as https://example.org, separated by commas."
        raise UsageError(f"SYSMAP_FRAMED_BY names {text!r}, which is no site", fix=fix)
    return site


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise UsageError(f"SYSMAP_PORT is {text!r}, which is no port", fix="Use a number from 1 to 65535.")
    return int(text)


def _pace(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 100_000:
        raise UsageError(f"SYSMAP_EDITS_A_SECOND is {text!r}, which is no number of edits", fix="Use a whole number from 1 to 100000.")
    return int(text)
