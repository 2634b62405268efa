"""A zip of XML of others, opened with limits: nothing unpacks to more than it may, no entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

from wecoop_desktop.base.errors import AppError

FILE_LIMIT = 20_000_000  # bytes
PART_LIMIT, ALL_LIMIT = 60_000_000, 120_000_000  # bytes, unpacked
PARTS_LIMIT = 2_000
TAGS_LIMIT = 3_000_000  # of a part: more than 300,000 cells have, and ten seconds to read
OLD = bytes.fromhex("d0cf11e0a1b11ae1")  # the older formats of Office, and files with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARED = ("<!DOCTYPE", "<!ENTITY")


class Archive:
    """The parts of an Office file by name. Every fault of it is an `AppError` with the path."""

    def __init__(self, data: bytes, path: Path) -> None:
        self._path = path
        _refuse_old(data, path)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError) as error:
            raise AppError("tables-damaged", path=path) from error
        entries = self._zip.infolist()
        if len(entries) > PARTS_LIMIT or sum(e.file_size for e in entries) > ALL_LIMIT:
            raise AppError("tables-too-large", path=path)
        if any(entry.flag_bits & 1 for entry in entries):
            raise AppError("tables-password", path=path)
        self._left = ALL_LIMIT
        self.names = frozenset(entry.filename for entry in entries)

    @property
    def macros(self) -> bool:
        """Whether programs stand in it; they are never run."""
        return any(name.lower().endswith("vbaproject.bin") for name in self.names)

    def under(self, folder: str) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.names if name.startswith(folder)))

    def data(self, name: str) -> bytes:
        """The bytes of a part; none where it is not there."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as stream:
                data = stream.read(min(PART_LIMIT, self._left) + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise AppError("tables-damaged", path=self._path) from error
        self._left -= len(data)
        if len(data) > PART_LIMIT or self._left < 0:
            raise AppError("tables-too-large", path=self._path)
        return data

    def xml(self, name: str) -> ElementTree.Element | None:
        """The root of a part, None where it is not there; a part that declares entities or a
        document type is refused, Office writes neither."""
        data = self.data(name)
        if not data:
            return None
        for word in _DECLARED:
            if any(word.encode(code) in data for code in ("ascii", "utf-16-le", "utf-16-be")):
                raise AppError("tables-unsafe", path=self._path)
        if data.count(b"<") > TAGS_LIMIT:
            raise AppError("tables-too-large", path=self._path)
        parser = ElementTree.XMLParser()
        try:
            parser.feed(data)
            root: ElementTree.Element = parser.close()
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise AppError("tables-damaged", path=self._path) from error
        return root


def _refuse_old(data: bytes, path: Path) -> None:
    if not data.startswith(OLD):
        return
    raise AppError("tables-password" if _ENCRYPTED in data else "tables-old", path=path)


def local(element: ElementTree.Element) -> str:
    """The name of an element without its namespace: strict and usual files differ in it."""
    return element.tag.rpartition("}")[2]


def attribute(element: ElementTree.Element, name: str, otherwise: str = "") -> str:
    """An attribute by its local name."""
    if name in element.attrib:
        return element.attrib[name]
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return otherwise


def number(text: str, otherwise: int = 0, most: int = 10_000_000) -> int:
    """A whole number of an attribute, within bounds."""
    try:
        found = int(text)
    except ValueError:
        return otherwise
    return found if -most <= found <= most else otherwise
