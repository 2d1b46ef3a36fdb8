"""How sure is what changed? Every test of a comparison, worked out when somebody reads it: a picture of a change needs none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sysmap.analysis.bootstrap import METHOD as BOOTSTRAP
from sysmap.analysis.bootstrap import vertex_bootstrap
from sysmap.analysis.change_composition import Composition
from sysmap.analysis.change_dyads import dyad_table
from sysmap.analysis.change_items import TRUST
from sysmap.analysis.change_signflip import SignFlip, sign_flip
from sysmap.analysis.change_ties import TieChange
from sysmap.analysis.dyad_swap import METHOD as SWAP
from sysmap.analysis.dyad_swap import DyadSwap, dyad_swap
from sysmap.analysis.holm import holm
from sysmap.analysis.interval import Compared, Interval, densities, difference_of, lasting_changes, means
from sysmap.analysis.jackknife import METHOD as JACKKNIFE
from sysmap.analysis.jackknife import jackknife
from sysmap.analysis.network import Network
from sysmap.analysis.observation import Rows, count_pairs
from sysmap.analysis.qap import METHOD as QAP
from sysmap.analysis.qap import Qap, qap
from sysmap.analysis.question import Question
from sysmap.analysis.resampling import FEW, TOO_FEW, draws_for
from sysmap.analysis.square import LARGEST, TOO_LARGE, square

NO_VALUES = "Every tie counts 1 here, so there is no mean."
MIXED = "Amounts are in several currencies, which are never added together."
NOT_TIES = "Statements of who has power over whom are counted, never tested."
UNLIKE = "The two were asked differently, so nothing is compared."


@dataclass(frozen=True)
class Tests(Mapping[str, Any]):
    """The tests of the stable core by name, as JSON has them: density, mean, lasting, reciprocity, trust, qap."""

    before: Network
    after: Network
    composition: Composition
    rows: Rows
    ties: Collection[TieChange]
    question: Question
    trust: Mapping[str, Any]

    @cached_property
    def _found(self) -> dict[str, Any]:
        if self.before.layer == "power":
            return {**nothing_tested(NOT_TIES), "trust": self.trust}
        return {
            "density": self._interval(densities),
            "mean": self._mean(means),
            "lasting": self._mean(lasting_changes),
            "reciprocity": dyad_swap(dyad_table(self.before, self.after, self.rows), self._draws(), self.question.seed).as_json(),
            "trust": self.trust,
            "qap": self._qap(),
        }

    def __getitem__(self, name: str) -> Any:
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def _few(self) -> bool:
        return len(self.composition.core) < FEW

    def _draws(self, cost: int = 1) -> int:
        return draws_for(self.question.draws, cost)

    def _interval(self, what: Any) -> dict[str, Any]:
        compared: Compared = what(self.composition.stable, self.rows, self.ties)
        named = BOOTSTRAP if self.question.interval == "bootstrap" else JACKKNIFE
        if self._few or len(compared.ids) > LARGEST:
            why = TOO_FEW if self._few else TOO_LARGE
            return Interval(difference_of(compared, count_pairs(self.rows)), len(compared.ids), named, why=why).as_json()
        if named == BOOTSTRAP:
            return vertex_bootstrap(compared, self._draws(len(compared.ids) ** 2 // 8), self.question.seed).as_json()
        return jackknife(compared).as_json()

    def _mean(self, what: Any) -> dict[str, Any]:
        mixed = len({*self.before.currencies, *self.after.currencies}) > 1
        if mixed or self.before.yes_no or self.after.yes_no:
            return Interval(None, 0, JACKKNIFE, why=MIXED if mixed else NO_VALUES).as_json()
        return self._interval(what)

    def _qap(self) -> dict[str, Any]:
        ids = self.composition.stable
        if len(ids) > LARGEST:
            return qap_json(Qap(0, why=TOO_LARGE), None, self.question.seed)
        first, second = (square(n, ids) for n in (self.before, self.after))
        cost = 2 * int(min((first.cells != 0).sum(), (second.cells != 0).sum())) + len(ids)
        found = self._without_chance(qap(first, second, self._draws(cost), self.question.seed))
        valued = None
        if not (self.before.yes_no or self.after.yes_no) and len({*self.before.currencies, *self.after.currencies}) < 2:
            pair = [square(n, ids, valued=True) for n in (self.before, self.after)]
            valued = self._without_chance(qap(pair[0], pair[1], self._draws(cost), self.question.seed))
        return qap_json(found, valued, self.question.seed)

    def _without_chance(self, found: Qap) -> Qap:
        """Below ten respondents only an exact p is told."""
        if not self._few or found.exact or found.p is None:
            return found
        return replace(found, p=None, p_lower=None, p_two_sided=None, draws=None, why=TOO_FEW)


def qap_json(found: Qap, valued: Qap | None, seed: int) -> dict[str, Any]:
    """The correlation of ties, and of their values where there are any."""
    return {
        "correlation": found.correlation, "p": found.p, "p_lower": found.p_lower, "p_two_sided": found.p_two_sided,
        "correlation_weighted": valued.correlation if valued else None, "p_weighted": valued.p if valued else None,
        "method": QAP, "n": found.n, "exact": found.exact, "draws": found.draws, "seed": seed if found.draws else None, "why": found.why,
    }  # fmt: skip


def nothing_tested(why: str) -> dict[str, Any]:
    """All tests without a result, and why."""
    empty = Interval(None, 0, JACKKNIFE, why=why).as_json()
    swap = {**DyadSwap(0, 0, why=why).as_json(), "method": SWAP}
    return {
        "density": empty, "mean": empty, "lasting": empty, "reciprocity": swap,
        "trust": {**trust_tests({}, {}, ()), "why": why}, "qap": qap_json(Qap(0, why=why), None, 0),
    }  # fmt: skip


def trust_tests(flips: Mapping[str, SignFlip], without: Mapping[str, SignFlip], voices: tuple[str, ...]) -> dict[str, Any]:
    """The sign-flips as JSON has them, p also as it stands among the questions tested together; None where values are not compared."""
    if TRUST not in flips:
        return {**sign_flip(()).as_json(), "items": {}, "without_new_respondents": None}
    again = _with_holm(without)
    same = {**again.pop(TRUST), "items": again, "left_out": list(voices)} if again else None
    items = _with_holm(flips)
    return {**items.pop(TRUST), "items": items, "without_new_respondents": same}


def _with_holm(flips: Mapping[str, SignFlip]) -> dict[str, dict[str, Any]]:
    """Each flip; those of single questions with p corrected for how many questions there are."""
    items = [name for name in flips if name != TRUST]
    adjusted = dict(zip(items, holm([flips[name].p for name in items]), strict=True))
    return {name: {**flip.as_json(), **({"p_holm": adjusted[name]} if name in adjusted else {})} for name, flip in flips.items()}
