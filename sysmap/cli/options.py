"""The options that several commands take, each written once so that they mean the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Map = Annotated[str | None, typer.Option("--map", help="Which map; needed when the store holds several.", show_default=False)]
At = Annotated[str | None, typer.Option("--at", help="A round, a saved version or a date; default the latest.", show_default=False)]
Layer = Annotated[
    str | None, typer.Option("--layer", help="trust, relationships, funding or power; default the fullest.", show_default=False)
]
Type = Annotated[str | None, typer.Option("--type", help="Only relationships of this type.", show_default=False)]
Level = Annotated[str | None, typer.Option("--level", help="Only relationships at this level.", show_default=False)]
Item = Annotated[str | None, typer.Option("--item", help="Only this trust question.", show_default=False)]
Sign = Annotated[
    str | None, typer.Option("--sign", help="+, - or mixed; tense ties (-) are left out unless asked for.", show_default=False)
]
Mutual = Annotated[bool, typer.Option("--mutual", help="Only ties that both ends name.")]
MinStrength = Annotated[int | None, typer.Option("--min-strength", help="Count a tie from this strength up.", show_default=False)]
Group = Annotated[str | None, typer.Option("--group", help="An attribute to group by, such as sector.", show_default=False)]
Seed = Annotated[int, typer.Option("--seed", help="For what is drawn by chance; the same seed, the same answer.")]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="As the map stood on this day.", show_default=False)]
For = Annotated[
    str | None,
    typer.Option("--for", help="What these readers may see: public, accountability, learning, participants, stewards.", show_default=False),
]
Conversion = Annotated[
    str | None,
    typer.Option("--conversion", help="How rounds that asked differently compare: same, linear, or a table 1=2,2=3.", show_default=False),
]
Interval = Annotated[str, typer.Option("--interval", help="How the error of a change is told: jackknife or bootstrap.")]
Draws = Annotated[int | None, typer.Option("--draws", help="How many draws where a test draws.", show_default=False)]
Size = Annotated[str | None, typer.Option("--size", help="Area of a dot: reach, or a measure such as betweenness.", show_default=False)]
Colour = Annotated[str | None, typer.Option("--colour", help="Fill of a dot: an attribute or a measure.", show_default=False)]
Shape = Annotated[str | None, typer.Option("--shape", help="Shape of a dot: an attribute such as sector or kind.", show_default=False)]
Border = Annotated[str | None, typer.Option("--border", help="Edge of a dot: an attribute or a measure.", show_default=False)]
Dash = Annotated[str | None, typer.Option("--dash", help="What dashes tell of relationships: level, type or sign.", show_default=False)]
Areas = Annotated[
    str | None, typer.Option("--areas", help="Groups as areas: an attribute, or named for those of the map folder.", show_default=False)
]
Ego = Annotated[str | None, typer.Option("--ego", help="Only this one (by id) and who is near it.", show_default=False)]
Steps = Annotated[int, typer.Option("--steps", help="How many steps from --ego still count as near.")]
Sector = Annotated[str | None, typer.Option("--sector", help="Draw only these sectors; commas between them.", show_default=False)]
Place = Annotated[str | None, typer.Option("--place", help="Draw only these places; commas between them.", show_default=False)]
Scale = Annotated[float, typer.Option("--scale", help="How large a PNG is: 1, 2 ...")]
Transparent = Annotated[bool, typer.Option("--transparent", help="A PNG without paper behind it.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print the table as CSV.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Out = Annotated[Path, typer.Option("--output", "-o", help="Where to write.", show_default=False)]
