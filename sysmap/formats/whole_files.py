"""How do several files change together? Each is written under another name first, then all are moved into place: no half file is left."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sysmap.errors import SysmapError


def replace_files(folder: Path, contents: Mapping[str, bytes], stale: frozenset[str] = frozenset()) -> tuple[Path, ...]:
    """Put the contents into the folder, making it if need be, and take away the files named ``stale``. Raises SysmapError."""
    waiting: dict[str, str] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.", suffix=".part")
            waiting[name] = temporary
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
        for name in contents:
            os.replace(waiting[name], folder / name)
            del waiting[name]
        for name in sorted(stale - contents.keys()):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SysmapError(f"Cannot write to {folder}: {reason}", fix="Choose another place with -o.") from error
    finally:
        for temporary in waiting.values():
            Path(temporary).unlink(missing_ok=True)
    return tuple(folder / name for name in contents)
