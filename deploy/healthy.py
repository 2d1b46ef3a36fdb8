"""Is sysmap ready? For the container's health check: 0 when its maps can be read, 1 when not."""

from __future__ import annotations

import os
import sys
import urllib.request


def is_ready() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{os.environ.get('SYSMAP_PORT', '8000')}/readyz", timeout=4) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(not is_ready())
