"""How is a map reduced to one line of bytes that two machines agree on? Canonical JSON, salted commitments, and digests.

A digest covers commitments to personal texts and never the texts, so that erasing a text leaves every digest verifiable. Only
fields that differ from their default are written, so that a field added next year changes no old digest.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from sysmap.model.kinds import KINDS
from sysmap.model.state import Seal, SealKey, State
from sysmap.model.text import WITHDRAWN

PREFIX = "sm1:"


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same value is the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_fact(kind: str, fact: Any, seals: Mapping[SealKey, Seal] | None = None) -> str:
    """A fact as canonical JSON, with its personal texts replaced by their commitments when ``seals`` are given."""
    stated = {name: value for name, value in zip(fact._fields, fact, strict=True) if value is not None}
    if seals is not None:
        for name in KINDS[kind].personal:
            if name in stated:
                stated[name] = seals[seal_key(kind, fact, name)].hash
    return canonical_json([kind, stated])


def seal_key(kind: str, fact: Any, field: str) -> SealKey:
    """Under which key a personal text is kept. A respondent is one text a map, however many answers they gave."""
    if field == "respondent":
        return ("respondent", fact.respondent, "respondent")
    return (kind, fact.id, field)


def commitment(text: str, salt: str) -> str:
    """The hash that stands for a text in logs and digests: BLAKE2b-160 over salt and text."""
    return hashlib.blake2b(f"{salt}\x1f{text}".encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def seal(text: str, salt: str | None = None) -> Seal:
    """A new commitment, under a random 128-bit salt unless one is given (a bundle may carry its own)."""
    chosen = salt or secrets.token_hex(16)
    return Seal(commitment(text, chosen), chosen)


def withdrawn_respondent(hash: str) -> str:
    """What an erased respondent is called: distinct from other erased ones, and no name."""
    return f"{WITHDRAWN}-{hash[:8]}"


def digest(state: State) -> str:
    """``sm1:`` and the SHA-256 over every fact but snapshots, in sorted order: the same for the same content on any store."""
    lines = sorted(canonical_fact(kind, fact, state.seals) for kind in KINDS if kind != "snapshot" for fact in state.of(kind).values())
    total = hashlib.sha256()
    for line in lines:
        total.update(line.encode("utf-8", "surrogatepass"))
        total.update(b"\n")
    return PREFIX + total.hexdigest()
