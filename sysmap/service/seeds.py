"""Where are the demonstration maps? Inside the installed package, or in ``seeds/`` beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from sysmap.errors import NotFound


def seed(name: str) -> Path:
    """The folder or file of a demonstration map. Raises NotFound."""
    inside = Path(__file__).resolve().parents[1]
    for home in (inside / "_seeds", inside.parent / "seeds"):
        if (home / name).exists():
            return home / name
    raise NotFound(f"The demonstration map {name!r} is not part of this installation", fix="Install sysmap again: pip install .")
