"""Do the pages say what the API says? One walk over the figures of the map's page, the answers and the comparison."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from sysmap.service.answers import QUESTIONS
from tests.api.asking import ask
from tests.web.sample import HOSTILE, served
from tests.web.visiting import Visitor, keeper

VISITORS = {"public": Visitor(served()), "keeper": keeper(served())}
COMPARE = "/maps/wrenmoor?from=w1&to=w2&layer=trust"


def told(page: str) -> str:
    """What a page says, without its marks."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S)))


@pytest.mark.parametrize("who", VISITORS)
@pytest.mark.parametrize("map", ["wrenmoor", "hostile"])
def test_every_answer_on_screen_is_the_apis(who: str, map: str) -> None:
    visitor = VISITORS[who]
    for question in QUESTIONS:
        fields = "sentence why items { words } more whoAnswered howWeKnow"
        found = ask(visitor, f'{{ map(id: "{map}") {{ answer(question: {question.upper()}) {{ {fields} }} }} }}')["map"]["answer"]
        answer = visitor.get(f"/maps/{map}?ask={question}")
        assert answer.status == 200
        page = told(answer.text)
        for words in [found["sentence"] or found["why"], *(item["words"] for item in found["items"])]:
            assert words in page, (question, words)
        if found["sentence"]:
            assert found["whoAnswered"] in page and found["howWeKnow"] in page


def test_figures_of_the_comparison_on_screen_are_the_apis() -> None:
    fields = """core { jaccard hamming counts { formed dissolved kept } } composition { joined { name } left { name } stable }
    gapsBefore { high { key } } gapsAfter { high { key } }"""
    text = f'{{ map(id: "wrenmoor") {{ compare(from: {{wave: "w1"}}, to: {{wave: "w2"}}, layer: TRUST) {{ {fields} }} }} }}'
    found: dict[str, Any] = ask(VISITORS["keeper"], text)["map"]["compare"]
    page = told(VISITORS["keeper"].get(COMPARE).text)
    counts = found["core"]["counts"]
    assert f"{counts['kept']} lasted and {counts['dissolved']} ended; {counts['formed']} others began" in page
    assert f"{len(found['composition']['joined'])} joined and {len(found['composition']['left'])} left" in page
    assert f"{len(found['gapsAfter'])} pairs now see" in page and f"up from {len(found['gapsBefore'])};" in page
    assert re.search(rf"Jaccard\s*{found['core']['jaccard']:.3f}", page)
    assert re.search(rf"Hamming \(pairs that differ\)\s*{found['core']['hamming']}", page)


def test_money_on_screen_is_the_apis() -> None:
    text = '{ map(id: "wrenmoor") { money { years { year once earlyLow earlyHigh notStated } } } }'
    years = ask(VISITORS["public"], text)["map"]["money"]["years"]
    page = told(VISITORS["public"].get("/maps/wrenmoor?ask=money").text)
    last = max(years, key=lambda year: year["year"])
    assert f"In {last['year']}, GBP {float(last['once']):,.0f} is recorded" in page
    assert f"Between {100 * last['earlyLow']:.0f}% and {100 * last['earlyHigh']:.0f}%" in page


def test_the_question_stays_chosen_and_a_strange_one_is_refused_in_words() -> None:
    page = VISITORS["public"].get("/maps/wrenmoor?ask=links").text
    assert page.count('aria-current="page">Who links groups') == 1 and 'id="answer"' in page
    assert VISITORS["public"].get("/maps/wrenmoor?ask=nonsense").status == 400
    assert VISITORS["public"].get("/maps/wrenmoor-as-real?ask=works").body == VISITORS["public"].get("/maps/nope").body


def test_hostile_names_are_text_in_answers() -> None:
    for question in QUESTIONS:
        page = VISITORS["keeper"].get(f"/maps/hostile?ask={question}")
        assert page.status == 200 and HOSTILE[1] not in page.text and HOSTILE[6] not in page.text
