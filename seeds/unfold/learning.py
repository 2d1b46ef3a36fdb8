"""What happened, what was measured, told, asked, feared and decided? Section 8, and the saved versions of the map."""

from __future__ import annotations

from unfold.rows import Row, invented

LEARNING_TABLE = "kes cvs fam par pub ehh col ycw bre wcf"

EVENTS = (
    ("2024-06", "Sparks closes", "spk"),
    ("2024-07", "Loom Street closes", "loo"),
    ("2024-09", "Monthly Learning Table begins (a group chosen beforehand)", LEARNING_TABLE),
    ("2024-09", "First grants from the Wrenmoor Early Action Fund", "wef"),
    ("2024-11", "Children's services restructured", "ehh csc edi"),
    ("2025-01", "Learning partner arrives", "uni"),
    ("2025-02", "Parents vote on 24,000 pounds", "par"),
)
INDICATORS = (
    ("i1", "School staff confidence about parental conflict", "1-5", "mean", "", (("2.6", "41", ""), ("3.4", "37", ""))),
    ("i2", "Families who told their story once", "", "families", "families", (("23", "60", ""), ("31", "58", ""))),
    ("i3", "Children waiting over 18 weeks", "", "children", "", (("212", "", ""), ("188", "", ""))),
    ("i4", "Staff confidence in sharing information", "", "mean", "", (("3.1", "52", "of 5"), ("7.2", "49", "of 10"))),
)
STORIES = (
    ("s1", "parent", "cyc-par", "public", "we were asked before it was decided"),
    ("s2", "head of year", "har>csc", "learning", "I stopped ringing"),
    ("s3", "parent", "c7|Brook End", "public", "new faces each month"),
    ("s4", "family worker", "ehh>fam", "public", "we plan on Mondays together"),
    ("s5", "young person", "yvp", "participants", ""),
    ("s6", "group leader", "cvs-bre", "public", "without them we would have folded"),
)
QUESTIONS = (
    ("q1", "How would schools and social care see a referral alike?", "edi", "open", ""),
    ("q2", "Who decides what is bought?", "par", "partly answered", "2025-02"),
    ("q3", "What if Wrenmoor Voluntary Action's grant ends in 2026?", "wcf", "open", ""),
)
RISKS = (
    ("r1", "Parents vote on a small budget and choose badly", "Nobody with lived experience ever decides"),
    ("r2", "Build a second bridge to community groups and blur roles", "One organisation closes and five are cut off"),
)


def events() -> list[Row]:
    return invented(
        {"id": f"e{n}", "date": date, "what": what, "affects": "|".join(affects.split())}
        for n, (date, what, affects) in enumerate(EVENTS, 1)
    )


def indicators() -> list[Row]:
    return invented(
        {"id": id, "name": name, "scale": scale, "unit": unit, "chosen_by": chosen_by} for id, name, scale, unit, chosen_by, _ in INDICATORS
    )


def measurements() -> list[Row]:
    """Two values an indicator. The last was asked on another scale the second time, so its two are never compared."""
    rows: list[Row] = []
    for id, _, scale, unit, _, values in INDICATORS:
        for wave, (value, n, own_scale) in zip(("w1", "w2"), values, strict=True):
            rows.append({
                "id": f"{id} {wave}", "indicator": id, "wave": wave, "value": value, "unit": unit, "n": n, "scale": own_scale or scale,
            })
    return invented(rows)


def stories() -> list[Row]:
    """Six stories. The fifth was withdrawn: its place stays and its words are gone."""
    rows: list[Row] = []
    for id, teller, about, audience, text in STORIES:
        gone = {"date": "", "consent": ""} if text else {"date": "2025-06-03", "consent": "withdrawn"}
        rows.append({"id": id, "teller_role": teller, "about": about, "text": text, **gone, "audience": audience})
    return invented(rows)


def questions() -> list[Row]:
    return invented({"id": i, "question": q, "owner": owner, "status": status, "date": date} for i, q, owner, status, date in QUESTIONS)


def risks() -> list[Row]:
    return invented({"id": id, "acting": acting, "not_acting": not_acting} for id, acting, not_acting in RISKS)


def decisions() -> list[Row]:
    return invented([{"what": "What 24,000 pounds are spent on (parents' vote)", "who_decided": "par", "date": "2025-02"}])


def snapshots() -> list[Row]:
    saved = (("round-1", "w1"), ("round-2", "w2"), ("pulse", "p3"))
    return invented({"name": name, "wave": wave, "order": str(n)} for n, (name, wave) in enumerate(saved, 1))
