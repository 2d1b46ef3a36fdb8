"""Where are the files of a bundle? In a folder or in a .zip of it; a hostile .zip is refused before it can do harm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from sysmap.errors import InputError, Problem

if TYPE_CHECKING:
    import zipfile

MAP_FILE = "map.toml"
ALSO = "also"
"""A folder beside the tables with the same for people and other programs: it is never read."""
ENTRY_LIMIT = 200
INFLATED_LIMIT = 200_000_000
FREE_OF_RATIO = 5_000_000
RATIO_LIMIT = 100
FILE_LIMIT = 2_000_000_000
CHUNK = 1 << 16
EMPTY = 4_096
"""Where so many bytes are all zero, the file is what a disk left of one, and is not read whole."""


class BundleFiles(NamedTuple):
    """The files of one bundle by name, each with a way to read its bytes; ``others`` are names that are no part of a bundle."""

    name: str
    kind: str
    readers: Mapping[str, Callable[[], bytes]]

    def read(self, name: str) -> bytes:
        return self.readers[name]()


def why_bundle(path: Path) -> str | None:
    """Why the path is taken for a bundle, or None when it is none: a folder or zip with map.toml is."""
    if path.is_dir():
        return f"the folder has {MAP_FILE}" if any(name.casefold() == MAP_FILE for name in _names_in(path)) else None
    if path.name.casefold() == MAP_FILE:
        return f"{MAP_FILE} names the folder it is in"
    import zipfile

    if not zipfile.is_zipfile(path):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            found = any(PurePosixPath(name).name.casefold() == MAP_FILE for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    return f"the zip has {MAP_FILE}" if found else None


def open_files(path: Path) -> BundleFiles:
    """The files of the bundle at ``path``. Raises InputError for a zip that breaks a limit or reaches outside itself."""
    if path.is_dir():
        return _folder(path)
    if path.name.casefold() == MAP_FILE:
        return _folder(path.parent)
    return _zip(path)


def _names_in(path: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in path.iterdir())
    except OSError as error:
        raise refused(path.name, f"the folder cannot be read ({error.strerror})", "give yourself the right to read it") from error


def _folder(path: Path) -> BundleFiles:
    names = [name for name in _names_in(path) if not name.startswith(".") and not (name == ALSO and (path / name).is_dir())]
    return BundleFiles(path.resolve().name, "folder", {name: _file_reader(path / name) for name in names})


def _file_reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            if not path.is_file():
                raise refused(path.name, "this is no ordinary file", "put the file itself there, or take this away")
            if path.stat().st_size > FILE_LIMIT:
                raise refused(path.name, "the file is larger than 2 GB", "split the map")
            with path.open("rb") as file:
                begins = file.read(EMPTY)
                if begins == bytes(EMPTY):
                    raise refused(path.name, "the file begins with nothing but zero bytes", "save it again, or take it away")
                return begins + file.read()
        except OSError as error:
            raise refused(path.name, f"the file cannot be read ({error.strerror})", "make it an ordinary file that you may read") from error

    return read


def _zip(path: Path) -> BundleFiles:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            entries = [info for info in archive.infolist() if not info.is_dir()]
            if len(archive.infolist()) > ENTRY_LIMIT:
                raise refused(path.name, f"the zip has {len(archive.infolist())} entries; at most {ENTRY_LIMIT}", "zip the map folder only")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refused(path.name, f"the zip cannot be read ({error})", "make the zip again") from error
    for info in entries:
        refuse_paths_that_leave(path.name, info.filename)
    inside = _inside_the_folder(path.name, entries)
    budget = Budget(path.name)
    return BundleFiles(path.stem, "zip", {name: _entry_reader(path, info, budget) for name, info in sorted(inside.items())})


def refuse_paths_that_leave(zip_name: str, name: str) -> None:
    """A name in a zip that is absolute or climbs out of it refuses the zip."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in (pure.parts or ("",))[0]:
        raise refused(zip_name, f"the zip names a file outside itself, {name!r}", "zip the map folder only")


def _inside_the_folder(zip_name: str, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The entries beside map.toml, which may lie in one folder. What the Mac adds for itself is left out."""
    own = [info for info in entries if not info.filename.startswith("__MACOSX/")]
    maps = [path for path in (PurePosixPath(info.filename) for info in own) if path.name.casefold() == MAP_FILE]
    homes = sorted({str(path.parent) for path in maps}, key=_depth)
    nearest = [home for home in homes if _depth(home) == _depth(homes[0])] if homes else []
    if len(nearest) != 1:
        raise refused(zip_name, "the zip holds no map.toml" if not nearest else "the zip holds several maps", "zip one map folder")
    inside: dict[str, zipfile.ZipInfo] = {}
    for info in own:
        pure = PurePosixPath(info.filename)
        name = str(pure.relative_to(nearest[0])) if nearest[0] in {".", *map(str, pure.parents)} else info.filename
        if name in inside:
            raise refused(zip_name, f"the zip holds {name} twice", "make the zip again")
        if not pure.name.startswith(".") and not name.startswith(f"{ALSO}/"):
            inside[name] = info
    return inside


def _depth(home: str) -> int:
    return len(PurePosixPath(home).parts)


class Budget:
    """What has been inflated so far, over all entries of one zip: sizes that a zip declares are not to be believed."""

    def __init__(self, zip_name: str, fix: str = "import the folder instead") -> None:
        self.zip_name = zip_name
        self.fix = fix
        self.spent = 0

    def spend(self, name: str, size: int, so_far: int, packed: int) -> None:
        self.spent += size
        if self.spent > INFLATED_LIMIT:
            raise refused(self.zip_name, f"the zip inflates to more than {INFLATED_LIMIT // 1_000_000} MB", self.fix)
        if so_far > FREE_OF_RATIO and so_far > RATIO_LIMIT * max(packed, 1):
            raise refused(self.zip_name, f"{name} inflates to more than {RATIO_LIMIT} times its size", self.fix)


def _entry_reader(path: Path, info: zipfile.ZipInfo, budget: Budget) -> Callable[[], bytes]:
    def read() -> bytes:
        import zipfile
        import zlib

        parts: list[bytes] = []
        size = 0
        try:
            with zipfile.ZipFile(path) as archive, archive.open(info) as entry:
                while chunk := entry.read(CHUNK):
                    parts.append(chunk)
                    size += len(chunk)
                    budget.spend(info.filename, len(chunk), size, info.compress_size)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
            reason = "it has a password" if info.flag_bits & 1 else str(error)
            raise refused(path.name, f"{info.filename} in the zip cannot be read ({reason})", "make the zip again, plain") from error
        return b"".join(parts)

    return read


def refused(file: str, rule: str, fix: str) -> InputError:
    """The whole file is refused for one reason."""
    return InputError(f"{file}: {rule}", fix=f"{fix[0].upper()}{fix[1:]}.", problems=(Problem(rule, fix, file=file),))
