"""How do the rounds of a map go to RSiena and tergm? One folder: a matrix a round, who was there, what is known of them, and R scripts.

A cell is 1 for a tie and 0 for an answered "no tie"; NA where a member was not heard about that pair; 10 where one of the two was no
member in that round (RSiena's structural zero). Estimation is left to R. The rejected choice was to fit such models here: they are
hard to get right, and the people who fit them know R.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sysmap.analysis.building import build_network
from sysmap.analysis.network import Network
from sysmap.analysis.observation import rows_of
from sysmap.analysis.points import resolve_point, start_of
from sysmap.analysis.question import Question
from sysmap.errors import InputError, Problem, SysmapError
from sysmap.formats.csv_writing import CsvText
from sysmap.formats.rsiena_scripts import README, siena_script, tergm_script
from sysmap.formats.whole_files import replace_files
from sysmap.model.state import State
from sysmap.model.ties import Wave

OUTSIDE = 10
"""RSiena's code for a tie that cannot be: one of the two is no member in that round."""
MISSING = "NA"
COVARIATES = ("sector", "place", "kind")
Matrix = list[list[int | None]]


@dataclass(frozen=True, slots=True)
class Panel:
    """The rounds in order, with everyone who was a member in any of them, in map order."""

    ids: tuple[str, ...]
    networks: tuple[Network, ...]

    @property
    def thresholds(self) -> tuple[int, ...]:
        """From which strengths up ties are written once more, each network inside the one before; none where scales differ."""
        scales = {n.scale for n in self.networks}
        if len(scales) > 1 or None in scales or all(n.yes_no for n in self.networks):
            return ()
        (scale,) = scales
        assert scale is not None
        return tuple(range(max(scale[0], 1) + 1, scale[1] + 1))


def write_rsiena(state: State, path: Path) -> tuple[Path, ...]:
    """Write the folder. Raises SysmapError where fewer than two rounds have answers, or a file is in the way."""
    if path.exists() and not path.is_dir():
        raise SysmapError(f"{path} is a file, and a folder was to be written there", fix="Name a folder.")
    panel = panel_of(state)
    names = {1: "ties", **{least: f"ties-from-{least}" for least in panel.thresholds}}
    contents: dict[str, bytes] = {}
    for least, stem in names.items():
        for place, network in enumerate(panel.networks, start=1):
            contents[f"{stem}-{place}.txt"] = as_text(matrix(network, panel.ids, least))
    contents["composition.txt"] = composition(panel)
    contents["actors.csv"], covariates = _actors(state, panel)
    rounds = len(panel.networks)
    contents["rsiena.R"] = siena_script(rounds, len(panel.ids), covariates).encode()
    contents["tergm.R"] = tergm_script(rounds, covariates).encode()
    told = ", ".join(_round(i, n) for i, n in enumerate(panel.networks, start=1))
    contents["README.txt"] = README.format(map=state.about.name or state.map, rounds=told, actors=len(panel.ids)).encode("utf-8", "replace")
    return replace_files(path, contents)


def _round(place: int, network: Network) -> str:
    """A round with its date and scale: rounds that asked on other scales should not be fitted together."""
    known = [network.date or "", f"asked {network.scale[0]} to {network.scale[1]}" if network.scale else ""]
    return f"{place} = {network.wave} ({', '.join(one for one in known if one)})"


def panel_of(state: State) -> Panel:
    """Every round with an answer in it, earliest first: one without may have been answered by nobody, or be hidden, and 0 would lie."""
    answered = {r.wave for r in state.ratings.values() if r.value is not None}
    waves: Sequence[Wave] = sorted((w for w in state.waves.values() if w.id in answered), key=start_of)
    if len(waves) < 2:
        raise SysmapError(
            f"There are {len(waves)} rounds of trust answers, and RSiena needs two or more",
            fix="Import another round, or export another format.",
        )
    networks = tuple(build_network(state, resolve_point(state, wave.id, "trust"), Question()) for wave in waves)
    there = {a for n in networks for a in n.ids}
    return Panel(tuple(a for a in state.actors if a in there), networks)


def matrix(network: Network, ids: Sequence[str], least: int = 1) -> Matrix:
    """The round as RSiena reads it, ties from a strength of ``least`` up. A tie of unknown strength counts as one from 1 up only."""
    rows = rows_of(network)
    found: Matrix = []
    for a in ids:
        line: list[int | None] = []
        for b in ids:
            if a == b:
                line.append(0)
            elif a not in rows or b not in rows:
                line.append(OUTSIDE)
            elif not rows[a].observes(b):
                line.append(None)
            else:
                line.append(_cell(network, (a, b), least))
        found.append(line)
    return found


def _cell(network: Network, pair: tuple[str, str], least: int) -> int | None:
    tie = network.ties.get(pair)
    if tie is None:
        return 0
    if least <= 1:
        return 1
    return None if tie.value is None else int(tie.value >= least)


def as_text(table: Matrix) -> bytes:
    """A matrix as R reads it: a line a row, cells parted by one space."""
    return "".join(" ".join(MISSING if cell is None else str(cell) for cell in row) + "\n" for row in table).encode()


def read_matrix(path: Path) -> Matrix:
    """A matrix read back. Raises InputError for a cell that is none, or a line of another length."""
    found: Matrix = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        cells = line.split()
        if any(cell != MISSING and not cell.isdecimal() for cell in cells) or (found and len(cells) != len(found[0])):
            problem = Problem("this is no line of a matrix", "use 0, 1, 10 or NA, as many in each line", file=path.name, row=number)
            raise InputError(f"{path.name} is no matrix", problems=(problem,))
        found.append([None if cell == MISSING else int(cell) for cell in cells])
    return found


def composition(panel: Panel) -> bytes:
    """When each actor was there, for RSiena: from and to, several times where it came back. Between two rounds is taken as half-way."""
    lines = []
    for a in panel.ids:
        there = [a in n.ids for n in panel.networks]
        spells: list[str] = []
        for place, here in enumerate(there, start=1):
            if here and (place == 1 or not there[place - 2]):
                spells.append("1" if place == 1 else f"{place - 0.5}")
            if here and (place == len(there) or not there[place]):
                spells.append(str(place) if place == len(there) else f"{place + 0.5}")
        lines.append(" ".join(spells))
    return ("\n".join(lines) + "\n").encode()


def _actors(state: State, panel: Panel) -> tuple[bytes, tuple[str, ...]]:
    """The rows of the matrices: who they are, and each covariate with at least two values as a word and as a number (empty: not stated)."""
    known: Mapping[str, list[str | None]] = {name: [getattr(state.actors[a], name) for a in panel.ids] for name in COVARIATES}
    used = tuple(name for name, values in known.items() if len({v for v in values if v is not None}) > 1)
    heading = ("row", "id", "name", *(column for name in used for column in (name, f"{name}_number")))
    text = CsvText(("", "id", "name", *("" for _ in heading[3:])))
    text.add(heading)
    numbers = {name: {word: n for n, word in enumerate(dict.fromkeys(v for v in known[name] if v is not None), start=1)} for name in used}
    for place, a in enumerate(panel.ids):
        cells: list[str | None] = [str(place + 1), a, state.actors[a].name]
        for name in used:
            word = known[name][place]
            cells += [word, None if word is None else str(numbers[name][word])]
        text.add(cells)
    return text.content(), used
