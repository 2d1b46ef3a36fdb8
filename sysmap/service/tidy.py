"""A result as one plain table, a figure or a member a row: what ``--csv`` prints and notebooks get as a frame, so that the two agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

TERMS: tuple[str, ...] = ("name", "coefficient", "t", "p", "p_holm", "why")
SETS: tuple[str, ...] = ("set", "figure", "where", "named", "there", "elsewhere", "p", "p_holm", "why")


class Tidy(NamedTuple):
    """Column names, and rows of values; None is undefined."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def records(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def measures_tidy(answer: dict[str, Any]) -> Tidy:
    """One figure a row: of the whole (no id), then of each member in the map's order; tables of a figure as figure and part."""
    rows: list[tuple[Any, ...]] = [("", "", name, value) for name, value in _flat(answer["network"])]
    for actor in answer["actors"]:
        rows += [(actor["id"], actor["name"], name, value) for name, value in _flat(actor["scores"])]
    return Tidy(("id", "name", "measure", "value"), rows)


def members_tidy(answer: dict[str, Any]) -> Tidy:
    """A row a member, a column a measure, in the map's order: never a league table. Measures that are tables themselves are left out."""
    names = [n for n in answer["measures"] if any(not isinstance(a["scores"].get(n, {}), (dict, list)) for a in answer["actors"])]
    rows = [(a["id"], a["name"], *(a["scores"].get(n) for n in names)) for a in answer["actors"]]
    return Tidy(("id", "organisation or group", *names), rows)


def _flat(scores: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in scores.items():
        if isinstance(value, dict):
            yield from ((f"{name} {part}", v) for part, v in value.items())
        else:
            yield name, value


def ties_tidy(answer: dict[str, Any]) -> Tidy:
    """The ties of a change, everyone's: from, to, before, after, what became of it, and by how much."""
    columns = ("from", "to", "before", "after", "change", "difference")
    return Tidy(columns, [tuple(tie[name] for name in columns) for tie in answer["everyone"]["ties"]])


def places_tidy(answer: dict[str, Any]) -> Tidy:
    """Where one actor stands a row, in units of the frame; kept and pinned as yes or no."""
    rows = [(p["id"], p["name"], p["x"], p["y"], *("yes" if p[word] else "no" for word in ("kept", "pinned"))) for p in answer["places"]]
    return Tidy(("id", "name", "x", "y", "kept", "pinned"), rows)


def coverage_tidy(answer: dict[str, Any]) -> Tidy:
    """One group a row, and all of them last."""
    return Tidy(tuple(answer["total"]), [tuple(row.values()) for row in (*answer["groups"], answer["total"])])


def sensitivity_tidy(answer: dict[str, Any]) -> Tidy:
    """One member a row under each reading of silence; a reading that is not allowed has none."""
    rows = [(r["reading"], a["id"], a["name"], a["value"], a["rank"]) for r in answer["readings"] for a in r["ranking"] or ()]
    return Tidy(("reading", "id", "name", answer["measure"], "rank"), rows)


def money_tidy(answer: dict[str, Any]) -> Tidy:
    """One amount or share a row: by year in all and by tier, the share for prevention, then by funder and by place."""
    rows: list[tuple[Any, ...]] = []
    for year in answer["years"]:
        about = (year["year"], year["currency"])
        rows += [(*about, "total", "counted once", year["once"]), (*about, "total", "amounts not stated", year["not_stated"])]
        rows += [(*about, "tier", tier, amount) for tier, amount in year["tiers"].items()]
        rows += [(*about, "share for prevention", name, value) for name, value in year["early"].items()]
    for by in ("funder", "place"):
        rows += [(row["year"], row["currency"], by, row[by], row["amount"]) for row in answer[f"by_{by}"]]
    return Tidy(("year", "currency", "by", "name", "amount"), rows)


def without_tidy(answer: dict[str, Any]) -> Tidy:
    """One figure a row; who is removed or cut off, one actor a row."""
    rows: list[tuple[Any, ...]] = [(what, id, answer["names"][id]) for what in ("removed", "cut_off") for id in answer[what]]
    for what in ("pieces", "largest", "efficiency"):
        rows += [(f"{what} {when}", "", value) for when, value in zip(("before", "after"), answer[what], strict=True)]
    return Tidy(("what", "id", "value"), rows + [(what, "", answer[what]) for what in ("ties", "partners", "value", "not_stated")])


def sequence_tidy(answer: dict[str, Any]) -> Tidy:
    """One figure a row, from each round to the next."""
    return Tidy(tuple(answer["columns"]), [tuple(row.values()) for row in answer["rows"]])


def explanation_tidy(answer: dict[str, Any]) -> Tidy:
    """A row a predictor, and where only sets were asked about a row a line of a set."""
    regression = answer["regression"]
    if regression:
        return Tidy(TERMS, [tuple(term[c] for c in TERMS) for term in regression["predictors"]])
    return Tidy(SETS, [tuple(line[c] for c in SETS) for line in answer["sets"]])
