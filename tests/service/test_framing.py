"""Whose pages may show a figure: what is named is checked, and nothing that is named can say more in the header."""

from __future__ import annotations

import pytest

from sysmap.config import from_environment
from sysmap.errors import UsageError
from sysmap.model.publishing import Publication
from sysmap.service.framing import MOST, ancestors, sites_of

COUNCIL, ALL = "https://council.example", ("https://*.example", "http://localhost:8080")


def test_without_a_list_any_page_may_and_one_that_is_opened_from_disk() -> None:
    assert ancestors(()) == ancestors((), Publication("p")) == "* file:"


def test_a_figure_narrows_what_the_service_lets_in_and_never_widens_it() -> None:
    assert ancestors(ALL) == ancestors(ALL, Publication("p")) == " ".join(ALL)
    assert ancestors((), Publication("p", sites=COUNCIL)) == ancestors(ALL, Publication("p", sites=COUNCIL)) == COUNCIL
    assert ancestors(ALL, Publication("p", sites="https://elsewhere.net|http://localhost:8080")) == "http://localhost:8080"
    assert ancestors((COUNCIL,), Publication("p", sites="https://elsewhere.net")) == "'none'"


@pytest.mark.parametrize("wrong", ["*", "council.example", "https://a.example/path", "https://a.example; script-src *", "'self'",
                                   "https://a b",
                                   "javascript:1",
                                   "https://ex\u00e4mple.org", "https://a.example\r\nx: y", "https://*", ""])  # fmt: skip
def test_what_is_no_site_is_refused_and_never_reaches_a_header(wrong: str) -> None:
    with pytest.raises(UsageError):
        sites_of((COUNCIL, wrong))
    assert ancestors((), Publication("p", sites=wrong or "|")) in {"'none'", "* file:"}
    assert wrong.strip() == "" or ancestors((), Publication("p", sites=wrong)) == "'none'"


def test_sites_are_written_as_browsers_write_them() -> None:
    assert sites_of((" HTTPS://Council.Example/ ", COUNCIL)) == (COUNCIL,)
    with pytest.raises(UsageError, match="more than"):
        sites_of([f"https://a{n}.example" for n in range(MOST + 1)])


def test_the_setting_takes_a_list_and_refuses_what_is_none() -> None:
    assert from_environment({"SYSMAP_FRAMED_BY": f"{COUNCIL}, http://localhost:8080"}).framed_by == (COUNCIL, "http://localhost:8080")
    assert from_environment({}).framed_by == ()
    with pytest.raises(UsageError, match="SYSMAP_FRAMED_BY"):
        from_environment({"SYSMAP_FRAMED_BY": "everybody"})
