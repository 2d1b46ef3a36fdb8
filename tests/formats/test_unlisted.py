"""Words that the codebook lacks are kept, told once, and listed in the map's codebook."""

from __future__ import annotations

import json
from pathlib import Path

from sysmap.formats.bundle import read_bundle
from sysmap.formats.bundle_writing import bundle_contents, write_bundle
from sysmap.formats.sameness import changes_for
from sysmap.model.state import State, empty
from tests.formats.making import MAP, imported, planned_for, reading

FILES: dict[str, str | bytes] = {
    "actors.csv": "id,name,kind,sector\na,Ash,school,arts\nb,Birch,choir,arts\nc,Cedar,,faith\n",
    "relationships.csv": "from,to,type\na,b,sings_with\nb,c,trains\n",
}


def unlisted(state: State) -> object:
    return json.loads(state.about.codebook or "{}").get("unlisted")


def test_each_unlisted_word_is_told_once_and_entered(tmp_path: Path) -> None:
    planned = planned_for(reading(tmp_path / "m", FILES), empty("m"))
    assert [(w.file, w.row, w.column, w.value) for w in planned.warnings] == [
        ("actors.csv", 3, "kind", "choir"),
        ("actors.csv", 2, "sector", "arts"),
        ("actors.csv", 4, "sector", "faith"),
        ("relationships.csv", 2, "type", "sings_with"),
    ]
    state = imported(reading(tmp_path / "m", FILES))
    assert unlisted(state) == {"actor_kinds": ["choir"], "sectors": ["arts", "faith"], "relationship_types": ["sings_with"]}


def test_the_same_words_again_change_nothing_and_are_told_again(tmp_path: Path) -> None:
    state = imported(reading(tmp_path / "m", FILES))
    again = changes_for(reading(tmp_path / "m", FILES), state)
    assert again.changes == ()
    assert len(again.warnings) == 4


def test_a_later_file_adds_its_words_and_forgets_none(tmp_path: Path) -> None:
    state = imported(reading(tmp_path / "m", FILES))
    after = imported(reading(tmp_path / "m", {"actors.csv": "id,name,sector\nd,Damson,sport\n"}), state)
    assert unlisted(after) == {"actor_kinds": ["choir"], "sectors": ["arts", "faith", "sport"], "relationship_types": ["sings_with"]}


def test_a_word_that_the_codebook_lists_is_not_unlisted(tmp_path: Path) -> None:
    listing = MAP + '[codebook]\nsectors = ["arts", "faith"]\nactor_kinds = {choir = "people who sing"}\n'
    state = imported(reading(tmp_path / "m", FILES, map_toml=listing))
    assert unlisted(state) == {"actor_kinds": ["school"], "relationship_types": ["sings_with"]}
    later = imported(reading(tmp_path / "m", map_toml=MAP + '[codebook]\nrelationship_types = ["sings_with"]\n'), state)
    assert unlisted(later) is None


def test_unlisted_words_come_back_from_an_export_to_the_same_bytes(tmp_path: Path) -> None:
    state = imported(reading(tmp_path / "m", FILES))
    write_bundle(state, tmp_path / "out")
    back = imported(read_bundle(tmp_path / "out"))
    assert back.facts == state.facts
    assert bundle_contents(back) == bundle_contents(state)
