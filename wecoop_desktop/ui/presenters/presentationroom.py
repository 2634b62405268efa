"""How much stands on a slide: what is too long goes on further slides, nothing is cut.

All measures are units of a stage of 1366 by 768. Words are measured by the widths of their letters
in the font of the program, taken as bold and a little wide, so that what fits here fits on the
stage (`tests/ui/test_presentation.py` compares the two).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from wecoop_desktop.ui.presenters.presentationview import Answered, Line, Slide

WIDE, HIGH = 1366, 768
ACROSS = WIDE - 2 * 56  # inside the margins
LETTERS = 35  # pixels of words on a slide, as the role `slide` of the theme
TITLE = 46
LINE = 1.22  # height of a line, of the size of its letters
HEAD = 30 + 22 + 3 * 18 + 2 * 8  # margins, and what stands between head, title, body and foot
GAP = 14  # between the lines of a body
SIGN = 26 + 14  # an icon before a line, at ordinary size
BEAM = 14  # a bar and what is above it
BOX = (ACROSS - 24) // 2 - 2 * 22 - 4  # inside one of the two boxes of an answer
BOX_EXTRA = 2 * 22 + 8  # above and below in a box
FEW = 3  # lines of a long one that are worth to stand before the next slide
QUOTED = 3  # lines of what is quoted above an answer
_WIDTHS = (
    (frozenset(" .,:;!|'’ilІі·"), 0.31),
    (frozenset('jft()-r«»"/[]'), 0.46),
    (frozenset("mwжмшщыюфMW@ЖМШЩЫЮФ—…%→"), 0.92),
)
_SMALL, _CAPITAL = 0.6, 0.74
_PIECES = re.compile(r"\S+\s*")


def width(text: str) -> float:
    """Of a stretch of text, in sizes of its letters."""
    return sum(_letter(sign) for sign in text)


def _letter(sign: str) -> float:
    for signs, wide in _WIDTHS:
        if sign in signs:
            return wide
    return _CAPITAL if sign.isupper() or ord(sign) > 0x2000 else _SMALL


def rows(text: str, across: float, size: float) -> int:
    """Lines that it takes where `across` units are free and letters have `size`."""
    return len(_wrapped(text, across / size)) or 1


def _wrapped(text: str, room: float) -> list[str]:
    found: list[str] = []
    line, used = "", 0.0
    for written in text.split("\n"):
        for piece in _PIECES.findall(written):
            wide = width(piece.rstrip())
            if line and used + wide > room:
                found.append(line)
                line, used = "", 0.0
            while wide > room and len(piece) > 1:  # a word longer than a line
                kept = max(1, int(len(piece) * room / wide) - 1)
                found.append(piece[:kept])
                piece = piece[kept:]
                wide = width(piece.rstrip())
            line += piece
            used += width(piece)
        if line:
            found.append(line)
            line, used = "", 0.0
    return found


def height(line: Line, scale: int = 100, across: int = ACROSS) -> float:
    """Units that a line of a body takes, without the gap after it."""
    size = LETTERS * scale / 100
    sign = SIGN * scale / 100 if line.kind == "item" else 0
    text = f"{line.strong}   {line.text}" if line.strong and line.text else line.strong + line.text
    tall = rows(text, across - sign, size) * size * LINE
    return tall + (BEAM if line.kind == "share" else 0)


def room(title: str, scale: int = 100) -> float:
    """Units that a slide with this title has for its body."""
    of_title = rows(title, ACROSS, TITLE * scale / 100) * TITLE * scale / 100 * LINE
    around = 2 * LETTERS * scale / 100 * LINE  # the head and the foot
    return HIGH - HEAD - of_title - around


def fitted(slides: Iterable[Slide], scale: int = 100) -> tuple[Slide, ...]:
    """The slides, parted where they are too long."""
    return tuple(part for slide in slides for part in packed(slide, scale))


def packed(slide: Slide, scale: int = 100) -> list[Slide]:
    """The slide, or several with the same title where it is too long; checks and the better version
    stand on the last."""
    free = room(slide.title, scale)
    parts = _columns(slide.lines, free, scale, ACROSS) or [()]
    last = len(parts) - 1
    answered = _answered(slide, free, scale)
    return [
        replace(
            slide,
            lines=part,
            missing=slide.missing if at == last else (),
            better=slide.better if at == last else (),
            answered=answered if at == last else (),
        )
        for at, part in enumerate(parts)
    ]


def _columns(lines: Sequence[Line], free: float, scale: int, across: int) -> list[tuple[Line, ...]]:
    """The lines in portions that fit; a heading stays with what it heads, a long line is parted."""
    parts: list[list[Line]] = []
    left = 0.0
    for whole in lines:
        rest: Line | None = whole
        while rest is not None:
            taken = height(rest, scale, across)
            if parts and taken <= left:
                parts[-1].append(rest)
                left -= taken + GAP
                break
            few = FEW * LETTERS * scale / 100 * LINE
            if parts and parts[-1] and taken > free / 2 and left >= few:
                first, rest = _cut(rest, left, scale, across)
                parts[-1].append(first)
                left = 0.0
                continue
            if parts and not parts[-1]:  # higher than a whole slide
                first, rest = _cut(rest, left, scale, across)
                parts[-1].append(first)
                left = 0.0
                continue
            heads: list[Line] = []
            if parts and len(parts[-1]) > 1 and parts[-1][-1].kind == "head":
                heads = [parts[-1].pop()]
            parts.append(heads)
            left = free - sum(height(each, scale, across) + GAP for each in heads)
    return [tuple(part) for part in parts]


def _cut(line: Line, free: float, scale: int, across: int) -> tuple[Line, Line | None]:
    """What of a line fits, at least one line of it, and the rest; what is strong stands first."""
    size = LETTERS * scale / 100
    across_words = across - (SIGN * scale / 100 if line.kind == "item" else 0)
    most = max(1, int(free / (size * LINE)))
    before = rows(line.strong, across_words, size) if line.strong else 0
    if line.strong and before >= most:
        # Words that are strong are few; should they fill all of it, they go on as the others do.
        line = replace(line, text=f"{line.strong} {line.text}".strip(), strong="")
        before = 0
    wrapped = _wrapped(line.text, across_words / size)
    kept = max(1, most - before)
    first = replace(line, text="".join(wrapped[:kept]).strip())
    rest = "".join(wrapped[kept:]).strip()
    kind = "text" if line.kind == "item" else line.kind
    return first, replace(line, text=rest, strong="", kind=kind) if rest else None


def _answered(slide: Slide, free: float, scale: int) -> tuple[Answered, ...]:
    """What is shown with the answer: the first line, what is missing, and the version that works;
    on as many slides as it takes."""
    if not slide.missing and not slide.better:
        return ()
    head = LETTERS * scale / 100 * LINE * 2 + BOX_EXTRA
    quote = next((line for line in slide.lines if line.kind != "head"), None)
    taken = height(quote, scale) + GAP if quote is not None else 0.0
    if taken > QUOTED * LETTERS * scale / 100 * LINE + GAP or taken + head > free / 2:
        quote, taken = None, 0.0
    inside = free - taken - head
    missing = _columns([Line(text) for text in slide.missing], inside, scale, BOX)
    better = _columns(slide.better, inside, scale, BOX)
    count = max(len(missing), len(better))
    return tuple(
        Answered(
            quote,
            tuple(line.text for line in missing[at]) if at < len(missing) else (),
            better[at] if at < len(better) else (),
        )
        for at in range(count)
    )
