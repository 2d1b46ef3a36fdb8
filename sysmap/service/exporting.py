"""Give the map away as a file: what these readers may see of it, in the format asked for."""

from __future__ import annotations

from pathlib import Path

from sysmap.errors import UsageError
from sysmap.formats import WRITERS
from sysmap.model.visibility import Viewer
from sysmap.service.desk import Desk
from sysmap.service.views import view


def export(desk: Desk, viewer: Viewer, map: str, format: str, path: Path, *, with_salts: bool = False) -> tuple[Path, ...]:
    """Write the map at head, as the viewer sees it, and say which files were written. Raises NotFound, UsageError."""
    writer = WRITERS.get(format)
    if writer is None:
        raise UsageError(f"There is no format {format!r}", fix=f"Choose one of: {', '.join(WRITERS)}.")
    return writer(view(desk, viewer, map).state, path, with_salts)
