"""How well searches answer: the judged searches of tests/library/judged.py on the real records."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figure import Figure, milliseconds, percentile
from tests.library.judged import JUDGED, Judged, fitting, graded, rank, recall
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.library import build
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import Query
from wecoop_desktop.packs.read import Packs, read_packs


@dataclass(frozen=True)
class Answer:
    """What one judged search gave: shares of the ten, of the first place, all grades kept."""

    judged: Judged
    found: tuple[str, ...]
    total: int
    recall: float
    rank: float
    graded: bool


def answers(library: Library, real: Packs) -> tuple[Answer, ...]:
    """Every judged search as the window asks it: projects, typing, the first page."""
    payers = {one.id: f"{one.name.en} {one.acronym.en}" for one in real.organisations}
    return tuple(_answer(library, real, payers, one) for one in JUDGED)


def _answer(library: Library, real: Packs, payers: dict[str, str], one: Judged) -> Answer:
    page = library.find(Query(text=one.query, limit=50))
    found = [hit.id for hit in page.hits]
    if one.empty:
        return Answer(one, tuple(found), page.total, float(not found), float(not found), not found)
    fits = fitting(one.fit, real.projects, payers)
    return Answer(
        one,
        tuple(found),
        page.total,
        recall(one, found[:10], fits),
        rank(one, found[:10], fits),
        graded(one, found),
    )


@dataclass(frozen=True)
class Quality:
    """Means over the judged searches that have an answer; `typos`: of those with a typing error,
    the share whose record is in the first three."""

    recall: float
    rank: float
    graded: float
    zero: float
    typos: float


def quality(given: tuple[Answer, ...]) -> Quality:
    told = [each for each in given if not each.judged.empty]
    typos = [each for each in told if each.judged.sort == "typo"]
    return Quality(
        recall=_mean([each.recall for each in told]),
        rank=_mean([each.rank for each in told]),
        graded=_mean([float(each.graded) for each in told]),
        zero=_mean([float(not each.found) for each in told]),
        typos=_mean([float(set(each.judged.wanted) <= set(each.found[:3])) for each in typos]),
    )


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def figures(*, long: bool = False) -> Iterator[Figure]:
    real = read_packs(resources_folder() / "packs")
    with tempfile.TemporaryDirectory() as folder:
        build.write(real, Path(folder), "judged", Job())
        library = Library(Path(folder))
        library.warm()
        given = quality(answers(library, real))
        times = [
            milliseconds(lambda text=one.query: library.find(Query(text=text, limit=50)))
            for one in JUDGED
        ]
        library.close()
    number = len(JUDGED)
    yield Figure(f"judged searches ({number}), recall@10", given.recall, "", 0.95, least=True)
    yield Figure("judged searches, MRR", given.rank, "", 0.85, least=True)
    yield Figure("judged searches, all grades kept", given.graded, "", 0.9, least=True)
    yield Figure("judged searches, share without an answer", given.zero, "", 0.01)
    yield Figure("judged typing errors, right in first three", given.typos, "", 0.95, least=True)
    yield Figure("judged searches, asked again, p95", percentile(times, 95), "ms", 10.0)
