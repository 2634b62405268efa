"""A certificate of participation as a value: both languages stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from wecoop_desktop.base.text import Text


@dataclass(frozen=True, slots=True)
class Certificate:
    """`name` is said once, as it was given; the rest in English and Russian, already with numbers
    and dates in words. `signed` is whose names stand below the lines; `ministry` and its `emblem`
    (PNG as of `documents.emblem`, or nothing) are the user's own."""

    name: str
    title: Text
    took_part: Text
    what: Text
    facts: Text
    signed: tuple[Text, ...]
    ministry: str = ""
    emblem: bytes = b""


def write_certificates(
    certificates: tuple[Certificate, ...], language: str, subject: str, stream: BinaryIO
) -> None:
    """One landscape page for each; the same certificates give the same bytes."""
    from wecoop_desktop.documents.pdf.certificate import write  # reportlab is imported here

    write(certificates, language, subject, stream)


def lacking(name: str) -> str:
    """The letters of a name that the fonts of documents do not have; printed as boxes."""
    from wecoop_desktop.documents.pdf.fonts import coverage, dropped

    known = coverage()
    return "".join(letter for letter in name if letter not in known and not dropped(letter))
