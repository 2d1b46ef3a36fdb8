"""Edit one fact again and again beside others who do the same: ``python -m tests.gates.counting URL NAME TIMES``.

Each edit reads the number on the fact and writes the next one. Every acknowledged edit is one line on standard output, every
clash a line too; a lost edit shows as a number that is too small at the end.
"""

from __future__ import annotations

import sys

from sysmap.errors import Conflict
from sysmap.model.actors import Actor
from sysmap.model.batch import Batch, Change
from sysmap.model.sealing import seals_for
from sysmap.model.state import empty
from sysmap.store.opening import open_store
from sysmap.store.port import Store

MAP = "shared"


def begin(store: Store) -> None:
    """The fact that all of them edit."""
    first = (Change("add", "actor", "counter", Actor("counter", "Counter", reach="0")),)
    store.append(Batch(MAP, 0, "first", "all", "begin", first, None, seals_for(first, empty(MAP))), lambda head: None)


def count(store: Store, name: str, times: int) -> list[str]:
    """Add one, ``times`` times; a line for each edit and each clash."""
    said = []
    done = 0
    while done < times:
        state = store.state(MAP)
        fact = state.actors["counter"]
        number = int(fact.reach or 0) + 1
        changes = (Change("change", "actor", "counter", fact._replace(reach=str(number), place=name)),)
        made = Batch(MAP, state.revision, f"{name}-{done}", name, "one more", changes, None, seals_for(changes, state))
        try:
            revision = store.append(made, lambda head: None)
        except Conflict as refused:
            (clash,) = refused.clashes
            assert isinstance(clash.yours, Actor) and isinstance(clash.theirs, Actor) and clash.yours == changes[0].fact, clash
            said.append(f"clash {clash.yours.reach} {clash.theirs.reach} {clash.revision}")
        else:
            said.append(f"stored {number} as {revision.number}")
            done += 1
    return said


if __name__ == "__main__":
    opened = open_store(sys.argv[1])
    print("\n".join(count(opened, sys.argv[2], int(sys.argv[3]))))
    opened.close()
