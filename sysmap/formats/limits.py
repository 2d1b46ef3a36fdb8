"""How much may the reading of somebody's file take? Memory and computing time, as far as the system it runs on can bound them.

A process of its own bounds itself before it opens the file. Linux bounds both; macOS bounds computing time only, and Windows neither:
there the clock of whoever waits is the bound, and ``bounds_here`` says so. Sizes, depths and rows are bounded everywhere.
"""

from __future__ import annotations

import sys
from pathlib import Path

MEMORY = 512_000_000
"""Bytes, beyond what the process holds before it opens the file."""

COMPUTING = 20
"""Seconds of computing."""

WAITING = 180.0
"""Seconds by the clock, wherever the others are not to be had, and on a machine that is busy with something else."""


def bound_this_process(memory: int, computing: int) -> None:
    """Bound what this process may take, where the system can; nothing happens where it cannot."""
    try:
        import resource
    except ImportError:
        return
    wanted = [(resource.RLIMIT_CPU, computing), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)]
    held = _held()
    if held is not None:
        wanted.append((resource.RLIMIT_AS, held + memory))
    for limit, value in wanted:
        try:
            hard = resource.getrlimit(limit)[1]
            resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
        except (ValueError, OSError):
            continue


def _held() -> int | None:
    """The bytes of address space that this process has, where the system says so and bounds them."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * 4096 if sys.platform == "linux" else None
    except (OSError, ValueError, IndexError):
        return None


def bounds_here(platform: str = sys.platform) -> str:
    """What bounds the reading of a file on this system, in words.

    >>> bounds_here("linux")
    'at most 512 MB of memory and 20 s of computing'
    >>> bounds_here("win32")
    'at most 180 s by the clock; this system bounds neither memory nor computing'
    """
    if platform == "linux":
        return f"at most {MEMORY // 1_000_000} MB of memory and {COMPUTING} s of computing"
    if platform == "win32":
        return f"at most {WAITING:.0f} s by the clock; this system bounds neither memory nor computing"
    return f"at most {COMPUTING} s of computing and {WAITING:.0f} s by the clock; this system does not bound memory"
