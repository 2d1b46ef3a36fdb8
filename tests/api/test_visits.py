"""Visits last half a day, in memory, as hashes."""

from __future__ import annotations

from sysmap.api.visits import LASTS, MOST, ONCE_LASTS, Visits

TOKEN = "a-token-of-sixteen-or-more"


def test_only_the_very_token_is_the_token() -> None:
    visits = Visits(TOKEN)
    assert visits.is_token(TOKEN)
    assert not any(visits.is_token(wrong) for wrong in ("", TOKEN[:-1], TOKEN + " ", TOKEN.upper(), "\ud800"))


def test_a_visit_is_open_until_it_ends() -> None:
    visits = Visits(TOKEN)
    id = visits.begin()
    assert visits.is_open(id)
    visits.end(id)
    assert not visits.is_open(id)


def test_a_visit_ends_by_itself_after_half_a_day() -> None:
    now = [0.0]
    visits = Visits(TOKEN, lambda: now[0])
    id = visits.begin()
    now[0] = LASTS - 1
    assert visits.is_open(id)
    now[0] = LASTS
    assert not visits.is_open(id)


def test_too_many_visits_end_the_oldest() -> None:
    visits = Visits(TOKEN)
    ids = [visits.begin() for _ in range(MOST + 1)]
    assert not visits.is_open(ids[0])
    assert visits.is_open(ids[1])


def test_neither_the_token_nor_an_id_is_kept_as_it_is() -> None:
    visits = Visits(TOKEN)
    id = visits.begin()
    kept = repr(vars(visits))
    assert TOKEN not in kept
    assert id not in kept


def test_ids_do_not_repeat_and_are_no_token() -> None:
    visits = Visits(TOKEN)
    one, other = visits.begin(), visits.begin()
    assert one != other
    assert not visits.is_token(one)
    assert len(one) >= 43


def test_a_link_for_the_browser_lets_in_once_and_within_a_minute() -> None:
    now = [0.0]
    visits = Visits(TOKEN, lambda: now[0])
    link, late = visits.once(), visits.once()
    assert visits.lets_in(link) and not visits.lets_in(link) and not visits.is_token(late)
    now[0] = ONCE_LASTS
    assert not visits.lets_in(late)
    assert visits.lets_in(TOKEN) and visits.lets_in(TOKEN) and not visits.lets_in("")
