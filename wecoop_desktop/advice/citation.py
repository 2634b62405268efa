"""A project cited in a document: name, who paid, when, how much, source and its date."""

from __future__ import annotations

from decimal import Decimal

from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Money, Words
from wecoop_desktop.packs.content import Project

NAMED = 3  # funders; more are "and others"


def citation(project: Project, language: Language) -> str:
    """One sentence about the project and one about its source; what is not known is said so."""
    facts = [who(project, language), period(project), *_amounts(project, language)]
    known = "; ".join(fact for fact in facts if fact)
    name = language.text(project.title)
    return f"{name} ({known}). {source(project, language)}" if known else (
        f"{name}. {source(project, language)}"
    )  # fmt: skip


def source(project: Project, language: Language) -> str:
    """The first source, its address and the date of the data."""
    tr = language.tr
    first = project.sources[0] if project.sources else None
    parts = [first.organisation, first.identifier, first.url] if first else []
    where = ", ".join(part for part in parts if part) or tr("not known")
    if project.data_as_of:
        when = tr("data as of {date}", date=language.written_date(project.data_as_of))
    else:
        when = tr("the date of the data is not known")
    return tr("Source: {source}; {date}.", source=where, date=when)


def who(project: Project, language: Language) -> str:
    """The funders by name, each once."""
    names = list(dict.fromkeys(language.text(line.name) for line in project.funding))
    shown = ", ".join(name for name in names[:NAMED] if name)
    if len(names) > NAMED:
        return language.tr("{names} and others", names=shown)
    return shown


def period(project: Project) -> str:
    """`2009–2018`, one year, or nothing."""
    first, last = (project.approved or project.start)[:4], project.end[:4]
    return f"{first}–{last}" if first and last and first != last else first or last


def total(project: Project) -> Money | None:
    """The total cost as stated, else the sum of the lines."""
    if project.total_cost is not None and project.currency:
        return Money(project.total_cost, project.currency)
    return given(project)


def given(project: Project) -> Money | None:
    """What the named funders give: the sum of lines that all are known and in one currency."""
    currencies = {line.currency for line in project.funding}
    amounts = [line.amount for line in project.funding if line.amount is not None]
    if len(currencies) != 1 or "" in currencies or len(amounts) != len(project.funding):
        return None
    return Money(sum(amounts, Decimal(0)), currencies.pop())


def _amounts(project: Project, language: Language) -> list[str]:
    """What the funders give; the total cost is said to be that where it is another."""
    whole, lines = total(project), given(project)
    found = [language.money(lines.amount, lines.currency, "short")] if lines else []
    if whole is not None and whole != lines:
        amount = language.money(whole.amount, whole.currency, "short")
        found.append(language.tr("total cost {amount}", amount=amount))
    return found


def both(project: Project) -> Words:
    """The citation in both languages of a proposal."""
    return Words(citation(project, Language("en")), citation(project, Language("ru")))


def sources(project: Project) -> Words:
    """The sentence about the source in both languages."""
    return Words(source(project, Language("en")), source(project, Language("ru")))
