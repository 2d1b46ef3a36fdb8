"""Open hostile files one after another and say what came of each: ``python -m tests.gates.opening FOLDER``, JSON on standard output.

Every file that is opened outside the folder and Python's own, and every call to the network or another program, is written down.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sysmap.errors import SysmapError
from sysmap.formats import read
from sysmap.formats.sameness import changes_for
from sysmap.model.state import empty
from sysmap.model.validation import check
from sysmap.service.importing import located

NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "subprocess.Popen", "os.system", "os.exec")


def open_one(path: Path) -> dict[str, Any]:
    """Read it and hold it against the rules of a map; nothing is stored."""
    began = time.process_time()
    try:
        incoming = read(path)
        state = empty(incoming.map_id)
        incoming = incoming.against(state)
        planned = changes_for(incoming, state)
        after = state.applied(1, ((c.kind, c.id, c.fact) for c in planned.changes))
        found = check(state, after, planned.changes, everything=True)
        said = [problem.line() for problem in (*incoming.problems, *planned.problems, *located(found.refused, planned.positions))]
        stays = list(incoming.not_carried)
    except SysmapError as error:
        said, stays = [f"{error} {' '.join(problem.line() for problem in error.problems)}"], []
    return {"said": said, "left": stays, "seconds": time.process_time() - began, "memory": memory()}


def memory() -> int:
    """The most bytes this process has held so far; Linux counts those of whoever started it too, where it is asked for usage."""
    import resource

    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024


def main(folder: Path) -> None:
    outside: list[str] = []
    ours = (str(folder), sys.prefix, sys.base_prefix, str(Path.cwd()), "/proc/self", tempfile.gettempdir() + "/sysmap")

    def watch(event: str, args: tuple[Any, ...]) -> None:
        opens = event == "open" and isinstance(args[0], str) and not args[0].startswith(ours)
        if watching and (opens or event in NETWORK):
            outside.append(f"{event} {args[0] if args else ''}")

    watching = False
    sys.addaudithook(watch)
    files = sorted(folder.iterdir())
    open_one(files[0])  # whatever is loaded once is no file's fault
    before, watching = memory(), True
    done = {path.name: open_one(path) for path in files}
    watching = False
    print(json.dumps({"before": before, "files": done, "outside": outside}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
