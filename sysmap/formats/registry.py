"""Which format is this, and who reads and writes it? One row per format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from sysmap.errors import InputError, NotFound, Problem, UsageError
from sysmap.formats.incoming import Asked, Incoming
from sysmap.model.state import State

Reader = Callable[[Path, Asked], Incoming]
Writer = Callable[[State, Path, bool], "tuple[Path, ...]"]
LeavesOut = Callable[[State], "tuple[str, ...]"]


class Format(NamedTuple):
    """One exchange format. ``recognises`` gives the reason in words, or None when the path holds something else.

    ``leaves_out`` says what of a map the format has no place for.
    """

    name: str
    words: str
    recognises: Callable[[Path], str | None]
    read: Reader | None
    write: Writer | None
    leaves_out: LeavesOut | None = None


class Detected(NamedTuple):
    """The format a path is taken for, and why."""

    format: str
    why: str


def is_bundle(path: Path) -> str | None:
    """Why a path is taken for a map folder or a zip of one."""
    from sysmap.formats.bundle_files import why_bundle

    return why_bundle(path)


def _read_bundle(path: Path, asked: Asked) -> Incoming:
    from sysmap.formats.bundle import read_bundle

    return read_bundle(path, asked.map_id)


def _write_bundle(state: State, path: Path, with_salts: bool) -> tuple[Path, ...]:
    from sysmap.formats.bundle_writing import write_bundle

    return write_bundle(state, path, with_salts=with_salts)


def _is_csv(path: Path) -> str | None:
    from sysmap.formats.spreadsheets import why_csv

    return why_csv(path)


def _read_csv(path: Path, asked: Asked) -> Incoming:
    from sysmap.formats.own_tables import read_own_folder
    from sysmap.formats.spreadsheets import read_csv

    if path.is_dir():
        return read_own_folder(path, asked)

    return read_csv(path, asked)


def _is_csv_folder(path: Path) -> str | None:
    from sysmap.formats.own_tables import why_folder

    return why_folder(path) or _is_csv(path)


def _write_csv(state: State, path: Path, with_salts: bool) -> tuple[Path, ...]:
    from sysmap.formats.own_tables import write_csv

    return write_csv(state, path)


def _only_asked_for(path: Path) -> str | None:
    return None


def _left_out(stem: str) -> LeavesOut:
    def leaves(state: State) -> tuple[str, ...]:
        said: tuple[str, ...] = import_module(f"sysmap.formats.{stem}").leaves_out(state)
        return said

    return leaves


def _recogniser(stem: str, name: str) -> Callable[[Path], str | None]:
    def recognises(path: Path) -> str | None:
        found: str | None = getattr(import_module(f"sysmap.formats.{stem}"), name)(path)
        return found

    return recognises


def _reader(stem: str, name: str) -> Reader:
    def reads(path: Path, asked: Asked) -> Incoming:
        incoming: Incoming = getattr(import_module(f"sysmap.formats.{stem}"), name)(path, asked)
        return incoming

    return reads


def _writer(stem: str, name: str) -> Writer:
    def writes(state: State, path: Path, with_salts: bool) -> tuple[Path, ...]:
        paths: tuple[Path, ...] = getattr(import_module(f"sysmap.formats.{stem}"), name)(state, path)
        return paths

    return writes


FORMATS: tuple[Format, ...] = (
    Format("bundle", "a map folder, or a .zip of one, with map.toml in it", is_bundle, _read_bundle, _write_bundle),
    Format(
        "kumu",
        "Kumu's blueprint, project export or spreadsheet",
        _recogniser("kumu_reading", "why_kumu"),
        _reader("kumu_reading", "read_kumu"),
        _writer("kumu_writing", "write_kumu"),
        _left_out("graph_tables"),
    ),
    Format(
        "360giving",
        "360Giving grants in JSON, CSV or XLSX",
        _recogniser("grants_reading", "why_grants"),
        _reader("grants_reading", "read_grants"),
        _writer("grants_writing", "write_grants"),
        _left_out("grants_writing"),
    ),
    Format(
        "prsm",
        "PRSM's maps, before and since version 2, and its spreadsheet",
        _recogniser("prsm", "why_prsm"),
        _reader("prsm", "read_prsm"),
        None,
    ),
    Format(
        "graphcommons",
        "Graph Commons' signals in JSON",
        _recogniser("graph_commons", "why_signals"),
        _reader("graph_commons", "read_signals"),
        None,
    ),
    Format(
        "networkcanvas",
        "a folder of Network Canvas' CSV files",
        _recogniser("network_canvas", "why_network_canvas"),
        _reader("network_canvas", "read_network_canvas"),
        None,
    ),
    Format(
        "graphml",
        "GraphML, also of yEd, igraph, networkx and Network Canvas",
        _recogniser("graphml", "why_graphml"),
        _reader("graphml", "read_graphml"),
        _writer("graphml", "write_graphml"),
        _left_out("graph_tables"),
    ),
    Format(
        "gexf",
        "GEXF 1.1 to 1.3 of Gephi and others, with times",
        _recogniser("gexf_reading", "why_gexf"),
        _reader("gexf_reading", "read_gexf"),
        _writer("gexf_writing", "write_gexf"),
        _left_out("graph_tables"),
    ),
    Format(
        "gephi",
        "Gephi's tables of nodes and edges",
        _recogniser("gephi", "why_gephi"),
        _reader("gephi", "read_gephi"),
        _writer("gephi", "write_gephi"),
        _left_out("graph_tables"),
    ),
    Format(
        "xlsx",
        "a workbook of such tables",
        _recogniser("spreadsheets", "why_workbook"),
        _reader("spreadsheets", "read_workbook"),
        _writer("own_tables", "write_workbook"),
    ),
    Format("csv", "a table of names or ties, with or without headings", _is_csv_folder, _read_csv, _write_csv),
    Format(
        "everything",
        "one zip: the map folder with its salts, and the same as a workbook, for Gephi and for Kumu",
        _only_asked_for,
        None,
        _writer("everything", "write_everything"),
    ),
    Format(
        "cypher",
        "a script that makes the map's graph in a Neo4j of your own",
        _only_asked_for,
        None,
        _writer("cypher", "write_cypher"),
        _left_out("cypher"),
    ),
    Format(
        "geojson",
        "points on the land, where places have coordinates",
        _only_asked_for,
        None,
        _writer("geojson", "write_geojson"),
        _left_out("geojson"),
    ),
    Format("rsiena", "rounds of answers for RSiena and tergm", _only_asked_for, None, _writer("rsiena", "write_rsiena")),
    Format(
        "answers",
        "survey answers; never guessed: --as answers --wave W --date D",
        _only_asked_for,
        _reader("answers", "read_answers"),
        None,
    ),
)
"""In the order in which a path is offered to them. Readers load when they are used: zip and TOML support is not free."""

WRITERS: dict[str, Writer] = {form.name: form.write for form in FORMATS if form.write is not None}


def detect(path: Path) -> Detected:
    """Which format is this? Raises NotFound when nothing is there, InputError saying which formats are understood."""
    form, why = _recognised(path)
    return Detected(form.name, why)


def read(path: Path, map_id: str | None = None, *, form: str | None = None, asked: Asked | None = None) -> Incoming:
    """Read a file or folder in whichever format it is, or as ``form``. ``map_id`` wins over the id inside.

    Raises NotFound, InputError, and UsageError for a format that is not read.
    """
    wanted = (asked or Asked())._replace(map_id=map_id)
    if form is None:
        chosen, _ = _recognised(path)
    else:
        there(path)
        reads = {one.name: one for one in FORMATS if one.read is not None}
        if form not in reads:
            raise UsageError(f"There is no format {form!r} to read", fix=f"Choose one of: {', '.join(reads)}.")
        chosen = reads[form]
    assert chosen.read is not None, chosen.name
    return chosen.read(path, wanted)


def leaves_out(form: str, state: State) -> tuple[str, ...]:
    """What of a map does not fit into a format, in words."""
    return next((one.leaves_out(state) for one in FORMATS if one.name == form and one.leaves_out is not None), ())


def there(path: Path) -> None:
    """Raises NotFound where there is nothing."""
    try:
        there = path.exists()
    except (OSError, ValueError) as error:
        raise NotFound(f"{str(path)!r} cannot be a path: {error}", fix="Check the path.") from error
    if not there:
        raise NotFound(f"There is no file or folder {str(path)!r}", fix="Check the path.")


def _recognised(path: Path) -> tuple[Format, str]:
    there(path)
    for form in FORMATS:
        why = form.recognises(path) if form.read is not None else None
        if why is not None:
            return form, why
    raise _not_understood(path)


def _not_understood(path: Path) -> InputError:
    said, fix = f"this is in no format that is understood: {_what_misses(path)}", _what_to_do(path)
    name = path.resolve().name
    return InputError(f"{name}: {said}", fix=f"{fix[0].upper()}{fix[1:]}.", problems=(Problem(said, fix, file=name, code="FORMAT"),))


def _what_to_do(path: Path) -> str:
    """The step that most likely helps: the two lines that are missing, the folder that is meant, or the list of what is read."""
    from sysmap.formats.ids import id_from

    folder = path.resolve() if path.is_dir() else path.resolve().parent
    if path.is_dir() and _like_a_map(path):
        return f'write a map.toml beside actors.csv, two lines are enough: id = "{id_from(folder.name)}" and name = "{folder.name}"'
    if path.suffix.lower() == ".csv" and (folder / "map.toml").is_file():
        return f"import the whole folder that it is in, {folder.name}"
    return "understood are " + "; ".join(f"{form.name}: {form.words}" for form in FORMATS if form.read is not None)


def _what_misses(path: Path) -> str:
    if path.is_file() and path.suffix.casefold() == ".json":
        return "JSON with no `grants` list (360Giving), no `elements` list (Kumu), no `nodes` of PRSM and no `signals` (Graph Commons)"
    if not path.is_dir():
        unknown = "it is no table, workbook, JSON or XML of a kind that is known"
        return "this .zip cannot be read, or has no map.toml" if path.suffix.lower() == ".zip" else unknown
    return "it has actors.csv but no map.toml" if _like_a_map(path) else "the folder has no map.toml"


def _like_a_map(folder: Path) -> bool:
    try:
        return (folder / "actors.csv").exists()
    except OSError:
        return False
