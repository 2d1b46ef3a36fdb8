"""``serve``, ``demo`` and ``schema``: the page, the invented town, and what is promised to other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sysmap.cli import options as o
from sysmap.cli.printing import print_json, say, shown


def add_to(app: typer.Typer) -> None:
    for command in (start, serve, demo, schema):
        app.command(command.__name__)(command)


Host = Annotated[str | None, typer.Option("--host", help="Where to listen; default 127.0.0.1, this computer only.", show_default=False)]
Port = Annotated[int | None, typer.Option("--port", min=1, max=65535, help="Default 8000.", show_default=False)]


def start(context: typer.Context, port: Port = None) -> None:
    """Open the start page in the browser: look round, begin a map, or go on with one. What sysmap alone does at a terminal."""
    from sysmap.app import serve as serve_pages
    from sysmap.service.opening import open_desk

    config = context.obj.config
    store = context.obj.chosen_store or usual_store()
    open_desk(store, create=True).close()
    file = store.removeprefix("sqlite:///")
    print(f"Your maps are kept in {Path(file).absolute() if file != store else store}", flush=True)
    serve_pages(config._replace(store=store, port=port or config.port), opened=True)


def usual_store() -> str:
    """Where maps are kept when nobody says: in the folder one works in if there are maps already, else in one's own folder.

    A double click starts a program in folders where nobody may write, or would look.
    """
    from sysmap.config import DEFAULT_STORE

    if Path(DEFAULT_STORE.removeprefix("sqlite:///")).exists():
        return DEFAULT_STORE
    folder = Path.home() / "sysmap"
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{(folder / 'sysmap.db').as_posix()}"


def serve(context: typer.Context, host: Host = None, port: Port = None) -> None:
    """Serve the maps of the store as pages."""
    from sysmap.app import serve as serve_pages

    config = context.obj.config
    serve_pages(config._replace(host=host or config.host, port=port or config.port))


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option("--folder", help="Where the pictures and the map's file go.")] = Path("sysmap-demo"),
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop after the pictures.")] = False,
    host: Host = None,
    port: Port = None,
) -> None:
    """Load an invented town, say what changed between its two rounds, draw it, and serve it as a page."""
    from sysmap.app import serve as serve_pages
    from sysmap.service.demonstration import demonstrate

    config = context.obj.config
    shown_store = context.obj.chosen_store
    done = demonstrate(shown_store, folder)
    for line in done.lines:
        print(shown(line), flush=True)
    say("", *(f"Wrote {path}" for path in done.pictures))
    if not no_serve:
        serve_pages(config._replace(store=done.store, host=host or config.host, port=port or config.port))


def schema(
    part: Annotated[
        str | None, typer.Argument(help="columns, words, bundle, sqlite or graphql; default columns and words.", show_default=False)
    ] = None,
    as_json: o.Json = False,
) -> None:
    """Print what is promised: a map folder's columns and closed words, its JSON Schema, the store's tables, the GraphQL schema."""
    from sysmap.service.promises import promise

    if part is None:
        both = {name: promise(name) for name in ("columns", "words")}
        if as_json:
            print_json(both)
        else:
            print("A map folder's files and columns (* is required), then the words that closed columns take.\n")
            for table in both.values():
                print_lists(table)
        return
    answer = graphql_schema() if part == "graphql" else promise(part)
    if as_json or part == "bundle":
        print_json(answer if isinstance(answer, dict) else {part: answer})
    else:
        print_lists(answer)


def graphql_schema() -> str:
    """The GraphQL schema as text."""
    from sysmap.api.schema import sdl

    return sdl().rstrip()


def print_lists(answer: dict[str, Any] | str) -> None:
    """Named lists, a line each; text as it is."""
    if isinstance(answer, str):
        print(answer)
        return
    for name, members in answer.items():
        print(f"{name}: {', '.join(members)}")
    print()
