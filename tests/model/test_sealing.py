from __future__ import annotations

from sysmap.model.canonical import commitment
from sysmap.model.sealing import seals_for
from tests.model.small_map import FAM, KES, MAP, PAR, W1, adding, changing, holding, rating, removing, tie

NAME = ("actor", "kes", "name")


def test_every_personal_text_gets_a_seal_of_its_own() -> None:
    made = seals_for(adding(KES, FAM, tie(description="supper", trust_words="warm")), holding(MAP))
    assert set(made) == {NAME, ("actor", "fam", "name"), ("relationship", "t1", "description"), ("relationship", "t1", "trust_words")}
    assert made[NAME].hash == commitment("Kestrel", made[NAME].salt or "")
    assert len({seal.salt for seal in made.values()}) == 4


def test_an_unchanged_text_keeps_its_seal_and_a_changed_one_gets_another() -> None:
    state = holding(MAP, KES)
    assert seals_for(changing(KES._replace(sector="voluntary")), state)[NAME] == state.seals[NAME]
    assert seals_for(changing(KES._replace(name="Kes")), state)[NAME] != state.seals[NAME]


def test_a_respondent_keeps_one_seal_over_many_answers() -> None:
    state = holding(MAP, KES, FAM, PAR, W1, rating(3, respondent="ann"))
    key = ("respondent", "ann", "respondent")
    assert seals_for(adding(rating(2, to_id="par", respondent="ann")), state)[key] == state.seals[key]
    assert len(seals_for(adding(rating(3, respondent="bea"), rating(2, to_id="par", respondent="bea")), state)) == 1


def test_salts_that_a_bundle_brings_are_used() -> None:
    assert seals_for(adding(KES), holding(MAP), {NAME: "their salt"})[NAME].salt == "their salt"


def test_what_is_removed_needs_no_seal() -> None:
    assert seals_for(removing(KES), holding(MAP, KES)) == {}
