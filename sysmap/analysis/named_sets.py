"""Which actors were named beforehand? A set from a word: a group of the map's codebook, whom somebody funds, or who has an attribute."""

from __future__ import annotations

from sysmap.analysis.building_groups import by_attribute
from sysmap.analysis.building_members import holds, named_groups
from sysmap.analysis.network import Network
from sysmap.errors import NotFound
from sysmap.model.dates import parse_date
from sysmap.model.state import State
from sysmap.model.text import split_list

FUNDED = "funded-by:"


def named_set(word: str, before: Network, after: Network, state: State) -> frozenset[str]:
    """The actors that ``word`` names, whether or not they are in the networks.

    A group's name; ``funded-by:ID``, those to whom that actor gives at either point; ``ATTRIBUTE=VALUE``. Raises NotFound,
    and UsageError for an attribute that nobody has.
    """
    groups = named_groups(state)
    meant = next((name for name in groups if _bare(name) == _bare(word)), None)
    if meant is not None:
        return groups[meant]
    if word.startswith(FUNDED):
        return _funded(word.removeprefix(FUNDED), before, after, state)
    attribute, is_one, value = word.partition("=")
    if is_one:
        found = {**by_attribute(state, before, attribute), **by_attribute(state, after, attribute)}
        return frozenset(id for id, has in found.items() if has == value)
    known = f"Its groups are {', '.join(groups)}; or" if groups else "It names no groups;"
    raise NotFound(f'The map names no group "{word}"', fix=f"{known} say {FUNDED}ID or ATTRIBUTE=VALUE.")


def _bare(name: str) -> str:
    """A group's name as people say it: capitals and a leading "the" make no difference."""
    return name.casefold().removeprefix("the ").strip()


def _funded(giver: str, before: Network, after: Network, state: State) -> frozenset[str]:
    if giver not in state.actors:
        raise NotFound(f'There is no actor "{giver}"', fix="Give a funder's id.")
    days = [day for n in (before, after) if n.date and (day := parse_date(n.date)) is not None]
    flows = (f for f in state.funding.values() if f.to_id is not None and giver in split_list(f.from_id))
    return frozenset(f.to_id for f in flows if f.to_id and (not days or any(holds(state, f, day) for day in days)))
