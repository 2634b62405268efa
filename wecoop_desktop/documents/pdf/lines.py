"""Breaking text into lines: words, hyphens, and words that are longer than any line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from wecoop_desktop.documents.outline import Rich
from wecoop_desktop.documents.pdf import fonts
from wecoop_desktop.documents.pdf.style import TONES, Type

# A line that would stay emptier than this share is worth a hyphen. Russian words are long; in
# English only words that are wider than their line are cut.
LOOSE = {"ru": 0.2}
NARROW = 125.0  # points; the lines of cells are ragged anyway, and hyphens hard to read there
NARROW_LOOSE = 0.4
NEVER = 2.0
LONGEST = 60
# Texts repeat within a document. Those of whole documents, kept for the next preview, made none
# quicker and held 4 MiB.
KEPT = 600
SHORT = 2_000  # letters; what is longer is not kept
_WORDS = re.compile(r"\n| +|[^ \n]+")
_LETTERS = re.compile(r"[^\W\d_]{7,}")  # words that may be hyphenated
# After hyphens and, in words wider than their line, after spaces that should hold.
_BREAKS = re.compile(r"(?<=[-–—/@\u00a0])(?=\w)")


@dataclass(frozen=True, slots=True)
class Bit:
    """Text set in one font and colour; `link` is the anchor it leads to."""

    text: str
    font: str
    colour: str
    width: float
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    bits: tuple[Bit, ...]
    width: float


Word = list[Bit]


class _Breaker:
    """Fills lines one word after the other."""

    def __init__(self, kind: Type, limit: float, language: str) -> None:
        self._kind = kind
        self._limit = max(limit, 4.0)
        self._language = language if kind.hyphenate else ""
        loose = LOOSE.get(self._language, NEVER)
        self._loose = max(loose, NARROW_LOOSE) if limit < NARROW else loose
        if kind.whole:
            self._loose = NEVER
        self._bits: list[Bit] = []
        self._width = 0.0
        self.lines: list[Line] = []

    def end_line(self) -> None:
        self.lines.append(Line(tuple(_joined(self._bits)), self._width))
        self._bits, self._width = [], 0.0

    @property
    def empty(self) -> bool:
        return not self._bits

    def add(self, word: Word, space: Bit | None) -> None:
        """Put a word, after `space` unless it starts the line."""
        wide = sum(bit.width for bit in word)
        gap = space.width if space and self._bits else 0.0
        if self._width + gap + wide <= self._limit:
            self._put(word, wide, space)
            return
        room = self._limit - self._width - gap
        if self._bits and (cut := self._cut(word, room)):
            first, rest = cut
            self._put(first, sum(bit.width for bit in first), space)
            self.end_line()
            self.add(rest, None)
            return
        if self._bits:
            self.end_line()
        if wide <= self._limit:
            self._put(word, wide, None)
        else:
            self._add_long(word)

    def _put(self, word: Word, wide: float, space: Bit | None) -> None:
        if space and self._bits:
            self._bits.append(space)
            self._width += space.width
        self._bits.extend(word)
        self._width += wide

    def _cut(self, word: Word, room: float) -> tuple[Word, Word] | None:
        """Cut a word where its beginning fits into `room`: at its own hyphens, or by syllables."""
        if len(word) != 1 or room < self._limit * self._loose or len(word[0].text) > LONGEST:
            return None
        bit = word[0]
        if "\u00a0" in bit.text:
            return None  # a figure with its unit
        for at, hyphen in _cuts(bit.text, self._language):
            head = bit.text[:at] + hyphen
            wide = fonts.width(head, bit.font, self._kind.size)
            if wide <= room:
                tail = bit.text[at:]
                return [self._bit(head, bit)], [self._bit(tail, bit)]
        return None

    def _add_long(self, word: Word) -> None:
        """A word wider than a whole line: cut by its hyphens and syllables, else anywhere."""
        for bit in word:
            rest = bit.text
            while rest:
                head, rest = self._longest(rest, bit.font)
                self._put(
                    [self._bit(head, bit)], fonts.width(head, bit.font, self._kind.size), None
                )
                if rest:
                    self.end_line()

    def _longest(self, text: str, font: str) -> tuple[str, str]:
        room = self._limit - self._width
        if len(text) <= LONGEST:
            if fonts.width(text, font, self._kind.size) <= room:
                return text, ""
            for at, hyphen in _cuts(text, self._language):
                head = text[:at].rstrip("\u00a0") + hyphen
                if fonts.width(head, font, self._kind.size) <= room:
                    return head, text[at:]
        used, count = 0.0, 0
        for letter in text:
            used += fonts.width(letter, font, self._kind.size)
            if used > room and count:
                break
            count += 1
        return text[:count], text[count:]

    def _bit(self, text: str, like: Bit) -> Bit:
        wide = fonts.width(text, like.font, self._kind.size)
        return Bit(text, like.font, like.colour, wide, like.link)


def broken(rich: Rich, kind: Type, limit: float, language: str = "") -> list[Line]:
    """The lines of `rich` in `limit` points; at least one, which may be empty."""
    if sum(len(run.text) for run in rich) > SHORT:
        return _broken(rich, kind, limit, language)
    return list(_kept_lines(rich, kind, limit, language))


@lru_cache(KEPT)
def _kept_lines(rich: Rich, kind: Type, limit: float, language: str) -> tuple[Line, ...]:
    return tuple(_broken(rich, kind, limit, language))


def _broken(rich: Rich, kind: Type, limit: float, language: str) -> list[Line]:
    breaker = _Breaker(kind, limit, language)
    space: Bit | None = None
    word: Word = []
    for token, bits in _tokens(rich, kind):
        if token == "word":
            word.extend(bits)
            continue
        if word:
            breaker.add(word, space)
            word, space = [], None
        if token == "line":
            breaker.end_line()
            space = None
        elif not breaker.empty:
            space = bits[0]
    if word:
        breaker.add(word, space)
    if not breaker.empty or not breaker.lines:
        breaker.end_line()
    return breaker.lines


def shortened(lines: list[Line], most: int, kind: Type) -> list[Line]:
    """At most `most` lines; where there are more, the last one ends with an ellipsis."""
    if len(lines) <= most or not lines[most - 1].bits:
        return lines[:most]
    last = lines[most - 1].bits[-1]
    text = last.text[: max(len(last.text) - 2, 0)]
    text = (text.rpartition(" ")[0] or text).rstrip(" ,;:.-\u00a0") + "\u00a0…"
    wide = fonts.width(text, last.font, kind.size)
    kept = (*lines[most - 1].bits[:-1], Bit(text, last.font, last.colour, wide))
    return [*lines[: most - 1], Line(kept, sum(bit.width for bit in kept))]


def _tokens(rich: Rich, kind: Type) -> Iterator[tuple[str, list[Bit]]]:
    for run in rich:
        name = fonts.font_name(kind.family, bold=run.bold or kind.bold, italic=run.italic)
        colour = TONES[run.tone] if run.tone else kind.colour
        for match in _WORDS.finditer(fonts.cleaned(run.text)):
            text = match.group()
            if text == "\n":
                yield "line", []
            elif text[0] == " ":
                wide = fonts.width(" ", name, kind.size)
                yield "space", [Bit(" ", name, colour, wide, run.link)]
            else:
                yield (
                    "word",
                    [
                        Bit(part, font, colour, fonts.width(part, font, kind.size), run.link)
                        for part, font in fonts.pieces(text, name)
                    ],
                )


def _joined(bits: list[Bit]) -> Iterator[Bit]:
    """Neighbours of one look as one bit, so that a line is few drawing operations."""
    held: list[Bit] = []
    for bit in bits:
        if held and _look(held[0]) != _look(bit):
            yield _one(held)
            held = []
        held.append(bit)
    if held:
        yield _one(held)


def _look(bit: Bit) -> tuple[str, str, str]:
    return bit.font, bit.colour, bit.link


def _one(bits: list[Bit]) -> Bit:
    if len(bits) == 1:
        return bits[0]
    text = "".join(bit.text for bit in bits)
    first = bits[0]
    return Bit(text, first.font, first.colour, sum(bit.width for bit in bits), first.link)


def measured(rich: Rich, kind: Type) -> tuple[float, float]:
    """Width of the widest word, and of the longest line where nothing is broken."""
    if sum(len(run.text) for run in rich) > SHORT:
        return _measured(rich, kind)
    return _kept_measure(rich, kind)


@lru_cache(KEPT)
def _kept_measure(rich: Rich, kind: Type) -> tuple[float, float]:
    return _measured(rich, kind)


def _measured(rich: Rich, kind: Type) -> tuple[float, float]:
    widest = longest = used = 0.0
    for token, bits in _tokens(rich, kind):
        if token == "line":
            used = 0.0
            continue
        wide = bits[0].width if len(bits) == 1 else sum(bit.width for bit in bits)
        used += wide
        longest = max(longest, used)
        if token == "word" and wide > widest:
            widest = wide
    return widest, longest


def natural_width(rich: Rich, kind: Type) -> float:
    """Width of the text in one line (of its longest line)."""
    return measured(rich, kind)[1]


def _cuts(text: str, language: str) -> list[tuple[int, str]]:
    """Places where `text` may be cut, the last first, with the hyphen to add there."""
    found = [(match.start(), "") for match in _BREAKS.finditer(text)]
    if language:
        for match in _LETTERS.finditer(text):
            found += [(match.start() + at, "-") for at in _syllables(match.group(), language)]
    return sorted(found, reverse=True)


@cache
def _dictionary(language: str) -> object:
    """Loaded at the first hyphen (30 ms for Russian)."""
    import pyphen

    code = {"ru": "ru_RU", "en": "en_GB"}.get(language)
    return pyphen.Pyphen(lang=code, left=3, right=3) if code else None


@cache
def _syllables(word: str, language: str) -> tuple[int, ...]:
    cyrillic = language in ("ru", "en") and re.search("[а-яё]", word, re.IGNORECASE)
    dictionary = _dictionary("ru" if cyrillic else language)
    positions = getattr(dictionary, "positions", None)
    return tuple(positions(word)) if positions else ()
