"""Files made to hurt whoever opens them, and what is to be said of each: written for these gates, to the kinds that hurt others."""

from __future__ import annotations

import io
import json
import zipfile
from typing import NamedTuple

COMES_IN = ""


class Hostile(NamedTuple):
    """A file's name and bytes, and words of the sentence that refuses it; none where it may come in, for what it does is nothing."""

    name: str
    content: bytes
    said: str


GRAPH = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="n" for="node" attr.name="name"/>'
    '<graph edgedefault="directed">{}</graph></graphml>'
)
GEXF = '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed">{}</graph></gexf>'
NODE = '<node id="a"><data key="n">{}</data></node>'
LAUGHS = "".join(f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";"}{"&l" + str(n - 1) + ";"}">' for n in range(1, 40))


def kumu(elements: object, connections: object = ()) -> bytes:
    return json.dumps({"elements": elements, "connections": connections}).encode()


def packed_bomb(letters: int) -> bytes:
    """What lz-string makes of one letter again and again: each code is one longer than the last."""
    bits: list[int] = []

    def put(value: int, width: int) -> None:
        bits.extend(value >> place & 1 for place in range(width))

    put(0, 2)
    put(ord("a"), 8)
    width, room, known = 3, 4, 4
    for _ in range(letters):
        put(known, width)
        known += 1
        room -= 1
        if room == 0:
            room, width = 1 << width, width + 1
    put(2, width)
    bits.extend([0] * (-len(bits) % 15))
    codes = [int("".join(map(str, bits[at : at + 15])), 2) + 32 for at in range(0, len(bits), 15)]
    return "".join(map(chr, codes)).encode("utf-8", "surrogatepass")


