from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sysmap.model.batch import Change
from sysmap.model.kinds import kind_of
from sysmap.model.state import empty
from sysmap.model.validation import Finding, check
from tests.model.small_map import MAP, THREE, W1, adding, after, asked, checked, holding, rating, tie
from tests.seeds.wrenmoor_state import wrenmoor_state

ENDS = st.sampled_from(["kes", "fam", "par", "nobody"])
WHEN = st.sampled_from([None, "2015", "2018", "by 2020", "2024-05-31", "soon"])
TIES = st.builds(tie, st.sampled_from("abcd"), ENDS, ENDS, type=st.sampled_from([None, "trains"]), since=WHEN, until=WHEN)
ANSWERS = st.builds(rating, st.sampled_from([None, 0, 3, 9]), ENDS, ENDS, respondent=st.sampled_from([None, "ann"]))
ROSTER = st.builds(asked, ENDS, st.sampled_from(["answered", "silent", "left"]), st.sampled_from([None, "ann"]))
FACTS = st.lists(st.one_of(TIES, ANSWERS, ROSTER), max_size=12)


def by_id(facts: list[Any]) -> list[Any]:
    return list({(kind_of(fact), fact.id): fact for fact in facts}.values())


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return sorted((f.kind, f.id, f.problem.line()) for f in findings)


def test_the_teaching_map_breaks_no_rule() -> None:
    state = wrenmoor_state()
    found = check(empty(state.map), state, (), everything=True)
    assert [f.problem.line() for f in (*found.refused, *found.warned)] == []


@given(FACTS)
def test_a_first_batch_is_judged_the_same_as_the_whole_map(facts: list[Any]) -> None:
    changes = adding(*THREE, W1, *by_id(facts))
    one, other = checked(changes, empty("town")), checked(changes, empty("town"), everything=True)
    assert told(one.refused) == told(other.refused)
    assert told(one.warned) == told(other.warned)


@given(FACTS, st.data())
def test_what_passes_edit_by_edit_passes_as_a_whole(facts: list[Any], data: st.DataObject) -> None:
    state = holding(*THREE, W1)
    for fact in facts:
        known = state.get(kind_of(fact), fact.id)
        gone = known is not None and data.draw(st.booleans())
        change = Change("remove" if gone else "change" if known is not None else "add", kind_of(fact), fact.id, None if gone else fact)
        if not checked((change,), state).refused:
            state = after(state, (change,))
    assert told(check(state, state, (), everything=True).refused) == []


def test_a_single_edit_reads_nothing_it_does_not_lean_on() -> None:
    class Counted(dict[str, Any]):
        read = 0

        def values(self) -> Any:
            Counted.read += 1
            return super().values()

    state = holding(MAP, *THREE[1:], W1, asked("kes"), asked("fam"), rating(3))
    changes = adding(tie())
    first = after(state, changes)
    check(state, first, changes)
    second = adding(tie("t2", "fam", "par"))
    then = first.applied(9, [(c.kind, c.id, c.fact) for c in second])
    counted = {kind: Counted(facts) for kind, facts in then.facts.items()}
    watched = type(then)(then.map, then.revision, then.erasures, counted, then.seals, then.groups)
    Counted.read = 0
    assert check(first, watched, second).refused == ()
    assert Counted.read == 0
