"""What does a test say, in one sentence: what was asked, what chance alone would give, and what it does not mean?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sysmap.analysis.explaining import Explanation
from sysmap.analysis.mrqap import Term
from sysmap.analysis.node_set import SetChange
from sysmap.service.phrases import known, say, signed

ORDER = ("density", "reciprocity", "trust", "lasting", "mean", "qap")


def sure_told(tests: Mapping[str, Any]) -> dict[str, str]:
    """A sentence for each test of a comparison, in the order in which they are read."""
    return {name: told_of(name, tests[name]) for name in ORDER if name in tests}


def told_of(name: str, test: Mapping[str, Any]) -> str:
    """One test's sentence, from its JSON."""
    if name == "density":
        return _density(test)
    if name in {"mean", "lasting"}:
        if test.get("low") is None or test.get("difference") is None:
            return _none(name, test)
        return say(f"test_{name}", by=signed(test["difference"]), low=signed(test["low"]), high=signed(test["high"]))
    if test.get("p") is None:
        return _none(name, test)
    if name == "qap":
        return say("test_qap", correlation=f"{test['correlation']:.2f}", chance=chance_told(test["p"]))
    if name == "reciprocity":
        return say("test_reciprocity", by=signed(100 * test["difference"]), chance=chance_told(test["p"]))
    return _none(name, test) if test.get("mean") is None else say("test_trust", by=signed(test["mean"]), chance=chance_told(test["p"]))


def chance_told(p: float) -> str:
    """How often chance gives as much, in whole numbers.

    >>> chance_told(0.123), chance_told(0.0021), chance_told(0.00001)
    ('about 12 times in a hundred', 'about 21 times in ten thousand', 'fewer than once in ten thousand times')
    """
    if p >= 0.995:
        return say("chance_always")
    if p >= 0.015:
        return say("chance_often", n=round(100 * p))
    return say("chance_rare", n=round(10_000 * p)) if p >= 0.00015 else say("chance_never")


def _density(test: Mapping[str, Any]) -> str:
    difference = test.get("difference")
    if difference is None:
        return _none("density", test)
    key = "test_moved_not" if not difference else "test_moved_up" if difference > 0 else "test_moved_down"
    moved = say(key, by=f"{100 * abs(difference):.2f}")
    if test.get("low") is None:
        return say("test_density_bare", moved=moved, why=_why(test))
    return say("test_density", moved=moved, low=signed(100 * test["low"]), high=signed(100 * test["high"]))


def _none(name: str, test: Mapping[str, Any]) -> str:
    return say("test_none", asked=say(f"asked_{name}"), why=_why(test))


def _why(told: Mapping[str, Any]) -> str:
    why = told.get("why")
    return f"{why[:1].lower()}{why[1:]}" if why else say("why_unknown")


def explanation_told(found: Explanation) -> tuple[str, ...]:
    """A sentence for each predictor, and for each line of a set."""
    regression = found.regression
    lines = [_term(term, regression.why) for term in regression.terms] if regression else []
    return (*lines, *(_set(one) for one in found.sets))


def _term(term: Term, why: str | None) -> str:
    name = predictor_named(term.name)
    if term.coefficient is None:
        return say("explained_none", name=name, why=_why({"why": term.why or why}))
    if term.p is None:
        return say("explained_bare", name=name, by=signed(term.coefficient), why=_why({"why": term.why or why}))
    return say("explained_term", name=name, by=signed(term.coefficient), chance=chance_told(term.p))


def predictor_named(word: str) -> str:
    """A predictor in plain words.

    >>> predictor_named("same:sector"), predictor_named("shared_funder")
    ('having the same sector', 'having a funder in common')
    """
    name, _, of = word.partition(":")
    if not of:
        return known(f"predictor_{name}", name)
    return say("predictor_type" if name == "relationships" else f"predictor_{name}", of=of.replace("_", " "))


def set_named(word: str) -> str:
    """A set in plain words; a group of the map has its own name.

    >>> set_named("funded-by:wef"), set_named("sector=nhs"), set_named("the Learning Table")
    ('those funded by wef', 'those whose sector is nhs', 'the Learning Table')
    """
    if word.startswith("funded-by:"):
        return say("set_funded", by=word.removeprefix("funded-by:"))
    attribute, _, value = word.partition("=")
    return say("set_attribute", of=attribute.replace("_", " "), value=value) if value else word


def _set(one: SetChange) -> str:
    words = {"figure": known(f"set_figure_{one.figure}", one.figure), "where": say(f"set_where_{one.where}"), "name": set_named(one.set)}
    if one.there is None or one.elsewhere is None:
        return say("set_none", **words, why=_why({"why": one.why}))
    figures = {"there": signed(one.there), "elsewhere": signed(one.elsewhere)}
    if one.p is None or one.p_holm is None:
        return say("set_bare", **words, **figures, why=_why({"why": one.why}))
    return say("set_moved", **words, **figures, chance=chance_told(one.p), holm=chance_told(one.p_holm))
