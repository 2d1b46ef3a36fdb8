"""Who may see what? One pure function from a state and a viewer to the state that viewer sees.

Audiences are spaces and no ladder: a viewer has some of public, accountability, learning, participants and stewards, and sees the
facts whose audience is among them. Everyone has public; who has stewards has all. What is decided here, once:

- a fact's audience is its own word, else the map's, else that of its kind;
- a tie needs both ends, a roster row and whatever else is about one actor needs that actor; an end not stated hides nothing;
- a rating is visible only if **every** rating of its wave is (``sees_wave``): a hidden answer must never read as "no tie";
- what else points to something hidden is hidden (its wave, condition, indicator) or loses the pointer (``sight.MASKED``);
- stories and statements about somebody hidden are hidden; elsewhere the hidden one's id is taken out of the words;
- a ``note`` is for stewards unless its ``note_audience`` says otherwise, and a withdrawn story keeps no words;
- a hidden source leaves its id and date behind, since the date decides from when a fact is *first attested*.

A name inside a sentence somebody wrote cannot be found here: whoever writes it chooses the audience of that sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sysmap.model.canonical import seal_key
from sysmap.model.kinds import KINDS
from sysmap.model.sight import Sight
from sysmap.model.state import Seal, SealKey, State
from sysmap.model.vocabulary import AUDIENCES


class Viewer(NamedTuple):
    """Whoever looks, as the set of spaces they belong to on this map."""

    spaces: frozenset[str]

    @staticmethod
    def steward() -> Viewer:
        return Viewer(frozenset(AUDIENCES))

    @staticmethod
    def for_audience(audience: str) -> Viewer:
        """The set {public, audience}; for ``stewards``, all five.

        >>> sorted(Viewer.for_audience("learning").spaces), len(Viewer.for_audience("stewards").spaces)
        (['learning', 'public'], 5)
        """
        return Viewer.steward() if audience == "stewards" else Viewer(frozenset({"public", audience}))

    @property
    def is_steward(self) -> bool:
        return "stewards" in self.spaces

    @property
    def audience(self) -> str:
        """For whom something made for this viewer is, in one word: their own space beside public, if they have one.

        >>> Viewer.steward().audience, Viewer(frozenset({"public", "learning"})).audience, Viewer(frozenset()).audience
        ('stewards', 'learning', 'public')
        """
        own = [space for space in reversed(AUDIENCES) if space in self.spaces]
        return own[0] if own else "public"

    @property
    def reads_counts(self) -> bool:
        """May this viewer know how much is hidden? Participants and stewards may."""
        return bool(self.spaces & {"participants", "stewards"})

    def may_see(self, audience: str) -> bool:
        return audience == "public" or audience in self.spaces or self.is_steward


class View(NamedTuple):
    """What a viewer sees. ``hidden`` counts by kind what is left out, empty for those who may not know; ``whole``: nothing is."""

    state: State
    hidden: Mapping[str, int]
    whole: bool

    @property
    def empty(self) -> bool:
        """Is no fact at all visible? Such a map does not exist for the viewer, name and all; a steward sees even a blank one."""
        return not any(self.state.facts.values())


def audience_of(state: State, kind: str, fact: Any) -> str:
    """For whom a fact is: its own word, else the map's for facts that name none, else the default of its kind."""
    stated: str | None = fact.audience or state.about.default_audience
    return stated or KINDS[kind].audience


def visible(state: State, viewer: Viewer) -> View:
    """What the viewer sees of the map. A steward gets the very same state; 100,000 ties take about a third of a second."""
    if viewer.is_steward:
        return View(state, {}, True)
    seen = Sight(state, viewer.spaces).seen()
    if not any(facts for kind, facts in seen.items() if kind != "map"):
        seen = {}
    whole = all(seen.get(kind, {}) == facts for kind, facts in state.facts.items())
    hidden = {kind: len(facts) - len(seen.get(kind, {})) for kind, facts in state.facts.items() if len(facts) > len(seen.get(kind, {}))}
    shown = State(state.map, state.revision, state.erasures, seen, _seals_of(seen, state.seals))
    return View(shown, hidden if viewer.reads_counts else {}, whole)


def sees_wave(state: State, viewer: Viewer, wave_id: str) -> bool:
    """Is every rating of the wave visible to the viewer, so that its rating layer may be shown?

    False too when it has a roster of which a row is set aside for others: without it, silence would read as "no tie".
    """
    if viewer.is_steward:
        return wave_id in state.waves
    return wave_id in Sight(state, viewer.spaces).whole_waves()


def _seals_of(seen: Mapping[str, Mapping[str, Any]], seals: Mapping[SealKey, Seal]) -> dict[SealKey, Seal]:
    """The seals of visible texts only: a key names the fact it belongs to."""
    kept: dict[SealKey, Seal] = {}
    if not seals:
        return kept
    for kind, facts in seen.items():
        personal = [(field, KINDS[kind].fields.index(field)) for field in KINDS[kind].personal]
        for fact in facts.values():
            for field, index in personal:
                if fact[index] is not None:
                    key = seal_key(kind, fact, field)
                    if key in seals:
                        kept[key] = seals[key]
    return kept
