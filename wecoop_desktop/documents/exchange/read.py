"""A file of others as grids: which format it is, by what it holds and not by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes
from wecoop_desktop.documents.exchange.archive import FILE_LIMIT, Archive
from wecoop_desktop.documents.exchange.grid import Grid
from wecoop_desktop.documents.exchange.pasted import from_text
from wecoop_desktop.documents.exchange.sheets import read_sheets
from wecoop_desktop.documents.exchange.wordtables import read_word_tables


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a file. `macros`: programs stand in it, which were not run; `links`: it takes
    values from other files, which were not asked."""

    path: Path
    grids: tuple[Grid, ...]
    macros: bool = False
    links: bool = False


def read_tables(path: Path) -> Tables:
    """All tables of an XLSX, XLSM, DOCX, CSV or TSV.

    Raises `AppError` file-... of `read_bytes`, and tables-old, tables-password, tables-damaged,
    tables-too-large, tables-too-long, tables-unsafe, tables-unknown, tables-none.
    """
    found = _read(read_bytes(path, FILE_LIMIT), path)
    if not any(grid.rows for grid in found.grids):
        raise AppError("tables-none", path=path)
    return found


def _read(data: bytes, path: Path) -> Tables:
    if data[:4] != b"PK\x03\x04" and path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return Tables(path, (from_text(_decoded(data, path), "csv"),))
    if data[:2] != b"PK" and data[:8] != bytes.fromhex("d0cf11e0a1b11ae1"):
        raise AppError("tables-unknown", path=path)
    archive = Archive(data, path)
    links = bool(archive.under("xl/externalLinks/"))
    if "xl/workbook.xml" in archive.names:
        return Tables(path, read_sheets(archive, path), archive.macros, links)
    if "word/document.xml" in archive.names:
        return Tables(path, read_word_tables(archive, path), archive.macros, links)
    raise AppError("tables-unknown", path=path)


def _decoded(data: bytes, path: Path) -> str:
    for code in (
        ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
    ):
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    if b"\0" in data:
        raise AppError("tables-unknown", path=path)
    return data.decode("cp1251", "replace")
