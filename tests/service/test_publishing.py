"""Publishing on the teaching map: what readers get, what is held back and why, and that it stays what it was."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sysmap.errors import Conflict, InputError, NotFound, UsageError
from sysmap.model.actors import Actor, Source
from sysmap.model.batch import Change
from sysmap.model.visibility import Viewer
from sysmap.service.desk import Desk
from sysmap.service.editing import edit
from sysmap.service.erasing import erase
from sysmap.service.exporting import export
from sysmap.service.importing import carry_out, preview
from sysmap.service.keeping import undo
from sysmap.service.opening import open_desk
from sysmap.service.publishing import publish, published, shown, withdraw
from sysmap.service.publishing_draft import draft
from sysmap.service.publishing_figure import Figure
from sysmap.service.publishing_frozen import Content, Damaged, frozen, thawed
from sysmap.service.seeds import seed

DAY = dt.date(2026, 11, 29)
PUBLIC, KEEPER = Viewer.for_audience("public"), Viewer.steward()
TRUST = Figure("w2", layer="trust")
CHANGE = Figure("w2", before="w1", layer="trust")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store file with the teaching map, and the same as if it were real."""
    path = tmp_path_factory.mktemp("loaded") / "maps.db"
    made = open_desk(f"sqlite:///{path.as_posix()}", create=True)
    for name in ("wrenmoor", "wrenmoor-as-real"):
        carry_out(made, preview(made, seed(name)))
    made.close()
    return path


@pytest.fixture
def desk(loaded: Path, tmp_path: Path) -> Iterator[Desk]:
    here = tmp_path / "maps.db"
    shutil.copy(loaded, here)
    made = open_desk(f"sqlite:///{here.as_posix()}")
    yield made
    made.close()


def test_a_figure_is_frozen_under_its_fingerprint_and_stays_what_it_was(desk: Desk) -> None:
    drawn = draft(desk, "wrenmoor", Figure("w2"))
    made = publish(desk, "wrenmoor", Figure("w2"), edit_id="e", seen=drawn.digest, today=DAY)
    assert (made.digest, made.status, made.since, made.audience) == (drawn.digest, "published", "2026-11-29", "public")
    actor = desk.state("wrenmoor").actors["kes"]
    edit(desk, "wrenmoor", (Change("change", "actor", "kes", actor._replace(name="Renamed")),), reason="t")
    found = shown(desk, PUBLIC, "wrenmoor", made.id)
    assert found.content == drawn.content and "Renamed" not in found.content.picture.as_json()


def test_the_same_edit_again_publishes_once(desk: Desk) -> None:
    first, again = (publish(desk, "wrenmoor", Figure("w2"), edit_id="e", today=DAY) for _ in range(2))
    assert first == again and len(published(desk, KEEPER, "wrenmoor")) == 1


def test_what_was_seen_is_what_is_published_or_nothing_is(desk: Desk) -> None:
    drawn = draft(desk, "wrenmoor", Figure("w2"))
    new = Actor("new", "Somebody new", source="invented for learning", basis="synthetic", audience="public")
    edit(desk, "wrenmoor", (Change("add", "actor", "new", new),), reason="t")
    actor = desk.state("wrenmoor").actors["kes"]
    edit(desk, "wrenmoor", (Change("change", "actor", "kes", actor._replace(name="Renamed")),), reason="t")
    with pytest.raises(Conflict, match="changed since this preview"):
        publish(desk, "wrenmoor", Figure("w2"), edit_id="e", seen=drawn.digest)
    assert published(desk, KEEPER, "wrenmoor") == ()


def test_a_map_that_is_nobody_elses_shows_its_published_figure_and_nothing_more(desk: Desk) -> None:
    with pytest.raises(NotFound):
        published(desk, PUBLIC, "wrenmoor-as-real")
    made = publish(desk, "wrenmoor-as-real", Figure("w2", layer="trust"), edit_id="e", today=DAY)
    assert shown(desk, PUBLIC, "wrenmoor-as-real", made.id).content is not None
    other = publish(desk, "wrenmoor-as-real", Figure("w2", audience="learning"), edit_id="f", today=DAY)
    with pytest.raises(NotFound):
        shown(desk, PUBLIC, "wrenmoor-as-real", other.id)
    assert [p.id for p in published(desk, PUBLIC, "wrenmoor-as-real")] == [made.id]


