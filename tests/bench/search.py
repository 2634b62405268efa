"""Search as you type, at one and at a hundred thousand records, beside SQLite's own full text."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.figure import Figure, milliseconds, percentile
from tests.kit import bulk
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.library import build, words
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import Query
from wecoop_desktop.packs.read import Packs, read_packs

FIVE = ("country", "sector", "funder", "instrument", "year")
SIZES = ((1_000, 2.0), (100_000, 10.0))
LARGEST = (1_000_000, 35.0)
ROUNDS = 300


def figures(*, long: bool = False) -> Iterator[Figure]:
    real = read_packs(resources_folder() / "packs")
    for size, goal in (*SIZES, LARGEST) if long else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            yield from _searching(real, size, goal, Path(folder))
    yield _in_the_guide(real)
    yield recall(real)


def _searching(real: Packs, size: int, goal: float, folder: Path) -> Iterator[Figure]:
    """Query, top 50, rows with their reasons, five facets; the floor is one FTS5 query with bm25
    for the same words and no facets at all."""
    published = bulk.packs(size, real)
    build.write(published, folder, "bulk", Job())
    library = Library(folder)
    library.warm()
    queries = list(_queries(published))
    for query in queries[:50]:
        library.find(query)
    times = [milliseconds(lambda query=query: library.find(query)) for query in queries]
    floor = percentile(_fts5(published, queries), 95)
    library.close()
    name = f"search with 5 facets, {size:,} records, p95"
    yield Figure(name, percentile(times, 95), "ms", goal, floor)


GUIDE = (
    "осуществимость", "ОВОС", "feasibility", "grant element", "софинансирование", "EBRD",
    "закупки", "logframe", "кредит банка", "resettlement", "выбросы метана", "зелёный фонд",
)  # fmt: skip


def _in_the_guide(real: Packs) -> Figure:
    """Sections and terms in both languages, as they are typed in the guide."""
    with tempfile.TemporaryDirectory() as folder:
        build.write(real, Path(folder), "guide", Job())
        library = Library(Path(folder))
        library.warm()
        asked = [text[:cut] for text in GUIDE for cut in range(3, len(text) + 1)]
        queries = [Query(text=text, kinds=("section", "term"), limit=40) for text in asked]
        times = [milliseconds(lambda query=query: library.find(query)) for query in queries]
        library.close()
    return Figure("search in the guide, p95", percentile(times, 95), "ms", 20.0)


def _queries(published: Packs) -> Iterator[Query]:
    """What is typed, letter by letter, with and without ticks; and browsing without words."""
    chance = random.Random(7)
    titles = [project.title for project in chance.sample(published.projects, 100)]
    for number in range(ROUNDS):
        title = chance.choice(titles)
        typed = " ".join((title.ru if number % 2 else title.en).split()[:2])
        cut = chance.randint(3, max(3, len(typed)))
        query = Query(text="" if number % 10 == 0 else typed[:cut], facets=FIVE)
        if number % 3 == 0:
            query = query.choosing("country", "KG")
        yield query.choosing("status", "active", "closed") if number % 5 == 0 else query


def _fts5(published: Packs, queries: list[Query]) -> list[float]:
    file = sqlite3.connect(":memory:")
    file.execute("CREATE VIRTUAL TABLE text USING fts5(title, summary)")
    file.executemany(
        "INSERT INTO text VALUES (?, ?)",
        (
            (stems(f"{p.title.en} {p.title.ru}"), stems(f"{p.summary.en} {p.summary.ru}"))
            for p in published.projects
        ),
    )

    def ask(asked: str) -> Callable[[], object]:
        statement = "SELECT rowid FROM text WHERE text MATCH ? ORDER BY bm25(text, 6, 2) LIMIT 50"
        return lambda: file.execute(statement, (asked,)).fetchall()

    asked = [stems(query.text) for query in queries]
    times = [milliseconds(ask(" ".join(f'"{w}"*' for w in each.split()))) for each in asked if each]
    file.close()
    return times


def stems(text: str) -> str:
    return " ".join(map(words.stem, words.split(text)))


def recall(real: Packs) -> Figure:
    """Of the records that hold any form of a noun, the share found by each other form of it."""
    with tempfile.TemporaryDirectory() as folder:
        build.write(real, Path(folder), "recall", Job())
        library = Library(Path(folder))
        share = measured_recall(real, library)
        library.close()
    return Figure("recall over Russian word forms", share, "", 0.99, least=True)


NOUNS = [
    "отходы",
    "вода",
    "почва",
    "лес",
    "река",
    "ледник",
    "сток",
    "свалка",
    "полигон",
    "канализация",
    "орошение",
    "засуха",
    "паводок",
    "сель",
    "энергия",
    "климат",
    "выбросы",
    "загрязнение",
    "адаптация",
    "биоразнообразие",
    "заповедник",
    "пастбище",
    "лёд",
    "заём",
    "грант",
    "земля",
    "насос",
    "труба",
    "станция",
    "плотина",
    "водохранилище",
    "бассейн",
    "море",
    "озеро",
    "воздух",
    "пестицид",
    "ртуть",
    "мониторинг",
    "село",
    "город",
    "область",
    "хозяйство",
    "предприятие",
    "скважина",
    "дамба",
]


def measured_recall(real: Packs, library: Library) -> float:
    """Truth is found without the index: by comparing every word of every text with the forms."""
    texts = {
        project.id: set(words.split(f"{project.title.ru} {project.summary.ru}"))
        for project in real.projects
    }
    wanted = found = 0
    for noun in NOUNS:
        forms = noun_forms(noun)
        truth = {key for key, said in texts.items() if said & forms}
        for form in sorted(forms):
            page = library.find(Query(text=form, limit=None, typing=False))
            wanted += len(truth)
            found += len(truth & {hit.id for hit in page.hits})
    return found / wanted if wanted else 0.0


def noun_forms(noun: str) -> set[str]:
    """All case forms of a noun in base letters."""
    from pymorphy3 import MorphAnalyzer

    parse = next(p for p in _analyzer(MorphAnalyzer).parse(noun) if p.tag.POS == "NOUN")
    return {words.fold(form.word) for form in parse.lexeme}


_made: list[object] = []


def _analyzer(make: Callable[[], object]):  # type: ignore[no-untyped-def]
    if not _made:
        _made.append(make())
    return _made[0]
