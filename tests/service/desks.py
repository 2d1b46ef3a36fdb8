"""A desk over demonstration maps, or over one map made of a few files, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from sysmap.service.desk import Desk
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.seeds import seed


def desk_over(*names: str, url: str = "sqlite://") -> Desk:
    """A store with these demonstration maps, or practice files, on it."""
    desk = open_desk(url, create=True)
    for name in names:
        carry_out(desk, preview(desk, seed(name)))
    return desk


def desk_of(files: Mapping[str, str]) -> Desk:
    """A store with the one map that these files of a folder make."""
    desk = open_desk("sqlite://", create=True)
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        carry_out(desk, preview(desk, Path(folder)))
    return desk
