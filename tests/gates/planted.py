"""sysmap with a fault planted: ``python -m tests.gates.planted ARGUMENTS``, with SYSMAP_FAULT saying which."""

from __future__ import annotations

from sysmap.cli.main import main
from tests.gates.faults import plant

if __name__ == "__main__":
    plant()
    main()
