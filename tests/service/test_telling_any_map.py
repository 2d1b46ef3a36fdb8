"""Whatever two rounds hold, is the telling whole sentences, with true figures and one said as one?"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.change import compare
from sysmap.analysis.network import Member, Network, Tie
from sysmap.analysis.question import Question
from sysmap.service.telling import first_screen

PEOPLE = "abcdefg"
STATUSES = st.sampled_from(["answered", "answered", "answered", "partial", "silent"])
NOUN = "(?:tie|pair|organisation|relationship)"
ONE_AS_MANY = re.compile(rf"\b(?:1|[Oo]ne) {NOUN}s\b|\b(?:[2-9]|\d\d+) {NOUN}\b")


@st.composite
def rounds(draw: st.DrawFn, asked: bool) -> Network:
    """A round among up to seven members, on a scale of 1 to 5, with skipped pairs and values not stated."""
    ids = sorted(draw(st.sets(st.sampled_from(PEOPLE), max_size=7)))
    sectors = st.sampled_from(["nhs", None, "faith"])
    people = tuple(Member(m, m.upper(), draw(STATUSES) if asked else "recorded", sector=draw(sectors)) for m in ids)
    pairs = [(a.id, b) for a in people for b in ids if a.id != b and a.status != "silent"]
    values = draw(st.fixed_dictionaries({pair: st.sampled_from([-1, 0, 0, 1, 3, 5, None]) for pair in pairs}))
    ties = {pair: Tie(value, {"trust": value}) for pair, value in values.items() if value not in (-1, 0)}
    status = {m.id: m.status for m in people}
    skipped = frozenset(pair for pair, value in values.items() if value == -1 and status[pair[0]] == "answered")
    partly = frozenset(pair for pair, value in values.items() if value != -1 and status[pair[0]] == "partial")
    return Network(
        "m", "Any", draw(st.sampled_from(["x", "y"])), "trust" if asked else "relationships", people, ties, asked,
        date=draw(st.sampled_from(["2024", "2024-05", "2025-05-30", None])), items=("trust",) if asked else (), scale=(1, 5),
        unobserved=skipped if asked else frozenset(), answered_pairs=partly if asked else frozenset(),
        rostered=draw(st.booleans()), groups={"the table": frozenset("abc") & frozenset(ids)},
    )  # fmt: skip


def well_said(sentences: tuple[str, ...]) -> None:
    assert 1 <= len(sentences) <= 9
    for sentence in sentences:
        assert sentence.endswith((".", ")."))
        assert not re.search(r"[{}]|None|nan|  |\.\.|Fraction", sentence), sentence
        assert not ONE_AS_MANY.search(sentence), sentence


@given(rounds(asked=True), rounds(asked=True), st.booleans())
def test_any_two_rounds_are_told_in_whole_sentences(before: Network, after: Network, public: bool) -> None:
    well_said(first_screen(compare(before, after, Question()), public))


@given(rounds(asked=False), rounds(asked=False))
def test_any_two_recorded_layers_are_told_in_whole_sentences(before: Network, after: Network) -> None:
    sentences = first_screen(compare(before, after, Question(layer="relationships")))
    well_said(sentences)
    assert not any("answered" in sentence for sentence in sentences)


@given(rounds(asked=True))
def test_a_round_compared_with_itself_ends_and_begins_nothing(network: Network) -> None:
    told = " ".join(first_screen(compare(network, network, Question())))
    assert not re.search(r"\d+ ended|others? began\b(?<!no others began)|rose by|fell by", told)
