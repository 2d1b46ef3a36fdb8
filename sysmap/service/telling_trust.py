"""How did trust move on the ties that lasted, where, and where do two ends differ? Sentences four to seven.

A mean of trust is only said over at least five answers from at least three organisations, to whoever reads it.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from sysmap.analysis.change import Change
from sysmap.analysis.change_gaps import WIDE, Gap
from sysmap.analysis.change_items import TRUST, Place, changes_on, lasting
from sysmap.analysis.change_signflip import SignFlip
from sysmap.analysis.grouping import enough
from sysmap.analysis.network import Network
from sysmap.service.phrases import first_upper, listed, number, say, signed
from sysmap.service.telling_ties import BUSY

CHANCE = 0.05
"""Below this p a move is more than chance would give; the p itself stands in the method."""
STILL = 0.005
"""A mean that rounds to 0.00 did not move, for a reader."""
APART = 0.05
"""From here on a reader sees that two changes of a mean differ."""


def questions_told(change: Change) -> str:
    """How each question moved on the lasting ties, with counts up and down; and whether their average hides it."""
    if not change.flips or not (change.core.counts and change.core.counts.kept):
        return ""
    flips = {item: flip for item, flip in change.flips.items() if item != TRUST or len(change.flips) == 1}
    heard = {item: flip for item, flip in flips.items() if enough(flip.n, flip.rows)}
    if not heard:
        return say("trust_few")
    lasted = change.core.counts.kept
    moved = [item for item, flip in heard.items() if _by_more_than_chance(flip)]
    moved.sort(key=lambda item: -abs(float(heard[item].mean or 0)))
    if not moved:
        return _nothing_moved(change, tuple(heard), lasted)
    parts = [_question(change, item, "question_up" if change.items[item].sum > 0 else "question_down") for item in moved]
    sentence = say("questions_moved", n=lasted, list=listed(parts), each=say("each") if len(parts) > 1 else "")
    together = change.flips[TRUST]
    if len(change.flips) > 2 and enough(together.n, together.rows) and not _by_more_than_chance(together):
        sentence += " " + say("average_hides", n=number(len(change.flips) - 1), mean=signed(float(together.mean or 0)))
    return sentence


def _by_more_than_chance(flip: SignFlip) -> bool:
    return flip.p is not None and flip.p < CHANCE


def _nothing_moved(change: Change, items: tuple[str, ...], lasted: int) -> str:
    if not any(change.items[item].up + change.items[item].down for item in items):
        return say("questions_never", n=lasted)
    parts = [_question(change, item, "question_still") for item in items]
    return say("questions_still", n=lasted, list=listed(parts))


def _question(change: Change, item: str, key: str) -> str:
    count = change.items[item]
    return say(key, item=_item(change, item), up=count.up or say("none"), down=count.down or say("none"))


def _item(change: Change, item: str) -> str:
    """The question's own word; where only one was asked or chosen, that one's."""
    return item if item != TRUST else change.after.items[0] if len(change.after.items) == 1 else "trust"


def _verb(change: object) -> str:
    return say("verb_up" if isinstance(change, int | float) and change > 0 else "verb_down")


def average_told(change: Change) -> str:
    """What the plain average of all ties did, against what it did on the ties that lasted."""
    mean = change.everyone.mean
    total, lasted = mean.total, mean.continuing
    raters = len({t.pair[0] for t in lasting(change.ties) if t.compared is not None})
    if not change.flips or total is None or lasted is None or mean.before is None or mean.after is None:
        return ""
    if not (enough(mean.n_lasting, raters) and _may_be_shown(change.before) and _may_be_shown(change.after)):
        return ""
    then, now = f"{float(mean.before):.2f}", f"{float(mean.after):.2f}"
    if abs(total - lasted) < APART:
        return say("average_right", then=then, now=now, mean=signed(float(lasted)))
    still = abs(lasted) < STILL
    way = "still" if still else "up" if lasted > 0 else "down"
    told = say(f"lasting_{way}", mean=f"{abs(float(lasted)):.2f}")
    up = total > 0
    key = "average_wrong" if still or (lasted > 0) != up else "average_partly"
    verb, noun = (say(f"{word}_up" if up else f"{word}_down") for word in ("verb", "noun"))
    return say(key, verb=verb, noun=noun, then=then, now=now, lasting=told, rest=_rest(change))


def _rest(change: Change) -> str:
    """Where the rest of the plain average's change comes from: the largest part, and every other at least half as large."""
    parts = {name: abs(part or Fraction(0)) for name, part in change.everyone.mean.parts.items() if name != "lasting"}
    large = sorted((name for name, part in parts.items() if 2 * part >= max(parts.values()) > 0), key=lambda name: -parts[name])
    return listed([say(f"rest_{name}") for name in large])


