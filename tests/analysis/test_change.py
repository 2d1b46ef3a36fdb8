"""What became of ties between two rounds, given who came, who went and who was not heard?"""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from sysmap.analysis.change import Change, compare
from sysmap.analysis.measures import measure
from sysmap.analysis.network import Network
from sysmap.analysis.observation import rows_of
from sysmap.analysis.question import Question
from sysmap.errors import UsageError
from tests.analysis.drawn import networks, patchy
from tests.analysis.maps import asked, changed, from_rows, said, state_of, wave
from tests.analysis.published import KNOKE_DYADS, KNOKE_INFORMATION, KNOKE_INFORMATION_TO_MONEY, KNOKE_MONEY

TWO = (wave("w1"), wave("w2", "2025-05-30"))
EVERYONE = dict.fromkeys("abcd", "answered")


def rounds(*answers: Any, first: dict[str, str] | None = None, second: dict[str, str] | None = None) -> Change:
    rows = [*asked("w1", **(first or EVERYONE)), *asked("w2", **(second or EVERYONE))]
    return changed(state_of(*TWO, *rows, *(row for some in answers for row in some), actors="abcd"))


def words(change: Change) -> dict[str, str]:
    return {"".join(tie.pair): tie.change for tie in change.ties}


def test_each_tie_is_followed() -> None:
    change = rounds(said("w1", "a b 3", "a c 3", "b a 2", "b c 4"), said("w2", "a b 5", "b a 1", "b c 4", "c d 2"))
    assert words(change) == {"ab": "strengthened", "ac": "dissolved", "ba": "weakened", "bc": "unchanged", "cd": "formed"}
    counts = change.as_json()["counts"]
    assert (counts["n00"], counts["formed"], counts["dissolved"], counts["kept"]) == (7, 1, 1, 3)


def test_what_is_not_known_is_null_and_an_answered_no_is_nought() -> None:
    change = rounds(said("w1", "a b 3", "b c 2"), said("w2", "c d 2"), second={**EVERYONE, "b": "silent"})
    ties = {t["from"] + t["to"]: (t["before"], t["after"], t["change"]) for t in change.as_json()["ties"]}
    assert ties == {"ab": (3, 0, "dissolved"), "bc": (2, None, "unobserved"), "cd": (0, 2, "formed")}


def test_a_tie_of_somebody_who_left_went_with_them_and_was_not_lost() -> None:
    change = rounds(said("w1", "a b 3", "b a 3"), second={**EVERYONE, "b": "left"})
    assert words(change) == {"ab": "left", "ba": "left"}
    found = change.as_json()
    assert (found["composition"]["left"], found["counts"]["dissolved"], found["ties"]) == (["b"], 0, [])
    assert found["everyone"]["counts"]["went_with_leavers"] == 2
    assert found["turnover"]["went_with_leavers"] == 2


def test_a_tie_of_somebody_who_joined_came_with_them_and_is_not_new() -> None:
    change = rounds(said("w2", "a b 3"), first={**EVERYONE, "b": "not_member"})
    assert words(change) == {"ab": "joined"}
    assert change.as_json()["counts"]["formed"] == 0


def test_pairs_of_members_of_both_are_observed_unobserved_or_nothing() -> None:
    found = rounds(said("w1", "a b 3"), second={**EVERYONE, "a": "refused", "d": "left"}).as_json()
    assert (found["observed_pairs"], found["counts"]["unobserved_pairs"], found["counts"]["unobserved_ties"]) == (4, 2, 1)
    assert (found["composition"]["stable"], found["composition"]["answered_both"]) == (3, 2)


def test_a_part_answer_counts_at_its_pairs_and_not_in_paths() -> None:
    change = rounds(said("w1", "a b 3"), said("w2", "a b 4"), second={**EVERYONE, "a": "partial"})
    found = change.as_json()
    assert words(change) == {"ab": "strengthened"}
    assert (found["observed_pairs"], found["composition"]["answered_both"]) == (10, 3)
    assert {actor["id"] for actor in found["actors"]} == {"b", "c", "d"}


