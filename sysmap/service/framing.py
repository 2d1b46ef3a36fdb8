"""Which sites' pages may show a figure in a frame? Those that it names, of those that the service lets in; any, where neither says.

Whoever may read a figure may still copy it: this decides only whose pages it becomes a part of.
"""

from __future__ import annotations

from collections.abc import Sequence

from sysmap.config import site_of
from sysmap.errors import UsageError
from sysmap.model.publishing import Publication
from sysmap.model.text import split_list

ANYWHERE = "* file:"
"""Any page, and a report that is opened from disk, which ``*`` alone does not say."""

MOST = 20


def sites_of(given: Sequence[str]) -> tuple[str, ...]:
    """The sites somebody named, as browsers write them. Raises UsageError for what is none."""
    found = tuple(dict.fromkeys(site_of(one) or "" for one in given))
    if "" in found or len(found) > MOST:
        wrong = next((one for one in given if site_of(one) is None), f"more than {MOST}")
        raise UsageError(f"{wrong!r} is no site's address", fix="Write it as https://example.org, with nothing behind it.")
    return found


def ancestors(allowed: Sequence[str], made: Publication | None = None) -> str:
    """Who may frame it, in the words of a content security policy: ``made`` a published figure, ``allowed`` the service's own list.

    >>> ancestors(()), ancestors(("https://a.example",)), ancestors(("https://*.b.example",), Publication("p", sites="https://c.example"))
    ('* file:', 'https://a.example', "'none'")
    """
    named = split_list(made.sites) if made is not None else ()
    if not named:
        return " ".join(allowed) or ANYWHERE
    # What was not checked when it was written, as in a bundle made by hand, must not become a policy of its own.
    known = [site for site in map(site_of, named) if site is not None]
    return " ".join(site for site in known if not allowed or any(_covers(one, site) for one in allowed)) or "'none'"


def _covers(wider: str, site: str) -> bool:
    start, star, end = wider.partition("*")
    return site == wider or bool(star and site.startswith(start) and site.endswith(end))