def _may_be_shown(network: Network) -> bool:
    valued = [a for (a, _), tie in network.ties.items() if tie.value is not None]
    return enough(len(valued), len(set(valued)))


def where_told(change: Change) -> str:
    """Where a question moved, when every move is within or towards one group that was named beforehand."""
    sentences = []
    for item, flip in change.flips.items():
        if item == TRUST and len(change.flips) > 1:
            continue
        found = [p for p in change.places if p.item == item and p.only_here and _place_may_be_shown(change, p)]
        if found and _by_more_than_chance(flip):
            sentences.append(_place(change, min(found, key=lambda p: p.there.n)))
    return " ".join(sentences)


def _place_may_be_shown(change: Change, place: Place) -> bool:
    group = {**change.before.groups, **change.after.groups}[place.group]
    ties = [t for t in lasting(change.core.ties) if changes_on(t, place.item) is not None and _is_there(t.pair, group, place.where)]
    return enough(place.there.n, len({t.pair[0] for t in ties})) and len(place.members) > 1


def _is_there(pair: tuple[str, str], group: Collection[str], where: str) -> bool:
    first, second = pair[0] in group, pair[1] in group
    return {"within": first and second, "towards": second and not first, "from": first and not second}[where]


def _place(change: Change, place: Place) -> str:
    return say(
        f"moved_{place.where}", item=first_upper(_item(change, place.item)), verb=_verb(float(place.there.sum)),
        group=_group(place.group, len(place.members)), members=len(place.members),
        n=place.there.n, mean=f"{abs(float(place.there.mean or 0)):.1f}",
    )  # fmt: skip


def _group(name: str, members: int) -> str:
    """A group in a sentence: 'the Learning Table', 'the three children's services'."""
    return name if name.lower().startswith("the ") else say("group_of", n=number(members), name=name)


def apart_told(change: Change) -> str:
    """How many pairs see their tie very differently, then and now, and how many ties go both ways."""
    parts = []
    then, now = len(change.gaps_before), len(change.gaps_after)
    if then or now:
        key = "apart_gone" if not now else "apart_up" if now > then else "apart_down" if now < then else "apart_same"
        parts.append(say(key, now=now, then=then or say("none"), gap=WIDE) + _who_trusts_more(change) + ".")
    ways = _both_ways(change)
    return " ".join(parts + ([ways] if ways else []))


def _who_trusts_more(change: Change) -> str:
    """Is the end that trusts more each time in one group, and the other end never?"""
    gaps: tuple[Gap, ...] = change.gaps_after
    groups = {**change.before.groups, **change.after.groups}
    fits = [n for n, ids in groups.items() if all(g.high in ids and g.low not in ids for g in gaps)]
    if len(gaps) < 2 or not fits:
        return ""
    name = min(fits, key=lambda n: len(groups[n]))
    return say("apart_group", group=name if name.lower().startswith("the ") else f"the {name}")


def _both_ways(change: Change) -> str:
    """How many pairs go both ways. Nothing where every tie does by its nature."""
    then, now = change.core.before.dyads, change.core.after.dyads
    if change.after.layer not in BUSY or then is None or now is None or change.after.mutual:
        return ""
    if not (then["mutual"] or now["mutual"]) or not (then["asymmetric"] or now["asymmetric"]):
        return ""
    key = "ways_same" if then["mutual"] == now["mutual"] else "ways_more" if now["mutual"] > then["mutual"] else "ways_fewer"
    return say(key, then=then["mutual"], now=now["mutual"])
