"""Whatever a map holds, it goes out as a bundle and comes back equal, and a second export is the same bytes."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.formats.bundle import read_bundle
from sysmap.formats.bundle_columns import NOT_CARRIED
from sysmap.formats.bundle_writing import bundle_contents, write_bundle
from sysmap.formats.sameness import changes_for
from sysmap.model.actors import Map
from sysmap.model.canonical import canonical_json, digest
from sysmap.model.kinds import KINDS
from sysmap.model.sealing import seals_for
from sysmap.model.state import State, empty
from sysmap.model.text import clean
from sysmap.model.vocabulary import AUDIENCES
from tests.formats.making import imported, planned_for

SEEDS = Path(__file__).parents[2] / "seeds"
NAUGHTY = [
    "=cmd|' /C calc'!A0", "+1", "-1", "-0", "@x", "'=x", "''+x", "'", "''", "'-5", '"', 'a"b', ",", ";", "a\nb", "a\r\nb", "a\rb",
    "null", "None", "NaN", "true", "0", "1e5", "withdrawn", "id", "name", "<script>alert(1)</script>", "'; DROP TABLE fact; --",
    "{{7*7}}", "${x}", "%s", "\\", "a\\|b|c", "#", "[codebook]", "a\x1fb", "\x7f", "a\x00b", "\u202eabc", "\ufeffx", "\u200b",
    "x\u0085y", "x\u2028y", "Ⅷ", "ﬁ", "田中さん", "👩‍👩‍👧", "Z̷a̷", "\u0660",
]  # fmt: skip


def cleaned(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return strategy.map(lambda text: clean(text) or "x")


texts = cleaned(st.sampled_from(NAUGHTY) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
cells = st.none() | texts
values = st.recursive(
    texts | st.integers() | st.booleans() | st.just(""),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
)
attributes = st.none() | st.just("withdrawn") | st.dictionaries(texts, values, min_size=1, max_size=3).map(canonical_json)
codebooks = st.none() | st.dictionaries(texts, values, min_size=1, max_size=3).map(canonical_json)


@st.composite
def facts(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """A few facts of a kind by id: any text in any field that a bundle carries."""
    spec = KINDS[kind]
    made: dict[str, Any] = {}
    for id in draw(st.lists(texts, max_size=3, unique=True)):
        given: dict[str, Any] = {name: draw(cells) for name in spec.fields if name not in NOT_CARRIED.get(kind, ())}
        given.update(id=id, attributes=draw(attributes))
        if kind == "rating":
            given["value"] = draw(st.none() | st.integers(-9, 20))
        itself = {"rating": "from_id", "roster": "actor"}.get(kind)
        if itself and given["respondent"] == given[itself]:
            given["respondent"] = None
        made[id] = spec.fact(**given)
    return made


@st.composite
def states(draw: st.DrawFn) -> State:
    about = Map("m", *(draw(texts) for _ in range(5)))._replace(
        default_audience=draw(st.none() | st.sampled_from(AUDIENCES)),
        require_source=draw(st.sampled_from([None, "yes", "no"])),
        order=draw(cells),
        source=draw(cells),
        audience=draw(cells),
        codebook=draw(codebooks),
        attributes=draw(attributes),
    )
    chosen = draw(st.lists(st.sampled_from([kind for kind in KINDS if kind != "map"]), max_size=4, unique=True))
    return State("m", 1, 0, {"map": {"m": about}, **{kind: draw(facts(kind)) for kind in chosen}})


def ordered(state: State) -> dict[str, list[Any]]:
    """Every fact but the map's own, in map order."""
    return {kind: list(state.of(kind).values()) for kind in KINDS if kind != "map" and state.of(kind)}


@given(states(), st.booleans())
def test_every_map_comes_back_equal(state: State, zipped: bool) -> None:
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / ("out.zip" if zipped else "out")
        write_bundle(state, path)
        first = imported(read_bundle(path))
        assert ordered(first) == ordered(state)
        assert first.about._replace(codebook=None) == state.about._replace(codebook=None)
        write_bundle(first, path)
        incoming = read_bundle(path)
        second = imported(incoming)
        assert (second.facts, ordered(second)) == (first.facts, ordered(first))
        assert bundle_contents(second) == bundle_contents(first)
        assert changes_for(incoming, first).changes == ()


@given(states())
def test_only_words_in_use_are_added_to_the_codebook(state: State) -> None:
    with tempfile.TemporaryDirectory() as home:
        write_bundle(state, Path(home) / "out")
        back = imported(read_bundle(Path(home) / "out"))
    before, after = (json.loads(s.about.codebook or "{}") for s in (state, back))
    before.pop("unlisted", None)
    after.pop("unlisted", None)
    assert before == after


def test_a_bundle_with_its_salts_has_the_same_digest_wherever_it_is_imported() -> None:
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "out"
        write_bundle(imported(read_bundle(SEEDS / "wrenmoor")), path)
        first = sealed(path)
        assert digest(sealed(path)) != digest(first)
        write_bundle(first, path, with_salts=True)
        assert digest(sealed(path)) == digest(sealed(path)) == digest(first)


def sealed(path: Path) -> State:
    """The state that an import makes, with the commitments that service would give it."""
    planned = planned_for(read_bundle(path), empty("wrenmoor"))
    seals = seals_for(planned.changes, empty("wrenmoor"), planned.salts)
    return empty("wrenmoor").applied(1, ((c.kind, c.id, c.fact) for c in planned.changes), seals)


PLAIN = {
    "actors.csv": ("id", "name", "kind", "sector", "Colour"),
    "relationships.csv": ("id", "from", "to", "type", "level", "strength", "since"),
    "trust.csv": ("wave", "respondent", "from", "to", "item", "value"),
    "funding.csv": ("from", "to", "amount", "kind"),
    "events.csv": ("date", "what", "tag"),
}
few = st.sampled_from(["", "a", "b", "c", "works_with", "trust", "1", "not stated"])


@st.composite
def folders(draw: st.DrawFn) -> dict[str, str]:
    """Files as people make them: some columns left out, ids given or not, many equal rows."""
    files = {"map.toml": 'id = "m"\nname = "M"\n'}
    for file, columns in PLAIN.items():
        needed = {"id", "name"} if file == "actors.csv" else {"wave", "from", "to", "value", "amount", "what", "date"}
        kept = [column for column in columns if column in needed or draw(st.booleans())]
        rows = []
        for number in range(draw(st.integers(0, 5))):
            cells = {column: draw(few) for column in kept}
            if "id" in cells:
                cells["id"] = f"x{number}" if file == "actors.csv" or draw(st.booleans()) else ""
            if "value" in cells:
                cells["value"] = draw(st.sampled_from(["", "0", "3"]))
            rows.append(",".join(cells[column] for column in kept))
        files[file] = "\n".join([",".join(kept), *rows]) + "\n"
    return files


@settings(max_examples=120)
@given(folders())
def test_any_folder_imported_twice_changes_nothing(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as home:
        for name, content in files.items():
            (Path(home) / name).write_text(content)
        incoming = read_bundle(Path(home))
        state = empty("m")
        planned = changes_for(incoming, state)
        if incoming.problems or planned.problems:
            return
        state = state.applied(1, ((c.kind, c.id, c.fact) for c in planned.changes))
        assert changes_for(read_bundle(Path(home)), state).changes == ()
        write_bundle(state, Path(home) / "out")
        back = imported(read_bundle(Path(home) / "out"))
        assert (back.facts, bundle_contents(back)) == (state.facts, bundle_contents(state))
