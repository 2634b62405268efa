"""The text index: its fields, writing it, opening it.

Four texts of a record (title, summary, names, body), each twice: as stems, and as the words
themselves, so that the exact form ranks above others. Facets and orders are columns of the index.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import tantivy

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.text import LANGUAGES
from wecoop_desktop.library.lexeme import name_key
from wecoop_desktop.library.query import FACETS, RANGES
from wecoop_desktop.library.record import FALLING, ORDERS, Record, by_title, languages_of
from wecoop_desktop.library.words import split, stem

TEXTS = ("title", "summary", "names", "body")
TICKED = tuple(name for name in FACETS if name not in RANGES)
COLUMNS = ("kind", "id", *TICKED)
NUMBERS = ("year", "usd", "eur")  # not written where they are not known
LARGEST = 10**18  # more than any year or amount, and still a number of the index
HEAP = 60_000_000  # bytes the writer may hold before it writes a part


@cache
def schema(languages: tuple[str, ...] = LANGUAGES) -> tantivy.Schema:
    """The fields of an index of records whose titles are written in these languages.

    `<text>` holds stems and `<text>_word` words, for the rank; `stem` and `word` hold those of
    all texts and `sound` keys of the names, for telling quickly whether a record fits.
    """
    made = tantivy.SchemaBuilder()
    for text in TEXTS:
        made.add_text_field(text, tokenizer_name="whitespace", index_option="position")
        made.add_text_field(f"{text}_word", tokenizer_name="whitespace", index_option="freq")
    for text in ("stem", "word", "sound"):
        made.add_text_field(text, tokenizer_name="whitespace", index_option="basic")
    for column in COLUMNS:
        made.add_text_field(column, tokenizer_name="raw", index_option="basic", fast=True)
    for number in NUMBERS:
        made.add_unsigned_field(number, indexed=True, fast=True)
    made.add_unsigned_field("row", fast=True)
    for order in (*ORDERS, *map(title_order, languages)):
        for reverse in (False, True):
            made.add_unsigned_field(order_column(order, reverse), fast=True)
    return made.build()


def title_order(language: str) -> str:
    """The order by title for readers of a language."""
    return f"title_{language}"


def order_column(order: str, reverse: bool) -> str:
    """The column with the place of each record in an order or the order the other way round."""
    return f"{order}_back" if reverse else f"{order}_on"


def write(every: Sequence[Record], folder: Path, job: Job) -> None:
    """Write the index of the records; the number of each is its place in `every`.

    One thread, one part: the same records give the same ranks on every computer.
    """
    folder.mkdir()
    languages = languages_of(every)
    index = tantivy.Index(schema(languages), path=str(folder), reuse=False)
    writer = index.writer(HEAP, 1)
    try:
        orders = _orders(every, languages)
        for row, record in enumerate(every):
            if row % 500 == 0:
                job.step(row, len(every), "library-indexing")
            document = _document(row, record)
            for column, places in orders.items():
                document.add_unsigned(column, places[row])
            writer.add_document(document)
        job.step(len(every), len(every), "library-indexing")
        writer.commit()
    finally:
        writer.wait_merging_threads()  # its threads write until then, also when it was stopped


def read(folder: Path) -> tantivy.Searcher:
    """The index as it stands in `folder`. Raises ValueError where it is damaged."""
    index = tantivy.Index.open(str(folder))
    return index.searcher()


# Any: keys of one order can be compared with each other, which no common type says.
def _orders(every: Sequence[Record], languages: Sequence[str]) -> dict[str, list[int]]:
    """For each column of an order the place of every record; what is not known comes last."""
    columns: dict[str, list[int]] = {}
    titles = {title_order(language): by_title(language) for language in languages}
    for name, key in {**ORDERS, **titles}.items():
        keys: list[Any] = [key(record) for record in every]
        known = [row for row, held in enumerate(keys) if held is not None]
        unknown = [row for row, held in enumerate(keys) if held is None]
        for reverse in (False, True):
            falls = reverse != (name in FALLING)  # equal ones keep their order both ways
            rows = sorted(known, key=keys.__getitem__, reverse=falls)
            places = [0] * len(every)
            for place, row in enumerate((*rows, *unknown)):
                places[row] = place
            columns[order_column(name, reverse)] = places
    return columns


# The same names and words stand in thousands of records.
words_of_name = lru_cache(maxsize=50_000)(lambda text: tuple(split(text)))
_sound = lru_cache(maxsize=200_000)(name_key)


def _document(row: int, record: Record) -> tantivy.Document:
    names = [words_of_name(name.text) for name in record.names]
    texts: dict[str, list[Sequence[str]]] = {
        "title": [split(said) for _, said in record.title.pairs()],
        "summary": [split(said) for _, said in record.summary.pairs()],
        "names": list(names),
        "body": [split(said) for _, said in record.body.pairs()],
    }
    document = tantivy.Document()
    for text, passages in texts.items():
        for words in filter(None, passages):
            document.add_text(text, " ".join(map(stem, words)))
            document.add_text(f"{text}_word", " ".join(words))
    every = dict.fromkeys(chain.from_iterable(chain.from_iterable(texts.values())))
    document.add_text("word", " ".join(every))
    document.add_text("stem", " ".join(dict.fromkeys(map(stem, every))))
    named = dict.fromkeys(chain.from_iterable((*names, *texts["title"])))
    sounds = dict.fromkeys(map(_sound, named))
    document.add_text("sound", " ".join(filter(None, sounds)))
    document.add_text("kind", record.kind)
    document.add_text("id", record.id)
    for column, values in record.values.items():
        for value in values:
            document.add_text(column, value)
    for number in NUMBERS:
        held = getattr(record, number)
        if held is not None:
            document.add_unsigned(number, min(held, LARGEST))
    document.add_unsigned("row", row)
    return document
