"""``compare``: what changed between two points, in eight sentences, or whole as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sysmap.cli import options as o
from sysmap.cli.asking import asked
from sysmap.cli.printing import chance, print_json, print_table, say, shown
from sysmap.cli.tables import print_tidy
from sysmap.cli.waiting import waiting

if TYPE_CHECKING:
    from sysmap.analysis.change import Change
    from sysmap.model.visibility import Viewer

From = Annotated[str, typer.Option("--from", help="The earlier round, saved version or date.", show_default=False)]
To = Annotated[str, typer.Option("--to", help="The later round, saved version or date.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    app.command("compare")(compare)


def compare(
    context: typer.Context,
    before: From,
    after: To,
    map: o.Map = None,
    layer: o.Layer = None,
    type: o.Type = None,
    min_strength: o.MinStrength = None,
    measure: Annotated[list[str] | None, typer.Option("--measure", help="Rank by this too; may be repeated.", show_default=False)] = None,
    item: o.Item = None,
    level: o.Level = None,
    sign: o.Sign = None,
    mutual: o.Mutual = False,
    group: o.Group = None,
    seed: o.Seed = 1,
    known_at: o.KnownAt = None,
    readers: o.For = None,
    conversion: o.Conversion = None,
    interval: o.Interval = "jackknife",
    draws: o.Draws = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every table behind the sentences.")] = False,
    as_csv: o.Csv = False,
    as_json: o.Json = False,
) -> None:
    """What began, ended, lasted and is not known between two points, and how sure that is."""
    from sysmap.service.comparing import compared

    options: dict[str, Any] = {"type": type, "level": level, "item": item, "sign": sign, "mutual": mutual, "min_strength": min_strength}
    options |= {"group": group, "seed": seed, "names": tuple(measure or ()), "conversion": conversion, "interval": interval, "draws": draws}
    with asked(context.obj, map, layer, readers, "stewards", **options) as ask, waiting():
        change = compared(ask.desk, ask.viewer, ask.map, before, after, ask.question, known_at)
    if backwards(change):
        say(f"{before} is later than {after}: what reads as begun has ended. Change --from and --to round.")
    _print(change, ask.viewer, everything, as_csv, as_json)


def _print(change: Change, viewer: Viewer, everything: bool, as_csv: bool, as_json: bool) -> None:
    from sysmap.service.disclosure import disclosed_change, is_public
    from sysmap.service.telling import first_screen
    from sysmap.service.tidy import ties_tidy

    if as_json:
        print_json({**disclosed_change(change, viewer), "sentences": list(first_screen(change, public=is_public(viewer)))})
    elif as_csv:
        print_tidy(ties_tidy(disclosed_change(change, viewer)))
    else:
        print_sentences(change, is_public(viewer))
        if everything:
            print_everything(disclosed_change(change, viewer, screen=True), paths=paths_may_be_read(change))
        else:
            print("more: --all")


def paths_may_be_read(change: Change) -> bool:
    """Did enough answer both times for anything that hangs on paths to be shown? contract.md's one rule for response."""
    from sysmap.service.telling_links import RELIABLE

    return all(not n.asked or (n.answered or 0) >= RELIABLE * len(n.members) for n in (change.before, change.after))


def backwards(change: Change) -> bool:
    """Is the first point certainly later than the second? Points without a date are never said to be."""
    from sysmap.model.dates import parse_date

    then, now = (parse_date(network.date) if network.date else None for network in (change.before, change.after))
    return then is not None and now is not None and then.named[0] > now.named[1]


def print_sentences(change: Change, public: bool) -> None:
    """The first screen of a comparison."""
    from sysmap.service.telling import first_screen

    for number, sentence in enumerate(first_screen(change, public=public), start=1):
        print(shown(f"{number}. {sentence}"))


def print_everything(answer: dict[str, Any], *, paths: bool) -> None:
    """The tables behind the sentences, in the order of the sentences."""
    went = [(id, said) for said in ("joined", "left") for id in answer["composition"][said]]
    print_filled("Who came and went", ("who", "what"), went)
    heard = {when: sectors or {} for when, sectors in (answer["heard"] or {}).items()}
    told = {when: {s: f"{n['answered']} of {n['members']}" for s, n in sectors.items()} for when, sectors in heard.items()}
    then, now = told.get("before", {}), told.get("after", {})
    print_filled("Who answered", ("sector", "then", "now"), [(s, then.get(s), now.get(s)) for s in dict.fromkeys((*then, *now))])
    counts = {**answer["counts"], **{k: answer[k] for k in ("jaccard", "weighted_jaccard", "kept_share", "formed_share", "hamming")}}
    print_table("In both rounds", ("what", "figure"), list(counts.items()))
    print_table("Mean of ties, taken apart", ("part", "change"), list(answer["mean_change"].items()))
    dyads = answer["dyads"] or {}
    print_table("Pairs then (rows) and now", ("", *dyads), [(then, *row.values()) for then, row in dyads.items()])
    print_table(
        "Ties", ("from", "to", "then", "now", "what"), [(t["from"], t["to"], t["before"], t["after"], t["change"]) for t in answer["ties"]]
    )
    print_moves(answer)
    print_tests(answer["tests"])
    if paths:
        print_links(answer)
    print(shown(answer["method"]))


def print_moves(answer: dict[str, Any]) -> None:
    """How each question moved, where, and where two ends differ."""
    moved = ("n", "mean", "up", "down", "same")
    asked = [(item, *(m.get(key) for key in moved)) for item, m in (answer["items"] or {}).items()]
    print_filled("On lasting ties, question by question", ("question", *moved), asked)
    places = [
        (p["item"], p["where"], p["group"], p["there"]["n"], p["there"]["mean"], p["elsewhere"]["mean"]) for p in answer["places"] or ()
    ]
    print_filled("Where it moved", ("question", "where", "group", "n", "mean there", "mean elsewhere"), places)
    gaps = [(when, g["high"], g["low"], g["trusts"], g["trusted"]) for when, said in answer["gaps"].items() for g in said or ()]
    print_filled("Where two ends differ", ("when", "who trusts more", "whom", "trusts", "is trusted"), gaps)


def print_tests(tests: dict[str, Any]) -> None:
    """How sure each change is: a sentence, and the figures behind it."""
    print("How sure")
    for test in tests.values():
        print(shown(f"- {test['sentence']}"))
    columns = ("change", "se", "low", "high", "p", "draws", "method")
    rows = [
        (name, t.get("difference", t.get("mean")), *(t.get(c) for c in columns[1:4]), chance(t.get("p")), t.get("draws"), t["method"])
        for name, t in tests.items()
    ]
    print_table("Tests", ("what", *columns), rows)


def print_links(answer: dict[str, Any]) -> None:
    """Who links others, each rank with its range."""
    for title, part in (("those who answered both times", answer), ("everyone", answer["everyone"])):
        ranks = [(a["id"], _ranged(a["rank_before"]), _ranged(a["rank_after"])) for a in part["actors"] if a["measure"] == "betweenness"]
        print_filled(f"Who links others, among {title}: rank [range]", ("who", "then", "now"), ranks)


def print_filled(title: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    """A table where there is anything to put in it."""
    if rows:
        print_table(title, columns, rows)


def _ranged(rank: list[int] | None) -> str | None:
    return None if rank is None else f"{rank[0]} [{rank[1]}-{rank[2]}]"
