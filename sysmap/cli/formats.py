"""``formats``: which files come in and go out, and what must be known of each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sysmap.cli.options import Json
from sysmap.cli.printing import print_json


def add_to(app: typer.Typer) -> None:
    app.command("formats")(formats)


def formats(
    name: Annotated[str | None, typer.Argument(help="One format, for all that must be known of it.", show_default=False)] = None,
    write: Annotated[Path | None, typer.Option("--write", help="Write the pages into this folder.", show_default=False)] = None,
    as_json: Json = False,
) -> None:
    """List the formats that come in and go out, or say all about one."""
    from sysmap.service.formats_told import listed, page_of, write_pages

    if write is not None:
        for path in write_pages(write):
            print(path)
    elif name is not None:
        print(page_of(name), end="")
    elif as_json:
        print_json({"formats": listed()})
    else:
        for form in listed():
            ways = {(True, True): "in and out", (True, False): "in", (False, True): "out"}[form["in"], form["out"]]
            print(f"{form['name']:<14} {ways:<11} {form['what']}")
