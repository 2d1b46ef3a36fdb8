from __future__ import annotations

import json

from sysmap.model.kinds import KINDS
from sysmap.model.vocabulary import CLOSED, DEFAULT_CODEBOOK, LISTED, codebook, nearest


def test_every_closed_column_has_its_list() -> None:
    assert {words for kind in KINDS.values() for words in kind.closed.values()} <= set(CLOSED)
    assert set(CLOSED) >= LISTED


def test_a_map_adds_to_lists_merges_tables_and_replaces_the_rest() -> None:
    own = codebook(json.dumps({"sectors": ["arts", "nhs"], "items": {"trust": "How far?"}, "strength_max": 4}))
    assert own["sectors"] == [*DEFAULT_CODEBOOK["sectors"], "arts"]
    assert own["items"] == {"trust": "How far?"}
    assert (own["strength_max"], own["default_type"]) == (4, "works_with")


def test_the_default_codebook_is_never_changed_by_a_map_s_own() -> None:
    before = json.dumps(DEFAULT_CODEBOOK)
    codebook('{"sectors":["arts"],"unlisted":{"sectors":["x"]}}')
    assert json.dumps(DEFAULT_CODEBOOK) == before


def test_the_nearest_word_is_offered_only_when_it_is_near() -> None:
    assert nearest("Inter-Organization", CLOSED["level"]) == "inter-organisation"
    assert nearest("zebra", CLOSED["level"]) is None