def test_every_core_actor_is_listed_on_in_degree_and_betweenness_and_more_when_asked() -> None:
    state = state_of(*TWO, *said("w1", "a b 3"), *said("w2", "a b 3"), actors="ab")
    listed = changed(state, names=("pagerank", "density")).as_json()["actors"]
    assert [(actor["measure"], actor["id"]) for actor in listed] == [
        (name, a) for name in ("in_degree", "betweenness", "pagerank") for a in "ab"
    ]
    assert listed[1]["rank_before"] == [1, 1, 1]
    with pytest.raises(UsageError, match="There is no measure"):
        changed(state, names=("fame",))


def three(*answers: str, second: tuple[str, ...] = ()) -> Change:
    waves = (wave("w1", items="r|m|o"), wave("w2", "2025", items="r|m|o"))
    return changed(state_of(*waves, *said("w1", *answers), *said("w2", *second), actors="ab"))


def test_a_change_in_value_uses_the_items_answered_both_times() -> None:
    change = three("a b r=2 m=4 o=-", second=("a b r=- m=4 o=1",))
    (tie,) = change.ties
    assert (tie.before, tie.after) == (3, Fraction(5, 2))
    assert (tie.change, tie.difference, dict(tie.items)) == ("unchanged", 0, {"m": 0})


def test_a_lasting_tie_whose_value_was_not_stated_is_not_called_unchanged() -> None:
    change = three("a b r=2", second=("a b r=4 m=4 o=4",))
    assert words(change) == {"ab": "value_unknown"}
    counts = change.as_json()["counts"]
    assert (counts["kept"], counts["value_unknown"], counts["unchanged"]) == (1, 1, 0)


def test_items_that_move_against_each_other_are_counted_one_by_one() -> None:
    change = three("a b r=4 m=3 o=2", "b a r=4 m=3 o=2", second=("a b r=3 m=3 o=3", "b a r=3 m=4 o=3"))
    moved = {item: (m.n, m.sum, m.up, m.down, m.same) for item, m in change.items.items()}
    assert moved == {"r": (2, -2, 0, 2, 0), "m": (2, 1, 1, 0, 1), "o": (2, 2, 2, 0, 0), "all": (2, Fraction(1, 3), 1, 0, 1)}


@pytest.mark.parametrize("other", [{"scale_max": "4"}, {"items": "r|m"}, {"max_names": "5"}])
def test_rounds_that_were_asked_differently_are_not_compared(other: dict[str, str]) -> None:
    later = said("w2", "a b r=3" if "items" in other else "a b 3")
    found = changed(state_of(wave("w1"), wave("w2", "2025", **other), *said("w1", "a b 3"), *later, actors="abc")).as_json()
    counts = found["counts"]
    assert counts.pop("not_comparable") == 6
    assert set(counts.values()) == {None}
    rest = ("observed_pairs", "jaccard", "weighted_jaccard", "kept_share", "formed_share", "hamming", "dyads")
    assert {found[key] for key in rest} == {None}
    assert found["mean_change"]["total"] is None
    assert {tie["change"] for tie in found["ties"]} == {"not_comparable"}
    assert "no pair is comparable" in found["method"]
    assert found["composition"]["stable"] == 3


def test_one_question_asked_both_times_can_be_compared_although_others_differ() -> None:
    waves = (wave("w1", items="r|m"), wave("w2", "2025", items="r|o"))
    state = state_of(*waves, *said("w1", "a b r=3 m=3"), *said("w2", "a b r=4 o=1"), actors="ab")
    assert not changed(state).comparable
    assert words(changed(state, item="r")) == {"ab": "strengthened"}
    assert not changed(state, item="m").comparable


def test_a_yes_no_question_has_no_mean_to_change() -> None:
    yes_no = (wave("w1", scale_max="1"), wave("w2", "2025", scale_max="1"))
    found = changed(state_of(*yes_no, *said("w1", "a b 1"), *said("w2", "a b 1", "b a 1"), actors="ab")).as_json()
    assert found["mean_change"]["total"] is None
    assert found["tests"]["trust"]["p"] is None
    assert (found["counts"]["unchanged"], found["weighted_jaccard"], found["jaccard"]) == (1, 0.5, 0.5)


def test_two_empty_rounds_have_no_jaccard_rather_than_one() -> None:
    found = rounds().as_json()
    assert (found["jaccard"], found["weighted_jaccard"], found["kept_share"], found["formed_share"]) == (None, None, None, 0)


