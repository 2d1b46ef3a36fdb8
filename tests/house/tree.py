"""Which files are the project's own? Everything git knows or would add; never what a machine made beside it."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def committed() -> tuple[Path, ...]:
    """The files of the project, relative to its root, in a fixed order."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )
    names = sorted({name for name in listed.stdout.decode().split("\0") if name})
    return tuple(Path(name) for name in names if (ROOT / name).is_file())


def python_files(*tops: str) -> tuple[Path, ...]:
    """The Python files under these top folders."""
    return tuple(path for path in committed() if path.suffix == ".py" and path.parts[0] in tops)


def text_of(path: Path) -> str:
    """A file's text; bytes that are no text become marks, so that a picture can be searched too."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")
