"""Lines of a result: read from the library file by the numbers the text index gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple, cast

from wecoop_desktop.base.text import Text
from wecoop_desktop.library import marks, plain
from wecoop_desktop.library.marks import Matcher, matchers
from wecoop_desktop.library.query import Hit, Kind, Why
from wecoop_desktop.library.words import level

Read = Callable[..., list[tuple[str, ...]]]
KEPT = 20_000  # lines kept in memory
WARM = 5_000  # so many at most are read before they are asked for
COLUMNS = (
    "row, kind, id, title_en, title_ru, summary_en, summary_ru, title_more, summary_more, "
    "countries, sectors, acronyms, instruments, amount, currency, status, first_year, last_year, "
    "regional, levels, usd"
)
# The passages of `levels`, title and summary in base letters, in the order they are written.
LEVELS = (("title", "en"), ("title", "ru"), ("summary", "en"), ("summary", "ru"))
BETWEEN = "\x1f"


class Passage(NamedTuple):
    """A text of a record in which words are looked up; `level` is the same in base letters."""

    field: str
    language: str
    text: str
    level: str


class Line(NamedTuple):
    hit: Hit
    passages: tuple[Passage, ...]  # title and summary


class Lines:
    """Lines of the library file, kept once read."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._kept: dict[int, Line] = {}
        self._names: dict[int, tuple[Passage, ...]] = {}

    def warm(self) -> None:
        """Read all lines where they are not many: the first search finds them in memory."""
        if int(self._read("SELECT count(*) FROM line")[0][0]) <= WARM:
            self._fetch([int(row) for (row,) in self._read("SELECT row FROM line")])

    def hits(
        self, rows: Sequence[tuple[int, float]], texts: Sequence[str], *, typing: bool
    ) -> tuple[Hit, ...]:
        """The lines of `rows` (number, score) in that order, each with why it is there."""
        self._fetch([row for row, _ in rows])
        asked = [found for text in texts for found in matchers(text, typing=typing)]
        if not asked:
            return tuple(self._kept[row].hit for row, _ in rows)
        return tuple(self._hit(row, score, asked) for row, score in rows)

    def _hit(self, row: int, score: float, asked: Sequence[Matcher]) -> Hit:
        line = self._kept[row].hit
        return Hit(
            line.kind,
            line.id,
            line.title,
            line.summary,
            round(score, 4),
            tuple(dict.fromkeys(self._why(row, asked))),
            line.countries,
            line.sectors,
            line.funders,
            line.instruments,
            line.amount,
            line.currency,
            line.status,
            line.years,
            line.regional,
            line.usd,
        )

    def _why(self, row: int, asked: Sequence[Matcher]) -> Iterator[Why]:
        """For each word asked for, the first place where it stands."""
        for matcher in asked:
            why = _first(self._kept[row].passages, matcher) or self._why_named(row, matcher)
            if why:
                yield why

    def _why_named(self, row: int, matcher: Matcher) -> Why | None:
        """Names and body of a record, read only where title and summary do not tell; then a name
        in the other script."""
        names = self._named(row)
        why = _first(names, matcher)
        if why:
            return why
        for field, language, text, _ in (*self._kept[row].passages[:2], *names):
            found = marks.named(text, matcher) if field != "text" else None
            if found:
                return Why(field, language, text[found[0] : found[1]])
        return None

    def _named(self, row: int) -> tuple[Passage, ...]:
        if row not in self._names:
            found = self._read("SELECT names, body_en, body_ru FROM line WHERE row=?", row)
            names, english, russian = found[0]
            lines = [line.split("\t") for line in names.splitlines()]
            lines += [["text", "en", english], ["text", "ru", russian]]
            self._names[row] = tuple(
                Passage(field, language, text, level(text)) for field, language, text in lines
            )
        return self._names[row]

    def _fetch(self, rows: Sequence[int]) -> None:
        """Read the lines that are not kept yet."""
        missing = [row for row in rows if row not in self._kept]
        if len(self._kept) + len(missing) > KEPT:
            self._kept = {row: self._kept[row] for row in rows if row in self._kept}
            self._names = {}
        for begin in range(0, len(missing), 500):
            some = missing[begin : begin + 500]
            marked = ",".join("?" * len(some))
            for found in self._read(f"SELECT {COLUMNS} FROM line WHERE row IN ({marked})", *some):
                self._kept[int(found[0])] = _line(found)


def _first(passages: Sequence[Passage], matcher: Matcher) -> Why | None:
    """Where the word first stands; of two languages of one field, rather in that of the word."""
    for at, passage in enumerate(passages):
        found = matcher.find(passage.level)
        if found:
            return _same_language(passages[at : at + 2], matcher) or _stands(passage, found)
    return None


def _same_language(pair: Sequence[Passage], matcher: Matcher) -> Why | None:
    """The word in the second of two passages, if that is the same field in the word's language."""
    if len(pair) == 2 and pair[0].language != matcher.language == pair[1].language:
        found = matcher.find(pair[1].level) if pair[0].field == pair[1].field else None
        return _stands(pair[1], found) if found else None
    return None


def _stands(passage: Passage, span: tuple[int, int]) -> Why:
    return Why(passage.field, passage.language, passage.text[span[0] : span[1]])


def _line(found: tuple[str, ...]) -> Line:
    (
        _, kind, line_id, title_en, title_ru, summary_en, summary_ru, title_more, summary_more,
        countries, sectors, acronyms, instruments, amount, currency, status, first_year, last_year,
        regional, levels, usd,
    ) = found  # fmt: skip
    hit = Hit(
        kind=cast(Kind, kind),
        id=line_id,
        title=Text(title_en, title_ru, plain.read_pairs(title_more)),
        summary=Text(summary_en, summary_ru, plain.read_pairs(summary_more)),
        score=0.0,
        countries=tuple(countries.split()),
        sectors=tuple(sectors.split()),
        funders=tuple(_acronym(line) for line in acronyms.split("\n") if line),
        instruments=tuple(instruments.split()),
        amount=Decimal(amount) if amount else None,
        currency=currency,
        status=status,
        years=(first_year, last_year),
        regional=bool(regional),
        usd=None if usd is None else int(usd),
    )
    texts = (title_en, title_ru, summary_en, summary_ru)
    return Line(
        hit,
        tuple(
            Passage(field, language, text, flat)
            for (field, language), text, flat in zip(
                LEVELS, texts, levels.split(BETWEEN), strict=True
            )
        ),
    )


def _acronym(line: str) -> Text:
    english, _, russian = line.partition("\t")
    return Text(english, russian)