def test_a_fact_that_names_narrower_readers_stands_on_no_wider_figure(desk: Desk) -> None:
    """The tense tie of Wrenmoor is for those who took part."""
    tense = Figure("w2", types=("tension", "works_with"))
    drawn = draft(desk, "wrenmoor", tense)
    assert drawn.withheld == ("1 relationship is not on it: set aside for fewer readers, or with an end that is.",)
    assert draft(desk, "wrenmoor", tense._replace(audience="participants")).withheld == ()


def test_kinds_of_relationship_are_those_that_were_chosen(desk: Desk) -> None:
    both = {(t.from_id, t.to_id) for t in desk.state("wrenmoor").relationships.values() if t.type == "supports"}
    lines = draft(desk, "wrenmoor", Figure("w2", types=("supports",))).content.picture.lines
    assert {(line.from_id, line.to_id) for line in lines} <= both and lines


def test_codes_stand_for_names_and_no_name_is_left(desk: Desk) -> None:
    drawn = draft(desk, "wrenmoor", Figure("w2", labels="codes"))
    text = drawn.content.picture.as_json() + " ".join(drawn.content.sentences)
    state = desk.state("wrenmoor")
    named = draft(desk, "wrenmoor", Figure("w2")).content.picture
    assert not [a.name for a in state.actors.values() if a.name and a.name in text and a.name not in (state.about.name or "")]
    assert len(drawn.content.picture.lines) == len(named.lines)
    assert not {dot.id for dot in drawn.content.picture.dots} & set(state.actors)


def test_a_sector_of_one_is_folded_where_codes_stand(desk: Desk) -> None:
    keys = {key.words: key.count for key in draft(desk, "wrenmoor", Figure("w2", labels="codes")).content.picture.legend}
    assert "housing" not in keys and "funder" not in keys and keys["others"] == 3


def test_who_could_be_recognised_has_to_be_typed(desk: Desk) -> None:
    coded = Figure("w2", labels="codes")
    drawn = draft(desk, "wrenmoor", coded)
    assert drawn.recognition is not None and drawn.confirm == drawn.recognition.by_ego == 14
    for typed in (None, 13):
        with pytest.raises(UsageError, match="14 of 31"):
            publish(desk, "wrenmoor", coded, edit_id="e", confirmed=typed)
    assert publish(desk, "wrenmoor", coded, edit_id="e", confirmed=14).about is None


def test_the_sentences_of_the_first_screen_can_be_published_as_they_are(desk: Desk) -> None:
    told = draft(desk, "wrenmoor", CHANGE).content.sentences
    assert "On the 80 lasting ties openness rose (28 up, none down) and reliability fell (21 down, none up)" in told[3]
    assert not any("Plainspeak" in sentence or "Voluntary Action" in sentence for sentence in told)


def test_trust_is_shown_between_groups_over_five_answers_with_its_count(desk: Desk) -> None:
    picture = draft(desk, "wrenmoor", TRUST).content.picture
    (ties, *_) = picture.tables
    assert ties.columns[-1] == "Answers" and all(int(row.cells[-1]) >= 5 for row in ties.rows)
    assert {dot.id for dot in picture.dots} == {"statutory", "nhs", "education", "voluntary", "community", "others"}


def test_a_figure_that_would_give_few_away_together_with_another_loses_those_lines(desk: Desk) -> None:
    """Who answered in both rounds is nearly everybody who answered in the second: the difference would be a few."""
    alone = draft(desk, "wrenmoor", CHANGE)
    publish(desk, "wrenmoor", TRUST, edit_id="e")
    after = draft(desk, "wrenmoor", CHANGE)
    assert len(after.cells) < len(alone.cells) and not any("already" in line for line in alone.withheld)
    (told,) = (line for line in after.withheld if "with what is published already" in line)
    assert "public services to voluntary organisations" in told


