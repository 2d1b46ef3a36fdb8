"""Which commands are there, and how does a failure leave the program?

Exit codes: 0 done, 1 failed, 2 usage, 3 the input has errors, 4 not found, 5 store unreachable, 130 interrupted.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sysmap.cli import comparing, doubting, drawing, explaining, figures, following, formats, money, moving, placing, serving, storekeeping
from sysmap.cli.printing import print_failure, somebody_is_there
from sysmap.cli.running import Run
from sysmap.errors import NotShown, SysmapError

HELP = """Who works with, trusts, funds and holds power over whom, and what changed.

Open it in the browser:         sysmap

Look round an invented town:    sysmap demo

Draw a map of your own:         sysmap import my-folder --yes

                                sysmap compare --from w1 --to w2

                                sysmap draw --from w1 --to w2 -o change.html

Next: sysmap COMMAND --help says what a command takes; README says what a map folder holds.
"""

OTHER_READERS = "Say --for stewards to have it for the map keeper alone, or name who may see it in the column audience of the map folder."
"""What the keeper is told where a file would be for readers who may not see what is in it; pages never say this."""

app = typer.Typer(
    name="sysmap", help=HELP, rich_markup_mode=None, add_completion=True, no_args_is_help=False, pretty_exceptions_enable=False
)
for group in (moving, formats, figures, comparing, explaining, following, doubting, money, drawing, placing, serving, storekeeping):
    group.add_to(app)


@app.callback(invoke_without_command=True)
def begin(
    context: typer.Context,
    store: Annotated[
        str | None,
        typer.Option("--store", help="Where maps are kept: sqlite:///file.db, sqlite:// (memory), neo4j://host:7687.", show_default=False),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> None:
    """Take the options that stand before the command."""
    context.obj = Run(store)
    if version:
        from sysmap.service.keeping import version as version_of

        typer.echo(f"sysmap {version_of('sysmap')}")
        raise typer.Exit(0)
    if context.invoked_subcommand is None:
        if somebody_is_there() and sys.stdout.isatty():
            serving.start(context)
            raise typer.Exit(0)
        typer.echo(context.get_help())
        raise typer.Exit(0)


def main() -> None:
    """Run one command and exit with its code. No traceback reaches a person: what is not ours to explain is a short sentence."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line; the exit code."""
    _speak_utf8()
    try:
        code = _outcome(arguments, "--json" in arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _silence_output()
        return 0
    except OSError as error:
        # The answer itself could not be written, such as to a full disk: saying so there too would fail the same way.
        _silence_output()
        print(f"The answer could not be written: {error.strerror or error}.", file=sys.stderr)
        return 1


_INTERRUPTED = 130
_STOPPED = "Stopped. Nothing was left half done."


def _outcome(arguments: list[str], as_json: bool) -> int:
    """The exit code of the command, its failure told."""
    try:
        code = app(arguments, standalone_mode=False)
        # The parser takes a Ctrl-C for itself and hands back its code, having said nothing.
        return _stopped(_STOPPED, as_json) if code == _INTERRUPTED else code if isinstance(code, int) else 0
    except SysmapError as error:
        if isinstance(error, NotShown):
            error.fix = OTHER_READERS
        print_failure(error, as_json)
        return error.exit_code
    except KeyboardInterrupt:
        return _stopped(_STOPPED, as_json)
    except (BrokenPipeError, SystemExit):
        # The parser ends the program itself, with code 1, when whoever reads the answer has gone away; that is no failure.
        raise BrokenPipeError from None
    except Exception as error:
        return _other_failure(error, as_json)


def _stopped(told: str, as_json: bool) -> int:
    failure = SysmapError(told)
    failure.code = "STOPPED"
    print_failure(failure, as_json)
    return _INTERRUPTED


def _other_failure(error: Exception, as_json: bool) -> int:
    """Usage mistakes that the parser found, and what nobody foresaw."""
    from sysmap.errors import UsageError

    if type(error).__name__ == "Abort":
        return _stopped("Stopped. Nothing was stored.", as_json)
    said = getattr(error, "format_message", None)
    if said is not None:
        print_failure(UsageError(str(said()), fix="sysmap COMMAND --help says what it takes."), as_json)
        return int(getattr(error, "exit_code", 2))
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        print_failure(SysmapError(f"{error.strerror or error}{where}", fix="Check the path, and that it may be read and written."), as_json)
        return 1
    failure = SysmapError(
        f"Something went wrong that should not have ({type(error).__name__})",
        fix="Run sysmap doctor; set SYSMAP_TRACEBACK=1 to see where, and report it.",
    )
    print_failure(failure, as_json)
    import os

    if os.environ.get("SYSMAP_TRACEBACK"):
        raise error
    return 1


def _speak_utf8() -> None:
    """A terminal that cannot show a character gets an escape instead of a crash (older Windows code pages)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _silence_output() -> None:
    import os

    # Python would print a second complaint while it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
