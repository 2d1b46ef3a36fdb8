"""May this be on a map? The rules of the bundle and the invariants of the model, each with a sentence a person can act on.

Here lives every rule about what may be stored, one file a stem; ``service`` asks them inside the store's lock, and whoever reads a
file adds the row. The rules read facts and never write them. Decided: rules over the whole state after the batch, found through
indexes the state carries along. Rejected: checks in each fact's constructor, which cannot see the other facts that most rules are
about, and constraints in the database, which two stores would word and enforce differently.
"""

from __future__ import annotations

from sysmap.model.validation.checking import check
from sysmap.model.validation.finding import CODES, Checked, Finding
from sysmap.model.validation.ratings import outside_scale

__all__ = ["CODES", "Checked", "Finding", "check", "outside_scale"]
