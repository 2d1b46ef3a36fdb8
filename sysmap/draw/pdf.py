"""How is a picture written as PDF? As lines and real text with the fonts inside, and no date, so that equal pictures are equal bytes.

Fonts are made anew for each document and behind a lock: reportlab keeps them in one table for the whole process, and letters
that were joined for one document would otherwise be numbered differently in the next.
"""

from __future__ import annotations

from io import BytesIO
from threading import Lock
from typing import Any

from sysmap.draw.fonts import BASE, folder
from sysmap.draw.lettering import carried
from sysmap.draw.pdf_tags import ROLES, Tags, planted
from sysmap.draw.picture import LineStyle, Picture, Point
from sysmap.draw.runs import Run, runs_of
from sysmap.draw.sheet import Group, Mark, Path, Shape, Sheet, Words, sheet_of
from sysmap.draw.styles import PAPER, tint

POINT = 0.75
"""A CSS pixel in PDF points."""
_ONE_AT_A_TIME = Lock()


def write_pdf(picture: Picture) -> bytes:
    """The picture as a one-page PDF; its title, language and description are in the document too."""
    from reportlab.pdfgen.canvas import Canvas

    sheet = sheet_of(picture)
    out = BytesIO()
    with _ONE_AT_A_TIME:
        fonts: dict[str, str] = {}
        page = Canvas(
            out,
            pagesize=(sheet.width * POINT, sheet.height * POINT),
            invariant=1,
            pageCompression=1,
            lang=carried(picture.language),
            initialFontName=_font(BASE, fonts),
        )
        page.setTitle(carried(picture.title))
        page.setSubject(carried(picture.alt))
        page.setCreator("sysmap")
        page.setAuthor("")
        page.setViewerPreference("DisplayDocTitle", "true")
        tags = Tags(page)
        _Writer(page, sheet, fonts).write(tags)
        page.showPage()
        planted(page, tags, carried(picture.alt or picture.title))
        page.save()
    return out.getvalue()


