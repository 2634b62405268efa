"""A file of activities cut into its activities, so that one that is broken breaks no other.

The file is read in pieces of a bounded size, whatever its length; it may declare a wrong encoding.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.publisher.importing.activity import Log

FILE = 4_000_000_000  # bytes
ACTIVITY = 8_000_000  # characters
PROLOG = 1_000_000  # characters before the first activity
START_TAG = 100_000
CHUNK = 1 << 18
KEPT = 64  # characters that may hold the beginning of a mark
PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
MARKS = re.compile(r"<!--|<!\[CDATA\[|<iati-activity(?=[\s>/])|</iati-activity\s*>|<!DOCTYPE")
CLOSED = {"<!--": "-->", "<![CDATA[": "]]>"}
TAG = re.compile(r"<iati-activity(?=[\s/>])(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>")
ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
DECLARED = re.compile(r"(<\?xml[^>]*?)(encoding\s*=\s*[\"'][^\"']*[\"'])")
# Encodings of texts; Python knows others, which are none.
TEXTS = re.compile(r"utf-?8|utf-?16(-?[bl]e)?|us-ascii|ascii|iso-?8859-?\d+|windows-?125\d|cp125\d"
                   r"|koi8-?r|latin-?1", re.IGNORECASE)  # fmt: skip
FOREIGN = re.compile("[\udc80-\udcff]+")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Piece(NamedTuple):
    """The text of an activity and the line where it begins; `fault` is a code where it is unfit."""

    text: str
    line: int
    fault: str = ""


def pieces(path: Path, log: Log) -> Iterator[Piece | str]:
    """First the text before the first activity, as a string, then each activity.

    Raises `AppError` for a file that cannot be read or that declares a document type.
    """
    return _Cutter(path, _texts(path, log)).cut()


class _Cutter:
    """Holds the text from `_from` on; all places are counted from there."""

    def __init__(self, path: Path, texts: Iterator[str]) -> None:
        self._path = path
        self._texts = texts
        self._held = ""
        self._from = 0
        self._line = 1
        self._ended = False

    def cut(self) -> Iterator[Piece | str]:
        yield self._prolog()
        while word := self._find():
            if word in CLOSED:
                self._pass(word)
            elif word.startswith("<iati-activity"):
                yield self._activity()
            else:
                self._drop(len(word))

    def _prolog(self) -> str:
        """Everything before the first activity, which stays in what is held."""
        at = 0
        while True:
            start, word = self._mark(at)
            if word == "<!DOCTYPE":
                line = self._line + self._text(start).count("\n")
                raise AppError("import-dtd", path=self._path, line=line)
            if word.startswith("<iati-activity"):
                prolog = self._text(start)
                self._drop(start)
                return prolog
            end = self._close(word, start) if word else -1
            if end >= 0:
                at = end
                continue
            if not word:
                at = max(at, self._length - KEPT)
            if self._length > PROLOG or not self._more():
                raise AppError("import-no-activities", path=self._path)

    def _activity(self) -> Piece:
        """The activity at the beginning of what is held, which is dropped up to its end."""
        line = self._line
        at = self._tag()
        if at < 0:
            self._drop(len("<iati-activity"))
            return Piece("", line, "import-broken-tag")
        if self._held[self._from + at - 2] == "/":
            return self._taken(at, line)
        while True:
            start, word = self._mark(at)
            if word.startswith("</"):
                return self._taken(start + len(word), line)
            if word.startswith("<iati-activity"):  # the one that it stands in was never closed
                self._drop(start)
                return Piece("", line, "import-cut")
            end = self._close(word, start) if word else -1
            if end >= 0:
                at = end
                continue
            if not word:
                at = max(at, self._length - KEPT)
            if self._length > ACTIVITY:
                self._drop(len("<iati-activity"))
                self._skip()
                return Piece("", line, "import-large")
            if not self._more():
                self._drop(self._length)
                return Piece("", line, "import-cut")

    def _tag(self) -> int:
        """Where the start tag ends; below 0 where it does not."""
        while True:
            found = TAG.match(self._held, self._from)
            if found:
                return found.end() - self._from
            if self._length > START_TAG or not self._more():
                return -1

    def _taken(self, end: int, line: int) -> Piece:
        text = self._text(end)
        self._drop(end)
        return Piece(text, line, "import-large" if len(text) > ACTIVITY else "")

    def _skip(self) -> None:
        """On to the end of an activity that is too large, or the beginning of the next."""
        while word := self._find():
            if word.startswith("<iati-activity"):
                return
            self._drop(len(word))
            if word.startswith("</"):
                return

    def _find(self) -> str:
        """The next mark, at which what is held begins then; empty at the end of the file."""
        while True:
            start, word = self._mark(0)
            if word:
                self._drop(start)
                return word
            self._drop(max(0, self._length - KEPT))
            if not self._more():
                return ""

    def _pass(self, word: str) -> None:
        """Drop a comment, or what is no markup; one that is never closed is no comment."""
        self._drop(len(word))
        while (end := self._held.find(CLOSED[word], self._from)) < 0:
            self._drop(max(0, self._length - KEPT))
            if not self._more():
                return
        self._drop(end - self._from + len(CLOSED[word]))

    def _mark(self, at: int) -> tuple[int, str]:
        found = MARKS.search(self._held, self._from + at)
        return (found.start() - self._from, found.group()) if found else (-1, "")

    def _close(self, word: str, start: int) -> int:
        close = CLOSED.get(word, ">")
        end = self._held.find(close, self._from + start + len(word))
        return end - self._from + len(close) if end >= 0 else -1

    @property
    def _length(self) -> int:
        return len(self._held) - self._from

    def _text(self, end: int) -> str:
        return self._held[self._from : self._from + end]

    def _more(self) -> bool:
        chunk = "" if self._ended else next(self._texts, "")
        if chunk:
            self._held = self._held[self._from :] + chunk
            self._from = 0
        self._ended = not chunk
        return not self._ended

    def _drop(self, end: int) -> None:
        self._line += self._held.count("\n", self._from, self._from + end)
        self._from += end


def _texts(path: Path, log: Log) -> Iterator[str]:
    """The text of the file piece by piece, its declaration of an encoding taken out."""
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
        log.bytes = path.stat().st_size
        if head.startswith(PACKED):
            raise AppError("import-packed", path=path)
        if log.bytes > FILE:
            raise AppError("file-too-large", path=path, limit=FILE)
        encoding = _encoding(path, head, log)
        yield from _decoded(path, encoding, log)
    except FileNotFoundError as error:
        raise AppError("file-missing", path=path) from error
    except OSError as error:
        raise AppError("file-not-readable", path=path) from error


def _encoding(path: Path, head: bytes, log: Log) -> str:
    """The declared encoding where the file is written in it, else UTF-8; empty where in neither."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    found = ENCODING.search(head[:1000])
    declared = found.group(1).decode("ascii") if found else "utf-8"
    if not TEXTS.fullmatch(declared):
        log.note("import-encoding-unknown", 1, encoding=declared)
        declared = "utf-8"
    if declared.lower().replace("-", "").startswith("utf16"):
        declared = "utf-8"  # its own declaration could not be read otherwise
    if declared.lower() in ("utf-8", "utf8"):
        declared = "utf-8-sig"
    for encoding in dict.fromkeys((declared, "utf-8-sig")):
        line = _fault(path, encoding)
        if not line:
            return encoding
        log.note("import-encoding", line, encoding=encoding.removesuffix("-sig"))
    return ""


