"""Pictures in two forms: SVG for Word since 2016 and LibreOffice, PNG for what shows no SVG."""

from __future__ import annotations

import io
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from wecoop_desktop.documents.picture import Picture

# The extension of a picture that names its vector form ([MS-ODRAWXML] 2.3.2.2).
URI = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
)


def add_picture(run: Any, picture: Picture, alternative: str) -> None:
    """The picture at the end of the run, with the words that say it."""
    run.add_picture(io.BytesIO(picture.png), width=Pt(picture.width), height=Pt(picture.height))
    drawing = run._r.find(qn("w:drawing"))
    drawing.find(".//" + qn("wp:docPr")).set("descr", alternative)
    blip = drawing.find(".//" + qn("a:blip"))
    relation = _vector(run.part, picture.svg.encode())
    blip.append(
        parse_xml(
            f'<a:extLst {SPACES}><a:ext uri="{URI}"><asvg:svgBlip r:embed="{relation}"/>'
            "</a:ext></a:extLst>"
        )
    )


def _vector(document: Any, data: bytes) -> str:
    """A part of its own for the SVG; gives the name of the relation to it."""
    package = document.package
    taken = sum(str(part.partname).endswith(".svg") for part in package.iter_parts())
    name = PackURI(f"/word/media/drawing{taken + 1}.svg")
    part = Part(name, "image/svg+xml", data, package)
    relation: str = document.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    return relation
