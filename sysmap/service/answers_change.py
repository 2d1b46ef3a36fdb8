"""What changed since last time, and how sure are we? And where do two sides see it differently?"""

from __future__ import annotations

from sysmap.analysis.change_gaps import WIDE, gaps
from sysmap.analysis.method import method_of
from sysmap.analysis.question import Question
from sysmap.errors import NotFound, UsageError
from sysmap.service.answer import Answer, Asking, Item, names_of, nothing, short
from sysmap.service.asking import network_at
from sysmap.service.comparing import compared
from sysmap.service.disclosure import is_public
from sysmap.service.phrases import say
from sysmap.service.telling import first_screen, who_told
from sysmap.service.telling_ties import ties_told
from sysmap.service.views import view

TRUST = Question(layer="trust")


def changed(asking: Asking) -> Answer:
    """What became of ties between the last two rounds that were asked alike; the rest of the first screen as the list."""
    offered = asking.offered
    if offered.pair is None:
        return nothing(offered.layer, "ask_changed")
    layer = "trust" if "trust" in offered.layers else "relationships"
    before, after = offered.pair
    try:
        change = compared(asking.desk, asking.viewer, asking.map, before, after, Question(layer=layer))
    except (NotFound, UsageError):
        return nothing(layer, "ask_changed")
    public = is_public(asking.viewer)
    sentence, heard = ties_told(change), who_told(change, public)
    rest = [told for told in first_screen(change, public) if told not in {sentence, heard, change.after.invented}]
    items = tuple(Item(told) for told in rest if not (change.after.invented or "\0").startswith(told.rstrip(".")))
    return Answer(layer, None, (before, after), {}, sentence, items, 0, heard=heard, how=change.method)


def differ(asking: Asking) -> Answer:
    """Which pairs rate one another very differently, and which relationships are said to be tense."""
    tense = _tense(asking)
    at = asking.point("trust")
    if is_public(asking.viewer) and "trust" in asking.offered.layers:
        return nothing("relationships", "ask_differ_public") if not tense else _only_tense(asking, tense)
    if "trust" not in asking.offered.layers or at is None:
        return nothing("relationships", "ask_differ") if not tense else _only_tense(asking, tense)
    network = network_at(asking.desk, asking.viewer, asking.map, at, TRUST).network
    names, found = names_of(network), gaps(network)
    items = [
        Item(
            say("ask_differ_item", high=names[g.high], low=names[g.low], trusts=f"{float(g.trusts or 0):.2f}",
                trusted=f"{float(g.trusted or 0):.2f}"),
            (g.high, g.low), names[g.high],
        )
        for g in found
    ]  # fmt: skip
    heard = say("heard_round", n=network.answered or 0, members=len(network.members), round=asking.state_round(network.wave or at))
    sentence = say("ask_differ_sentence", n=len(found), gap=WIDE) if found else say("ask_differ_none", gap=WIDE)
    shown, more = short([*items, *tense])
    lines = frozenset(pair for g in found for pair in ((g.high, g.low), (g.low, g.high)))
    dots = frozenset(end for pair in lines for end in pair)
    how = f"{say('ask_differ_how')} {method_of(network, TRUST)}"
    return Answer("trust", at, None, {}, sentence, shown, more, dots, lines, heard, how)


def _tense(asking: Asking) -> list[Item]:
    state = view(asking.desk, asking.viewer, asking.map).state
    names = {a.id: a.name or a.id for a in state.actors.values()}
    found = []
    for r in state.relationships.values():
        if r.sign == "-" and r.from_id in names and r.to_id in names:
            a, b, type = names[r.from_id], names[r.to_id], (r.type or "tension").replace("_", " ")
            found.append(Item(say("ask_differ_tense", a=a, b=b, type=type), (r.from_id, r.to_id), a))
    return found


def _only_tense(asking: Asking, tense: list[Item]) -> Answer:
    shown, more = short(tense)
    dots = frozenset(actor for item in tense for actor in item.actors)
    return Answer(
        "relationships", asking.point("relationships"), None, {"sign": "-"}, say("ask_differ_only_tense", n=len(tense)), shown, more, dots,
        heard=say("heard_recorded"), how=say("ask_differ_public_why"),
    )  # fmt: skip
