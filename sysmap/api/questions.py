"""Harder questions of a map as types of the API: money counted once, who hangs by a thread, what silence hides, ties that stand alone."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import strawberry

from sysmap.analysis.definition import plain
from sysmap.analysis.method import reliability
from sysmap.api.asked import Asked
from sysmap.api.facts import AT_ARG
from sysmap.api.networks import LAYER, QUESTION_ARGS, actor, question_from
from sysmap.api.shape import Arg, Line, asking, many, shaped, view
from sysmap.model.money import exact
from sysmap.service.asking import network_at
from sysmap.service.levels import standing_alone
from sysmap.service.money import money
from sysmap.service.sensitivity import readings
from sysmap.service.what_if import without


def _money(self: Any, asked: Asked, spread: str, year_from: int, place: str | None, known_at: str | None) -> Any:
    asked.in_time()
    return view("Money").of(money(asked.sitting, self.here.viewer, self.here.map, spread, year_from, place, known_at), self.here)


def _what_if(self: Any, asked: Asked, remove: list[str], at: Any, **given: Any) -> Any:
    here = asked.elsewhere(self.here, at)
    question = question_from(asked, here, given)
    point = (here.at.words, question, here.at.known_at)
    found = without(asked.sitting, here.viewer, here.map, here.at.words, tuple(remove), question, here.at.known_at)
    return view("WithoutThem").of((found, network_at(asked.sitting, here.viewer, here.map, *point).network), here)


def _sensitivity(self: Any, asked: Asked, measure: str, top: int, at: Any, **given: Any) -> Any:
    here = asked.elsewhere(self.here, at)
    question = question_from(asked, here, given, (measure,))
    found = readings(asked.sitting, here.viewer, here.map, here.at.words, question, top, here.at.known_at)
    return view("Sensitivity").of((found.as_json(), found.network), here)


def _cross_level(self: Any, asked: Asked, lower: str, upper: str, at: Any) -> Any:
    here = asked.elsewhere(self.here, at)
    return view("CrossLevel").of(standing_alone(here, lower, upper), here)


def fields() -> list[Line]:
    """The fields of a map that ask these."""
    return [
        asking("money", view("Money"), "Where money goes, by year and prevention tier, counted once, and what is not known of it.", _money,
               Arg("spread", str, "Awards over several years: start, whole where they begin, or even, over their months.", "start"),
               Arg("yearFrom", int, "The month in which a year begins: 4 for April.", 1),
               Arg("place", str | None, "Only money for this place.", None),
               Arg("knownAt", str | None, "As the map was known at this day.", None)),
        asking("whatIf", view("WithoutThem") | None, "If these actors left, what would fall apart, and what did they carry?", _what_if,
               Arg("remove", list[strawberry.ID], "Who leaves, by their keys."), AT_ARG, *QUESTION_ARGS),
        asking("sensitivity", view("Sensitivity") | None, "Does a ranking survive if silence means something else?", _sensitivity,
               Arg("measure", str, "Which measure of members.", "betweenness"),
               Arg("top", int, "How many of the first to list.", 5), AT_ARG, *QUESTION_ARGS),
        asking("crossLevel", view("CrossLevel"), "Where does a tie at one level have none at another behind it?", _cross_level,
               Arg("lower", str, "The level of the tie that is there.", "practitioner-family"),
               Arg("upper", str, "The level at which one is looked for.", "inter-organisation"), AT_ARG),
    ]  # fmt: skip


def _names(v: Any, ids: Any) -> list[Any]:
    return [found for found in (actor(v.here, id) for id in ids) if found is not None]


def _heard(network: Any) -> list[Line]:
    """Over how many a figure is: what stands beside every one."""
    return [
        Line("memberCount", int, "How many belong to the network.", lambda v: len(network(v).members)),
        Line("answered", int | None, "How many answered in full; null where nobody was asked.", lambda v: network(v).answered),
        Line("responseRate", float | None, "Answered over members; null where nobody was asked.", lambda v: network(v).response_rate),
        Line("reliability", str, "May paths be read at this response? Empty where nothing speaks against it.",
             lambda v: reliability(network(v))),
    ]  # fmt: skip


def _sum(amount: Fraction | None) -> str | None:
    return None if amount is None else exact(amount)


def define() -> None:
    """Fill the types."""
    _define_money()
    _define_loops()
    _define_sensitivity()
    pair = {"pieces": (int, "How many pieces hold together, {}."), "largest": (int, "How many are in the largest piece, {}."),
            "efficiency": (float | None, "How near everybody is to everybody, {}.")}  # fmt: skip
    shaped(
        "WithoutThem", "What holds together with and without some actors.",
        Line("removed", many(view("Actor")), "Who leaves.", lambda v: _names(v, v.thing[0].removed)),
        *(Line(f"{name}{side}", type, says.format(words), lambda v, name=name, place=place: plain(getattr(v.thing[0], name)[place]))
          for name, (type, says) in pair.items() for place, (side, words) in enumerate(SIDES)),
        Line("cutOff", many(view("Actor")), "Who was in the largest piece with them and is not without them.",
             lambda v: _names(v, v.thing[0].cut_off)),
        Line("tieCount", int, "How many ties they carried.", lambda v: v.thing[0].ties),
        Line("amount", str | None, "The stated money they carried, in one currency; null where none is stated or it is none.",
             lambda v: _sum(v.thing[0].value)),
        Line("notStated", int, "How many of those ties have no stated value.", lambda v: v.thing[0].not_stated),
        *_heard(lambda v: v.thing[1]),
        Line("method", str, "What was counted, and how missing answers were treated.", lambda v: v.thing[0].method),
    )  # fmt: skip
    shaped(
        "CrossLevel", "Ties at one level, and which of them have none at another behind them.",
        Line("among", int, "How many ties there are at the lower level.", lambda v: v.thing.among),
        Line("alone", many(view("Relationship")), "Those with none at the upper level between the same two ends.",
             lambda v: [view("Relationship").of(tie, v.here) for tie in v.thing.alone]),
        Line("method", str, "What was counted, and what is not known.", lambda v: v.thing.method),
    )  # fmt: skip


SIDES = (("Before", "with them"), ("After", "without them"))


def _define_money() -> None:
    shaped(
        "TierAmount", "The money of one prevention tier in one year.",
        Line("tier", str, "Which tier; not classified where that is not known.", lambda v: v.thing[0]),
        Line("amount", str | None, "How much, exactly; null where no amount of the year is stated.", lambda v: _sum(v.thing[1])),
        Line("share", float | None, "Which share of the year's money.", lambda v: v.thing[2]),
    )  # fmt: skip
    sums = {
        "once": "Counted once: what goes straight to who uses it, and what enters a fund.",
        "direct": "What goes straight to who uses it.",
        "entering": "What enters a fund.",
        "still_in_fund": "What entered a fund and was not granted.",
        "every_row": "Every line added up, which counts some twice.",
    }
    early = {"low": "As classified.", "high": "If all not classified were for prevention.", "of_classified": "Of what is classified."}
    shaped(
        "YearOfMoney", "The money of one year in one currency.",
        Line("year", str, "Which year.", lambda v: v.thing.year),
        Line("currency", str, "In which currency; currencies are never added together.", lambda v: v.thing.currency),
        *(Line(_camel(name), str | None, says, lambda v, name=name: _sum(getattr(v.thing, name)) if v.thing.stated else None)
          for name, says in sums.items()),
        Line("flows", int, "How many flows.", lambda v: v.thing.flows),
        Line("notStated", int, "Of how many the amount is not stated: they are in no sum.", lambda v: v.thing.not_stated),
        Line("tiers", many(view("TierAmount")), "By prevention tier.", _tiers),
        *(Line(_camel(f"early_{name}"), float | None, f"The share for prevention, primary and secondary. {says}",
               lambda v, name=name: plain(v.thing.early[name])) for name, says in early.items()),
    )  # fmt: skip


def _tiers(v: Any) -> list[Any]:
    year = v.thing
    rows = [(tier, a if year.stated else None, plain(a / year.once) if year.once else None) for tier, a in year.tiers.items()]
    return [view("TierAmount").of(row, v.here) for row in rows]


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _define_loops() -> None:
    shaped(
        "MoneyRow", "Money by year and one more thing.",
        Line("year", str, "Which year.", lambda v: v.thing[0]),
        Line("currency", str, "In which currency.", lambda v: v.thing[1]),
        Line("name", str, "Which funder, or place.", lambda v: v.thing[2]),
        Line("amount", str | None, "How much is stated; null where none of it is.", lambda v: _sum(v.thing[3])),
        Line("flows", int, "How many flows.", lambda v: v.thing[4]),
        Line("notStated", int, "Of how many the amount is not stated.", lambda v: v.thing[5]),
    )  # fmt: skip
    shaped(
        "MoneyLoop", "Actors among whom money can go round.",
        Line("members", many(view("Actor")), "Who.", lambda v: _names(v, v.thing.members)),
        Line("smallest", str | None, "The smallest stated flow among them: at most so much comes back.", lambda v: _sum(v.thing.smallest)),
        Line("currency", str, "In which currency.", lambda v: v.thing.currency),
    )  # fmt: skip
    rows = {"years": "YearOfMoney", "by_funder": "MoneyRow", "by_place": "MoneyRow", "loops": "MoneyLoop"}
    says = {"years": "Year by year.", "by_funder": "Who gave it.", "by_place": "For which place.", "loops": "Where it can go round."}
    shaped(
        "Money", "Where money goes, counted once, and what is not known of it.",
        *(Line(_camel(name), many(view(type)), says[name],
               lambda v, name=name, type=type: [view(type).of(row, v.here) for row in getattr(v.thing, name)])
          for name, type in rows.items()),
        Line("spread", str, "How awards over several years are counted.", lambda v: v.thing.spread),
        Line("method", str, "What was counted, once, and what is in no sum.", lambda v: v.thing.method),
    )  # fmt: skip


def _define_sensitivity() -> None:
    shaped(
        "RankedActor", "One of the first under one reading of silence.",
        Line("actor", view("Actor") | None, "The actor.", lambda v: actor(v.here, v.thing["id"])),
        Line("name", str, "What it is called.", lambda v: v.thing["name"]),
        Line("value", float | None, "Its figure; null where it is not known.", lambda v: v.thing["value"]),
        Line("rank", int, "Its place: 1 and the number of those strictly higher.", lambda v: v.thing["rank"]),
    )  # fmt: skip
    shaped(
        "Reading", "A measure under one reading of silence.",
        Line("reading", str, "unknown, absent or other_end.", lambda v: v.thing["reading"]),
        Line("says", str | None, "What silence is taken for.", lambda v: v.thing.get("told")),
        Line("ranking", many(view("RankedActor")) | None, "The first of it; null where this reading is not allowed.",
             lambda v: None if v.thing["ranking"] is None else [view("RankedActor").of(row, v.here) for row in v.thing["ranking"]]),
        Line("whyNot", str | None, "Why it is not allowed, where it is not.", lambda v: v.thing.get("why_not")),
    )  # fmt: skip
    shaped(
        "ReadingsAlike", "How alike two readings order the members.",
        Line("between", list[str], "Which two readings.", lambda v: v.thing["between"]),
        Line("n", int, "Over how many members.", lambda v: v.thing["n"]),
        Line("spearman", float | None, "Rank correlation; null where it is not defined.", lambda v: plain(v.thing["spearman"])),
        Line("kendall", float | None, "Rank correlation by pairs; null where it is not defined.", lambda v: plain(v.thing["kendall"])),
    )  # fmt: skip
    shaped(
        "Sensitivity", "One measure under every reading of silence.",
        Line("layer", LAYER, "Of which layer.", lambda v: LAYER(v.thing[0]["layer"])),
        Line("measure", str, "Which measure.", lambda v: v.thing[0]["measure"]),
        Line("readings", many(view("Reading")), "Under each reading.",
             lambda v: [view("Reading").of(row, v.here) for row in v.thing[0]["readings"]]),
        Line("agreement", many(view("ReadingsAlike")), "How alike they are.",
             lambda v: [view("ReadingsAlike").of(row, v.here) for row in v.thing[0]["agreement"]]),
        Line("inEveryTop", many(view("Actor")), "Who is among the first in all of them.", lambda v: _names(v, v.thing[0]["in_every_top"])),
        *_heard(lambda v: v.thing[1]),
        Line("method", str, "What was counted, and how missing answers were treated.", lambda v: v.thing[0]["method"]),
    )  # fmt: skip
