"""``places``: where everybody stands on the pictures, and keeping them there."""

from __future__ import annotations

from typing import Annotated

import typer

from sysmap.cli import options as o
from sysmap.cli.printing import print_json, print_table, say
from sysmap.cli.running import viewer_for
from sysmap.cli.tables import print_tidy

Keep = Annotated[bool, typer.Option("--keep", help="Keep everyone where they stand: whoever comes later moves nobody.")]


def add_to(app: typer.Typer) -> None:
    app.command("places")(places)


def places(
    context: typer.Context, map: o.Map = None, layer: o.Layer = None, keep: Keep = False, as_csv: o.Csv = False, as_json: o.Json = False
) -> None:
    """Where everybody stands on the pictures, whose place is kept, and who was put there by a person."""
    import secrets

    from sysmap.service.changing import Edit
    from sysmap.service.placing import KEPT, keep_everyone, places_json
    from sysmap.service.tidy import places_tidy
    from sysmap.service.views import choose_map

    with context.obj.desk() as desk:
        chosen = choose_map(desk, viewer_for(None, "stewards"), map)
        made = None
        if keep:
            edit = Edit(secrets.token_hex(16), desk.head(chosen).revision, KEPT)
            made = keep_everyone(desk, chosen, edit, layer, context.obj.config.author)
        answer = places_json(desk, chosen, layer)
    if as_json:
        print_json({**answer, **({"revision": None if made is None else made.number} if keep else {})})
        return
    if as_csv:
        print_tidy(places_tidy(answer))
    elif not keep:
        print_table(f"{chosen}: places", *places_tidy(answer))
    for sentence in answer["sentences"]:
        say(sentence)
    if keep and made is not None:
        say(f"Stored as edit {made.number}; sysmap undo {made.number} --map {chosen} takes it back.")
    elif keep:
        say("Everybody's place is kept already; nothing was stored.")
    elif not any(row["kept"] for row in answer["places"]):
        say("sysmap places --keep keeps everyone where they stand.")
