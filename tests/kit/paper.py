"""What a PDF says, as the program that shows it takes it out: ten times as fast as in Python."""

from __future__ import annotations

from contextlib import closing

import pypdfium2

BROKEN = ("\ufffe", "\x02")  # where a word was broken at the end of a line


def pages(data: bytes) -> list[str]:
    """The text of each page; words that are broken at the end of a line are whole again."""
    found = []
    with closing(pypdfium2.PdfDocument(data)) as document:
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                said = text.get_text_range().replace("\r\n", "\n")
            for sign in BROKEN:
                said = said.replace(sign, "")
            found.append(said)
    return found
