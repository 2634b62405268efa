"""What makes a PDF fit for an archive: who it says it is, its colours, the ends of its streams.

PDF/A-2a and PDF/A-3a: ISO 19005-2 and -3; PDF/UA-1: ISO 14289-1. Level 3 only where a file is
embedded, which level 2 does not allow for files that are no PDF/A themselves.
"""

from __future__ import annotations

from functools import cache
from hashlib import md5
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    NoEncryption,
    PDFArray,
    PDFDate,
    PDFDictionary,
    PDFName,
    PDFString,
    pdfdocEnc,
)

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.documents.enclosed import Enclosed
from wecoop_desktop.documents.outline import Properties
from wecoop_desktop.documents.pdf.structure import Raw

PRODUCER = "WECOOP Desktop, ReportLab"
CREATOR = "WECOOP Desktop"
# PDF/UA is no schema that PDF/A knows: it has to be described (ISO 19005-2, 6.6.2.3).
_UA = """
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


class _Data(bytes):
    """Data with the end of line that a stream needs after it, which is no part of its length."""

    def __len__(self) -> int:
        return super().__len__() - 1


class Ended(NoEncryption):  # type: ignore[misc]  # reportlab has no types
    """Where reportlab would encrypt a stream: it puts "endstream" right behind the data, archives
    want it on a line of its own (ISO 19005-2, 6.1.7.1)."""

    def encode(self, data: str | bytes) -> bytes:
        return _Data((pdfdocEnc(data) if isinstance(data, str) else data) + b"\n")


def archive(
    canvas: Any, about: Properties, language: str, enclosed: Enclosed | None = None
) -> None:
    """Give the document what PDF/A and PDF/UA-1 ask for beside its structure, and a file."""
    document = canvas._doc
    document.encrypt = Ended()
    part = 3 if enclosed else 2
    further: dict[str, object] = {}
    if enclosed:
        further["AF"] = PDFArray([_enclose(document, enclosed)])
    document.Catalog.Metadata = _stream(
        metadata(about, language, _moment(document), part).encode(),
        "/Type/Metadata/Subtype/XML",
    )
    profile = _stream(_profile(), "/N 3/Alternate/DeviceRGB")
    intent = PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB"),
            "DestOutputProfile": document.Reference(profile),
        }
    )
    catalogue = document.Catalog
    further["OutputIntents"] = PDFArray([intent])
    catalogue.__Defaults__ = {**catalogue.__Defaults__, **further}


def _enclose(document: Any, file: Enclosed) -> Any:
    """The file as source of the document (ISO 19005-3, 6.8); gives the reference to it."""
    digest = md5(file.data, usedforsecurity=False).hexdigest()
    moment = PDFDate(document._timeStamp).format(document).decode("latin-1")
    kind = file.media.replace("/", "#2F").replace("+", "#2B")
    held = _stream(
        file.data,
        f"/Type/EmbeddedFile/Subtype/{kind}"
        f"/Params<</Size {len(file.data)}/ModDate {moment}/CheckSum<{digest}>>>",
    )
    name = PDFString(file.name)
    stream = document.Reference(held)
    about = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": name,
            "UF": name,
            "Desc": PDFString(file.note),
            "AFRelationship": PDFName("Source"),
            "EF": PDFDictionary({"F": stream, "UF": stream}),
        }
    )
    reference = document.Reference(about)
    named = PDFDictionary({"Names": PDFArray([name, reference])})
    document.Catalog.Names = PDFDictionary({"EmbeddedFiles": named})
    return reference


def _stream(data: bytes, about: str) -> Any:
    """Not packed: what says who a file is can be read without tools."""
    head = f"<<{about}/Length {len(data)}>>\nstream\n".encode()
    return Raw(lambda _: head + data + b"\nendstream\n")


@cache
def _profile() -> bytes:
    path = resources_folder() / "colour" / "srgb.icc"
    try:
        return path.read_bytes()
    except OSError as error:
        raise AppError("file-not-readable", path=path) from error


def _moment(document: Any) -> str:
    year, month, day, hour, minute, second = document._timeStamp.YMDhms
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+00:00"


def metadata(about: Properties, language: str, moment: str, part: int) -> str:
    """The properties as XMP; they say the same as those that file managers read."""
    title, author, subject = escape(about.title), escape(about.author), escape(about.subject)
    words = escape(", ".join(about.keywords))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdf:Keywords>{words}</pdf:Keywords>
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>{_UA}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