def _fault(path: Path, encoding: str) -> int:
    """The line where the file is not written in this encoding; 0 where it is throughout."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return lines + chunk.count(b"\n", 0, error.start)
            lines += chunk.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return lines
    return 0


def _decoded(path: Path, encoding: str, log: Log) -> Iterator[str]:
    errors = "strict" if encoding else "surrogateescape"
    decoder = codecs.getincrementaldecoder(encoding or "utf-8-sig")(errors)
    newlines = io.IncrementalNewlineDecoder(None, translate=True)
    first, odd = True, 0
    with path.open("rb") as stream:
        ended = False
        while not ended:
            chunk = stream.read(CHUNK)
            ended = not chunk
            text = newlines.decode(decoder.decode(chunk, final=ended), final=ended)
            if first and text:
                text, first = DECLARED.sub(_blank, text, count=1), False
            if not encoding:
                text = FOREIGN.sub(_own, text)
            if FORBIDDEN.search(text):
                odd += len(FORBIDDEN.findall(text))
                text = FORBIDDEN.sub(" ", text)
            if text:
                yield text
    if odd:
        log.note("import-odd-signs", 0, n=odd)


def _blank(found: re.Match[str]) -> str:
    return found.group(1) + " " * len(found.group(2))


def _own(found: re.Match[str]) -> str:
    """Letters that are not UTF-8: long runs are Cyrillic words, single ones Latin accents."""
    data = found.group().encode("utf-8", "surrogateescape")
    page = "cp1251" if len(data) > 2 else "cp1252"
    return data.decode(page, "replace")
