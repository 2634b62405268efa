"""Builds a library from packs: the SQLite file and the text index, in a new folder.

The only module of the room that uses SQLAlchemy; it is imported where something is built.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from sqlalchemy import create_engine, insert
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.text import Text
from wecoop_desktop.library import figures, index, plain, record
from wecoop_desktop.library.record import Labels, Record
from wecoop_desktop.library.rows import BETWEEN, LEVELS
from wecoop_desktop.library.tables import (
    FORMAT,
    Alias,
    Base,
    Figure,
    Info,
    Line,
    Share,
    Spot,
    Thing,
    Word,
)
from wecoop_desktop.library.words import level, split
from wecoop_desktop.packs.content import Legend
from wecoop_desktop.packs.read import Packs

TABLES = "library.sqlite"
INDEX = "index"
BATCH = 2_000


def write(packs: Packs, folder: Path, digest: str, job: Job) -> None:
    """Write both files into the empty `folder`. Raises OSError, ValueError (index), Cancelled."""
    records = _records(packs)
    engine = create_engine(f"sqlite:///{folder / TABLES}", poolclass=NullPool)
    try:
        with Session(engine) as writer:
            # A file that is being built is thrown away on any failure: no journal is needed.
            writer.connection().exec_driver_sql("PRAGMA journal_mode=OFF")
            Base.metadata.create_all(writer.connection())
            _fill(writer, Line, map(_line, range(len(records)), records), job)
            _fill(writer, Thing, _things(packs), job)
            rows = {one.id: row for row, one in enumerate(records) if one.kind == "project"}
            _fill(writer, Figure, figures.of_projects(packs, rows), job)
            _fill(writer, Share, figures.shares(packs, rows), job)
            _fill(writer, Spot, figures.spots(packs, rows), job)
            _fill(writer, Alias, _aliases(packs), job)
            _fill(writer, Word, _words(records), job)
            _fill(writer, Info, _info(packs, records, digest), job)
            writer.commit()
    finally:
        engine.dispose()
    index.write(records, folder / INDEX, job)


def _fill(
    writer: Session, table: type[Base], rows: Iterable[Mapping[str, object]], job: Job
) -> None:
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        job.step(0, 0, "library-writing")
        writer.execute(insert(table), some)


def _records(packs: Packs) -> list[Record]:
    """Everything that can be found; newest first, so that equal ranks come in that order."""
    sectors = record.option_labels(packs.forms)
    labels = Labels(
        {org.id: org for org in packs.organisations},
        sectors,
        {sector: theme.id for theme in packs.themes for sector in theme.sectors},
        packs.rates,
    )
    projects = [record.of_project(project, labels) for project in packs.projects]
    projects.sort(key=lambda one: (-one.approved, one.id))
    return [
        *projects,
        *map(record.of_section, packs.sections),
        *(record.of_funder(funder, labels) for funder in packs.funders),
        *(record.of_policy(policy, labels) for policy in packs.policies),
        *map(record.of_term, packs.terms),
        *sorted(map(record.of_event, packs.events), key=lambda one: -one.approved),
    ]


def _line(row: int, one: Record) -> dict[str, object]:
    return {
        "row": row,
        "kind": one.kind,
        "id": one.id,
        "title_en": one.title.en,
        "title_ru": one.title.ru,
        "summary_en": one.summary.en,
        "summary_ru": one.summary.ru,
        "title_more": plain.pairs(one.title.more),
        "summary_more": plain.pairs(one.summary.more),
        "countries": " ".join(one.countries),
        "sectors": " ".join(one.sectors),
        "acronyms": "\n".join(f"{text.en}\t{text.ru}" for text in one.acronyms),
        "instruments": " ".join(one.instruments),
        "amount": "" if one.amount is None else str(one.amount),
        "currency": one.currency,
        "status": one.status,
        "first_year": one.years[0],
        "last_year": one.years[1],
        "regional": one.regional,
        "levels": BETWEEN.join(
            level(getattr(getattr(one, field), language).replace(BETWEEN, " "))
            for field, language in LEVELS
        ),
        "names": "\n".join("\t".join(name) for name in (*record.further(one), *one.names)),
        "body_en": one.body.en,
        "body_ru": one.body.ru,
        "usd": one.usd,
    }


def _things(packs: Packs) -> Iterator[dict[str, object]]:
    short = [replace(section, body=Text()) for section in packs.sections]
    kinds: dict[str, Sequence[object]] = {
        "project": packs.projects,
        "organisation": packs.organisations,
        "theme": packs.themes,
        "funder": packs.funders,
        "policy": packs.policies,
        "event": packs.events,
        "term": packs.terms,
        "quiz": packs.quizzes,
        "diagram": packs.diagrams,
        "section": packs.sections,
        "template": packs.templates,
        "example": packs.examples,
        "exercise": packs.exercises,
        "answer": packs.answers,
        "form": packs.forms,
        "earlier": packs.earlier,
        "rates": [packs.rates],
        "legend": [
            Legend("document", packs.documents),
            *(Legend(name, words) for name, words in packs.legend.items()),
        ],
    }
    for kind, values in kinds.items():
        for position, value in enumerate(values):
            yield {
                "kind": kind,
                "id": getattr(value, "version" if kind == "earlier" else "id", ""),
                "position": position,
                "data": plain.dump(value),
                "short": plain.dump(short[position]) if kind == "section" else "",
            }


def _aliases(packs: Packs) -> Iterator[dict[str, object]]:
    known = {project.id for project in packs.projects}
    aliases = {
        alias: project.id
        for project in packs.projects
        for alias in project.aliases
        if alias not in known
    }
    for alias, project_id in aliases.items():
        yield {"kind": "project", "alias": alias, "id": project_id}


def _words(records: Iterable[Record]) -> Iterator[dict[str, object]]:
    counts: Counter[str] = Counter()
    for one in records:
        texts = (one.title, one.summary, one.body)
        passages = (split(said) for text in texts for _, said in text.pairs())
        names = (index.words_of_name(name.text) for name in one.names if name.field != "id")
        counts.update(set(chain.from_iterable(chain(passages, names))))
    return ({"word": word, "records": count} for word, count in sorted(counts.items()))


def _info(packs: Packs, records: Sequence[Record], digest: str) -> list[dict[str, object]]:
    counts: Counter[str] = Counter(one.kind for one in records)
    for kind, listed in (
        ("template", packs.templates), ("example", packs.examples), ("exercise", packs.exercises)
    ):  # fmt: skip
        counts[kind] = len(listed)
    # Sections of which only the points are written are shown, but not counted as something to read.
    counts["section"] = sum(1 for section in packs.sections if not section.outline)
    dates = [project.data_as_of for project in packs.projects if project.data_as_of]
    info = {
        "digest": digest,
        "format": str(FORMAT),
        "counts": json.dumps(counts),
        "data_as_of": max(dates, default=""),
        "languages": json.dumps(record.languages_of(records)),
        "packs": json.dumps([plain.dump(manifest) for manifest in packs.manifests]),
    }
    return [{"name": name, "value": value} for name, value in info.items()]
