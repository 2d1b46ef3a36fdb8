"""``draw``: any picture of a map: a layer at one point, what changed between two, and the charts beside them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sysmap.cli import options as o
from sysmap.cli.asking import Asked, asked
from sysmap.cli.printing import print_json, say
from sysmap.errors import UsageError

if TYPE_CHECKING:
    from sysmap.draw.picture import Picture
    from sysmap.service.charting import Points
    from sysmap.service.looks import Look

Picture_ = Annotated[
    str | None,
    typer.Option(
        "--picture",
        help="network, change, provision, matrix, ranks, mean-change, transitions, composition or multiples.",
        show_default=False,
    ),
]
Over = Annotated[
    list[str] | None,
    typer.Option(
        "--over", help="For composition and multiples: a point, given once for each, in order; default all rounds.", show_default=False
    ),
]


def add_to(app: typer.Typer) -> None:
    app.command("draw")(draw)


# fmt: off
def draw(
    context: typer.Context,
    output: o.Out,
    map: o.Map = None,
    at: o.At = None,
    before: Annotated[str | None, typer.Option("--from", help="The earlier point of a change.", show_default=False)] = None,
    after: Annotated[str | None, typer.Option("--to", help="The later point of a change.", show_default=False)] = None,
    layer: o.Layer = None,
    type: o.Type = None,
    min_strength: o.MinStrength = None,
    item: o.Item = None,
    level: o.Level = None,
    sign: o.Sign = None,
    mutual: o.Mutual = False,
    group: o.Group = None,
    picture: Picture_ = None,
    over: Over = None,
    measure: Annotated[str | None, typer.Option("--measure", help="Whose ranks the picture ranks shows.", show_default=False)] = None,
    alt: Annotated[str | None, typer.Option("--alt", help="Your own words for those who do not see it.", show_default=False)] = None,
    size: o.Size = None, colour: o.Colour = None, shape: o.Shape = None, border: o.Border = None, dash: o.Dash = None,
    areas: o.Areas = None, ego: o.Ego = None, steps: o.Steps = 1, sector: o.Sector = None, place: o.Place = None,
    scale: o.Scale = 1.0, transparent: o.Transparent = False,
    known_at: o.KnownAt = None,
    readers: o.For = None,
    as_json: o.Json = False,
) -> None:
    """Draw to .html, .svg, .png, .pdf or .json, or its tables to .csv or .xlsx. A file is for participants unless --for says otherwise.

    --picture says which: network (of one point), change (--from, --to), provision (what is offered, where, for how many), matrix (how
    groups trust one another), ranks (who links others, then and now), mean-change (why the average moved), transitions (how strong
    ties were and are), composition (who was there and heard), multiples (each change to the next, side by side). Without points it is
    the latest, the last two rounds, or all rounds.
    """
    from sysmap.service.charting import Points
    from sysmap.service.looks import Look

    options: dict[str, Any] = {"type": type, "level": level, "item": item, "sign": sign, "mutual": mutual, "min_strength": min_strength}
    options |= {"group": group, "names": (measure,) if measure else ()}
    with asked(context.obj, map, layer, readers, "participants", **options) as ask:
        look = Look(size, colour, shape, border, dash, areas, ego, steps, sector, place)
        page = output.suffix.lower() == ".html"
        drawn = the_picture(ask, picture, Points(at, before, after, tuple(over or ()), known_at), look, to_slide=page)
    told = {"map": ask.map, "layer": ask.question.layer, "path": str(output)} if as_json else None
    write(with_alt(drawn, alt), output, told, scale, transparent=transparent)


# fmt: on
def write(drawn: Picture, output: Path, told: dict[str, str] | None, scale: float, *, transparent: bool) -> None:
    """Write the file and say so, or print what is ``told`` as JSON."""
    from sysmap.service.files import write_whole
    from sysmap.service.picture_files import as_file

    write_whole(output, as_file(drawn, output.suffix.lstrip(".").lower(), scale, transparent=transparent))
    if told is not None:
        print_json(told)
    else:
        say(f"Wrote {output}.")


def the_picture(ask: Asked, name: str | None, points: Points, look: Look, *, to_slide: bool = False) -> Picture:
    """The picture that the options ask for. Raises UsageError when they ask for two at once."""
    from sysmap.service.charting import picture_named

    change = points.before is not None or points.after is not None
    if change and points.at is not None:
        raise UsageError("--at draws one point and --from, --to a change", fix="Leave one of them out.")
    name = name or ("change" if change else "network")
    return picture_named(ask.desk, ask.viewer, ask.map, name, points, ask.question, look, to_slide=to_slide)


def with_alt(picture: Picture, words: str | None) -> Picture:
    """The picture with a person's own words for those who do not see it, where there are any."""
    return replace(picture, alt=words.strip()) if words and words.strip() else picture
