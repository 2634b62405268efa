"""What a new proposal can take over from a project: coded facts, never a text of its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from wecoop_desktop.advice.citation import total
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Money, Row, Value, Words
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.packs.content import Organisation, Project

SITES = 20  # places taken over at most
# The instruments of projects by the names the form has for them.
INSTRUMENTS = MappingProxyType({"mixed": "blending"})
INVESTING = frozenset({"loan", "equity", "guarantee", "mixed"})


@dataclass(frozen=True, slots=True)
class Taken:
    """A kind of fact that was taken over, and how many of it.

    `fact`: countries, sectors, type, size, funders, financing, sites.
    """

    fact: str
    count: int


@dataclass(frozen=True, slots=True)
class Seed:
    answers: Mapping[str, Value]
    taken: tuple[Taken, ...]


def seed(project: Project, form: Form, organisations: Sequence[Organisation]) -> Seed:
    """Answers of a new proposal of the level "idea"; facts the form has no place for are left."""
    profiles = {organisation.id: organisation.profiles for organisation in organisations}
    answers: dict[str, Value] = {"basic.target_maturity": "idea"}
    taken = []
    for fact, path, value in _facts(project, profiles):
        fitting = _fitting(_field(form, path), value)
        if fitting is not None:
            answers[path] = fitting
            taken.append(Taken(fact, len(fitting) if isinstance(fitting, tuple) else 1))
    cost = answers.get("basic.total_cost")
    if isinstance(cost, Money):
        currency = _fitting(_field(form, "basic.currency"), cost.currency)
        if currency is not None:
            answers["basic.currency"] = currency
    return Seed(answers, tuple(taken))


def _facts(
    project: Project, profiles: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str, Value]]:
    yield "countries", "basic.countries", project.countries
    yield "sectors", "basic.sectors", project.sectors
    yield "type", "basic.project_type", _type(project)
    cost = total(project)
    if cost is not None and cost.amount > 0:
        yield "size", "basic.total_cost", Money(_order(cost.amount), cost.currency)
    candidates = (p for line in project.funding for p in profiles.get(line.organisation, ()))
    yield "funders", "basic.target_funders", tuple(dict.fromkeys(candidates))
    yield "financing", "budget.financing", tuple(_financing(project, profiles))
    yield "sites", "sites.locations", tuple(_sites(project))


def _type(project: Project) -> str:
    """A grant alone tells nothing about what it pays for: then the question stays open."""
    kinds = {line.instrument for line in project.funding}
    if kinds == {"technical_assistance"}:
        return "ta"
    if kinds & INVESTING:
        return "investment_ta" if "technical_assistance" in kinds else "investment"
    return ""


def _order(amount: Decimal) -> Decimal:
    """The amount with one digit that counts: the order of size, not the other project's cost."""
    return round(amount, -amount.adjusted()).quantize(Decimal(1))


def _financing(project: Project, profiles: Mapping[str, tuple[str, ...]]) -> Iterator[Row]:
    """A row for each funder and instrument, without amounts."""
    seen: set[tuple[str, str]] = set()
    for line in project.funding:
        own = profiles.get(line.organisation, ())
        instrument = INSTRUMENTS.get(line.instrument, line.instrument)
        if (line.organisation, instrument) in seen:
            continue
        seen.add((line.organisation, instrument))
        row = {"source": line.name.en or line.name.ru, "instrument": instrument}
        # Which of several profiles of one organisation is meant is for the user to choose.
        if len(own) == 1:
            row["funder"] = own[0]
        yield {key: value for key, value in row.items() if value}


def _sites(project: Project) -> Iterator[Row]:
    """Names of places, lakes and rivers; the middle of a region is no site."""
    names: dict[Text, str] = {}
    for location in project.locations:
        if location.name and location.precision != "region":
            country = location.region[:2] or "".join(project.countries[:1])
            names.setdefault(location.name, country)
    for name, country in list(names.items())[:SITES]:
        row: dict[str, Words | str] = {"name": Words(name.en, name.ru)}
        if country:
            row["country"] = country
        yield row


def _field(form: Form, path: str) -> Field | None:
    try:
        return form.field(path)
    except KeyError:
        return None


def _fitting(field: Field | None, value: Value) -> Value | None:
    """The value as far as the question takes it; None where nothing of it fits."""
    if field is None or not value:
        return None
    offered = {option.id for option in field.options}
    if isinstance(value, str):
        return value if value in offered else None
    if not isinstance(value, tuple):
        return value
    if field.columns:
        known = {column.id: {o.id for o in column.options} for column in field.columns}
        rows = tuple(
            {key: cell for key, cell in row.items() if _cell_fits(known.get(key), cell)}
            for row in value
            if isinstance(row, Mapping)
        )
        return tuple(row for row in rows if row) or None
    chosen = tuple(v for v in value if isinstance(v, str) and (not offered or v in offered))
    return (chosen[: field.max_count] if field.max_count else chosen) or None


def _cell_fits(offered: set[str] | None, cell: object) -> bool:
    if offered is None:
        return False
    return not offered or cell in offered
