"""What became of ties, and is the network busier? Sentences two and three."""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis.change import Change
from sysmap.analysis.change_part import Part
from sysmap.analysis.network import Network
from sysmap.analysis.observation import count_pairs, rows_of
from sysmap.service.phrases import first_upper, listed, number, say

SEEN = Fraction(1, 100)
"""A difference in how busy a network is that a reader sees: one point in a hundred."""

BUSY = ("trust", "relationships")
"""Layers of which it makes sense to say how busy they are: more payments or more power statements are not a busier network."""


def ties_told(change: Change) -> str:
    """How many ties lasted, ended and began, how many nobody can say, and how many went with those who left."""
    if not change.comparable:
        return say("ties_unlike", how=listed([say(f"how_{what}") for what in change.unlike]))
    counts, went = change.core.counts, change.turnover
    assert counts is not None and went is not None
    asked, fold = change.after.asked, _fold(change)
    # What only a later source's date bounds is told apart: it may be older than the earlier point, and is never called new.
    then, formed, older = counts.kept + counts.dissolved, counts.formed - counts.first_attested, counts.first_attested // fold
    figures = {"then": then // fold, "kept": counts.kept // fold, "dissolved": counts.dissolved // fold, "formed": formed // fold}
    sentence = (_asked if asked else _recorded)(change, figures)
    unheard = _unheard(went.not_answered_again, went.heard_only_now)
    left = len(change.composition.left)
    gone = went.went_with_leavers // fold
    parts = ([say("first_recorded", n=older)] if older else []) + ([unheard] if unheard else [])
    if gone:
        parts.append(say("went", n=gone, left=left, left_word=number(left)))
    came = went.came_with_joiners // fold
    if came and not asked:
        parts.append(say("came", n=came, joined_word=number(len(change.composition.joined))))
    return f"{sentence} {first_upper('; '.join(parts))}." if parts else sentence


def _asked(change: Change, figures: dict[str, int]) -> str:
    """What became of the ties that were answered about both times."""
    if change.core.observed_pairs == 0:
        return say("ties_unknown")
    if not figures["then"]:
        return say("ties_only_began", **figures) if figures["formed"] else say("ties_never")
    began = figures["formed"] or number(0)
    if not figures["dissolved"]:
        return say("ties_one_lasted" if figures["then"] == 1 else "ties_all_lasted", **{**figures, "formed": began})
    return say("ties_asked", **{**figures, "kept": figures["kept"] or say("none"), "formed": began})


def _recorded(change: Change, figures: dict[str, int]) -> str:
    """What became of what was recorded, where nobody was asked."""
    new = figures["formed"] or say("none")
    if not figures["then"]:
        return say("only_new", formed=new) if _first_recorded(change) or figures["formed"] else say("never_recorded")
    noun = say("noun_pairs" if _fold(change) == 2 else f"noun_{change.after.layer}", n=figures["then"])
    if not figures["dissolved"]:
        return say("one_recorded" if figures["then"] == 1 else "all_recorded", then=figures["then"], noun=noun, formed=new)
    return say("ties_recorded", **{**figures, "kept": figures["kept"] or say("none"), "formed": new, "noun": noun})


def _first_recorded(change: Change) -> int:
    """How many ties among those in both are recorded now of which nobody can say that they were not there before."""
    return change.core.counts.first_attested if change.core.counts is not None else 0


def may_be_older(change: Change) -> str:
    """Why nothing is said of how busy the network is; empty where that can be said."""
    return say("may_be_older") if change.after.layer in BUSY and _first_recorded(change) else ""


def _fold(change: Change) -> int:
    """2 where every tie goes both ways of itself: a recorded relationship is then one thing, and not two ties."""
    networks = (change.before, change.after)
    return 2 if not change.after.asked and any(n.ties for n in networks) and all(_all_mutual(n) for n in networks) else 1


def _all_mutual(network: Network) -> bool:
    return all((b, a) in network.ties for a, b in network.ties)


def _unheard(then: int, now: int) -> str:
    key = "unheard_both" if then and now else "unheard_again" if then else "unheard_before"
    return say(key, n=then + now) if then + now else ""


def busy_told(change: Change) -> str:
    """How busy it is among those in both, then how it looks overall, and what makes the difference."""
    core, fold = change.core, _fold(change)
    then, now, pairs = core.before.ties, core.after.ties, core.observed_pairs
    if not pairs or then is None or now is None or change.after.layer not in BUSY:
        return ""
    key = "busy_same" if then == now else "busy_more" if now > then else "busy_less"
    those = say("those_asked" if change.after.asked else "those_recorded")
    sure = _sure(core) if then != now else ""
    sentence = say(key, those=those, then=then // fold, now=now // fold, pairs=pairs // fold, sure=sure)
    overall = _overall(change, Fraction(now - then, pairs))
    return f"{sentence} {overall}" if overall else sentence


def _sure(core: Part) -> str:
    """Is the difference more than chance would give? Nothing is said where its interval is not known."""
    test = core.tests.get("density") or {}
    low, high = test.get("low"), test.get("high")
    if low is None or high is None:
        return ""
    return say("not_sure" if low <= 0 <= high else "sure")


def _overall(change: Change, core: Fraction) -> str:
    """How busy everything together looks, where that tells another story than those in both."""
    then, now = change.everyone.before.density, change.everyone.after.density
    if then is None or now is None:
        return ""
    moved = Fraction(now) - Fraction(then)
    if abs(moved - core) < SEEN or not (change.composition.joined or change.composition.left or change.after.asked):
        return ""
    key = "looks_else" if core else "looks_same" if abs(moved) < SEEN else "looks_busier" if moved > 0 else "looks_less"
    return say(key, then=round(then * 100), now=round(now * 100), who=_because_of(change, Fraction(then), Fraction(now), core))


def _because_of(change: Change, then: Fraction, now: Fraction, core: Fraction) -> str:
    """Who makes the difference: those who joined, those who left, or several things at once.

    Those who joined do, when without them the network now is as busy as the core's change would have made it.
    """
    joined, left = len(change.composition.joined), len(change.composition.left)
    without_joined = _density_among(change.after, change.composition.stable)
    if joined and without_joined is not None and abs(without_joined - (then + core)) < SEEN:
        return say("who_one_joined") if joined == 1 else say("who_joined", n=number(joined))
    without_left = _density_among(change.before, change.composition.stable)
    if left and without_left is not None and abs(now - core - without_left) < SEEN:
        return say("who_one_left") if left == 1 else say("who_left", n=number(left))
    return say("who_all")


def _density_among(network: Network, ids: tuple[str, ...]) -> Fraction | None:
    """How busy the network is among these members alone."""
    every = rows_of(network)
    rows = {a: every[a] for a in ids if a in every}
    pairs = count_pairs(rows)
    return Fraction(sum(a in rows and b in rows for a, b in network.ties), pairs) if pairs else None
