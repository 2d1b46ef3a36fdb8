"""What was counted, and how were missing answers treated? The plain text that stands beside every result."""

from __future__ import annotations

from sysmap.analysis import engine
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question

BROKERS_FROM, PATTERNS_FROM = 80, 70
"""Per cent of members who must have answered before a broker may be named, and before a path measure may be read at all."""

STURDY = ("in_degree_share", "in_degree", "mean_received", "density", "reciprocity")
"""What to read in place of measures that hang on paths when too few answered."""


def method_of(network: Network, question: Question) -> str:
    """The method of a result on one network."""
    counted = [_counted(network, question), _missing(network, question), _measured_on(network), _estimated(network)]
    return " ".join(part for part in (*counted, *network.notes, *_left_out(network), network.invented) if part)


def with_invented(method: str, network: Network) -> str:
    """A method, and what results of made-up facts must say."""
    return f"{method} {network.invented}" if network.invented else method


def heard_words(network: Network) -> str:
    """Who answered, in words: "24 answered, 1 in part, 6 not" of how many members; for recorded layers, nobody was asked."""
    if not network.asked:
        return f"{len(network.members)} members, nobody was asked"
    answered = sum(m.status == "answered" for m in network.members)
    partly = sum(m.status == "partial" for m in network.members)
    silent = len(network.members) - answered - partly
    parts = [f"{answered} answered", f"{partly} in part" if partly else "", f"{silent} not" if silent else ""]
    return f"{len(network.members)} members: {', '.join(p for p in parts if p)}"


def reliability(network: Network) -> str:
    """May paths be read at this response, and may a broker be named? Empty where nobody was asked.

    The limits are 80 and 70 per cent, compared in whole numbers so that 80% is 80%.
    """
    if not network.asked or not network.members:
        return ""
    hundredfold, n = 100 * len(network.heard), len(network.members)
    if hundredfold >= BROKERS_FROM * n:
        return ""
    if hundredfold >= PATTERNS_FROM * n:
        return "Under 80% answered: read who links others as a pattern, with its range, and not in public."
    return (
        "Under 70% answered: measures of paths (who links others, who reaches whom) are not reliable here; "
        "read by how many an organisation is named instead."
    )


def verdict_of(network: Network) -> str:
    """What may be read at this response: ``brokers`` may be named, ``patterns`` may be read with their range, or ``counts`` alone.

    The one rule for response (contract.md section 2); ``recorded`` where nobody was asked.
    """
    if not network.asked or not network.members:
        return "recorded" if not network.asked else "counts"
    answered, members = 100 * len(network.heard), len(network.members)
    return "brokers" if answered >= BROKERS_FROM * members else "patterns" if answered >= PATTERNS_FROM * members else "counts"


def _estimated(network: Network) -> str:
    if len(network.heard) <= engine.LARGE:
        return ""
    return (
        f"Among more than {engine.LARGE:,} who links others is estimated from the paths that begin at {engine.SOURCES} of them, drawn by "
        "the seed; ways over strong ties are not worked out."
    )


def _counted(network: Network, question: Question) -> str:
    if network.asked:
        item = f"the answers on {question.item}" if question.item else _items(network)
        return f"Trust as answered in round {network.wave}: a tie is a pair whose first end gave a value above 0; its value is {item}."
    what = {
        "relationships": "Relationships as recorded, each pair once with its largest stated strength; "
        "ties both ways count in each direction",
        "funding": "Money and other flows as recorded, each giver and receiver once with the sum of the stated amounts; "
        "a joint gift is a tie from each giver without a value",
        "power": "Statements of power over another actor as recorded, each pair once; counts only, never paths",
    }[network.layer]
    chosen = [f"type {question.type}" if question.type else "", f"level {question.level}" if question.level else ""]
    chosen.append(f"sign {question.sign}" if question.sign else "")
    only = ", ".join(c for c in chosen if c)
    when = "all of them, whenever they held" if network.date is None else f"those that may hold on {network.date}"
    if network.wave is not None:
        when = f"those that name round {network.wave}, or name none and may hold on {network.date}, among that round's members"
    return f"{what}; {when}{f'; only {only}' if only else ''}."


def _items(network: Network) -> str:
    if len(network.items) < 2:
        return "that answer"
    return f"the mean of the answers to {', '.join(network.items)} where at least half were given, and otherwise not stated"


def _missing(network: Network, question: Question) -> str:
    if not network.asked:
        return "Nobody was asked: a pair is recorded or not recorded, and what is not recorded may still be so."
    if not network.rostered:
        who = "This round has no list of who was asked: everyone on the map is taken as a member who answered"
    else:
        who = f"{heard_words(network)}"
    return (
        f"{who}. Who answered and gave no value named no tie; pairs of those who did not answer are not known, and never counted as no tie."
    )


def _measured_on(network: Network) -> str:
    if not network.asked or len(network.heard) == len(network.members):
        return ""
    paths = "Whatever follows paths is computed among those who answered; the others have no value there."
    return " ".join(p for p in (paths, reliability(network)) if p)


def _left_out(network: Network) -> list[str]:
    listed = "; ".join(f"{what}: {n}" for what, n in network.left_out.items())
    several = "Amounts are in several currencies, which are never added together." if len(network.currencies) > 1 else ""
    unstated = sum(tie.value is None for tie in network.ties.values())
    ties = "1 tie counts although its value is" if unstated == 1 else f"{unstated} ties count although their value is"
    blank = f"{ties} not stated." if unstated and network.layer != "power" else ""
    return [part for part in (blank, several, f"Left out, with how many: {listed}." if listed else "") if part]
