"""How was the change counted, and what is not known? The plain text beside every comparison."""

from __future__ import annotations

from sysmap.analysis.change_composition import Composition
from sysmap.analysis.change_unlike import reasons
from sysmap.analysis.method import heard_words, reliability
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from sysmap.analysis.ranks import LARGEST, LARGEST_COUNTED


def method_of_change(before: Network, after: Network, composition: Composition, question: Question) -> str:
    """The method of a comparison."""
    why_not = reasons(before, after)
    if why_not:
        parts = [*why_not, "So no pair is comparable, and nothing is said of what began, ended or changed."]
    else:
        parts = [_core(before, composition), _values(before, question), _ranks(before, composition)]
    parts += [_heard(before, after), *_cautions(before, after), before.invented or after.invented or ""]
    return " ".join(part for part in parts if part)


def _core(before: Network, composition: Composition) -> str:
    if not before.asked:
        return (
            f"Nobody was asked about this layer: a pair is recorded or not recorded. Compared are all pairs among the "
            f"{len(composition.stable)} members of both. A tie of which only its source's date says since when is first attested: "
            "it may be older, and is not said to have begun."
        )
    return (
        f"Compared are pairs that were answered about in both rounds, with both ends members in both ({len(composition.stable)}); "
        f"who links others, among the {len(composition.answered_both)} who answered both. "
        "A tie whose pair was not answered about the other time is unobserved, never begun or ended; ties of those who joined or "
        "left are counted apart."
    )


def _values(before: Network, question: Question) -> str:
    if not before.asked or before.yes_no:
        return ""
    if len(before.items) > 1:
        return (
            "A lasting tie's change is the mean over the questions answered both times. The test flips the signs of each respondent's "
            "changes together (exact, two-sided)."
        )
    asked = f" on {question.item}" if question.item else ""
    return f"The test of lasting ties{asked} flips the signs of each respondent's changes together (exact, two-sided)."


def _ranks(before: Network, composition: Composition) -> str:
    if not before.asked:
        return "Ranks have no range, since no answer can be left out."
    told = "A rank's range is over leaving out each other respondent's answers in turn: sturdiness against one lost answer, not a test."
    if len(composition.answered_both) > LARGEST_COUNTED:
        return f"Ranks have no range: that is worked out for up to {LARGEST} respondents."
    if len(composition.answered_both) > LARGEST:
        return f"{told} Among more than {LARGEST} respondents only the rank by how many name somebody has one."
    return told


def _heard(before: Network, after: Network) -> str:
    if not before.asked:
        return ""
    return f"Then ({before.at}) {heard_words(before)}; now ({after.at}) {heard_words(after)}."


def _cautions(before: Network, after: Network) -> list[str]:
    found = list(dict.fromkeys((*before.notes, *after.notes)))
    for network in (before, after):
        if network.asked and not network.rostered:
            found.append(f"Round {network.wave} has no list of who was asked: everyone on the map is taken as a member who answered.")
    worst = max((before, after), key=lambda n: -(n.response_rate or 0))
    found.append(reliability(worst))
    if before.asked and (before.wording is None) != (after.wording is None):
        found.append("How the question was put is written down for one of the two rounds only.")
    if len({*before.currencies, *after.currencies}) > 1:
        found.append("Amounts are in several currencies, which are never added together.")
    changed = [m.name for m in after.members if m.id in after.new_voices]
    if changed:
        found.append(f"Another person answered than before for {', '.join(changed)}.")
    return found
