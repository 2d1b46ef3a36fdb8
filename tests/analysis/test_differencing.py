from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.differencing import Answer, Published, is_safe, is_thin


def answers(*names: str) -> dict[Answer, int]:
    """``ab`` is what a said of b."""
    return {Answer(name[0], name[1]): 1 for name in names}


FIVE = answers("ax", "bx", "cx", "dx", "ex")


def test_five_answers_of_three_organisations_are_enough_and_four_or_two_organisations_are_not() -> None:
    assert not is_thin(answers("ax", "ay", "bx", "by", "cx"))
    assert is_thin(answers("ax", "ay", "bx", "cx")) and is_thin(answers("ax", "ay", "az", "bx", "by"))


def test_three_questions_about_one_pair_are_one_answer() -> None:
    assert is_thin(Answer("a", "b", (item,)) for item in "123456")


def test_one_more_answer_in_a_second_figure_gives_that_answer_away() -> None:
    assert is_safe([FIVE]) and not is_safe([FIVE, {**FIVE, **answers("fx")}])


def test_five_more_answers_of_three_more_organisations_give_nobody_away() -> None:
    assert is_safe([FIVE, {**FIVE, **answers("fx", "fy", "gx", "gy", "hx")}])


def test_three_figures_may_give_away_what_no_two_of_them_do() -> None:
    left, right = answers("ax", "bx", "cx", "dx", "ex", "fx"), answers("gx", "hx", "ix", "jx", "kx", "lx")
    both = {**left, **right, **answers("zx")}
    assert is_safe([left, right]) and is_safe([left, both]) and is_safe([right, both])
    assert not is_safe([left, right, both])


def test_a_weighted_sum_is_held_against_a_plain_one() -> None:
    """Three questions each and their mean: who skipped one question stands out, by thirds against halves."""
    items = {Answer(rater, "x", (item,)): 1 for rater in "abcdef" for item in "123"}
    mean = {answer: Fraction(1, 3) for answer in items}
    skipped = {answer: Fraction(1, 2) for answer in items if answer.rater == "a" and answer.what != ("3",)}
    some = {answer: weight for answer, weight in mean.items() if answer.rater != "a"} | skipped
    told = {answer: 1 for answer in items if answer.rater != "a" or answer.what != ("3",)}
    assert is_safe([mean, items]) and not is_safe([some, told])


def test_the_same_figure_again_is_always_admitted_and_a_thin_one_never() -> None:
    out = Published([FIVE, {**FIVE, **answers("fx")}])
    assert out.admits(FIVE) and not out.admits(answers("ax", "bx"))


def test_what_is_admitted_is_remembered() -> None:
    out = Published()
    assert out.admits(FIVE)
    out.add(FIVE)
    assert not out.admits({**FIVE, **answers("fx")})


def rank(rows: list[list[Fraction]]) -> int:
    """The rank of a matrix, by plain elimination over fractions: another way than the one that is tested."""
    work, found = [list(row) for row in rows], 0
    for column in range(len(work[0]) if work else 0):
        pivot = next((at for at in range(found, len(work)) if work[at][column]), None)
        if pivot is None:
            continue
        work[found], work[pivot] = work[pivot], work[found]
        for at in range(len(work)):
            if at != found and work[at][column]:
                by = work[at][column] / work[found][column]
                work[at] = [a - by * b for a, b in zip(work[at], work[found], strict=True)]
        found += 1
    return found


def attacked(cells: list[dict[Answer, int]]) -> bool:
    """Can a few answers be worked out? By trying every set of answers that is thin, one by one."""
    every = sorted({answer for cell in cells for answer in cell})
    rows = [[Fraction(cell.get(answer, 0)) for answer in every] for cell in cells]
    whole = rank(rows)
    pairs = sorted({(a.rater, a.rated) for a in every})
    few: list[set[Answer]] = [{a for a in every if a.rater in two} for two in combinations(sorted({a.rater for a in every}), 2)]
    few += [{a for a in every if (a.rater, a.rated) in four} for four in combinations(pairs, min(4, len(pairs)))]
    for inside in few:
        rest = [place for place, answer in enumerate(every) if answer not in inside]
        if rank([[row[place] for place in rest] for row in rows]) < whole:
            return True
    return False


WEIGHTS = st.sampled_from([1, 1, 1, 2, -1])
CELLS = st.dictionaries(st.sampled_from([(r, t, i) for r in "abcd" for t in "xyz" for i in "12"]), WEIGHTS, min_size=5, max_size=24)


@settings(max_examples=60, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=4), st.booleans())
def test_whatever_is_published_is_safe_exactly_when_no_few_answers_can_be_worked_out(
    drawn: list[dict[tuple[str, str, str], int]], more: bool
) -> None:
    """Two questions a pair, weights of any kind, and one figure more that adds one answer to the first."""
    cells = [{Answer(rater, rated, (item,)): weight for (rater, rated, item), weight in cell.items()} for cell in drawn]
    if more:
        cells.append({**cells[0], Answer("z", "x"): 1})
    assert is_safe(cells) == (not attacked(cells))


SETS = st.lists(st.sets(st.sampled_from([r + t for r in "abcde" for t in "xyz"]), min_size=6, max_size=15), min_size=1, max_size=3)


@settings(max_examples=20, deadline=None)
@given(SETS)
def test_means_over_many_answers_are_safe_exactly_when_no_few_answers_can_be_worked_out(sets: list[set[str]]) -> None:
    cells = [answers(*sorted(names)) for names in sets]
    assert is_safe(cells) == (not attacked(cells))
