"""The text index: its fields, writing it, opening it.

Four texts of a record (title, summary, names, body), each twice: as stems, and as the words
themselves, so that the exact form ranks above others. Facets and orders are columns of the index.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import tantivy

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.library.lexeme import name_key
from wecoop_desktop.library.record import Record
from wecoop_desktop.library.words import split, stem

TEXTS = ("title", "summary", "names", "body")
COLUMNS = ("kind", "country", "sector", "funder", "instrument", "status")
NUMBERS = ("row", "approved", "worth", "title_en", "title_ru")
HEAP = 60_000_000  # bytes the writer may hold before it writes a part


@cache
def schema() -> tantivy.Schema:
    """`<text>` holds stems and `<text>_word` words, for the rank; `stem` and `word` hold those of
    all texts and `sound` keys of the names, for telling quickly whether a record fits."""
    made = tantivy.SchemaBuilder()
    for text in TEXTS:
        made.add_text_field(text, tokenizer_name="whitespace", index_option="position")
        made.add_text_field(f"{text}_word", tokenizer_name="whitespace", index_option="freq")
    for text in ("stem", "word", "sound"):
        made.add_text_field(text, tokenizer_name="whitespace", index_option="basic")
    for column in COLUMNS:
        made.add_text_field(column, tokenizer_name="raw", index_option="basic", fast=True)
    made.add_unsigned_field("year", indexed=True, fast=True)
    for number in NUMBERS:
        made.add_unsigned_field(number, fast=True)
    return made.build()


def write(every: Sequence[tuple[Record, tuple[int, int]]], folder: Path, job: Job) -> None:
    """Write the index of the records, each with its place in the order by title (en, ru).

    One thread, one part: the same records give the same ranks on every computer.
    """
    folder.mkdir()
    index = tantivy.Index(schema(), path=str(folder), reuse=False)
    writer = index.writer(HEAP, 1)
    try:
        for row, (record, order) in enumerate(every):
            if row % 500 == 0:
                job.step(row, len(every), "library-indexing")
            writer.add_document(_document(row, record, order))
        job.step(len(every), len(every), "library-indexing")
        writer.commit()
    finally:
        writer.wait_merging_threads()  # its threads write until then, also when it was stopped


def read(folder: Path) -> tantivy.Searcher:
    """The index as it stands in `folder`. Raises ValueError where it is damaged."""
    index = tantivy.Index.open(str(folder))
    return index.searcher()


def _document(row: int, record: Record, order: tuple[int, int]) -> tantivy.Document:
    names = [split(name.text) for name in record.names]
    texts = {
        "title": [split(record.title.en), split(record.title.ru)],
        "summary": [split(record.summary.en), split(record.summary.ru)],
        "names": names,
        "body": [split(record.body.en), split(record.body.ru)],
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
    sounds = dict.fromkeys(name_key(word) for word in named)
    document.add_text("sound", " ".join(filter(None, sounds)))
    document.add_text("kind", record.kind)
    for column, values in (
        ("country", record.country_values),
        ("sector", record.sectors),
        ("funder", record.funders),
        ("instrument", record.instruments),
        ("status", (record.status,) if record.status else ()),
    ):
        for value in values:
            document.add_text(column, value)
    if record.year:
        document.add_unsigned("year", record.year)
    numbers = (row, record.approved, record.worth, *order)
    for number, place in zip(NUMBERS, numbers, strict=True):
        document.add_unsigned(number, place)
    return document
