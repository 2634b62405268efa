"""The facts of a published thing in words, each under its name: what a correction can point to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Funder, FundingLine, Policy, Project, Term
from wecoop_desktop.packs.feedback import Thing, fitting

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library

OTHER = "other"  # the field for what has no name here
LONGEST = 2_000  # characters of a present value; the rest can be found where it stands

LABELS = {
    "title": mark("Title"),
    "summary": mark("Summary"),
    "countries": mark("Countries"),
    "sectors": mark("Sectors"),
    "status": mark("Status"),
    "total_cost": mark("Total cost"),
    "funding": mark("Financing"),
    "approved": mark("Approved"),
    "start": mark("Start"),
    "end": mark("End"),
    "implementer": mark("Implemented by"),
    "locations": mark("Places"),
    "category": mark("E&S category"),
    "sources": mark("Source"),
    "text": mark("Text"),
    "name": mark("Full name"),
    "acronym": mark("Acronym"),
    "instruments": mark("Instruments"),
    "cycle": mark("Project cycle"),
    "criteria": mark("Criteria"),
    "exclusions": mark("What it does not finance"),
    "website": mark("Web page"),
    "country": mark("Country"),
    "year": mark("Year"),
    "horizon": mark("Until"),
    "targets": mark("Targets"),
    "term": mark("Term"),
    "definition": mark("Meaning"),
    OTHER: mark("Something else"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` is what stands there now, as the window says it; empty where nothing is known."""

    field: str
    label: str
    value: str = ""


def facts(
    library: Library, kind: str, id: str, language: Language
) -> tuple[Thing, tuple[Fact, ...]]:
    """A thing as feedback names it, and its facts.

    Raises `AppError` project-unknown and the like; of a kind without facts there is only `OTHER`.
    """
    title, rows = _KINDS[kind](library, id, language) if kind in _KINDS else ("", iter(()))
    known = tuple(
        Fact(field, language.tr(LABELS[field]), fitting(value)[:LONGEST]) for field, value in rows
    )
    return (
        Thing(kind, id, fitting(title, lines=False)),
        (*known, Fact(OTHER, language.tr(LABELS[OTHER]))),
    )


def _project(
    library: Library, id: str, language: Language
) -> tuple[str, Iterator[tuple[str, str]]]:
    project = library.project(id)
    return language.text(project.title), _of_project(project, library, language)


def _of_project(
    project: Project, library: Library, language: Language
) -> Iterator[tuple[str, str]]:
    labels = library.labels()
    names = {one.id: one.name for one in library.organisations()}

    def said(facet: str, values: tuple[str, ...]) -> str:
        return ", ".join(labels.of(language, facet, value) for value in values if value)

    def line(one: FundingLine) -> str:
        name = language.text(names.get(one.organisation, one.name))
        amount = language.money(one.amount, one.currency) if one.amount is not None else ""
        return " · ".join(filter(None, (name, said("instrument", (one.instrument,)), amount)))

    yield "title", language.text(project.title)
    yield "summary", language.text(project.summary)
    yield "countries", said("country", project.countries)
    yield "sectors", said("sector", project.sectors)
    yield "status", said("status", (project.status,))
    cost = project.total_cost
    yield "total_cost", language.money(cost, project.currency) if cost is not None else ""
    yield "funding", "\n".join(map(line, project.funding))
    for field in ("approved", "start", "end"):
        yield field, language.written_date(getattr(project, field))
    yield "implementer", project.implementer
    yield "locations", ", ".join(language.text(place.name) for place in project.locations)
    yield "category", project.category
    yield "sources", "\n".join(one.url or one.identifier for one in project.sources)


def _section(
    library: Library, id: str, language: Language
) -> tuple[str, Iterator[tuple[str, str]]]:
    section = library.section(id)
    title = f"{section.number} {language.text(section.title)}"
    return title, iter((("title", language.text(section.title)), ("text", "")))


def _funder(library: Library, id: str, language: Language) -> tuple[str, Iterator[tuple[str, str]]]:
    funder = library.funder(id)
    return language.text(funder.name), _of_funder(funder, library, language)


def _of_funder(funder: Funder, library: Library, language: Language) -> Iterator[tuple[str, str]]:
    labels = library.labels()
    yield "name", language.text(funder.name)
    yield "acronym", language.text(funder.acronym)
    yield "sectors", ", ".join(labels.of(language, "sector", one) for one in funder.sectors)
    instruments = (labels.of(language, "instrument", one) for one in funder.instruments)
    yield "instruments", ", ".join(instruments)
    yield "cycle", _listed(tuple(stage.name for stage in funder.cycle), language)
    yield "criteria", _listed(tuple(one.name for one in funder.criteria), language)
    yield "exclusions", language.text(funder.exclusions)
    yield "website", funder.website


def _policy(library: Library, id: str, language: Language) -> tuple[str, Iterator[tuple[str, str]]]:
    policy = library.policy(id)
    return language.text(policy.name), _of_policy(policy, library, language)


def _of_policy(policy: Policy, library: Library, language: Language) -> Iterator[tuple[str, str]]:
    yield "name", language.text(policy.name)
    country = policy.country
    yield "country", library.labels().of(language, "country", country) if country else ""
    yield "year", str(policy.year or "")
    yield "horizon", str(policy.horizon or "")
    yield "targets", _listed(tuple(one.text for one in policy.targets), language)
    yield "sources", policy.source_url


def _term(library: Library, id: str, language: Language) -> tuple[str, Iterator[tuple[str, str]]]:
    term = next((one for one in library.terms() if one.id == id), None)
    if term is None:
        raise AppError("term-unknown", id=id)
    return language.text(term.term), _of_term(term, language)


def _of_term(term: Term, language: Language) -> Iterator[tuple[str, str]]:
    yield "term", language.text(term.term)
    yield "definition", language.text(term.definition)
    yield "acronym", language.text(term.acronym)


def _listed(texts: tuple[Text, ...], language: Language) -> str:
    return "\n".join(language.text(text) for text in texts)


_Told = Callable[["Library", str, Language], tuple[str, Iterator[tuple[str, str]]]]
_KINDS: dict[str, _Told] = {
    "project": _project,
    "section": _section,
    "funder": _funder,
    "policy": _policy,
    "term": _term,
}
KINDS = tuple(_KINDS)
