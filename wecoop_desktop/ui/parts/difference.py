"""Texts and values before and after as rich text: struck through and underlined, both tinted."""

from __future__ import annotations

from html import escape

from wecoop_desktop.forms.difference import pieces
from wecoop_desktop.ui import theme

AROUND = 160  # letters of what is the same that stay before and after a change
LEAST = 80  # fewer letters are not worth leaving out
STOP = "stop"  # begins the names of the anchors at which F7 halts


def removed(text: str) -> str:
    look = f"background:{theme.token('errBg')};color:{theme.token('err')}"
    return f'<span style="{look};text-decoration:line-through">{plain(text)}</span>'


def added(text: str) -> str:
    look = f"background:{theme.token('okBg')};color:{theme.token('ok')}"
    return f'<span style="{look};text-decoration:underline">{plain(text)}</span>'


def plain(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def anchor(number: int) -> str:
    """A place at which F7 halts; it needs a letter to stand at, which takes no room."""
    return f'<a name="{STOP}{number}">&#8203;</a>'


def marked(before: str, after: str, first: int, *, whole: bool) -> tuple[str, int]:
    """Both texts as one, and how many places to halt at are in it, numbered from `first`.

    Long stretches that are the same are left out unless `whole`.
    """
    found = pieces(before, after)
    parts: list[str] = []
    number = first
    for at, piece in enumerate(found):
        if piece.what == "kept":
            ends = (at == 0, at == len(found) - 1)
            parts.append(plain(piece.text if whole else _shortened(piece.text, ends)))
            continue
        if at == 0 or found[at - 1].what == "kept":  # what replaces something is one change
            parts.append(anchor(number))
            number += 1
        parts.append(removed(piece.text) if piece.what == "removed" else added(piece.text))
    return "".join(parts), number - first


def _shortened(text: str, ends: tuple[bool, bool]) -> str:
    first, last = ends
    start = "" if first else text[:AROUND].rpartition(" ")[0] or text[:AROUND]
    end = "" if last else text[-AROUND:].partition(" ")[2] or text[-AROUND:]
    if len(text) - len(start) - len(end) < LEAST:
        return text
    return f"{start} … {end}"