def test_a_withdrawn_figure_counts_as_published_for_ever(desk: Desk) -> None:
    made = publish(desk, "wrenmoor", TRUST, edit_id="e")
    held = draft(desk, "wrenmoor", CHANGE).withheld
    withdraw(desk, "wrenmoor", made.id)
    assert draft(desk, "wrenmoor", CHANGE).withheld == held


def test_one_answer_changed_between_two_figures_is_not_given_away_by_their_difference(desk: Desk) -> None:
    first = draft(desk, "wrenmoor", TRUST)
    publish(desk, "wrenmoor", TRUST, edit_id="e")
    assert draft(desk, "wrenmoor", TRUST).cells == first.cells
    rating = next(r for r in desk.state("wrenmoor").ratings.values() if (r.wave, r.from_id, r.to_id) == ("w2", "kes", "ehh"))
    edit(desk, "wrenmoor", (Change("correct", "rating", rating.id, rating._replace(value=1)),), reason="a slip of the pen")
    again = draft(desk, "wrenmoor", TRUST)
    assert "w2: voluntary > statutory" in first.cells and "w2: voluntary > statutory" not in again.cells
    assert any("voluntary organisations to public services" in line for line in again.withheld)


def test_superseding_points_to_the_newer_figure_and_withdrawing_leaves_nothing(desk: Desk) -> None:
    old = publish(desk, "wrenmoor", Figure("w1"), edit_id="e", today=DAY)
    new = publish(desk, "wrenmoor", Figure("w2"), edit_id="f", replaces=old.id, today=DAY)
    found = shown(desk, PUBLIC, "wrenmoor", old.id)
    assert (found.made.status, found.newer and found.newer.id) == ("superseded", new.id) and found.content is not None
    gone = withdraw(desk, "wrenmoor", old.id, today=DAY)
    assert gone.content is None and shown(desk, PUBLIC, "wrenmoor", old.id).content is None
    with pytest.raises(UsageError, match="not out any more"):
        publish(desk, "wrenmoor", Figure("w2"), edit_id="g", replaces=old.id)


def test_no_edit_takes_a_figure_off_the_record_or_changes_it(desk: Desk) -> None:
    made = publish(desk, "wrenmoor", Figure("w2"), edit_id="e")
    number = desk.state("wrenmoor").revision
    with pytest.raises(InputError) as undone:
        undo(desk, "wrenmoor", number)
    assert undone.value.problems[0].code == "FROZEN"
    for changed in ({"digest": "sf1:x"}, {"audience": "participants"}, {"content": "x"}, {"point": "w1"}, {"cells": "[]"}):
        with pytest.raises(InputError, match="1 problem"):
            edit(desk, "wrenmoor", (Change("change", "publication", made.id, made._replace(**changed)),), reason="t")
    gone = withdraw(desk, "wrenmoor", made.id)
    with pytest.raises(InputError, match="1 problem"):
        edit(desk, "wrenmoor", (Change("change", "publication", made.id, gone._replace(status="published")),), reason="t")


def test_an_erased_organisation_takes_the_figures_with_its_name_along(desk: Desk) -> None:
    named = publish(desk, "wrenmoor", Figure("w2"), edit_id="e")
    groups = publish(desk, "wrenmoor", TRUST, edit_id="f")
    assert "kes" in (named.about or "").split("|")
    erase(desk, "wrenmoor", actor="kes")
    assert shown(desk, PUBLIC, "wrenmoor", named.id).content is None
    assert shown(desk, PUBLIC, "wrenmoor", groups.id).content is not None


def test_a_bundle_carries_what_was_published_and_comes_back_equal(desk: Desk, tmp_path: Path) -> None:
    made = publish(desk, "wrenmoor", CHANGE, edit_id="e", today=DAY)
    publish(desk, "wrenmoor", TRUST, edit_id="f", replaces=made.id, today=DAY)
    export(desk, KEEPER, "wrenmoor", "bundle", tmp_path / "there")
    back = open_desk("sqlite://", create=True)
    carry_out(back, preview(back, tmp_path / "there"))
    assert back.state("wrenmoor").of("publication") == desk.state("wrenmoor").of("publication")
    assert shown(back, PUBLIC, "wrenmoor", made.id).content == shown(desk, PUBLIC, "wrenmoor", made.id).content
    by_kind = TRUST._replace(group="kind")
    assert draft(back, "wrenmoor", by_kind).withheld == draft(desk, "wrenmoor", by_kind).withheld
    back.close()


