"""``draw``: a picture of a layer at one point, or of what changed between two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sysmap.cli import options as o
from sysmap.cli.asking import Asked, asked
from sysmap.cli.printing import print_json, say
from sysmap.errors import UsageError

if TYPE_CHECKING:
    from sysmap.draw.picture import Picture


def add_to(app: typer.Typer) -> None:
    app.command("draw")(draw)


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
    known_at: o.KnownAt = None,
    readers: o.For = None,
    as_json: o.Json = False,
) -> None:
    """Draw to .html, .svg, .png, .pdf or .json. A file for others is for participants unless --for says otherwise."""
    from sysmap.draw.rendering import render
    from sysmap.service.files import write_whole

    ending = output.suffix.lstrip(".").lower()
    options = {"type": type, "level": level, "item": item, "sign": sign, "mutual": mutual, "min_strength": min_strength}
    with asked(context.obj, map, layer, readers, "participants", **options) as ask:
        drawn = the_picture(ask, at, before, after, known_at)
    write_whole(output, render(drawn, ending))
    if as_json:
        print_json({"map": ask.map, "layer": ask.question.layer, "path": str(output)})
    else:
        say(f"Wrote {output}.")


def the_picture(ask: Asked, at: str | None, before: str | None, after: str | None, known_at: str | None) -> Picture:
    """The picture that the options ask for. Raises UsageError when they ask for two at once."""
    from sysmap.service.picturing import picture_at, picture_of_change

    if (before is None) != (after is None):
        raise UsageError("A change has two ends", fix="Give both --from and --to, or --at for one point.")
    if before is None or after is None:
        return picture_at(ask.desk, ask.viewer, ask.map, at, ask.question, known_at)
    if at is not None:
        raise UsageError("--at draws one point and --from, --to a change", fix="Leave one of them out.")
    return picture_of_change(ask.desk, ask.viewer, ask.map, before, after, ask.question, known_at)
