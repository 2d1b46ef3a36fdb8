"""The service is killed while somebody types: nothing acknowledged is lost, what was typed stays, and goes out once when it is back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from sysmap.service.opening import open_desk
from tests.browser.serving import Served, made_store
from tests.browser.test_typing import add, count, join, opened, saved
from tests.browser.visitor import PATIENCE, Visitor

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def frail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    service = Served(made_store(tmp_path_factory.mktemp("frail") / "maps.db", ("practice/two-columns.csv",)))
    yield service
    service.stop()


def names_kept(service: Served) -> list[str | None]:
    desk = open_desk(f"sqlite:///{service.store.as_posix()}")
    names = [actor.name for actor in desk.state("two-columns").actors.values()]
    desk.close()
    return names


def test_a_killed_service_loses_nothing_and_what_was_typed_meanwhile_goes_out_once(visitor: Visitor, frail: Served) -> None:
    visitor.come_in(frail)
    tab = opened(visitor, frail, "two-columns")
    actors, ties = count(tab, "actors"), count(tab, "ties")
    add(tab, "Typed before")
    saved(tab)
    frail.kill()
    assert names_kept(frail).count("Typed before") == 1
    add(tab, "Typed in the break")
    join(tab, "Typed in the break", "Typed before")
    tab.fill("#actor-name", "Half a na")
    expect(tab.locator("#state")).to_contain_text("2 changes are kept on this page and will be sent")
    assert count(tab, "actors") == actors + 2 and tab.input_value("#actor-name") == "Half a na"
    frail.start()
    expect(tab.locator("#state")).to_contain_text("You are not let in any more")
    visitor.context.pages[0].goto(frail.link)
    saved(tab)
    assert tab.input_value("#actor-name") == "Half a na"
    assert (count(tab, "actors"), count(tab, "ties")) == (actors + 2, ties + 1)
    names = names_kept(frail)
    assert names.count("Typed before") == names.count("Typed in the break") == 1


def test_an_answer_that_never_came_is_asked_for_again_and_the_edit_done_once(visitor: Visitor, frail: Served) -> None:
    visitor.come_in(frail)
    tab = opened(visitor, frail, "two-columns")
    lost: list[str] = []

    def lose_the_first(route: object) -> None:
        if "mutation edit" in route.request.post_data and not lost:  # type: ignore[attr-defined]
            route.fetch()  # type: ignore[attr-defined]
            lost.append("one")
            route.abort()  # type: ignore[attr-defined]
        else:
            route.fallback()  # type: ignore[attr-defined]

    tab.route("**/graphql", lose_the_first)
    add(tab, "Sent twice")
    saved(tab)
    assert lost == ["one"] and names_kept(frail).count("Sent twice") == 1


def test_what_is_on_its_way_outlives_the_page(visitor: Visitor, frail: Served) -> None:
    visitor.come_in(frail)
    tab = opened(visitor, frail, "two-columns")
    tab.route("**/graphql", lambda route: route.abort())
    add(tab, "Kept with the tab")
    expect(tab.locator("#state")).to_contain_text("1 change is kept")
    tab.unroute("**/graphql")
    tab.reload()
    saved(tab)
    expect(tab.locator("#actors-part tbody")).to_contain_text("Kept with the tab")
    assert names_kept(frail).count("Kept with the tab") == 1
