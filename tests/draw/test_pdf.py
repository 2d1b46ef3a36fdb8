from __future__ import annotations

import io
import re
import zlib
from base64 import a85decode
from typing import Any

from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.pdf import write_pdf
from sysmap.draw.runs import runs_of
from tests.draw.small_maps import hostile, nobody, three


def _streams(pdf: bytes) -> bytes:
    """The drawing instructions, unpacked."""
    return b"\n".join(
        zlib.decompress(a85decode(found, adobe=False)) for found in re.findall(rb"ASCII85Decode.*?stream\r?\n(.*?)~>", pdf, re.DOTALL)
    )


def test_a_pdf_is_one_page_of_lines_with_its_fonts_and_title_inside() -> None:
    pdf = write_pdf(draw_network(three(), positions([three()])))
    assert pdf.startswith(b"%PDF-") and pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1
    assert b"Helvetica" not in pdf and b"/FontFile2" in pdf and b"/Subtype /Image" not in pdf
    assert b"/Title (Small: trust answers)" in pdf and b"/DisplayDocTitle true" in pdf


def test_the_same_picture_is_the_same_pdf_after_others_were_drawn() -> None:
    picture = draw_network(hostile(), positions([hostile()]))
    first = write_pdf(picture)
    write_pdf(draw_network(three(), positions([three()])))
    assert write_pdf(picture) == first


def test_a_pdf_carries_no_date_of_today() -> None:
    dates = set(re.findall(rb"D:(\d{4})", write_pdf(draw_network(nobody(), {}))))
    assert dates <= {b"2000"}


def test_a_pdf_is_tagged_with_a_heading_a_described_figure_and_paragraphs() -> None:
    from pypdf import PdfReader

    picture = draw_network(three(), positions([three()]), sources=("Survey",))
    reader = PdfReader(io.BytesIO(write_pdf(picture)))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    parts = [part.get_object() for part in root["/StructTreeRoot"]["/K"]["/K"]]
    assert [part["/S"] for part in parts] == ["/H1", "/P", "/Figure", "/P", "/P"]
    assert parts[2]["/Alt"] == picture.alt
    text = reader.pages[0].extract_text()
    assert all(words in text for words in ("Small: trust answers", "Ash Lane", "Source: Survey"))


def test_lines_are_dashed_in_a_pdf_too() -> None:
    assert re.search(rb"\[3\.75 2\.6\d*\] 0 d", _streams(write_pdf(draw_network(three(), positions([three()])))))


def test_runs_stand_in_the_order_of_reading() -> None:
    assert [run.text for run in runs_of("Early שלום 2")] == ["Early ", "שלום ", "2"]
    assert [run.text for run in runs_of("שלום Early")] == ["Early", "שלום "]
    assert [run.joined for run in runs_of("Kestrel")] == [False]
    assert "".join(run.text for run in runs_of("a\u202eb\u202c")) == "ab"
