"""A service to test: the teaching map, the same map as if it were real, and a map whose every word is hostile."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.applications import Starlette

from sysmap.api.limits import Patience
from sysmap.api.paces import Paces
from sysmap.app import build_app
from sysmap.config import Config
from sysmap.model.actors import Actor, Map
from sysmap.model.batch import Change
from sysmap.model.ties import Relationship
from sysmap.service.desk import Desk
from sysmap.service.editing import edit
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.seeds import seed
from tests.web.visiting import TOKEN

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(2)</script>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "javascript:alert(3)",
    "\u202eevil\u2066",
    "]]><svg onload=alert(4)>",
    "=HYPERLINK(1)",
    "null",
)


def hostile_changes() -> list[Change]:
    """A map made of nothing but hostile words, public throughout."""
    about = Map("hostile", HOSTILE[0], focal_question=HOSTILE[1], boundary=HOSTILE[2], audience="public")
    changes = [Change("add", "map", "hostile", about)]
    for place, name in enumerate(HOSTILE):
        changes.append(Change("add", "actor", f"a{place}", Actor(f"a{place}", name, sector=name, place=name, kind=name, audience="public")))
    for place in range(len(HOSTILE) - 1):
        ends = (f"a{place}", f"a{place + 1}")
        tie = Relationship(f"r{place}", *ends, type=HOSTILE[place], directed="yes", description=HOSTILE[place], audience="public")
        changes.append(Change("add", "relationship", tie.id, tie))
    return changes


def fill(desk: Desk, names: tuple[str, ...] = ("wrenmoor", "wrenmoor-as-real")) -> None:
    for name in names:
        carry_out(desk, preview(desk, seed(name)))
    edit(desk, "hostile", hostile_changes(), reason="for tests")


@lru_cache(maxsize=1)
def _home() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="sysmap-served-")


@lru_cache(maxsize=1)
def served() -> Starlette:
    """The application over all three maps; made once, and nothing that asks changes it."""
    url = f"sqlite:///{(Path(_home().name) / 'maps.db').as_posix()}"
    desk = open_desk(url, create=True)
    fill(desk)
    desk.close()
    app = build_app(Config(store=url, steward_token=TOKEN, origins=("https://partner.example",)))
    # A busy machine must not decide what a test says: how long is waited is tested by itself.
    app.state.patience = Patience(120, 120)
    app.state.paces = Paces(a_second=1_000_000)
    return app
