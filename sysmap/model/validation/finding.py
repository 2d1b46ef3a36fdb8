"""What does a check say? Findings: a problem with the fact that has it, refused or only warned of."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.errors import Problem


class Finding(NamedTuple):
    """One problem of one fact. Whoever read the fact from a file adds the file and row to the problem."""

    kind: str
    id: str
    problem: Problem


class Checked(NamedTuple):
    """What a check found: what stops the batch, and what the keeper should know."""

    refused: tuple[Finding, ...]
    warned: tuple[Finding, ...]


CODES = {
    "MISSING": "a required column is empty",
    "ID": "an id breaks the rule for ids",
    "TOO_LONG": "text over the limit",
    "CHARACTER": "a character that cannot be kept",
    "WORD": "a word that is not in a closed list",
    "DATE": "no date of the known forms",
    "NUMBER": "no number where one must stand",
    "UNKNOWN": "it points to something that is not there",
    "SELF_TIE": "invariant 1: a tie with itself",
    "DATES": "invariant 2: it ends before it starts",
    "OUTSIDE_LIFE": "invariant 3: a tie outside the life of an end",
    "DOUBLE": "invariant 4: the same tie twice",
    "ANSWERED_TWICE": "invariant 5: the same answer twice",
    "SCALE": "invariant 6: a value outside its scale",
    "TRUST_OF_MONEY": "invariant 8: trust of or by a fund",
    "AMOUNT": "invariant 9: an amount that is not above zero",
    "CURRENCY": "an amount without a currency, or one that is none",
    "TIERS": "invariant 11: tiers that do not add to 100%",
    "FUND_SUM": "invariant 12: more out of a fund than into it",
    "TOO_BROAD": "invariant 13: a tier for all spending",
    "RATER_ABSENT": "invariant 14: an answer by an organisation that had left",
    "LEVEL": "invariant 15: a practitioner-family tie without a community side",
    "SOURCE": "invariant 16: no source",
    "CONSENT": "invariant 17: words of a story whose consent was withdrawn",
    "MIXED_TRUTH": "invariant 18: invented and stated answers in one wave",
    "FROZEN": "invariant 21: a taken snapshot, or a published figure",
    "PAIRED_RISK": "invariant 22: a risk without its twin",
    "PART_OF": "invariant 23: part of itself",
    "WAVE": "a wave whose scale or items cannot be",
    "ITEM": "an item the wave did not ask about",
    "NOT_ANSWERED": "an answer by somebody who did not answer",
    "NOT_MEMBER": "a rating of or by an actor outside the wave",
    "ZERO_AND_MORE": "no tie in one item and a tie in another",
    "TWICE": "the same row twice",
    "UNLISTED": "a word the codebook lacks: kept as unlisted",
}
"""Every code a problem may carry, and what it stands for. Codes never change their meaning."""