class _Writer:
    """Puts the marks of a sheet on a reportlab page."""

    def __init__(self, page: Any, sheet: Sheet, fonts: dict[str, str]) -> None:
        self.page, self.sheet, self.fonts = page, sheet, fonts

    def write(self, tags: Tags) -> None:
        self.page.setLineJoin(1)
        for mark in self.sheet.marks:
            if isinstance(mark, Group) and mark.what == "heading":
                self._heading(mark, tags)
                continue
            if isinstance(mark, Group) and mark.what == "names":
                self._names(mark, tags)
                continue
            part = mark.what if isinstance(mark, Group) else "paper" if isinstance(mark, Shape) else "drawn"
            tags.open(part if part in ROLES or part == "paper" else "drawn")
            self._mark(mark)
        tags.close()

    def _heading(self, group: Group, tags: Tags) -> None:
        """The title in its size, then when it was and who answered."""
        largest = max((mark.size for mark in group.marks if isinstance(mark, Words)), default=0.0)
        for mark in group.marks:
            tags.open("title" if isinstance(mark, Words) and mark.size == largest else "when")
            self._mark(mark)

    def _names(self, group: Group, tags: Tags) -> None:
        """First the paper round all letters, which is made of letters too and would be read out twice, then the names."""
        names = [mark for mark in group.marks if isinstance(mark, Words)]
        tags.open("paper")
        for mark in names:
            self._words(mark, halo=True)
        tags.open("drawn")
        for mark in names:
            self._words(mark)

    def _mark(self, mark: Mark) -> None:
        if isinstance(mark, Group):
            for one in mark.marks:
                self._mark(one)
        elif isinstance(mark, Words):
            self._words(mark)
        elif isinstance(mark, Path):
            self._path(mark)
        else:
            self._shape(mark)

    def _at(self, point: Point) -> tuple[float, float]:
        return point[0] * POINT, (self.sheet.height - point[1]) * POINT

    def _pen(self, style: LineStyle) -> None:
        self.page.setStrokeColor(style.colour)
        self.page.setLineWidth(style.width * POINT)
        self.page.setLineCap(1 if style.round else 0)
        self.page.setDash([part * POINT for part in style.dash] if style.dash else [])

    def _path(self, mark: Path) -> None:
        self._pen(mark.style)
        path = self.page.beginPath()
        (ax, ay), (bx, by) = self._at(mark.start), self._at(mark.end)
        path.moveTo(ax, ay)
        if mark.bend is None:
            path.lineTo(bx, by)
        else:
            cx, cy = self._at(mark.bend)
            path.curveTo(ax + (cx - ax) * 2 / 3, ay + (cy - ay) * 2 / 3, bx + (cx - bx) * 2 / 3, by + (cy - by) * 2 / 3, bx, by)
        self.page.drawPath(path, stroke=1, fill=0)

    def _shape(self, mark: Shape) -> None:
        if mark.fill:
            self.page.setFillColor(mark.fill)
        if mark.stroke:
            self._pen(LineStyle(mark.stroke, mark.width, mark.dash))
        stroke, fill = int(bool(mark.stroke)), int(bool(mark.fill))
        if mark.radius is not None:
            self.page.circle(*self._at(mark.points[0]), mark.radius * POINT, stroke=stroke, fill=fill)
            return
        path = self.page.beginPath()
        path.moveTo(*self._at(mark.points[0]))
        for point in mark.points[1:]:
            path.lineTo(*self._at(point))
        path.close()
        self.page.drawPath(path, stroke=stroke, fill=fill)

    def _words(self, words: Words, *, halo: bool = False) -> None:
        x, y = self._at((words.x, words.y))
        size = words.size * POINT
        pieces = [self._shaped(run, size) for run in runs_of(words.text)]
        width = sum(advance for _, _, advance in pieces)
        if words.turn:
            self.page.saveState()
            self.page.translate(x, y)
            self.page.rotate(-words.turn)
            x = y = 0.0
        x -= {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
        if halo:
            self.page.setStrokeColor(PAPER)
            self.page.setLineWidth(3 * POINT)
            self.page.setDash([])
        else:
            self.page.setFillColor(tint(words.colour, 0.22) if words.faint else words.colour)
        self._line_of_text(pieces, x, y, size, int(halo))
        if words.turn:
            self.page.restoreState()

    def _line_of_text(self, pieces: list[tuple[str, Any, float]], x: float, y: float, size: float, mode: int) -> None:
        for font, text, advance in pieces:
            self.page.setFont(font, size)
            self.page.drawString(x, y, text, mode=mode)
            x += advance

    def _shaped(self, run: Run, size: float) -> tuple[str, Any, float]:
        """The run's font, its letters joined and in the order of reading where its script asks for that, and its width."""
        from reportlab.pdfbase.pdfmetrics import getFont, stringWidth
        from reportlab.pdfbase.ttfonts import shapeStr

        font = _font(run.file, self.fonts)
        if not run.joined:
            known = getFont(font).face.charToGlyph
            text = "".join(char if ord(char) in known else "\ufffd" for char in run.text)
            return font, text, float(stringWidth(text, font, size))
        shaped = shapeStr(run.text, font, size, force=True)
        if not hasattr(shaped, "__shapeData__"):
            # reportlab shapes with uharfbuzz, and without it hands the text back as it came: letters apart, but all there.
            return font, run.text, float(stringWidth(run.text, font, size))
        return font, shaped, sum(part.x_advance for part in shaped.__shapeData__) * size / 1000


def _font(file: str, fonts: dict[str, str]) -> str:
    """The font's name on the page, read from its file the first time a document needs it."""
    if file not in fonts:
        from reportlab.pdfbase.pdfmetrics import registerFont
        from reportlab.pdfbase.ttfonts import TTFont

        name = "Sysmap" + file.removesuffix(".ttf").replace("[wght]", "")
        registerFont(TTFont(name, str(folder() / file), shapable=file != BASE))
        fonts[file] = name
    return fonts[file]
