"""What is being asked of a map? The layer, what is counted as a tie there, and which measures are wanted."""

from __future__ import annotations

from dataclasses import dataclass

from sysmap.errors import UsageError
from sysmap.model.vocabulary import CLOSED, nearest

LAYERS = ("trust", "relationships", "funding", "power")
"""The four things that join two actors. Trust is asked of people in waves; the others are recorded."""

RECORDED = frozenset(LAYERS) - {"trust"}
"""Layers nobody was asked about: a pair is recorded or not recorded, and nobody can be silent."""


INTERVALS = ("jackknife", "bootstrap")
FEWEST, MOST = 99, 1_000_000
"""How many draws may be asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, the same for the command line, the module and the web. Raises UsageError for words that do not exist.

    ``type`` and ``level`` select relationships (``type`` selects the kind of a funding flow: money, people, in-kind), ``item`` one
    trust question, ``sign`` +, - or mixed (default + and mixed), ``mutual`` ties that both ends name, ``min_strength`` a least value
    from which on a tie counts, as 1. ``group`` names an attribute for measures by group, ``names`` the measures wanted.
    ``unmeasured`` asks for a network to draw, with the actors that never enter a measure. ``conversion`` is how a person says that
    rounds which asked differently may be compared (change_conversion.py). ``interval`` is how the standard error of a change is told
    (jackknife or bootstrap), ``draws`` how many are drawn where a test draws (None: as many as it does by itself).
    """

    layer: str = "trust"
    type: str | None = None
    level: str | None = None
    item: str | None = None
    sign: str | None = None
    mutual: bool = False
    min_strength: int | None = None
    group: str | None = None
    seed: int = 1
    names: tuple[str, ...] = ()
    conversion: str | None = None
    interval: str = "jackknife"
    draws: int | None = None
    unmeasured: bool = False

    def __post_init__(self) -> None:
        one_of("layer", self.layer, LAYERS)
        for option, value, choices in (("level", self.level, CLOSED["level"]), ("sign", self.sign, CLOSED["sign"])):
            if value is not None:
                one_of(option, value, choices)
        one_of("interval", self.interval, INTERVALS)
        if self.draws is not None and not FEWEST <= self.draws <= MOST:
            raise UsageError(f"{self.draws} draws are too few to tell anything, or too many to wait for", fix=f"Give {FEWEST} to {MOST:,}.")
        if not 0 <= self.seed < 2**63:
            raise UsageError(f"{self.seed} is no seed of what is drawn at random", fix="Give a whole number from 0.")
        if self.layer == "funding" and self.type is not None:
            one_of("type", self.type, CLOSED["funding_kind"])
        self._belongs("item", self.item, ("trust",))
        self._belongs("type", self.type, ("relationships", "funding"))
        self._belongs("level", self.level, ("relationships",))
        self._belongs("sign", self.sign, ("relationships",))
        if self.min_strength is not None and self.min_strength < 1:
            told = f"A least strength of {self.min_strength} would count pairs without a tie"
            raise UsageError(told, fix="Give 1 or more, or leave it out.")

    def _belongs(self, option: str, value: str | None, layers: tuple[str, ...]) -> None:
        """Refuse an option that this layer has no use for: ignored in silence it would look as if it had been obeyed."""
        if value is not None and self.layer not in layers:
            raise UsageError(
                f"--{option} {value} says nothing about the layer {self.layer}",
                fix=f"Leave it out, or ask about {' or '.join(layers)}.",
            )


def one_of(option: str, value: str, choices: tuple[str, ...]) -> None:
    """Refuse a word that is not among the choices, naming them and the nearest."""
    if value in choices:
        return
    guess = nearest(value, choices)
    meant = f'Did you mean "{guess}"? ' if guess else ""
    raise UsageError(f'There is no {option} "{value}"', fix=f"{meant}Choose {', '.join(choices)}.")
