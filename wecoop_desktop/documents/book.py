"""The guide as a document: the whole book, a part, a chapter or one section."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import LANGUAGES, Text
from wecoop_desktop.base.typography import held
from wecoop_desktop.documents.diagram import spoken
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Column,
    Cover,
    Heading,
    Listing,
    Outline,
    Paragraph,
    Properties,
    Rich,
    Row,
    Run,
    Table,
    plain,
)
from wecoop_desktop.documents.outline import Section as Part
from wecoop_desktop.documents.prose import blocks
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.content import Manifest, Section, Source, Term
from wecoop_desktop.packs.diagrams import Diagram

TITLE = Text("Investor Guide", "Руководство по подготовке инвестиционных проектов")
PUBLISHED = mark("Published with WECOOP Desktop")


@dataclass(frozen=True, slots=True)
class Book:
    """What is printed: `sections` with their bodies, in order; `terms` where the glossary follows.

    `figures` are those that the sections may show. `steps` are the titles of the wizard's steps;
    `edition` and `issued` are those of the pack.
    """

    sections: Sequence[Section]
    terms: Sequence[Term] = ()
    steps: Mapping[str, Text] | None = None
    edition: str = ""
    issued: str = ""
    figures: Sequence[Diagram] = ()

    @property
    def spoken(self) -> frozenset[str]:
        """English, Russian, and the languages in which any of it is written."""
        written = (code for each in self.sections for code in each.body.languages())
        return frozenset((*LANGUAGES, *written))


class Guide(Protocol):
    """Where the guide is read from: an open library."""

    def sections(self) -> tuple[Section, ...]: ...
    def section(self, section_id: str) -> Section: ...
    def terms(self) -> tuple[Term, ...]: ...
    def diagrams(self) -> tuple[Diagram, ...]: ...
    def form(self) -> Form: ...
    def manifest(self, pack: str) -> Manifest: ...


def read(guide: Guide, section_id: str = "") -> Book:
    """The whole book with its glossary, or one part, chapter or section with what is below it.

    Raises `AppError` section-unknown.
    """
    if section_id:
        guide.section(section_id)  # says what is near where there is none of that name
    chosen = _below(guide.sections(), section_id)
    manifest = guide.manifest("guide")
    return Book(
        sections=tuple(guide.section(each) for each in chosen),
        terms=() if section_id else guide.terms(),
        steps={step.id: step.title for step in guide.form().steps},
        edition=manifest.version,
        issued=manifest.issued.isoformat(),
        figures=guide.diagrams(),
    )


def _below(sections: Iterable[Section], section_id: str) -> list[str]:
    """The ids of a section and of everything below it, in order; without a name all of them."""
    found: list[str] = []
    for section in sections:
        if section_id in ("", section.id) or section.parent in found:
            found.append(section.id)
    return found


def compose(book: Book, language: Language) -> Outline:
    """The outline of the book in one language."""
    title = language.text(TITLE)
    tops = [section for section in book.sections if section.level == 0]
    whole = len(tops) > 1 or not book.sections
    about = title if whole else language.text(book.sections[0].title)
    parts = [*_parts(book, language), *_glossary(book, language)]
    edition = language.tr("Edition {version}", version=book.edition) if book.edition else ""
    foot = " · ".join(filter(None, (title, edition)))
    return Outline(
        language=language.code,
        cover=_cover(book, language, about, edition),
        contents=language.tr("Contents"),
        head=about,
        foot=foot,
        properties=Properties(about, "WECOOP", title, ()),
        sections=tuple(parts),
    )


def _cover(book: Book, language: Language, title: str, edition: str) -> Cover:
    kind = language.text(TITLE)
    words = sum(len(language.text(section.body).split()) for section in book.sections)
    facts = (
        (language.tr("Sections"), language.number(len(book.sections))),
        (language.tr("Words"), language.number(words)),
        (language.tr("State of the facts"), language.written_date(book.issued)),
    )
    return Cover(
        kind=kind if title != kind else language.tr("Guide"),
        title=title,
        place=language.tr("Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan, Uzbekistan"),
        applicant="WECOOP",
        applicant_note=language.tr("Environment, water and climate"),
        facts=tuple(fact for fact in facts if fact[1]),
        lines=tuple(filter(None, (edition, language.written_date(book.issued)))),
        origin=language.tr(PUBLISHED),
        seed=zlib.crc32(title.encode()),
    )


def _parts(book: Book, language: Language) -> Iterator[Part]:
    there = {section.id for section in book.sections}
    numbers = {section.id: section.number for section in book.sections}
    top = min((section.level for section in book.sections), default=0)
    for section in book.sections:
        level = min(max(section.level - top + 1, 1), 3)
        linked = _linker(book, language, there, numbers)
        yield Part(
            title=language.text(section.title),
            blocks=tuple(_blocks(section, book, language, linked)),
            number=section.number,
            new_page=level < 3,
            level=_level(level),
            anchor=_anchor(section.id),
        )


def _level(number: int) -> Literal[1, 2, 3]:
    return 1 if number == 1 else 2 if number == 2 else 3


def _anchor(section_id: str) -> str:
    return f"guide-{section_id}"


def _linker(
    book: Book, language: Language, there: set[str], numbers: Mapping[str, str]
) -> Callable[[str, Rich], Rich]:
    """Links into the book lead to their page and say the number; others say their words."""

    def linked(address: str, words: Rich) -> Rich:
        kind, _, name = address.partition(":")
        name = name.partition("#")[0]
        if kind == "guide" and name in there:
            said = "".join(run.text for run in words)
            number = numbers[name]
            more = () if not number or number in said else (Run(f"\u00a0({number})"),)
            return tuple(replace(run, tone="accent", link=_anchor(name)) for run in (*words, *more))
        if address.startswith(("https://", "http://")):
            return (*words, Run(f" ({address})", tone="muted"))
        return words

    return linked


def _blocks(
    section: Section, book: Book, language: Language, linked: Callable[[str, Rich], Rich]
) -> Iterator[Block]:
    body = language.text(section.body)
    said = section.body.given(language.content)
    if body and said != language.content and language.content in book.spoken:
        yield Callout(
            language.tr("Not translated yet"),
            runs=plain(language.tr("This section is shown in the other language.")),
            tone="warn",
        )
    sketches = {
        each.id: spoken(each, lambda text: held(text.of(said), said)) for each in book.figures
    }
    yield from blocks(held(body, said), linked, sketches.get)
    if section.checklist:
        yield Heading(language.tr("Checklist"))
        yield Listing(
            tuple((0, plain(language.text(point))) for point in section.checklist), boxes=True
        )
    step = (book.steps or {}).get(section.step)
    if step:
        said = language.tr("In the wizard: step “{step}”.", step=language.text(step))
        yield Paragraph(plain(said), "note")
    sources = "; ".join(_sources(section.sources))
    if sources:
        said = language.tr("Sources: {sources}. As of {date}.", sources=sources,
                           date=language.written_date(section.updated))  # fmt: skip
        yield Paragraph(plain(said), "note")


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        yield ", ".join(
            filter(None, (source.organisation, source.identifier, source.dataset, source.url))
        )


def _glossary(book: Book, language: Language) -> Iterator[Part]:
    if not book.terms:
        return
    other = "en" if language.original == "ru" else "ru"
    terms = sorted(book.terms, key=lambda term: language.order(language.text(term.term)))
    rows = tuple(
        Row(
            (
                plain(
                    _with_acronym(language.text(term.term), language.text(term.acronym)), bold=True
                ),
                plain(_with_acronym(term.term.own(other), term.acronym.own(other))),
                plain(language.text(term.definition)),
            )
        )
        for term in terms
    )
    columns = (
        Column(language.tr("Term"), share=26),
        Column(language.tr("In Russian") if other == "ru" else language.tr("In English"), share=24),
        Column(language.tr("Meaning"), share=50),
    )
    yield Part(language.tr("Glossary"), (Table(columns, rows),), new_page=True, anchor="glossary")


def _with_acronym(term: str, acronym: str) -> str:
    return f"{term} ({acronym})" if acronym and acronym != term else term
