"""``python -m sysmap`` and the ``sysmap`` command: hand over to the command line."""

from __future__ import annotations

from sysmap.cli.main import main

if __name__ == "__main__":
    main()
