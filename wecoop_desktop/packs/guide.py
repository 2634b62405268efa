"""Reads the packs `guide`, `events` and `examples`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import LANGUAGES, Text, further
from wecoop_desktop.forms.form import LEVELS
from wecoop_desktop.packs.content import Event, Example, Question, Quiz, Section, Term
from wecoop_desktop.packs.folder import among, read_data, read_prose
from wecoop_desktop.packs.projects import read_sources
from wecoop_desktop.packs.record import Record, each_record

EVENT_KINDS = ("conference", "meeting", "training", "publication", "call", "work_plan", "period")
EVENT_STATES = ("planned", "under_way", "held", "done", "postponed", "cancelled")
QUARTER = re.compile(r"\d{4}-Q[1-4]")


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key in which numbers count as numbers: A1 < A1.1 < A2 < A10."""
    return tuple(
        (1, int(part), "") if part.isdecimal() else (0, 0, part)
        for part in re.findall(r"\d{1,18}|[^\d.]+", text)
    )


def read_sections(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Section, ...]:
    """The sections of the guide in the order of the book."""
    found = []
    codes = codes_of(files)
    for name, record in each_record(files, "guide/sections", findings):
        section = _section(record, read_body(name, files, findings, codes))
        if section.id:
            found.append(section)
    known = {section.id for section in found}
    for name in among(files, "guide/sections", ".md"):
        stem = name.rsplit("/", 1)[1].removesuffix(".md").rpartition(".")[0]
        if stem not in known:
            findings.append(Finding("pack-prose-alone", name))
    return tuple(sorted(found, key=lambda section: natural(section.id)))


def _section(record: Record, body: Text) -> Section:
    section = Section(
        id=record.named_identity(),
        parent=record.string("parent"),
        level=record.whole("level", "needed") or 0,
        number=record.string("number"),
        title=record.text("title", "needed"),
        body=body,
        updated=record.when("updated"),
        step=record.string("step"),
        checklist=tuple(point.own_text() for point in record.records("checklist")),
        projects=record.strings("projects"),
        funders=record.strings("funders"),
        sources=read_sources(record),
        outline=record.flag("outline"),
    )
    if not 0 <= section.level <= 3:
        record.report("pack-value-unknown", "level", value=section.level)
    record.rest()
    return section


def codes_of(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The languages in which any Markdown of the pack is written: `kk` of `A1.kk.md`."""
    ends = {name[-6:-3] for name in files if name.endswith(".md")}
    return tuple(sorted({*LANGUAGES, *(end[1:] for end in ends if end.startswith("."))}))


def read_body(
    name: str,
    files: Mapping[str, bytes],
    findings: list[Finding],
    codes: tuple[str, ...] = LANGUAGES,
) -> Text:
    """The Markdown beside a JSON file: `A1.en.md`, `A1.ru.md`, `A1.kk.md` beside `A1.json`."""
    said = {}
    stem = name.removesuffix(".json")
    for language in codes:
        beside = f"{stem}.{language}.md"
        if beside in files:
            said[language] = read_prose(files[beside], beside, findings)
    written = [language for language in LANGUAGES if said.get(language)]
    if len(written) == 1:
        missing = "ru" if written == ["en"] else "en"
        findings.append(Finding("pack-language-missing", name, values={"language": missing}))
    return Text(said.get("en", ""), said.get("ru", ""), further(said))


def read_quizzes(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Quiz, ...]:
    """The short checks of the guide, in the order of its parts."""
    found = []
    for _, record in each_record(files, "guide/quizzes", findings):
        quiz = Quiz(
            id=record.named_identity(),
            questions=tuple(read_question(entry) for entry in record.records("questions")),
        )
        record.rest()
        if quiz.id:
            found.append(quiz)
    return tuple(sorted(found, key=lambda quiz: natural(quiz.id)))


def read_question(record: Record) -> Question:
    """A question of a short check."""
    question = Question(
        text=record.text("text", "needed"),
        answers=tuple(answer.own_text() for answer in record.records("answers")),
        right=record.whole("right", "needed") or 0,
        why=record.text("why", "needed"),
        section=record.string("section", "needed"),
    )
    if not 0 <= question.right < len(question.answers):
        record.report("pack-value-unknown", "right", value=question.right)
    record.rest()
    return question


def read_terms(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Term, ...]:
    name = "guide/glossary.json"
    data = read_data(files[name], name, findings) if name in files else ()
    if not isinstance(data, tuple):
        findings.append(Finding("pack-wrong-type", name, values={"wanted": "list"}))
        data = ()
    found = []
    for index, entry in enumerate(data):
        record = Record(entry, name, findings, f"[{index}]")
        term = Term(
            id=record.identity(),
            term=record.text("term", "needed"),
            definition=record.text("definition", "needed"),
            acronym=record.text("acronym"),
            avoid=_avoided(record),
        )
        record.rest()
        if term.id:
            found.append(term)
    return tuple(found)


def _avoided(record: Record) -> dict[str, tuple[str, ...]]:
    """`avoid_en` and `avoid_ru`, where there are any."""
    found = {language: record.strings(f"avoid_{language}") for language in LANGUAGES}
    return {language: variants for language, variants in found.items() if variants}


def read_events(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Event, ...]:
    """Events, the newest first and those of unknown date last."""
    found = []
    for _, record in each_record(files, "events/events", findings):
        event = _event(record)
        if event.id:
            found.append(event)
    return tuple(sorted(found, key=lambda event: event.when, reverse=True))


def _event(record: Record) -> Event:
    when, until = _period(record, "date"), _period(record, "end")
    event = Event(
        id=record.named_identity(),
        kind=record.choice("kind", EVENT_KINDS, "needed"),
        title=record.text("title", "needed"),
        summary=record.text("summary", "needed"),
        date=record.day("date") if len(when) == 10 else None,
        place=record.text("place"),
        organiser=record.text("organiser"),
        url=record.string("url"),
        when=when,
        end=record.day("end") if len(until) == 10 else None,
        countries=record.strings("countries"),
        topics=record.strings("topics"),
        executor=record.text("executor"),
        state=record.choice("state", EVENT_STATES),
        exercise=record.string("exercise"),
        until=until,
        alike=record.string("same_topic"),
    )
    record.rest()
    return event


def _period(record: Record, key: str) -> str:
    """A date as far as it is known, or a quarter: 2026-Q3."""
    written = record.string(key)
    return written if QUARTER.fullmatch(written) else record.when(key)


def read_examples(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Example, ...]:
    found = []
    for _, record in each_record(files, "examples/examples", findings):
        example = _example(record)
        if example.id:
            found.append(example)
    return tuple(found)


def _example(record: Record) -> Example:
    answers = record.record("answers")
    example = Example(
        id=record.named_identity(),
        title=record.text("title", "needed"),
        note=record.text("note"),
        level=record.choice("level", LEVELS, "needed"),
        form=record.string("form", "needed"),
        answers=answers.data if answers else {},
    )
    record.rest()
    return example
