"""What exactly would readers see, what was folded or withheld and why, and who could be recognised? The figure before it is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from sysmap.analysis.change import compare
from sysmap.analysis.differencing import Published
from sysmap.analysis.grouping import FOLDED, OTHERS, followed_in_both, group_of_each, grouped
from sysmap.analysis.network import Network, Pair
from sysmap.analysis.recognition import Recognition
from sysmap.draw.change import draw_change
from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Picture, Table
from sysmap.errors import UsageError
from sysmap.service.desk import Desk
from sysmap.service.disclosure import is_public
from sysmap.service.phrases import known, listed, say
from sysmap.service.publishing_before import all_cells, published_before
from sysmap.service.publishing_cells import Named
from sysmap.service.publishing_figure import Figure, checked
from sysmap.service.publishing_frozen import Content, frozen
from sysmap.service.publishing_known import Known, known_by
from sysmap.service.publishing_networks import Made, networks_for
from sysmap.service.publishing_sentences import sentences_for

Words = tuple[str, ...]


class Draft(NamedTuple):
    """A figure as it would be published. ``kept`` is its frozen content and ``digest`` the fingerprint of that.

    ``folded`` and ``withheld`` are sentences for the map keeper, and ``readers_know`` is who could be recognised and what has to be
    confirmed.
    """

    figure: Figure
    content: Content
    kept: str
    digest: str
    cells: tuple[str, ...]
    folded: tuple[str, ...]
    withheld: tuple[str, ...]
    readers_know: Known

    @property
    def recognition(self) -> Recognition | None:
        return self.readers_know.recognition

    @property
    def confirm(self) -> int | None:
        """The number that has to be typed, where one has to be."""
        return self.readers_know.confirm


def draft(desk: Desk, map: str, figure: Figure) -> Draft:
    """The figure that these choices make now. Raises NotFound, UsageError."""
    state, figure = desk.state(map), checked(figure)
    key = ("draft", map, state.revision, state.erasures, figure)
    return desk.answer(key, lambda: _draft(desk, map, figure))


def _draft(desk: Desk, map: str, figure: Figure) -> Draft:
    made = networks_for(desk, map, figure)
    if figure.layer == "trust":
        picture, sentences, cells, folded, withheld = _of_trust(desk, map, figure, made)
    else:
        picture, sentences = _of_recorded(figure, made)
        cells, folded = (), ()
        withheld = tuple(say(f"withheld_{one.kind}", n=one.n, why=one.why) for one in made.withheld)
    if not picture.lines:
        raise UsageError("Nothing is left on this picture", fix="Choose other kinds of relationship, another round, or other readers.")
    if figure.title:
        picture = replace(picture, title=figure.title, subtitle=f"{picture.title} · {picture.subtitle}")
    content = Content(picture, sentences)
    kept, digest = frozen(content)
    return Draft(figure, content, kept, digest, cells, folded, withheld, known_by(desk.state(map), figure, made))


def _of_recorded(figure: Figure, made: Made) -> tuple[Picture, tuple[str, ...]]:
    """What nobody was asked about: drawn as it is recorded, with names or with codes."""
    public = is_public(figure.readers)
    if made.then is None:
        return draw_network(made.now, positions([made.now]), audience=figure.audience, sources=made.sources), ()
    change = compare(made.then, made.now, made.question)
    drawn = draw_change(made.then, made.now, change, positions([made.then, made.now]), audience=figure.audience, sources=made.sources)
    return drawn, sentences_for(change, {}, Published(), public=public).told


def _of_trust(desk: Desk, map: str, figure: Figure, made: Made) -> tuple[Picture, Words, Words, Words, Words]:
    """Trust between groups, from all answers: only means over enough of them, and none that gives fewer away with what is out."""
    out = published_before(desk, map)
    cells = all_cells(figure, made)
    if made.then is None:
        group = grouped(made.now, figure.group)
        kept, used, few, apart = _admitted(cells, out, f"{made.now.wave}: ", [group])
        shown = _only(group, kept)
        picture = with_counts(draw_network(shown, positions([shown]), audience=figure.audience, sources=made.sources), shown)
        return picture, (), used, _folded(made.now, figure.group), _held_back(few, apart, ())
    then, now = followed_in_both(made.then, made.now)
    before, after = grouped(then, figure.group), grouped(now, figure.group)
    full = compare(made.then, made.now, made.question)
    sentences = sentences_for(full, cells, out, public=is_public(figure.readers))
    kept, used, few, apart = _admitted(cells, out, f"{made.then.wave} to {made.now.wave}: ", [before, after])
    before, after = replace(_only(before, kept), notes=()), _only(after, kept)
    change = compare(before, after, made.question)
    picture = draw_change(before, after, change, positions([before, after]), audience=figure.audience, sources=made.sources)
    held = _held_back(few, apart, sentences.withheld)
    return picture, sentences.told, (*sentences.cells, *used), _folded(now, figure.group), held


def _admitted(
    cells: Named, out: Published, before: str, networks: list[Network]
) -> tuple[frozenset[Pair], tuple[str, ...], list[str], list[str]]:
    """The pairs of groups that may be shown, the names of their cells, and those held back: too few answers, or too much given away."""
    pairs = {pair: f"{before}{pair[0]} > {pair[1]}" for network in networks for pair in network.ties}
    sizes = Counter({pair: sum(n.ties[pair].respondents for n in networks if pair in n.ties) for pair in pairs})
    kept, used, few, apart = set(), [], [], []
    for pair, _ in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        words, name = f"{_group(pair[0])} to {_group(pair[1])}", pairs[pair]
        if any(pair in n.ties and n.ties[pair].value is None for n in networks):
            few.append(words)
        elif not out.admits(*cells[name]):
            apart.append(words)
        else:
            out.add(*cells[name])
            kept.add(pair)
            used.append(name)
    return frozenset(kept), tuple(used), few, apart


def _only(network: Network, kept: frozenset[Pair]) -> Network:
    """The groups with only those lines; who has none stays on the picture.

    How many ties there are inside the groups is a figure over answers that nothing was held against, and is not said.
    """
    notes = (*(note for note in network.notes if not note.startswith(FOLDED)), say("published_folded"), say("published_lines"))
    return replace(network, ties={pair: tie for pair, tie in network.ties.items() if pair in kept}, notes=notes)


def _folded(network: Network, group: str) -> tuple[str, ...]:
    of = group_of_each(network, group)
    alone = dict.fromkeys(getattr(m, group) or "not stated" for m in network.members if of[m.id] == OTHERS)
    return (say("folded_groups", list=listed([_group(str(one)) for one in alone]), n=len(alone)),) if alone else ()


def _held_back(few: list[str], apart: list[str], parts: tuple[str, ...]) -> tuple[str, ...]:
    told = []
    if few:
        told.append(say("withheld_few", n=len(few), list=listed(few)))
    if apart:
        told.append(say("withheld_apart", n=len(apart), list=listed(apart)))
    if parts:
        told.append(say("withheld_sentences", list=listed([say(f"part_{part}") for part in parts])))
    return tuple(told)


def _group(name: str) -> str:
    return known(f"sector_{name}", name)


def with_counts(picture: Picture, network: Network) -> Picture:
    """The picture whose table of ties says how many answers stand behind each."""
    first, *rest = picture.tables
    counts: Mapping[tuple[str, ...], int] = {pair: tie.respondents for pair, tie in network.ties.items()}
    rows = tuple(replace(row, cells=(*row.cells, str(counts.get(row.dots[:2], "")))) for row in first.rows)
    return replace(picture, tables=(Table(first.title, (*first.columns, "Answers"), rows), *rest))
