"""The six questions, the end of the first screen and its folds on the teaching map, whose figures are written down (teaching-map.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sysmap.analysis.question import Question
from sysmap.draw.picture import Picture
from sysmap.errors import NotFound, UsageError
from sysmap.model.actors import Actor, Map
from sysmap.model.batch import Change
from sysmap.model.visibility import Viewer
from sysmap.service.answer import Answer
from sysmap.service.answers import QUESTIONS, answer
from sysmap.service.comparing import compared
from sysmap.service.desk import Desk
from sysmap.service.editing import edit
from sysmap.service.folds import folds
from sysmap.service.highlighting import highlighted
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.part import everyone, part
from sysmap.service.picturing import picture_at
from sysmap.service.seeds import seed
from sysmap.service.telling_further import further

PUBLIC, KEEPER, TOOK_PART = (Viewer.for_audience(one) for one in ("public", "stewards", "participants"))
TRUST = Question(layer="trust")


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """The teaching map, as invented and as if it were real, the documents' map, and a map with nothing on it but a name."""
    made = open_desk("sqlite://", create=True)
    for name in ("wrenmoor", "wrenmoor-as-real", "early-action"):
        carry_out(made, preview(made, seed(name)))
    facts: tuple[Any, ...] = (Map("bare", "Bare"), Actor("a", "Alone"))
    edit(made, "bare", [Change("add", "map" if f.id == "bare" else "actor", f.id, f) for f in facts], reason="t")
    yield made
    made.close()


def asked(desk: Desk, question: str, viewer: Viewer = KEEPER, map: str = "wrenmoor", at: str | None = None) -> Answer:
    return answer(desk, viewer, map, question, at)


def words(found: Answer) -> list[str]:
    return [item.words for item in found.items]


def test_who_works_with_whom_counts_the_43_pairs(desk: Desk) -> None:
    found = asked(desk, "works")
    assert found.sentence.startswith("43 pairs work together among 31 organisations and groups;")
    assert words(found)[2] == "Wrenmoor Voluntary Action: with 7" and found.more == 22
    assert found.dots == {"csc", "fam", "cvs"} and all({"csc", "fam", "cvs"} & set(pair) for pair in found.lines)


def test_without_the_voluntary_action_five_are_cut_off(desk: Desk) -> None:
    found = asked(desk, "links")
    (told,) = (line for line in words(found) if line.startswith("Wrenmoor Voluntary Action"))
    names = "Plainspeak Advice, Brook End Larder, Newcomers' Welcome, Brook End Residents and Wrenmoor Community Foundation"
    assert told == f"Wrenmoor Voluntary Action: without it 5 would be cut off ({names})"


def test_who_was_not_heard_is_named_to_those_who_may_know_and_counted_by_group_for_the_public(desk: Desk) -> None:
    keeper, public = asked(desk, "edge"), asked(desk, "edge", PUBLIC)
    assert "7 of the 31 who were asked were not heard in full in Round 2, May 2025." in keeper.sentence == public.sentence
    assert "Millstone Homes: asked, did not want to answer" in words(keeper)
    assert "health: 3 of 4 not heard in full" in words(public) and not any("asked, did not" in line for line in words(public))
    assert keeper.heard == "24 of 31 answered in Round 2, May 2025."


def test_what_changed_is_the_first_screen_with_its_ties_first(desk: Desk) -> None:
    found = asked(desk, "changed")
    assert found.sentence.startswith("Of 100 ties we can follow, 80 lasted and 20 ended; 20 others began.")
    assert found.ends == ("w1", "w2") and found.heard.startswith("27 organisations are in both rounds; 4 joined and 3 left.")
    assert not any("invented" in line for line in words(found))


def test_two_sides_see_it_differently_in_seven_pairs_and_the_public_is_told_why_not(desk: Desk) -> None:
    found = asked(desk, "differ")
    assert found.sentence == "7 pairs see their tie very differently, by 2 points or more."
    assert "Children's Social Care rates Harbour Road School 4.00; Harbour Road School rates Children's Social Care 1.67" in words(found)
    assert asked(desk, "differ", at="w1").sentence.startswith("3 pairs")
    public = asked(desk, "differ", PUBLIC)
    assert public.sentence == "" and "Single answers are not for these readers" in public.why


def test_money_is_counted_once_with_what_is_not_known(desk: Desk) -> None:
    found = asked(desk, "money")
    assert found.sentence.startswith("In 2024, GBP 3,580,400 is recorded, counted once. Between 31% and 44% of it goes to early help")
    assert "2 amounts are not stated" in found.sentence and "10 organisations are said to hold a decision" in found.sentence
    assert "8 organisations are said to hold a decision" in asked(desk, "money", PUBLIC).sentence


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_empty_answer_says_why_and_what_would_fill_it(desk: Desk, question: str) -> None:
    found = asked(desk, question, map="bare")
    assert found.sentence == "" and found.why and not found.items
    with pytest.raises(NotFound):
        asked(desk, question, PUBLIC, "bare")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_map_as_if_it_were_real_tells_those_who_took_part_no_single_answer(desk: Desk, question: str) -> None:
    found = asked(desk, question, TOOK_PART, "wrenmoor-as-real")
    assert "rates" not in " ".join([found.sentence, *words(found)]) and "decides:" not in " ".join(words(found))