GRAPHS: tuple[Hostile, ...] = (
    Hostile("laughs.graphml", f'<!DOCTYPE g [<!ENTITY l0 "ha">{LAUGHS}]>{GRAPH.format(NODE.format("&l39;"))}'.encode(), "document type"),
    Hostile("quadratic.gexf", f'<!DOCTYPE g [<!ENTITY x "{"x" * 50_000}">]>{GEXF.format("<nodes/>")}'.encode(), "document type"),
    Hostile("outside.graphml", f'<!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]>{GRAPH.format(NODE.format("&x;"))}'.encode(),
            "document type"),
    Hostile("far.graphml", f'<!DOCTYPE g SYSTEM "http://127.0.0.1:9/x.dtd">{GRAPH.format("")}'.encode(), "document type"),
    Hostile("parameter.gexf", f'<!DOCTYPE g [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>{GEXF.format("")}'.encode(), "document type"),
    Hostile("wide.graphml", f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE g [<!ENTITY l "x">]>{GRAPH.format("")}'.encode("utf-16"),
            "document type"),
    Hostile("included.graphml", GRAPH.format('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
            + NODE.format("Ash")).encode(), COMES_IN),
    Hostile("deep.graphml", b"<graphml>" + b"<graph>" * 100_000, "GraphML: "),
    Hostile("deep-and-closed.gexf", b"<gexf>" + b"<a>" * 20_000 + b"</a>" * 20_000 + b"</gexf>", "nested more than 200 deep"),
    Hostile("cut.gexf", GEXF.format("<nodes><node id='a'")[:-60].encode(), "not XML from line 1, column"),
    Hostile("markup.gexf", GEXF.format("<nodes><node id='a' label='R&D'/></nodes>").encode(), "not XML from line 1, column"),
    Hostile("twice.graphml", GRAPH.format(NODE.format("Ash") * 2).encode(), "two entries have the same id"),
    Hostile("nowhere.gexf", GEXF.format('<nodes><node id="a"/></nodes><edges><edge source="a" target="b"/></edges>').encode(),
            "there is nobody with this id in the file"),
    Hostile("circle.gexf", GEXF.format('<nodes><node id="a" pid="b"/><node id="b" pid="a"/></nodes>').encode(), "part of"),
    Hostile("long-id.gexf", GEXF.format(f'<nodes><node id="{"x" * 10_000}"/></nodes>').encode(), "at most 200 characters"),
    Hostile("defaults.gexf", GEXF.format(
        f'<attributes class="node"><attribute id="0" title="x"><default>{"x" * 19_000}</default></attribute></attributes>'
        f'<nodes>{"".join(f"<node id={chr(34)}{n}{chr(34)}/>" for n in range(9_000))}</nodes>').encode(), "written out"),
    Hostile("deep.json", b'{"elements": ' + b"[" * 100_000, "nested more than 64 deep"),
    Hostile("deep-objects.json", b'{"grants": ' + b'{"a":' * 100_000, "nested more than 64 deep"),
    Hostile("not-a-number.json", b'{"elements": [], "connections": [], "x": NaN}', "NaN"),
    Hostile("twice.json", b'{"elements": [{"label": "Ash"}], "connections": [], "elements": []}', 'the key "elements" is there twice'),
    Hostile("cut.json", b'{"elements": [{"label": "Ash"}, {"la', "line 1, column"),
    Hostile("surrogate.json", b'{"elements": [{"label": "\\ud800"}], "connections": []}', "U+D800"),
    Hostile("not-lists.json", b'{"elements": [1, "x", null, [[]]], "connections": [{"from": {"a": 1}, "to": []}]}', "nobody with this id"),
    Hostile("bomb.prsm", packed_bomb(20_000), "grows beyond"),
    Hostile("cut.prsm", packed_bomb(20)[:-6], "PRSM: "),
    Hostile("grants.json", b'{"grants": [5]}', "grant 1 is no table of fields"),
    Hostile("zeros.csv", b"\0" * 10_000_000, "zero bytes"),
    Hostile("endless.csv", b"a" * 3_000_000, "longer than 131,072 characters"),
    Hostile("open.csv", b'from,to\n"' + b"a,b\n" * 500_000, "row 2: a quotation mark is opened and never closed"),
    Hostile("wide.csv", b"a," * 100_000 + b"\nb,c\n", "cells; at most"),
    Hostile("mixed.csv", "Café,Ash\n".encode() + "Café,Ash\n".encode("cp1252"), "on line 2"),
    Hostile("parents.csv", b"Organisation,Parent organisation\nAsh,Birch\nBirch,Ash\n", "part of"),
    Hostile("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "zero bytes"),
)  # fmt: skip


def workbook(parts: dict[str, bytes], sheet: bytes = b"", *, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The smallest workbook there is, with one sheet, and other parts."""
    main = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    files = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/xl/workbook.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        b'<Override PartName="/xl/worksheets/sheet1.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
        b"</Relationships>",
        "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        b'<sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        b'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        b"</Relationships>",
        "xl/worksheets/sheet1.xml": main % (sheet or ROWS),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packed) as archive:
        for name, content in {**files, **parts}.items():
            archive.writestr(zipfile.ZipInfo(name), content, packed)
    return held.getvalue()


def row(number: int, *cells: str) -> bytes:
    inside = "".join(f'<c r="{"ABCDEF"[at]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for at, cell in enumerate(cells))
    return f'<row r="{number}">{inside}</row>'.encode()


ROWS = row(1, "From", "To") + row(2, "Ash", "Birch")
FAR = '<row r="1048576"><c r={0}XFD1048576{0}><v>1</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'

WORKBOOKS: tuple[Hostile, ...] = (
    Hostile("macros.xlsm", workbook({"xl/vbaProject.bin": b"x"}), "macros"),
    Hostile("sheet-macros.xlsx", workbook({"xl/macrosheets/sheet1.xml": b"<a/>"}), "macros"),
    Hostile("links.xlsx", workbook({"xl/externalLinks/externalLink1.xml": b"<a/>"}), "links to other files"),
    Hostile("type.xlsx", workbook({"xl/sharedStrings.xml": b'<!DOCTYPE s [<!ENTITY x "y">]><sst/>'}), "document type"),
    Hostile("bomb.xlsx", workbook({"xl/media/image1.xml": b" " * 30_000_000}), "inflates to more than 100 times"),
    Hostile("far.xlsx", workbook({}, FAR.format('"').encode()), "reaches over 1,048,576 rows"),
    Hostile("far-in-other-marks.xlsx", workbook({}, FAR.format("'").encode()), "reaches over"),
    Hostile("nameless.xlsx", workbook({}, b"<row>" + b"<c/>" * 6_000_000 + b"</row>", packed=zipfile.ZIP_STORED), "cells; at most"),
    Hostile("outside.xlsx", workbook({"../../../tmp/x.xml": b"<a/>"}), "outside itself"),
    Hostile("wide.xlsx", workbook({SHEET: "<worksheet/>".encode("utf-16")}), "is not UTF-8"),
    Hostile("many.xlsx", workbook({f"xl/x{n}.xml": b"<a/>" for n in range(250)}), "parts; at most 200"),
    Hostile("cut.xlsx", workbook({})[:-300], "cannot be read"),
    Hostile("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4_000, "has a password"),
    Hostile("dimension.xlsx", workbook({SHEET: MAIN + b'<dimension ref="A1:XFD1048576"/><sheetData>' + ROWS + b"</sheetData></worksheet>"}),
            COMES_IN),
    Hostile("merged.xlsx", workbook({SHEET: MAIN + b"<sheetData>" + ROWS + b'</sheetData><mergeCells count="1">'
            b'<mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'}), COMES_IN),
    Hostile("named-otherwise.csv", workbook({}), COMES_IN),
    Hostile("a-table.xlsx", b"From,To\nAsh,Birch\n", "no workbook inside"),
    Hostile("formula.xlsx", workbook({}, ROWS + b'<row r="3"><c r="A3" t="str"><f>HYPERLINK("http://127.0.0.1:9")</f><v>Elm</v></c>'
            b'<c r="B3" t="e"><f>cmd|\' /C calc\'!A0</f><v>#REF!</v></c></row>'), COMES_IN),
)  # fmt: skip


def archive(name: str, entries: dict[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> Hostile:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packed) as made:
        for entry, content in entries.items():
            made.writestr(zipfile.ZipInfo(entry), content, packed)
    return Hostile(name, held.getvalue(), COMES_IN)


MAP = b'id = "m"\nname = "M"\n'
ZIPS: tuple[Hostile, ...] = (
    archive("climbs.zip", {"map.toml": MAP, "../../x.csv": b"a"})._replace(said="outside itself"),
    archive("root.zip", {"map.toml": MAP, "/etc/x.csv": b"a"})._replace(said="outside itself"),
    archive("drive.zip", {"map.toml": MAP, "C:\\x.csv": b"a"})._replace(said="outside itself"),
    archive("bomb.zip", {"map.toml": MAP, "actors.csv": b"id,name\n" + b"0" * 60_000_000})._replace(said="inflates to more than"),
    archive("many.zip", {"map.toml": MAP, **{f"x{n}.csv": b"a" for n in range(250)}})._replace(said="entries; at most 200"),
    archive("two.zip", {"a/map.toml": MAP, "b/map.toml": MAP})._replace(said="several maps"),
)
ALL: tuple[Hostile, ...] = (*GRAPHS, *WORKBOOKS, *ZIPS)
