"""Lines of a result: read from the library file by the numbers the text index gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import cast

from wecoop_desktop.base.text import Text
from wecoop_desktop.library.marks import Matcher, first, matchers
from wecoop_desktop.library.query import Hit, Kind, Why

Read = Callable[..., list[tuple[str, ...]]]
KEPT = 20_000  # lines kept in memory
COLUMNS = (
    "row, kind, id, title_en, title_ru, summary_en, summary_ru, countries, sectors, acronyms, "
    "instruments, amount, currency, status, first_year, last_year, regional"
)


class Lines:
    """Lines of the library file, kept once read."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._kept: dict[int, Hit] = {}
        self._names: dict[int, tuple[tuple[str, str, str], ...]] = {}

    def hits(
        self, rows: Sequence[tuple[int, float]], texts: Sequence[str], *, typing: bool
    ) -> tuple[Hit, ...]:
        """The lines of `rows` (number, score) in that order, each with why it is there."""
        self._fetch([row for row, _ in rows])
        asked = [found for text in texts for found in matchers(text, typing=typing)]
        return tuple(self._hit(row, score, asked) for row, score in rows)

    def _hit(self, row: int, score: float, asked: Sequence[Matcher]) -> Hit:
        line = self._kept[row]
        if not asked:
            return line
        return Hit(
            line.kind,
            line.id,
            line.title,
            line.summary,
            round(score, 4),
            tuple(dict.fromkeys(self._why(row, line, asked))),
            line.countries,
            line.sectors,
            line.funders,
            line.instruments,
            line.amount,
            line.currency,
            line.status,
            line.years,
            line.regional,
        )

    def _why(self, row: int, line: Hit, asked: Sequence[Matcher]) -> Iterator[Why]:
        """For each word asked for, the first place where it stands."""
        texts = (
            ("title", "en", line.title.en),
            ("title", "ru", line.title.ru),
            ("summary", "en", line.summary.en),
            ("summary", "ru", line.summary.ru),
        )
        for matcher in asked:
            why = _first(texts, matcher) or _first(self._named(row), matcher, name=True)
            if why:
                yield why

    def _named(self, row: int) -> tuple[tuple[str, str, str], ...]:
        """Names and body of a record: read only where title and summary do not tell."""
        if row not in self._names:
            found = self._read("SELECT names, body_en, body_ru FROM line WHERE row=?", row)
            names, english, russian = found[0]
            lines = [line.split("\t") for line in names.splitlines()]
            self._names[row] = (
                *((field, language, text) for field, language, text in lines),
                ("text", "en", english),
                ("text", "ru", russian),
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
            marks = ",".join("?" * len(some))
            for found in self._read(f"SELECT {COLUMNS} FROM line WHERE row IN ({marks})", *some):
                self._kept[int(found[0])] = _line(found)


def _first(
    texts: Sequence[tuple[str, str, str]], matcher: Matcher, *, name: bool = False
) -> Why | None:
    for field, language, text in texts:
        token = first(text, matcher, name=name)
        if token:
            return Why(field, language, text[token.start : token.end])
    return None


def _line(found: tuple[str, ...]) -> Hit:
    (
        _, kind, line_id, title_en, title_ru, summary_en, summary_ru, countries, sectors, acronyms,
        instruments, amount, currency, status, first_year, last_year, regional,
    ) = found  # fmt: skip
    return Hit(
        kind=cast(Kind, kind),
        id=line_id,
        title=Text(title_en, title_ru),
        summary=Text(summary_en, summary_ru),
        score=0.0,
        countries=tuple(countries.split()),
        sectors=tuple(sectors.split()),
        funders=tuple(_acronym(line) for line in acronyms.splitlines()),
        instruments=tuple(instruments.split()),
        amount=Decimal(amount) if amount else None,
        currency=currency,
        status=status,
        years=(first_year, last_year),
        regional=bool(regional),
    )


def _acronym(line: str) -> Text:
    english, _, russian = line.partition("\t")
    return Text(english, russian)