def test_published_change_table_and_pairs() -> None:
    found = compare(from_rows(KNOKE_INFORMATION), from_rows(KNOKE_MONEY, at="w2"), Question()).as_json()
    known = KNOKE_INFORMATION_TO_MONEY
    assert all(found["counts"][name] == known[name] for name in ("n00", "formed", "dissolved", "kept"))
    assert found["jaccard"] == pytest.approx(known["jaccard"], rel=1e-9)
    assert found["formed_share"] == pytest.approx(known["formed_share"], rel=1e-9)
    assert 1 - found["kept_share"] == pytest.approx(known["dissolved_share"], rel=1e-9)
    assert (found["hamming"], found["dyads"]) == (known["hamming"], KNOKE_DYADS)


def test_the_core_and_everyone_repeat_the_keys_of_the_answer() -> None:
    found = rounds(said("w1", "a b 3")).as_json()
    keys = {"map", "from", "to", "layer", "seed", "composition", "observed_pairs", "counts", "jaccard", "weighted_jaccard", "kept_share"}
    keys |= {"formed_share", "hamming", "dyads", "mean_change", "tests", "ties", "actors", "method"}
    assert keys <= found.keys()
    assert keys <= found["everyone"].keys()
    assert {key: found[key] for key in keys} == {key: found["stable_core"][key] for key in keys}
    assert json.loads(json.dumps(found, allow_nan=False)) == found


@given(patchy(), patchy())
def test_counts_add_up_and_turning_time_round_swaps_began_and_ended(then: Network, now: Network) -> None:
    forward, back = compare(then, now, Question()).core, compare(now, then, Question()).core
    counts, other = forward.counts, back.counts
    assert counts is not None and other is not None and forward.dyads is not None
    assert counts.n00 + counts.formed + counts.dissolved + counts.kept == forward.observed_pairs
    assert counts.strengthened + counts.weakened + counts.unchanged + counts.value_unknown == counts.kept
    assert (counts.formed, counts.strengthened, counts.n00) == (other.dissolved, other.weakened, other.n00)
    assert counts.jaccard is None or 0 <= counts.jaccard <= 1


@given(patchy(), patchy())
def test_every_pair_is_what_looking_at_it_alone_would_say(then: Network, now: Network) -> None:
    change, rows = compare(then, now, Question()), (rows_of(then), rows_of(now))
    both = [a for a in then.ids if a in now.ids]
    seen = [(a, b) for a in both for b in both if a != b and all(r[a].observes(b) for r in rows)]
    counts, table = change.core.counts, change.core.dyads
    assert counts is not None and table is not None
    assert change.core.observed_pairs == len(seen)
    assert counts.kept == sum(p in then.ties and p in now.ties for p in seen)
    assert counts.formed == sum(p not in then.ties and p in now.ties for p in seen)
    assert sum(n for row in table.values() for n in row.values()) == sum((b, a) in seen for a, b in seen) / 2
    turnover = change.turnover
    assert turnover is not None
    assert turnover.kept + turnover.dissolved + turnover.went_with_leavers + turnover.not_answered_again == len(then.ties)
    assert turnover.kept + turnover.formed + turnover.came_with_joiners + turnover.heard_only_now == len(now.ties)


@given(networks(whole=True))
def test_nothing_changes_between_a_round_and_itself(net: Network) -> None:
    change = compare(net, net, Question())
    assert {tie.change for tie in change.ties} <= {"unchanged"}
    assert change.core.counts is not None and change.core.counts.hamming == 0


@given(networks(), networks())
def test_everyones_figures_are_those_of_measures(then: Network, now: Network) -> None:
    everyone = compare(then, now, Question()).as_json()["everyone"]
    for side, net in (("before", then), ("after", now)):
        alone = measure(replace(net), Question()).as_json()
        assert everyone[side]["density"] == alone["network"]["density"]
        assert everyone[side]["ties"] == alone["ties"]


def test_trust_stands_a_second_time_without_those_for_whom_another_person_answered() -> None:
    rows = [row._replace(same_person="no") if (row.wave, row.actor) == ("w2", "a") else row for w in TWO for row in asked(w.id, **EVERYONE)]
    change = changed(state_of(*TWO, *rows, *said("w1", "a b 3", "b c 3"), *said("w2", "a b 5", "b c 4"), actors="abcd"))
    again = change.as_json()["tests"]["trust"]["without_new_respondents"]
    assert (again["left_out"], again["respondents"], again["n"], again["mean"]) == (["a"], 1, 1, 1)
