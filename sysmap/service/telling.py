"""What does a person read first about a change? At most eight sentences, in the order in which a careful colleague would say them.

Who is in it and who answered; what became of ties; busier or not, same organisations first; trust on lasting ties, question by
question; the plain average taken apart; where it moved; where two ends differ; who links others. A sentence that the change gives
no ground for is left out. Wording stands in ``words.csv``; figures come from the ``Change`` and nothing else.
"""

from __future__ import annotations

from sysmap.analysis.change import Change
from sysmap.analysis.network import Network
from sysmap.service.describing import month_of
from sysmap.service.phrases import first_upper, known, listed, number, say
from sysmap.service.telling_links import links_told
from sysmap.service.telling_ties import busy_told, may_be_older, ties_told
from sysmap.service.telling_trust import apart_told, average_told, questions_told, where_told

LEAST_HEARD = 0.5
"""A sector of which fewer than this share answered is named in the first sentence."""
NAMED = 2
"""Up to how many organisations that were heard in neither round are named; more are counted."""


def first_screen(change: Change, public: bool = False) -> tuple[str, ...]:
    """The change in sentences, and last that it is invented where it is.

    For the ``public`` no silent organisation is named, and who links others only from 80% response on.
    """
    told = [who_told(change, public), ties_told(change)]
    older = may_be_older(change)
    if older:
        told.append(older)
    elif change.comparable:
        told += [
            busy_told(change), questions_told(change), average_told(change), where_told(change), apart_told(change),
        ]  # fmt: skip
    told.append(links_told(change, public))
    invented = change.after.invented or change.before.invented
    if invented:
        told.append(invented if invented.endswith(".") else f"{invented}.")
    return tuple(sentence for sentence in told if sentence)


def who_told(change: Change, public: bool = False) -> str:
    """Who is in both, who came and went, who answered, and who was heard least."""
    then, now, members = change.before, change.after, change.composition
    moved = say(_moved(len(members.joined), len(members.left)), joined=len(members.joined), left=len(members.left))
    both = len(members.stable) or first_upper(number(0))
    if not change.after.asked:
        return say("both_recorded", both=both, moved=moved)
    unrostered = [_round(n, other) for n, other in ((then, now), (now, then)) if not n.rostered]
    if unrostered:
        return say("both_unrostered", both=both, moved=moved, rounds=listed(unrostered))
    sentence = say(
        "both_asked", both=both, moved=moved,
        answered_after=now.answered, members_after=len(now.members), after=_round(now, then),
        answered_before=then.answered, members_before=len(then.members), before=_round(then, now),
    )  # fmt: skip
    least = least_heard(change, public)
    return f"{sentence} {say('least_heard', list=least)}" if least else sentence


def _moved(joined: int, left: int) -> str:
    return "moved_both" if joined and left else "moved_joined" if joined else "moved_left" if left else "moved_nobody"


def _round(network: Network, other: Network) -> str:
    """The month of a round; where both were in one month, its label."""
    month = month_of(network.date)
    return month if month and month != month_of(other.date) else network.label or network.at


def least_heard(change: Change, public: bool = False) -> str:
    """The sectors of which under half answered now, and those outside them who were heard in neither round."""
    low = {name: heard for name, heard in change.heard_after.items() if heard[0] < LEAST_HEARD * heard[1]}
    some = [
        say("heard_share", name=known(f"sector_{name}", name), answered=answered, members=members)
        for name, (answered, members) in low.items() if answered
    ]  # fmt: skip
    silent_then = {m.id for m in change.before.members if not m.heard and m.status != "partial"}
    never = [
        m.name for m in change.after.members
        if m.id in silent_then and not m.heard and m.status != "partial" and (m.sector or "not stated") not in low
    ]  # fmt: skip
    nobody = never if len(never) <= NAMED and not (public and never) else [say("heard_others", n=len(never))]
    nobody += [known(f"sector_{name}", name) for name, (answered, _) in low.items() if not answered]
    parts = some + ([say("heard_none", list=listed(nobody))] if nobody else [])
    return ", ".join(parts)
