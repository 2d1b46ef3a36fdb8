"""How does a screen reader go through a PDF? A heading, the figure with its description, then legend and caption as paragraphs.

reportlab writes no tags: the marks that belong to one part are put between tags here, and the tree that names the parts (PDF 1.7,
14.7) is added to the finished page.
"""

from __future__ import annotations

from typing import Any

ROLES = {"title": "H1", "when": "P", "legend": "P", "caption": "P"}
"""What the parts of a page are in the tree; everything else that is drawn is the figure."""


class Tags:
    """The parts of one page in the order of painting. ``open`` and ``close`` go round what is painted."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.parts: list[str] = []
        self._inside: str | None = None

    def open(self, part: str) -> None:
        """What follows belongs to a part; the paper belongs to none."""
        if self._inside == part:
            return
        self.close()
        if part == "paper":
            self.canvas._code.append("/Artifact BMC")
        else:
            self.canvas._code.append(f"/{role_of(part)} <</MCID {len(self.parts)}>> BDC")
            self.parts.append(part)
        self._inside = part

    def close(self) -> None:
        if self._inside is not None:
            self.canvas._code.append("EMC")
        self._inside = None


def planted(canvas: Any, tags: Tags, description: str) -> None:
    """Add the tree to the document, once its page is finished; the figure is described by ``description``."""
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

    document = canvas._doc
    page = document.Pages.pages[-1]
    page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
    page.StructParents, page.Tabs = 0, PDFName("S")
    root, whole = PDFDictionary({"Type": PDFName("StructTreeRoot")}), PDFDictionary({"Type": PDFName("StructElem")})
    root_at, whole_at, page_at = (document.Reference(part) for part in (root, whole, page))
    elements = {}
    for part in dict.fromkeys(tags.parts):
        numbers = [number for number, one in enumerate(tags.parts) if one == part]
        told = {"Type": PDFName("StructElem"), "S": PDFName(role_of(part)), "P": whole_at, "Pg": page_at, "K": PDFArray(numbers)}
        if role_of(part) == "Figure":
            told["Alt"] = PDFString(description)
        elements[part] = document.Reference(PDFDictionary(told))
    whole.dict.update({"S": PDFName("Document"), "P": root_at, "K": PDFArray(list(elements.values()))})
    parents = PDFDictionary({"Nums": PDFArray([0, PDFArray([elements[part] for part in tags.parts])])})
    root.dict.update({"K": whole_at, "ParentTree": document.Reference(parents), "ParentTreeNextKey": 1})
    document.Catalog.StructTreeRoot = root_at
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def role_of(part: str) -> str:
    return ROLES.get(part, "Figure")