@pytest.mark.parametrize("wrong", [{"layer": "positions"}, {"audience": "stewards"}, {"labels": "x"}, {"group": "x"}, {"before": "w2"}])
def test_a_choice_that_there_is_not_is_refused_with_the_choices(desk: Desk, wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        draft(desk, "wrenmoor", Figure("w2")._replace(**wrong))


POWER = Figure("w2", layer="power")


def test_who_decides_is_published_by_name_once_the_keeper_says_how_much_was_theirs_alone(desk: Desk) -> None:
    drawn = draft(desk, "wrenmoor-as-real", POWER)
    held = [s for s in desk.state("wrenmoor-as-real").power.values() if s.state != "lacks"]
    assert drawn.confirm == len(drawn.content.picture.lines) <= len(held) and drawn.confirm > 5
    text = drawn.content.picture.as_json()
    assert "which family support is bought" in text and "Children's Commissioning Team" in text
    with pytest.raises(UsageError, match="only the map keeper reads until now"):
        publish(desk, "wrenmoor-as-real", POWER, edit_id="e")
    made = publish(desk, "wrenmoor-as-real", POWER, edit_id="e", confirmed=drawn.confirm)
    assert shown(desk, PUBLIC, "wrenmoor-as-real", made.id).content == drawn.content
    assert draft(desk, "wrenmoor-as-real", POWER._replace(audience="participants")).confirm == drawn.confirm


def test_what_is_said_in_a_statement_about_who_decides_stands_on_no_figure(desk: Desk) -> None:
    for figure in (POWER, POWER._replace(labels="codes"), POWER._replace(before="w1")):
        text = draft(desk, "wrenmoor", figure).content.picture.as_json()
        assert not [s.id for s in desk.state("wrenmoor").power.values() if s.statement and s.statement in text]


def test_a_statement_that_names_narrower_readers_stands_on_no_wider_figure(desk: Desk) -> None:
    wide, narrow = (draft(desk, "wrenmoor", POWER._replace(audience=audience)) for audience in ("public", "participants"))
    (told,) = wide.withheld
    assert told == "2 statements about who decides are not on it: set aside for fewer readers, or with an end that is."
    assert narrow.withheld == ("1 statement about who decides is not on it: set aside for fewer readers, or with an end that is.",)
    assert wide.confirm is None


def test_codes_stand_for_decisions_too_and_what_is_not_stated_stays_so(desk: Desk) -> None:
    picture = draft(desk, "wrenmoor", POWER._replace(labels="codes")).content.picture
    state = desk.state("wrenmoor")
    words = [*(a.name for a in state.actors.values()), *(s.over for s in state.power.values())]
    assert not [word for word in words if word and word in picture.as_json() and word not in (state.about.name or "")]
    assert any(dot.name.startswith("decision ") for dot in picture.dots)
    money = desk.state("wrenmoor").of("funding")
    given = next(iter(money.values()))._replace(id="nobody", from_id=None, since="2024", until=None, audience="public")
    edit(desk, "wrenmoor", (Change("add", "funding", "nobody", given),), reason="t")
    for labels in ("codes", "names"):
        drawn = draft(desk, "wrenmoor", Figure("w2", layer="funding", labels=labels))
        dots = drawn.content.picture.dots
        assert sum(dot.name == "not stated" for dot in dots) == 1
        assert drawn.recognition is not None and drawn.recognition.members == len(dots) - 1


def test_names_beside_codes_tell_who_is_who_and_the_keeper_has_to_say_so(desk: Desk) -> None:
    """Two figures of the same ties are laid on one another by how the ties run."""
    coded, named = Figure("w2", labels="codes"), Figure("w2")
    alone = draft(desk, "wrenmoor-as-real", coded)
    publish(desk, "wrenmoor-as-real", coded, edit_id="e", confirmed=alone.confirm)
    after = draft(desk, "wrenmoor-as-real", named)
    assert after.confirm == 31 and "can tell who is who there" in after.readers_know.told[-1]
    with pytest.raises(UsageError, match="which was published with codes"):
        publish(desk, "wrenmoor-as-real", named, edit_id="f")
    out = publish(desk, "wrenmoor-as-real", named, edit_id="f", confirmed=31)
    withdraw(desk, "wrenmoor-as-real", out.id)
    again = draft(desk, "wrenmoor-as-real", coded)
    tied = {end for line in again.content.picture.lines for end in (line.from_id, line.to_id)}
    assert again.confirm == len(tied) > (alone.confirm or 0) and "Codes hide nobody here" in again.readers_know.told[0]
    assert draft(desk, "wrenmoor-as-real", Figure("w2", layer="funding")).confirm is None


def test_codes_on_a_map_whose_readers_see_the_names_say_that_they_do(desk: Desk) -> None:
    assert any("by name on the map itself" in line for line in draft(desk, "wrenmoor", Figure("w2", labels="codes")).readers_know.told)
    hidden = draft(desk, "wrenmoor-as-real", Figure("w2", labels="codes")).readers_know.told
    assert not any("on the map itself" in line for line in hidden)


def test_a_figure_names_the_sources_of_what_is_on_it_and_no_other(desk: Desk) -> None:
    letter = Source("letter", "A letter that came in confidence", date="2025-01", basis="synthetic")
    story = next(iter(desk.state("wrenmoor-as-real").of("story").values()))
    told = Change("change", "story", story.id, story._replace(source="letter"))
    edit(desk, "wrenmoor-as-real", (Change("add", "source", "letter", letter), told), reason="t")
    for figure in (Figure("w2"), TRUST, CHANGE, POWER):
        captions = " ".join(draft(desk, "wrenmoor-as-real", figure).content.picture.caption)
        assert "Wrenmoor is invented, for learning" in captions and "in confidence" not in captions


def test_how_many_ties_lie_inside_the_groups_is_not_said(desk: Desk) -> None:
    """It is a figure over answers: a group of two, or one answer put right between two figures, would be given away by it."""
    for figure in (TRUST, CHANGE):
        captions = draft(desk, "wrenmoor", figure).content.picture.caption
        assert any("ties inside a group are not drawn" in line for line in captions)
        assert not any("ties inside groups" in line for line in captions)


def test_an_answer_of_one_who_left_that_is_put_right_is_not_given_away_by_a_sentence_said_twice(desk: Desk) -> None:
    first = draft(desk, "wrenmoor", CHANGE)
    assert "27 went with the three organisations that left" in first.content.sentences[1]
    publish(desk, "wrenmoor", CHANGE, edit_id="e")
    assert draft(desk, "wrenmoor", CHANGE).content.sentences == first.content.sentences
    state = desk.state("wrenmoor")
    gone = {m.id for m in state.actors.values()} - {r.actor for r in state.of("roster").values() if r.wave == "w2" and r.status != "left"}
    answer = next(r for r in state.ratings.values() if r.wave == "w1" and r.from_id in gone and r.value)
    pair = (answer.from_id, answer.to_id)
    all_of_it = [r for r in state.ratings.values() if r.wave == "w1" and (r.from_id, r.to_id) == pair]
    edit(desk, "wrenmoor", tuple(Change("remove", "rating", r.id, None) for r in all_of_it), reason="a slip of the pen")
    again = draft(desk, "wrenmoor", CHANGE)
    assert not any("26 went with" in sentence for sentence in again.content.sentences)
    assert any("how many ties lasted and began" in line for line in again.withheld)


def test_an_empty_picture_is_not_published(desk: Desk) -> None:
    with pytest.raises(UsageError, match="Nothing is left"):
        draft(desk, "wrenmoor", Figure("w2", types=("never heard of",)))


def test_what_was_tampered_with_is_not_shown(desk: Desk) -> None:
    content = draft(desk, "wrenmoor", TRUST).content
    kept, digest = frozen(content)
    assert thawed(kept, digest) == content
    other, _ = frozen(Content(content.picture, ("another sentence",)))
    for wrong in (other, kept[:-40], "CANARY", ""):
        with pytest.raises(Damaged):
            thawed(wrong, digest)
