from __future__ import annotations

from sysmap.model.actors import Actor, Provision, Strength
from sysmap.model.ties import Funding, Power
from tests.model.small_map import FAM, KES, THREE, W1, adding, codes, holding, rating, refused, removing, tie


def test_a_tie_to_nowhere_is_refused_with_the_id_that_was_probably_meant() -> None:
    (line,) = refused(adding(tie(to_id="fan")))
    assert line == (
        'column to: "fan": there is no organisation or group with this id; did you mean "fam"? add it to actors.csv, or correct the to'
    )


def test_what_the_same_batch_adds_may_be_pointed_to() -> None:
    assert codes(adding(tie(to_id="new"), Actor("new", "New"))) == []


def test_every_giver_of_a_joint_gift_must_be_there() -> None:
    assert codes(adding(Funding("f", "kes|fam", "par"))) == []
    (line,) = refused(adding(Funding("f", "kes|nobody", "par")))
    assert line.startswith('column from: "nobody": ')


def test_an_end_that_is_not_stated_points_nowhere() -> None:
    assert codes(adding(Funding("f", None, "par"), Power("p", None, over="the budget"))) == []


def test_where_words_may_stand_nothing_has_to_exist() -> None:
    assert codes(adding(Provision("p", "kes", "advice", place="Brook End"), Strength("s", "the young people", None, "humour"))) == []


def test_a_rating_needs_its_wave() -> None:
    assert codes(adding(rating(3))) == ["UNKNOWN"]
    assert codes(adding(rating(3), W1)) == []


def test_an_actor_with_ties_cannot_be_removed_alone() -> None:
    state = holding(*THREE, tie())
    (line,) = refused(removing(FAM), state)
    assert line.startswith('column to: "fam": this relationship still points to actor fam, which the edit removes')
    assert refused(removing(FAM, tie()), state) == []
    assert refused(removing(KES, tie()), state) == []


def test_many_wrong_ids_are_all_refused_even_when_suggestions_have_run_out() -> None:
    assert len(refused(adding(*(tie(f"t{n}", to_id=f"kes{n}") for n in range(60))))) == 60
