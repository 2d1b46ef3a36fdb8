from __future__ import annotations

from sysmap.model.actors import Actor, Map
from sysmap.model.state import empty
from tests.model.small_map import FAM, KES, MAP, PAR, adding, after, changing, holding, removing, tie


def test_before_its_first_revision_a_map_is_empty_and_still_has_an_id() -> None:
    state = empty("town")
    assert (state.revision, state.count(), state.about) == (0, {}, Map("town"))


def test_facts_keep_the_order_they_first_came_in() -> None:
    state = after(holding(MAP, KES, FAM, PAR), changing(KES._replace(name="Kes")))
    assert list(state.actors) == ["kes", "fam", "par"]
    assert list(after(after(state, removing(KES)), adding(KES)).actors) == ["fam", "par", "kes"]


def test_a_state_is_never_changed_by_the_one_that_follows() -> None:
    state = holding(MAP, KES, FAM, tie())
    later = after(state, (*changing(KES._replace(name="Kes")), *removing(tie())))
    assert state.actors["kes"].name == "Kestrel" and set(state.relationships) == {"t1"}
    assert later.actors["kes"].name == "Kes" and later.relationships == {}
    assert later.of("map") is state.of("map")


def test_everything_comes_kind_by_kind() -> None:
    state = holding(tie(), FAM, MAP, KES)
    assert [fact.id for fact in state.everything()] == ["town", "fam", "kes", "t1"]
    assert state.count() == {"map": 1, "actor": 2, "relationship": 1}
    assert state.get("actor", "nobody") is None and state.of("story") == {}
    assert isinstance(state.get("actor", "kes"), Actor)
