"""What a process remembers of its own edits is what the store would say, and what it does not know it does not say."""

from __future__ import annotations

import random

from sysmap.errors import SysmapError
from sysmap.model.canonical import digest
from sysmap.model.kinds import KINDS
from sysmap.service.changing import Edit, Wish, change
from sysmap.service.desk import Desk
from sysmap.service.erasing import erase
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.recent import LARGEST, STEPS, Recent
from sysmap.service.seeds import seed

SAID = {"source": "invented for learning"}


def test_what_is_known_is_known_between_the_first_and_the_last_step_only() -> None:
    recent = Recent()
    recent.add(5, 6, [("actor", "a")])
    recent.add(6, 9, [("actor", "b"), ("rating", "a")])
    assert recent.untouched(("actor", "a"), 6, 9) and recent.untouched(("actor", "c"), 5, 9)
    assert not recent.untouched(("actor", "a"), 5, 9) and not recent.untouched(("actor", "b"), 7, 8)
    assert not recent.untouched(("actor", "c"), 4, 9) and not recent.untouched(("actor", "c"), 6, 10)
    assert recent.untouched(("actor", "c"), 3, 3)


def test_a_gap_and_a_large_step_make_everything_before_them_unknown_and_only_so_many_are_kept() -> None:
    recent = Recent()
    recent.add(1, 2, [])
    recent.add(3, 4, [])
    assert not recent.untouched(("actor", "a"), 1, 4) and recent.untouched(("actor", "a"), 3, 4)
    recent.add(4, 5, [("actor", str(n)) for n in range(LARGEST + 1)])
    assert not recent.untouched(("actor", "a"), 4, 5)
    for number in range(STEPS + 1):
        recent.add(5 + number, 6 + number, [])
    assert recent.untouched(("actor", "a"), 6, 6 + STEPS) and not recent.untouched(("actor", "a"), 5, 6 + STEPS)


def wishes(chance: random.Random, turn: int) -> list[Wish]:
    key = chance.choice(("kes", "oak", "cvs", "ehh"))
    ways = (
        Wish("change", "actor", key, {"name": f"Name {turn}", "description": chance.choice((None, "said of it")), **SAID}),
        Wish("add", "relationship", f"x{turn}", {"from_id": key, "to_id": "yvp", "type": "trains", **SAID}),
        Wish("add", "story", f"s-{turn}", {"text": f"It rained {turn} days.", **SAID}),
        Wish("add", "rating", None, {"wave": "w2", "from_id": "kes", "to_id": chance.choice(("hou", "mil", "har")), "item": "mission",
                                     "value": 3, "respondent": f"kes-{turn % 3}", **SAID}),
        Wish("remove", "relationship", f"x{turn - 1}", {}),
    )  # fmt: skip
    return [chance.choice(ways)]


def test_whatever_is_edited_here_and_elsewhere_the_map_in_memory_is_the_map_in_the_store() -> None:
    mine = open_desk("sqlite://", create=True)
    carry_out(mine, preview(mine, seed("wrenmoor")))
    elsewhere = Desk(mine.store)
    chance, made = random.Random(11), 0
    for turn in range(150):
        here = mine if chance.random() < 0.8 else elsewhere
        base = max(1, here.state("wrenmoor").revision - chance.randrange(6))
        try:
            change(here, "wrenmoor", Edit(f"e{turn}", base, "for tests"), wishes(chance, turn))
            made += 1
        except SysmapError as error:
            assert type(error).__name__ in {"Refused", "Conflict"}, error
        if turn == 120:
            erase(mine, "wrenmoor", story="s1")
        fresh = mine.store.state("wrenmoor")
        known = here.state("wrenmoor")
        assert (known.revision, known.erasures, digest(known)) == (fresh.revision, fresh.erasures, digest(fresh))
        # The seal of a text that was taken out again may stay behind in memory; none may be missing or another.
        assert fresh.seals.items() <= known.seals.items()
        assert [list(known.of(kind).items()) for kind in KINDS] == [list(fresh.of(kind).items()) for kind in KINDS]
    assert made > 80
