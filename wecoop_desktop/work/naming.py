"""Names of attached files that are safe on every system, and alike where people see them alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

LONGEST = 120  # letters: with any usual folder before it within the 260 of old Windows
LONGEST_BYTES = 200  # of UTF-8: what every file system takes, with a number added
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)


def safe(name: str) -> str:
    """The name as a file may be called anywhere: one part, no signs that command or mislead.

    Letters of every script stay. Control signs, halves of letters and signs that turn the
    direction of writing (`exe.‮fdp`) go; what Windows forbids becomes `_`; its devices (`con.pdf`)
    get a `_` before them; long names are cut before their ending. Safe names stay as they are.
    """
    whole = unicodedata.normalize("NFC", name)
    shown = "".join(sign for sign in whole if unicodedata.category(sign) not in _HIDDEN)
    plain = _FORBIDDEN.sub("_", " ".join(shown.split())).rstrip(". ").lstrip(" ")
    if not plain.strip("._ "):
        plain = "file"
    if _DEVICES.fullmatch(plain.split(".")[0].rstrip()):
        plain = f"_{plain}"
    return _fitted(plain)


# Control, format (turns of direction, marks of no width), halves of letters, private, unassigned.
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))


def _fitted(name: str) -> str:
    """Cut in the stem, so that the ending still tells what it is."""
    stem, ending = _divided(name)
    return name if _fits(name) else _cut(stem, ending)


def _divided(name: str) -> tuple[str, str]:
    """Stem and ending; what is long behind a dot is no ending."""
    path = PurePosixPath(name)
    return (path.stem, path.suffix) if len(path.suffix) <= 16 else (name, "")


def _fits(name: str) -> bool:
    return len(name) <= LONGEST and len(name.encode()) <= LONGEST_BYTES


def _cut(stem: str, tail: str) -> str:
    while not _fits(stem + tail):
        stem = stem[:-1]
    return stem.rstrip(". ") + tail


def same(name: str) -> str:
    """By what two names are the same file: as file systems that do not look at case see them."""
    return unicodedata.normalize("NFC", safe(name).casefold())


def free(name: str, taken: Iterable[str]) -> str:
    """The name, or the first `name (2).pdf` that none of `taken` is the same as."""
    there = {same(each) for each in taken}
    stem, ending = _divided(name)
    candidate, number = name, 2
    while same(candidate) in there:
        candidate, number = _cut(stem, f" ({number}){ending}"), number + 1
    return candidate
