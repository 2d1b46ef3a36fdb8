"""How is a picture written as SVG? By our own writer: real text, a title and a description, no script, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from sysmap.draw.fonts import EMOJI, font_of
from sysmap.draw.lettering import carried
from sysmap.draw.picture import Dash, LineStyle, Picture
from sysmap.draw.sheet import Group, Mark, Path, Shape, Sheet, Words, plot_of, sheet_of

FAMILY = "'Noto Sans','Noto Sans Arabic','Noto Sans Hebrew','Noto Emoji',sans-serif"


def write_svg(picture: Picture) -> bytes:
    """The picture as an SVG document."""
    return svg_text(picture).encode("utf-8")


def svg_text(picture: Picture, *, transparent: bool = False) -> str:
    """The picture as SVG; ``transparent`` leaves the paper out, for a slide with a ground of its own."""
    sheet = sheet_of(picture)
    if transparent:
        sheet = Sheet(sheet.width, sheet.height, sheet.marks[1:])
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(sheet.width)}" height="{_n(sheet.height)}"'
        f' viewBox="0 0 {_n(sheet.width)} {_n(sheet.height)}" role="img" aria-labelledby="picture-title picture-description"'
        f' xml:lang={_attribute(picture.language)} font-family="{FAMILY}" fill="none">'
    )
    told = [part.rstrip(".") for part in (picture.invented, picture.subtitle, picture.alt) if part]
    words = (
        f'<title id="picture-title">{_text(picture.title)}</title>'
        f'<desc id="picture-description">{_text(". ".join((*told, "")).rstrip())}</desc>'
    )
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', head, words, *_body(sheet), "</svg>", ""))


def _body(sheet: Sheet) -> Iterator[str]:
    for mark in sheet.marks:
        yield from _written(mark)


def plot_text(picture: Picture, described_by: str) -> str:
    """What is drawn alone, for a page that writes title, legend and caption itself; ``described_by`` is the id of its description."""
    left, top, width, tall = picture.plot
    box = f"{_n(left)} {_n(top)} {_n(width)} {_n(tall)}"
    body = "".join("".join(_written(mark)) for mark in plot_of(picture))
    return f'<svg viewBox="{box}" role="img" aria-labelledby={_attribute(described_by)} font-family="{FAMILY}" fill="none">{body}</svg>'


def mark_text(mark: Mark) -> str:
    """One mark as SVG, for pages that show a swatch of it."""
    return "".join(_written(mark))


def _written(mark: Mark) -> Iterator[str]:
    if isinstance(mark, Group):
        yield from _group(mark)
    elif isinstance(mark, Words):
        yield _words(mark)
    elif isinstance(mark, Path):
        yield f'<path d="{_path(mark)}"{_stroke(mark.style)}/>'
    else:
        yield _shape(mark)


def _group(group: Group) -> Iterator[str]:
    if not group.marks:
        return
    if group.what in ("line", "dot", "area", "rule"):
        title = f"<title>{_text(group.title)}</title>" if group.title else ""
        yield f"<g>{title}{''.join(_joined(group.marks))}</g>"
        return
    shared = ' stroke-linejoin="round"' if group.what in ("lines", "dots") else ""
    yield f'<g class="{group.what}"{shared}>'
    for mark in group.marks:
        yield from _written(mark)
    yield "</g>"


def _joined(marks: Iterable[Mark]) -> Iterator[str]:
    """Neighbours painted alike (hatching, the heads of many lines) become one path, which keeps files small."""
    ways: list[str] = []
    paint = ""
    for mark in marks:
        way, with_paint = _way(mark)
        if not way or with_paint != paint:
            yield from _closed(ways, paint)
            ways, paint = [], with_paint
        if way:
            ways.append(way)
        else:
            yield from _written(mark)
    yield from _closed(ways, paint)


def _closed(ways: list[str], paint: str) -> Iterator[str]:
    if ways:
        yield f'<path d="{"".join(ways)}"{paint}/>'


def _way(mark: Mark) -> tuple[str, str]:
    """The outline and the paint of a mark that can be joined with others; no outline for one that cannot."""
    if isinstance(mark, Path):
        return _path(mark), _stroke(mark.style)
    if isinstance(mark, Shape) and mark.radius is None and not mark.stroke:
        return _polygon(mark), _paint(mark)
    return "", ""


def _path(path: Path) -> str:
    start, end = f"M{_n(path.start[0])} {_n(path.start[1])}", f"{_n(path.end[0])} {_n(path.end[1])}"
    return f"{start}L{end}" if path.bend is None else f"{start}Q{_n(path.bend[0])} {_n(path.bend[1])} {end}"


def _stroke(style: LineStyle) -> str:
    cap = ' stroke-linecap="round"' if style.round else ""
    return f' stroke="{style.colour}" stroke-width="{_n(style.width)}"{_dash(style.dash)}{cap}'


def _dash(dash: Dash) -> str:
    return f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else ""


def _shape(shape: Shape) -> str:
    if shape.radius is not None:
        ((x, y),) = shape.points
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(shape.radius)}"{_paint(shape)}/>'
    return f'<path d="{_polygon(shape)}"{_paint(shape)}/>'


def _polygon(shape: Shape) -> str:
    return f"M{'L'.join(f'{_n(x)} {_n(y)}' for x, y in shape.points)}Z"


def _paint(shape: Shape) -> str:
    fill = f' fill="{shape.fill}"' if shape.fill else ""
    return fill + (f' stroke="{shape.stroke}" stroke-width="{_n(shape.width)}"{_dash(shape.dash)}' if shape.stroke else "")


def _words(words: Words) -> str:
    place = f'x="{_n(words.x)}" y="{_n(words.y)}" font-size="{_n(words.size)}" fill="{words.colour}"'
    anchor = f' text-anchor="{words.anchor}"' if words.anchor != "start" else ""
    halo = ' stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"' if words.halo else ""
    faint = ' fill-opacity="0.22"' if words.faint else ""
    turn = f' transform="rotate({_n(words.turn)} {_n(words.x)} {_n(words.y)})"' if words.turn else ""
    return f"<text {place}{anchor}{halo}{faint}{turn}>{_spans(words.text)}</text>"


def _spans(text: str) -> str:
    """The text, with emoji named as such: joined ones among letters are otherwise lost when a renderer looks for a font."""
    if text.isascii() or not any(font_of(char) == EMOJI for char in text):
        return _text(text)
    parts: list[tuple[bool, str]] = []
    for char in text:
        is_emoji = font_of(char) == EMOJI or bool(parts and parts[-1][0] and char in "\u200d\ufe0f")
        if parts and parts[-1][0] == is_emoji:
            parts[-1] = (is_emoji, parts[-1][1] + char)
        else:
            parts.append((is_emoji, char))
    return "".join(f"<tspan font-family=\"'Noto Emoji'\">{_text(part)}</tspan>" if emoji else _text(part) for emoji, part in parts)


def _text(text: str) -> str:
    return escape(carried(text)).replace("\r", "&#13;")


def _attribute(text: str) -> str:
    return quoteattr(carried(text))


def _n(number: float) -> str:
    """A number as short as it can be written."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
