"""Who holds, lacks or contests which decision? The statements themselves: most are about an issue, which no line can say."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.analysis.question import Question
from sysmap.model.state import State
from sysmap.model.text import NOT_STATED
from sysmap.model.ties import Power
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.describing import month_of
from sysmap.service.desk import Desk


class Decision(NamedTuple):
    """A power statement in words. ``when`` is empty where no date is stated."""

    holder: str
    state: str
    over: str
    how: str
    space: str
    when: str


def statements(desk: Desk, viewer: Viewer, map: str, at: str | None, known_at: str | None = None) -> tuple[Decision, ...]:
    """Every statement about who decides that the viewer sees, in map order, with its dates, whenever it held. Raises NotFound."""
    state = network_at(desk, viewer, map, at, Question(layer="power"), known_at).view.state
    return tuple(_in_words(state, said) for said in state.power.values())


def _in_words(state: State, said: Power) -> Decision:
    since, until = month_of(said.since), month_of(said.until)
    parts = (f"since {since}" if since else "", f"until {until}" if until else "")
    return Decision(
        holder=_name(state, said.holder),
        state=said.state or "holds",
        over=said.over or (_name(state, said.over_actor) if said.over_actor else NOT_STATED),
        how=(said.expression or NOT_STATED).replace("|", ", "),
        space=(said.space or NOT_STATED).replace("|", ", "),
        when=", ".join(part for part in parts if part),
    )


def _name(state: State, actor: str | None) -> str:
    known = state.actors.get(actor) if actor is not None else None
    return (known.name or known.id) if known is not None else NOT_STATED
