"""Does a person read first what is true? The teaching map's first screen, and small maps on which less can be said."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from sysmap.analysis.building import build_network
from sysmap.analysis.change import Change, compare
from sysmap.analysis.network import Member, Network, Pair, Tie
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.model.state import State
from sysmap.service.telling import first_screen


def change_of(state: State, before: str, after: str, question: Question) -> Change:
    first, second = (build_network(state, resolve_point(state, at, question.layer), question) for at in (before, after))
    return compare(first, second, question)


def told(state: State, before: str, after: str, **asked: str) -> tuple[str, ...]:
    return first_screen(change_of(state, before, after, Question(**asked)))  # type: ignore[arg-type]


def test_the_teaching_map_is_told_in_eight_sentences_and_as_invented(wrenmoor: State) -> None:
    assert told(wrenmoor, "w1", "w2") == (
        "27 organisations are in both rounds; 4 joined and 3 left. 24 of 31 answered in May 2025, 27 of 30 in May 2024. "
        "Least heard now: health (1 of 4), Neighbourhood Policing Team and housing (none).",
        "Of 100 ties we can follow, 80 lasted and 20 ended; 20 others began. About 18 more we cannot say, because one end was not "
        "heard again; 27 went with the three organisations that left.",
        "Among those in both rounds the network is exactly as busy as before: 100 of 524 possible ties. It looks busier overall "
        "(19% to 23%) because of the four that joined.",
        "On the 80 lasting ties openness rose (28 up, none down) and reliability fell (21 down, none up), each by more than chance "
        "would give. The average of the three questions hides it (+0.03).",
        "Do not quote the plain average of all ties. It fell from 3.48 to 3.01, yet ties that lasted rose by 0.03: the fall comes "
        "from who came and who went.",
        "Reliability fell only towards the three children's services, seen from outside them (24 ties, 1.0 on average). Openness rose "
        "only inside the Learning Table (36 ties, 0.9 on average).",
        "7 pairs now see their tie very differently, by 2 points or more, up from 3; each time one of the children's services trusts "
        "more than it is trusted. As many ties go both ways as before: 29 pairs.",
        "Wrenmoor Voluntary Action links others more than before: 3rd or 4th then, 1st or 2nd now, whoever's answers are left out. "
        "Plainspeak Advice's rise to 6th rests on one answer. 77% answered: read patterns, not places in a list.",
        "Wrenmoor is invented, for learning.",
    )


def test_backwards_the_same_figures_change_sides(wrenmoor: State) -> None:
    sentences = told(wrenmoor, "w2", "w1")
    assert sentences[1].endswith("one end had not been heard before; 70 went with the four organisations that left.")
    assert "It looks less busy overall (23% to 19%) because of the four that left." in sentences[2]
    assert "reliability rose (21 up, none down)" in sentences[3]


def test_rounds_that_asked_differently_are_not_compared_and_weak_response_says_so(wrenmoor: State) -> None:
    sentences = told(wrenmoor, "w2", "p3")
    assert sentences[0].startswith("31 organisations are in both rounds; nobody joined and nobody left. 11 of 31 answered in November 2025")
    assert sentences[1:] == (
        "The two rounds asked differently (other questions, another scale and another number of names), so no tie can be followed "
        "from one to the other.",
        "With 35% answering, who links others is not reliable here.",
        "Wrenmoor is invented, for learning.",
    )


def test_relationships_have_no_response_and_are_counted_once(wrenmoor: State) -> None:
    sentences = told(wrenmoor, "w1", "w2", layer="relationships", type="works_with", level="inter-organisation")
    assert "Nobody was asked about this: a tie is recorded or it is not" in sentences[0]
    assert sentences[1] == (
        "All 36 relationships recorded then among those on the map both times are still recorded; 2 are new. "
        "4 went with the three organisations that left; 5 came with the four that joined."
    )
    assert not any("answered" in sentence or "%" in sentence for sentence in sentences)


def test_one_question_by_itself_goes_by_its_own_name(wrenmoor: State) -> None:
    assert told(wrenmoor, "w1", "w2", item="openness")[3] == (
        "On the 80 lasting ties openness rose (28 up, none down), by more than chance would give."
    )


def test_the_public_reads_no_silent_organisation_and_no_link_by_name_at_77_percent(wrenmoor: State) -> None:
    sentences = first_screen(change_of(wrenmoor, "w1", "w2", Question()), public=True)
    assert sentences[0].endswith("Least heard now: health (1 of 4), 1 organisation heard in neither round and housing (none).")
    assert sentences[7] == "77% answered: read patterns, not places in a list."
    names = {actor.name for actor in wrenmoor.actors.values()}
    assert not [name for name in names for sentence in sentences if name and name in sentence]


def small(at: str, ties: dict[Pair, int], members: str = "abcdef", silent: str = "", **more: object) -> Network:
    """A round among members of one letter each, one question on a scale of 1 to 5."""
    people = tuple(Member(m, m.upper(), "silent" if m in silent else "answered", sector="school") for m in members)
    given: dict[str, object] = {"asked": True, "items": ("trust",), "scale": (1, 5), "date": {"then": "2024-05", "now": "2025-05"}[at]}
    given.update(more)
    found = {pair: Tie(value, {"trust": value}) for pair, value in ties.items()}
    return Network("m", "Small", at, "trust" if given["asked"] else "relationships", people, found, **given)  # type: ignore[arg-type]


def told_of(before: Network, after: Network) -> tuple[str, ...]:
    return first_screen(compare(before, after, Question(layer=before.layer)))


def ring(members: str, value: int) -> dict[Pair, int]:
    return dict.fromkeys(zip(members, members[1:] + members[0], strict=True), value)


def test_nobody_left_and_nothing_is_said_of_leavers() -> None:
    sentences = told_of(small("then", ring("abcdef", 3)), small("now", ring("abcdef", 3)))
    assert sentences[:4] == (
        "6 organisations are in both rounds; nobody joined and nobody left. 6 of 6 answered in May 2025, 6 of 6 in May 2024.",
        "All 6 ties we can follow lasted; no others began.",
        "Among those in both rounds the network is exactly as busy as before: 6 of 30 possible ties.",
        "On the 6 lasting ties no answer changed.",
    )
    assert not any("overall" in sentence or "invented" in sentence for sentence in sentences)


def test_what_a_later_source_tells_of_may_be_older_and_is_never_called_new() -> None:
    then = small("then", {("a", "b"): 3}, asked=False)
    now = replace(small("now", {("a", "b"): 3}, asked=False), ties={**then.ties, ("c", "d"): Tie(3, attested=True), ("e", "f"): Tie(3)})
    sentences = told_of(then, now)
    assert sentences[1:] == (
        "The one tie recorded then among those on the map both times is still recorded; 1 is new. "
        "1 is recorded for the first time and may be older.",
        "Whether the network is busier, or goes both ways more often, cannot be said: "
        "what is recorded for the first time may have been there before.",
    )
    nothing = small("then", {}, asked=False)
    assert told_of(nothing, replace(now, ties={("c", "d"): Tie(3, attested=True)}))[1] == (
        "Nothing was recorded then among those on the map both times; none are new. 1 is recorded for the first time and may be older."
    )


def test_one_of_anything_is_said_as_one() -> None:
    before = small("then", {("a", "b"): 3, ("a", "x"): 4, ("b", "c"): 2}, "abcx")
    after = small("now", {("a", "b"): 3, ("a", "y"): 4}, "abcy", silent="b")
    sentences = told_of(before, after)
    assert "1 joined and 1 left" in sentences[0]
    assert sentences[1] == (
        "The one tie we can follow lasted; no others began. About 1 more we cannot say, because one end was not heard again; "
        "1 went with the one organisation that left."
    )


def test_no_ties_at_all_still_reads_as_a_result() -> None:
    sentences = told_of(small("then", {}), small("now", {}))
    assert sentences[1:3] == (
        "No tie was seen either time among those in both.",
        "Among those in both rounds the network is exactly as busy as before: 0 of 30 possible ties.",
    )
    assert not any("lasting" in sentence or "average" in sentence for sentence in sentences)


def test_ties_that_only_began() -> None:
    assert told_of(small("then", {}), small("now", {("a", "b"): 3}))[1] == "There was no tie we could follow before; 1 has begun."


def test_no_members_in_common_says_that_nobody_can_know() -> None:
    sentences = told_of(small("then", ring("abc", 3), "abc"), small("now", ring("xyz", 3), "xyz"))
    assert sentences[0].startswith("No organisations are in both rounds; 3 joined and 3 left.")
    assert sentences[1].startswith("No pair was answered about in both rounds, so nobody can say which ties lasted.")


def test_a_mean_of_trust_needs_five_answers_from_three_organisations() -> None:
    before = small("then", {("a", x): 3 for x in "bcdef"})
    after = small("now", {("a", x): 5 for x in "bcdef"})
    sentences = told_of(before, after)
    assert "Too few ties lasted to say how trust moved on them" in sentences[3]
    assert not any("average" in sentence or "5.00" in sentence for sentence in sentences)


def test_a_fall_that_lasting_ties_share_is_not_called_a_trap() -> None:
    everyone = {(a, b): 4 for a in "abcdef" for b in "abcdef" if a != b}
    sentences = told_of(small("then", everyone), small("now", dict.fromkeys(everyone, 3)))
    assert "On the 30 lasting ties trust fell (30 down, none up), by more than chance would give." in sentences
    assert "The plain average of all ties went from 4.00 to 3.00, much as on the ties that lasted (-1.00)." in sentences


def test_the_plain_average_names_newcomers_and_leavers_only_where_they_moved_it() -> None:
    lasting = ring("abcdef", 4)
    before = small("then", {**lasting, ("a", "c"): 1, ("b", "d"): 1, ("c", "e"): 1})
    sentences = told_of(before, small("now", lasting))
    assert "It rose from 3.00 to 4.00, yet ties that lasted did not move: the rise comes from ties that ended." in sentences[4]
    silent = small("now", {pair: value for pair, value in lasting.items() if pair[0] != "f"}, silent="f")
    assert "the rise comes from ties that ended." in told_of(before, silent)[4]
    unheard = small("then", {**lasting, ("f", "a"): 1, ("f", "b"): 1, ("f", "c"): 1})
    assert "the rise comes from who was heard in one round only." in told_of(unheard, silent)[4]


def test_who_was_asked_is_not_written_down() -> None:
    before = small("then", ring("abcdef", 3), rostered=False)
    first = told_of(before, small("now", ring("abcdef", 3)))[0]
    assert first.endswith("Who was asked is not written down for May 2024, so everyone there counts as having answered.")


def test_under_seventy_percent_nothing_is_said_of_who_links_others() -> None:
    sentences = told_of(small("then", ring("abcdef", 3)), small("now", ring("abcd", 3), silent="ef"))
    assert sentences[-1] == "With 66% answering, who links others is not reliable here."
    assert "overall" not in sentences[-1]


def test_a_sector_heard_by_half_is_not_least_heard_and_a_silent_one_is() -> None:
    half = told_of(small("then", ring("abcd", 3), "abcd"), small("now", ring("abcd", 3), "abcd", silent="cd"))
    assert "Least heard" not in half[0]
    none = told_of(small("then", ring("abcd", 3), "abcd"), small("now", {}, "abcd", silent="abcd"))
    assert none[0].endswith("Least heard now: school (none).")


def test_hostile_names_are_only_text() -> None:
    people = (Member("a", "{x}|%s", "silent"), Member("b", "B", "answered"))
    strange = Network("m", "<b>{n}</b>", "then", "trust", people, {}, True, date="2024", items=("trust",), scale=(1, 5))
    assert "{x}|%s" in told_of(strange, strange)[0]


@pytest.mark.parametrize("value", [Fraction(7, 3), None])
def test_values_that_are_fractions_or_not_stated_do_not_stop_the_telling(value: Fraction | None) -> None:
    before = small("then", ring("abcdef", 3))
    ties = {pair: Tie(value) for pair in before.ties}
    after = Network("m", "Small", "now", "trust", before.members, ties, True, date="2025-05", items=("trust",), scale=(1, 5))
    assert told_of(before, after)[1] == "All 6 ties we can follow lasted; no others began."
