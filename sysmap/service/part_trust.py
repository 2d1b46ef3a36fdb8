"""How is one organisation named by others, on its own page, for those who took part and the map keeper?

The one place where the trust that one organisation receives may stand, and only over enough answers (contract.md, *Disclosure*).
"""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis.grouping import enough
from sysmap.analysis.observation import count_into, rows_of
from sysmap.analysis.question import Question
from sysmap.errors import NotFound, UsageError
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.choices import choices
from sysmap.service.desk import Desk
from sysmap.service.phrases import say


def trust_words(desk: Desk, viewer: Viewer, map: str, actor: str) -> tuple[str, ...]:
    """For each of the last two rounds how many name it and how they rate it; nothing for anybody else."""
    if not viewer.spaces & {"participants", "stewards"}:
        return ()
    offered = choices(desk, viewer, map)
    rounds = offered.rounds.get("trust", ()) if "trust" in offered.layers else ()
    wanted = [r for r in rounds if offered.pair is None or r.id in offered.pair] or list(rounds)[-1:]
    return tuple(words for r in wanted if (words := _round(desk, viewer, map, actor, r.id, r.words)))


def _round(desk: Desk, viewer: Viewer, map: str, actor: str, at: str, words: str) -> str:
    try:
        network = network_at(desk, viewer, map, at, Question(layer="trust")).network
    except (NotFound, UsageError):
        return ""
    if actor not in network.ids:
        return say("part_trust_outside", round=words)
    named = [(a, tie) for (a, b), tie in network.ties.items() if b == actor]
    names = sum(1 for a, _ in network.ties if a == actor)
    heard = next(m.heard for m in network.members if m.id == actor)
    told = say("part_named", round=words, n=len(named), could=count_into(rows_of(network))[actor])
    told += " " + (say("part_names", n=names) if heard or names else say("part_unheard"))
    values = [Fraction(tie.value) for _, tie in named if tie.value is not None]
    if not enough(len(values), len({a for a, tie in named if tie.value is not None})):
        return f"{told} {say('part_trust_few')}" if named else told
    mean = float(sum(values, Fraction(0)) / len(values))
    return f"{told} {say('part_trust_mean', mean=f'{mean:.2f}', n=len(values), high=network.scale[1] if network.scale else '')}"
