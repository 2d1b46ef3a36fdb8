"""Draw the map that the documents describe: a picture for each place, and one of the whole.

    python -m seeds.early_action_pictures FOLDER [png|svg|pdf|html]

Everybody is on them, also the groups that are not measured; an A4 page, landscape, holds each.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from seeds.early_action_map import PLACES, of_place
from sysmap.analysis.building import build_network
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Picture
from sysmap.draw.rendering import render

NOTE = "Role groups, communities and collectives overlap with others: they are drawn, and not measured"


def picture(place: str | None) -> Picture:
    """What is known of who works with whom in a place, whenever it held."""
    state = of_place(place)
    question = Question(layer="relationships")
    network = replace(build_network(state, resolve_point(state, None, "relationships"), question), label="everything the documents say")
    sources = tuple(source.title or source.id for source in state.sources.values())
    drawn = draw_network(network, positions([network], {}), audience="public", sources=sources)
    return replace(drawn, caption=(*drawn.caption, NOTE))


def main(folder: str, ending: str = "png") -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    for place in (*PLACES, None):
        path = Path(folder) / f"{(place or 'whole').lower().replace(' ', '-')}.{ending}"
        path.write_bytes(render(picture(place), ending))
        print(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
