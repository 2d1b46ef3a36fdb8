"""May rounds that asked differently be compared? Only under a conversion that a person states, and that the result repeats.

``same`` takes answers as they stand (another wording, another name cap); ``linear`` stretches the earlier scale evenly over the later
one; ``1=2,2=3,3=5`` says of each earlier answer which later one it is. "No tie" stays "no tie".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial

from sysmap.analysis.building_voices import exact, mean
from sysmap.analysis.network import Network, Tie
from sysmap.errors import UsageError

SAME, LINEAR = "same", "linear"
NOT_NEEDED = "The two rounds asked alike: the conversion that was stated is not needed, and nothing was converted."
_TABLE = re.compile(r"[0-9]{1,2}=[0-9]{1,2}(,[0-9]{1,2}=[0-9]{1,2})*")
Convert = Callable[[int | Fraction], int | Fraction]


def checked(conversion: str) -> str:
    """The conversion without blanks. Raises UsageError for anything that is none."""
    bare = "".join(conversion.split())
    if bare not in (SAME, LINEAR) and not _TABLE.fullmatch(bare):
        raise UsageError(f'"{conversion}" is no conversion', fix=f"Give {SAME}, {LINEAR}, or a table such as 1=2,2=3,3=5.")
    return bare


def converted(before: Network, after: Network, conversion: str, differs: tuple[str, ...]) -> tuple[Network, Network, str]:
    """Both networks as answers to the later question, and the sentence that the result must carry.

    Raises UsageError for different layers, and where an answer has no later one.
    """
    if "layer" in differs:
        raise UsageError("Different layers cannot be converted into one another", fix="Compare one layer at two points.")
    how = checked(conversion)
    change, told = _conversion(before, after, how)
    ties = {pair: _tie(tie, change) for pair, tie in before.ties.items()}
    then = replace(before, ties=ties, scale=after.scale, max_names=after.max_names, wording=after.wording, yes_no=after.yes_no)
    if "items" in differs:
        then, now = _as_one(then), _as_one(after)
        return then, now, f"{told} The rounds asked other questions; the mean of each round's own is compared."
    return then, after, told


def _conversion(before: Network, after: Network, how: str) -> tuple[Convert, str]:
    if how == SAME:
        return lambda value: value, "The two rounds asked differently, and by the asker's word answers mean the same in both."
    old, new = before.scale, after.scale
    scales = f"{old[0]}-{old[1]} into {new[0]}-{new[1]}" if old and new else ""
    if how == LINEAR:
        if not old or not new or old[0] == old[1]:
            raise UsageError("These scales cannot be stretched evenly", fix="State a table, such as 1=2,2=3.")
        told = f"By the asker's word the earlier answers ({scales}) were stretched evenly over the later scale."
        return partial(_stretched, old=old, new=new), told
    table = {int(a): int(b) for a, b in (entry.split("=") for entry in how.split(","))}
    outside = [b for b in table.values() if new and not new[0] <= b <= new[1]]
    if outside:
        raise UsageError(f"{outside[0]} is not on the later scale", fix=f"Its answers go from {new[0]} to {new[1]}." if new else "")
    told = f"By the asker's word the earlier answers were read as later ones: {', '.join(how.split(','))}."
    return partial(_looked_up, table=table), told


def _stretched(value: int | Fraction, old: tuple[int, int], new: tuple[int, int]) -> int | Fraction:
    """
    >>> _stretched(3, (1, 5), (1, 3)), _stretched(2, (1, 5), (1, 3))
    (2, Fraction(3, 2))
    """
    return exact(new[0] + Fraction(value - old[0]) * (new[1] - new[0]) / (old[1] - old[0]))


def _looked_up(value: int | Fraction, table: dict[int, int]) -> int | Fraction:
    if value not in table:
        raise UsageError(f"The conversion says nothing of the answer {value}", fix=f"Add it, such as {value}=1, or use {LINEAR}.")
    return table[int(value)]


def _tie(tie: Tie, change: Convert) -> Tie:
    items = {name: None if value is None else change(value) for name, value in tie.items.items()}
    if tie.value is None:
        return replace(tie, items=items)
    known = [value for value in items.values() if value is not None]
    return replace(tie, value=mean(known) if len(tie.items) > 1 and known else change(tie.value), items=items)


def _as_one(network: Network) -> Network:
    return replace(network, items=("trust",), ties={pair: replace(tie, items={}) for pair, tie in network.ties.items()})
