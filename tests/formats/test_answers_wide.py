"""The sheets that form tools write come in as they are: one respondent a row, several questions side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.formats.incoming import Asked
from sysmap.formats.registry import read
from sysmap.formats.sameness import changes_for
from sysmap.model.state import State, empty
from sysmap.model.validation import check
from tests.formats.tables import came_in, written

ROUND = Asked(wave="w1", date="2025-05-30")
GOOGLE = (
    "Timestamp,Email Address,Which organisation are you from?,Reliable? [Ash],Reliable? [Birch],Reliable? [Cedar],"
    "Open? [Ash],Open? [Birch],Open? [Cedar]\n2025/05/30 10:00:01 AM GMT+1,a@b.org,Ash,,4 - a lot,2,,5,Don't know\n"
    "2025/05/30 10:00:02 AM GMT+1,c@d.org,Birch,3,,No contact,2,,No contact\n"
)
MICROSOFT = (
    "ID,Start time,Completion time,Email,Name,Your organisation,Ash,Birch,Cedar,Ash2,Birch2,Cedar2\n"
    "1,5/30/25 10:00:00,5/30/25 10:05:00,anonymous,,Ash,,A lot,A little,,Completely,Not sure\n"
    "2,5/30/25 10:00:00,5/30/25 10:05:00,anonymous,,Birch,Somewhat,,No contact,A little,,No contact\n"
)
SURVEYMONKEY = (
    "Respondent ID,Collector ID,IP Address,First Name,What organisation do you work for?,Reliable?,,,Open?,,\n"
    ",,,,Open-Ended Response,Ash,Birch,Cedar,Ash,Birch,Cedar\n"
    "114000000001,400,10.0.0.1,,Ash,,4,2,,5,Don't know\n114000000002,400,10.0.0.2,,Birch,3,,0,2,,0\n"
)
QUALTRICS = (
    "StartDate,ResponseId,Q1,Q2_1,Q2_2,Q2_3,Q3_1,Q3_2,Q3_3\n"
    "Start Date,Response ID,What is the name of your organisation?,Reliable? - Ash,Reliable? - Birch,Reliable? - Cedar,"
    "Open? - Ash,Open? - Birch,Open? - Cedar\n"
    + ",".join(f'"{{""ImportId"":""{n}""}}"' for n in range(9))
    + "\n2025-05-30 10:00:00,R_1,Ash,,4,2,,5,Don't know\n2025-05-30 10:00:00,R_2,Birch,3,,0,2,,0\n"
)
LIMESURVEY = (
    '"id. Response ID","org. Your organisation","r[SQ1]. Reliable? [Ash]","r[SQ2]. Reliable? [Birch]","r[SQ3]. Reliable? [Cedar]",'
    '"o[SQ1]. Open? [Ash]","o[SQ2]. Open? [Birch]","o[SQ3]. Open? [Cedar]"\n1,Ash,,4,2,,5,Don\'t know\n2,Birch,3,,0,2,,0\n'
)
LONG = (
    "Respondent organisation,Partner,Reliable?,Open?,Comment\n"
    "Ash,Birch,4,5,fine\nAsh,Cedar,2,Don't know,\nBirch,Ash,3,2,\nBirch,Cedar,0,0,see above\n"
)
SAID = {
    ("ash", "birch"): (4, 5), ("ash", "cedar"): (2, None), ("birch", "ash"): (3, 2), ("birch", "cedar"): (0, 0),
}  # fmt: skip
TOOLS = {
    "google": GOOGLE, "microsoft": MICROSOFT, "surveymonkey": SURVEYMONKEY, "qualtrics": QUALTRICS, "limesurvey": LIMESURVEY, "long": LONG,
}  # fmt: skip


def accepted(path: Path) -> State:
    """The state after an import that the rules of a map let through, and that changes nothing the second time."""
    incoming = read(path, form="answers", asked=ROUND).against(empty("m"))
    planned = changes_for(incoming, empty(incoming.map_id))
    state = empty(incoming.map_id).applied(1, ((c.kind, c.id, c.fact) for c in planned.changes))
    found = check(empty(incoming.map_id), state, planned.changes, everything=True)
    assert [finding.problem.line() for finding in found.refused] == []
    assert changes_for(read(path, form="answers", asked=ROUND).against(state), state).changes == ()
    return state


@pytest.mark.parametrize("tool", TOOLS)
def test_questions_side_by_side_are_read_with_who_answered_and_what_is_not_known(tool: str, tmp_path: Path) -> None:
    state = accepted(written(tmp_path / "s.csv", TOOLS[tool]))
    (wave,) = state.waves.values()
    items = (wave.items or "").split("|")
    assert items == (["question 1", "question 2"] if tool == "microsoft" else ["Reliable?", "Open?"])
    said = {(r.from_id, r.to_id, r.item): r.value for r in state.ratings.values()}
    assert {pair: tuple(said[(*pair, item)] for item in items) for pair in SAID} == SAID
    assert {row.actor: row.status for row in state.roster.values()} == {"ash": "answered", "birch": "answered", "cedar": "silent"}
    assert "@" not in repr(state.facts) and "10.0.0.1" not in repr(state.facts)


TICKS = (
    "Respondent ID,Your organisation,Which do you work with?,,\n,Response,Ash,Birch,Cedar\n"
    "1,Ash,,Birch,\n2,Birch,Ash,,Cedar\n3,Cedar,,,\n"
)  # fmt: skip


CROSSES = ",Ash,Birch,Cedar\nAsh,,x,\nBirch,x,,x\nCedar,,,\n"
NAMED = "Your organisation,Partner\nAsh,Birch\nBirch,Ash\nBirch,Cedar\n"


@pytest.mark.parametrize("table", [TICKS, CROSSES, NAMED])
def test_ticks_are_ones_and_a_box_without_one_says_nothing_by_itself(table: str, tmp_path: Path) -> None:
    state = accepted(written(tmp_path / "t.csv", table))
    ones = {("ash", "birch"): 1, ("birch", "ash"): 1, ("birch", "cedar"): 1}
    assert {(r.from_id, r.to_id): r.value for r in state.ratings.values()} == ones
    (wave,) = state.waves.values()
    assert wave.scale_max == "1"
    assert {row.actor: row.status for row in state.roster.values()} == {"ash": "answered", "birch": "answered", "cedar": "silent"}


def test_whoever_left_everything_empty_is_silent_and_gave_no_answers(tmp_path: Path) -> None:
    state = accepted(written(tmp_path / "m.csv", ",Ash,Birch,Cedar\nAsh,,4,3\nBirch,,,\nCedar,2,,\n"))
    assert {row.actor: row.status for row in state.roster.values()} == {"ash": "answered", "birch": "silent", "cedar": "answered"}
    assert {(r.from_id, r.to_id): r.value for r in state.ratings.values()} == {
        ("ash", "birch"): 4, ("ash", "cedar"): 3, ("cedar", "ash"): 2, ("cedar", "birch"): None,
    }  # fmt: skip


def test_free_text_between_the_questions_is_no_answer(tmp_path: Path) -> None:
    table = "Your organisation,Ash,Birch,Anything else?\nAsh,,4,we meet on Mondays\nBirch,3,,\n"
    state, incoming = came_in(written(tmp_path / "t.csv", table), form="answers", asked=ROUND)
    assert len(state.ratings) == 2
    assert incoming.not_carried == ('t.csv: the column "Anything else?"',)
