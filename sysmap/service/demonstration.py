"""Show what sysmap does, on an invented town: load it, say what changed, draw it; and load a map of real documents beside it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sysmap.analysis.question import Question
from sysmap.draw.rendering import render
from sysmap.model.visibility import Viewer
from sysmap.service.comparing import compared
from sysmap.service.describing import what_is_on
from sysmap.service.desk import Desk
from sysmap.service.files import write_whole
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.picturing import picture_at, picture_of_change
from sysmap.service.seeds import seed
from sysmap.service.telling import first_screen

MAP, THEN, NOW = "wrenmoor", "w1", "w2"
BESIDE = "early-action"
"""The map of five published documents. Nobody was asked there, so no change of it is told."""


class Demonstration(NamedTuple):
    """What was shown: the store it is kept in, the lines to read, the pictures written."""

    store: str
    lines: tuple[str, ...]
    pictures: tuple[Path, ...]


def demonstrate(store: str | None, folder: Path) -> Demonstration:
    """Load the teaching map into ``store`` (default: a file in ``folder``) and tell and draw its change.

    Running it again loads nothing anew and writes the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    url = store or f"sqlite:///{(folder / 'wrenmoor.db').as_posix()}"
    desk = open_desk(url, create=True)
    try:
        for name in (MAP, BESIDE):
            carry_out(desk, preview(desk, seed(name)))
        viewer, question = Viewer.for_audience("participants"), Question(layer="trust")
        change = compared(desk, viewer, MAP, THEN, NOW, question)
        on_it = what_is_on(desk.state(MAP))
        told = [sentence for sentence in first_screen(change) if sentence not in on_it]
        sentences = (f"{n}. {sentence}" for n, sentence in enumerate(told, start=1))
        lines = (*on_it, "", *sentences, "", *what_is_on(desk.state(BESIDE)))
        return Demonstration(url, lines, tuple(_draw(desk, viewer, question, folder)))
    finally:
        desk.close()


def _draw(desk: Desk, viewer: Viewer, question: Question, folder: Path) -> list[Path]:
    pictures = {
        "round-1": picture_at(desk, viewer, MAP, THEN, question),
        "round-2": picture_at(desk, viewer, MAP, NOW, question),
        "change": picture_of_change(desk, viewer, MAP, THEN, NOW, question, to_slide=True),
    }
    written = []
    for name, picture in pictures.items():
        for ending in ("html", "svg", "png"):
            path = folder / f"{name}.{ending}"
            write_whole(path, render(picture, ending))
            written.append(path)
    return written
