"""Small networks that the drawing tests share."""

from __future__ import annotations

from sysmap.analysis.network import Member, Network, Tie

HOSTILE = (
    "</script><script>window.fired=1</script>", "__proto__", "constructor", "مركز الأسرة", "מרכז משפחה", "👩‍👩‍👧 Families 🌍",
    "Zoe\u0301 e\u0302\u0323tude", "A" * 300,
    "\"quoted\" 'single' & <img src=x onerror=window.fired=1>", "evil \u202eesrever\u202c \u2069 name",
    "nul\x00 and \ufffe", "日本語の団体", "\ud800 lone", "]]>", "{{ 7 * 7 }}", "javascript:window.fired=1", "\u2028line\u2029", "null",
)  # fmt: skip


def three() -> Network:
    """Ash and Birch name each other, Ash names Cedar without a strength, Cedar did not answer."""
    members = (
        Member("a", "Ash Lane", "answered", "school", "education", "Lowfield"),
        Member("b", "Birch Trust", "answered", "organisation", "voluntary", None),
        Member("c", "Cedar", "silent", None, None, None),
    )
    ties = {("a", "b"): Tie(4, {"trust": 4}), ("b", "a"): Tie(2, {"trust": 2}), ("a", "c"): Tie(None)}
    return Network(
        "small", "Small", "w1", "trust", members, ties, True, wave="w1", date="2025-05-30", label="Round 1", items=("trust",), scale=(1, 5),
        invented="Small is invented, for learning",
    )  # fmt: skip


def hostile() -> Network:
    """Names that would run, vanish or turn round what stands beside them, as names and as ids."""
    members = tuple(
        Member(name if at in (1, 2) else f"n{at}", name, "silent" if at % 5 == 4 else "answered", None, name, name)
        for at, name in enumerate(HOSTILE)
    )
    ids = [member.id for member in members]
    ties = {(ids[at], ids[(at + 1) % len(ids)]): Tie(1 + at % 5) for at in range(len(ids))}
    return Network("hostile", HOSTILE[0], "w1", "trust", members, ties, True, wave="w1", date="2025", label=HOSTILE[8], scale=(1, 5))


def many(n: int, ties: int) -> Network:
    """A network of n actors with that many ties, the same each time."""
    members = tuple(
        Member(f"m{at}", f"Organisation number {at}", "recorded", None, ("statutory", "nhs", "voluntary")[at % 3]) for at in range(n)
    )
    found: dict[tuple[str, str], Tie] = {}
    seed = 7
    while len(found) < ties:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        a, b = (seed >> 33) % n, ((seed >> 20) % 997 + (seed >> 33)) % n
        if a != b:
            found[f"m{a}", f"m{b}"] = Tie(None)
    return Network("many", "Many", "2025-05-30", "relationships", members, found, False, date="2025-05-30", scale=(1, 5))


def nobody() -> Network:
    """A layer with no one in it."""
    return Network("empty", "Empty", "w1", "trust", (), {}, True, wave="w1")
