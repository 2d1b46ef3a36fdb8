"""Does sysmap start at once? What is heavy loads when it is used, never on import and never for --help."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.house.tree import ROOT

HEAVY = {
    "apsw", "jinja2", "neo4j", "networkx", "numpy", "pandas", "PIL", "pydantic", "pyvis", "reportlab", "resvg_py", "rustworkx",
    "scipy", "starlette", "strawberry", "uvicorn", "IPython",
}
FOR_THE_TERMINAL = {"click", "rich", "typer"}

AFTER_IMPORT = "import json, sys; import sysmap; print(json.dumps(sorted(sys.modules)))"
AFTER_HELP = """
import contextlib, io, json, sys
from sysmap.__main__ import main
sys.argv = ["sysmap", "--help"]
with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.suppress(SystemExit):
    main()
assert "import" in said.getvalue()
print(json.dumps(sorted(sys.modules)))
"""


def loaded_by(program: str) -> set[str]:
    """The top names of all modules loaded once the program has run in a Python of its own."""
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return {name.partition(".")[0] for name in json.loads(ran.stdout.splitlines()[-1])}


def test_importing_sysmap_loads_nothing_heavy_and_nothing_of_the_terminal() -> None:
    assert loaded_by(AFTER_IMPORT) & (HEAVY | FOR_THE_TERMINAL) == set()


def test_asking_for_help_loads_nothing_heavy() -> None:
    assert loaded_by(AFTER_HELP) & HEAVY == set()