def test_a_question_that_there_is_not_is_refused_with_those_that_there_are(desk: Desk) -> None:
    with pytest.raises(UsageError, match="works, links"):
        asked(desk, "nonsense")


def test_what_stands_in_front_has_a_second_outline_and_nothing_leaves_the_picture(desk: Desk) -> None:
    drawn: Picture = picture_at(desk, KEEPER, "wrenmoor", "w2", Question(layer="relationships"))
    shown = highlighted(drawn, {"cvs"}, {("cvs", "bre")}, "Who?")
    assert [dot.id for dot in shown.dots] == [dot.id for dot in drawn.dots] and len(shown.lines) == len(drawn.lines)
    assert [dot.id for dot in shown.dots if dot.style.ring] == ["cvs"]
    assert shown.tables == drawn.tables and shown.legend[0].words == "Who?"
    assert highlighted(drawn, {"nobody"}, (), "Who?") == drawn


def test_the_end_of_the_first_screen_is_money_decisions_stories_and_what_is_not_told(desk: Desk) -> None:
    told = further(desk, KEEPER, "wrenmoor", compared(desk, KEEPER, "wrenmoor", "w1", "w2", TRUST))
    said = dict(told.sentences)
    assert [name for name, _ in told.sentences] == ["money", "decides", "stories", "not"]
    assert "In 2023 GBP 2,996,000 was recorded, in 2024 GBP 3,580,400, counted once." in said["money"]
    assert "between 26% and 38% then, and between 31% and 44% now. The two ranges overlap" in said["money"]
    assert said["stories"] == "5 stories stand beside this, each one person's words and no count of anything. 1 was withdrawn."
    assert said["not"].startswith("This does not tell you why ties changed")


def test_what_is_not_told_is_said_also_where_there_is_nothing_else(desk: Desk) -> None:
    change = compared(desk, TOOK_PART, "wrenmoor-as-real", "w1", "w2", Question(layer="relationships"))
    assert [name for name, _ in further(desk, TOOK_PART, "wrenmoor-as-real", change).sentences] == ["money", "not"]


def test_the_folds_hold_the_figures_of_the_comparison(desk: Desk) -> None:
    found = folds(compared(desk, KEEPER, "wrenmoor", "w1", "w2", TRUST), KEEPER)
    more = {table.title: table for table in found.more}
    assert ("Jaccard", "0.667") in more["How alike the two rounds are"].rows
    assert ("goes both ways (share)", "0.659", "0.611") in more["The network of those in both rounds"].rows
    assert more["What pairs were then, and are now"].rows[0] == ("goes both ways", "24", "1", "4")
    ranks = {row[0]: row for row in more["Each of those who answered both times, in the order of the map"].rows}
    assert ranks["Wrenmoor Voluntary Action"][3:] == ("4 [3-4]", "2 [1-2]")
    assert len({table.title: table for table in found.analysts}["Triads by their MAN code"].rows) == 16


def test_for_the_public_no_fold_names_an_organisation(desk: Desk) -> None:
    found = folds(compared(desk, PUBLIC, "wrenmoor", "w1", "w2", TRUST), PUBLIC)
    names = {name for _, name, _ in everyone(desk, PUBLIC, "wrenmoor")}
    assert not names & {cell for table in (*found.more, *found.analysts) for row in table.rows for cell in row}


def test_a_part_tells_what_these_readers_may_know_and_no_more(desk: Desk) -> None:
    keeper, public = part(desk, KEEPER, "wrenmoor", "kes"), part(desk, PUBLIC, "wrenmoor", "kes")
    assert "On average they rate it 3.33 of 5 (11 answers)." in keeper.sentences[-1]
    assert not any("rate" in sentence for sentence in public.sentences) and public.hidden == ""
    money = next(section for section in public.sections if section.key == "money_in")
    assert [row.cells[:2] for row in money.rows] == [
        ("Neighbourhood Policing Team", "amount not stated"), ("Wrenmoor Early Action Fund", "GBP 142,500.50"),
    ]  # fmt: skip
    with pytest.raises(NotFound):
        part(desk, PUBLIC, "wrenmoor", "nobody")
    real = part(desk, TOOK_PART, "wrenmoor-as-real", "kes")
    assert not any("rate" in sentence for sentence in real.sentences) and "trust answers" in real.hidden


def test_trust_received_by_few_is_not_shown_on_its_own_page_either(desk: Desk) -> None:
    assert "is not shown" in part(desk, KEEPER, "wrenmoor", "mst").sentences[-1]
