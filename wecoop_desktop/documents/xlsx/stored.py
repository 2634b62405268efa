"""Values put beside the formulas of a written workbook; the library that writes it has no way to.

The file still asks to be worked out when it is opened where that is allowed.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

from wecoop_desktop.documents.xlsx.worked import values

if TYPE_CHECKING:
    from openpyxl import Workbook

Values: TypeAlias = dict[tuple[int, int], float | str | bool]  # by row and column
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def with_values(packed: bytes, book: Workbook) -> bytes:
    """The same file with what each formula comes to, where that is known."""
    by_sheet: dict[str, Values] = {}
    for (sheet, row, column), value in values(book).items():
        by_sheet.setdefault(sheet, {})[row, column] = value
    parts = {
        f"xl/worksheets/sheet{number}.xml": by_sheet[sheet.title]
        for number, sheet in enumerate(book.worksheets, start=1)
        if sheet.title in by_sheet
    }
    made = io.BytesIO()
    with ZipFile(io.BytesIO(packed)) as given, ZipFile(made, "w", ZIP_DEFLATED) as out:
        for name in given.namelist():
            data = given.read(name)
            if name in parts:
                data = _filled(data, parts[name])
            out.writestr(name, data)
    return made.getvalue()


def _filled(data: bytes, found: Values) -> bytes:
    """The part of a sheet, its formulas with values (ISO 29500-1, 18.3.1.4)."""
    from lxml import etree  # type: ignore[import-untyped]
    from openpyxl.utils.cell import coordinate_to_tuple

    sheet = etree.fromstring(data)
    for cell in sheet.iter(MAIN + "c"):
        if cell.find(MAIN + "f") is None:
            continue
        value = found.get(coordinate_to_tuple(cell.get("r")))
        if value is None:
            continue
        shown = cell.find(MAIN + "v")
        if shown is None:
            shown = etree.SubElement(cell, MAIN + "v")
        if isinstance(value, bool):
            cell.set("t", "b")
            shown.text = "1" if value else "0"
        elif isinstance(value, str):
            cell.set("t", "str")
            shown.text = value
        else:
            cell.attrib.pop("t", None)
            shown.text = repr(value).removesuffix(".0")
    written: bytes = etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
