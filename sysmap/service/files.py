"""Write a file whole or not at all: under another name first, then moved into place."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from sysmap.errors import SysmapError


def write_whole(path: Path, content: bytes) -> None:
    """Replace ``path`` with ``content`` in one step. Raises SysmapError naming the path and the reason."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise SysmapError(f"Cannot write {path}: {error.strerror}", fix="Choose another place with -o.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise SysmapError(f"Cannot write {path}: {error.strerror}", fix="Choose another place with -o.") from error
