"""Reads the pack `projects`: financed projects and the organisations that pay."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import (
    Discrepancy,
    FundingLine,
    Location,
    Organisation,
    Project,
    Source,
    Theme,
)
from wecoop_desktop.packs.folder import read_data
from wecoop_desktop.packs.record import Record, each_record

COUNTRIES = ("KZ", "KG", "TJ", "TM", "UZ")
STATUSES = ("active", "closed", "pipeline", "cancelled")
INSTRUMENTS = ("grant", "loan", "technical_assistance", "guarantee", "equity", "mixed")
ORIGINS = ("source", "gazetteer")
PRECISIONS = ("place", "district", "region", "feature")
KINDS = (
    "ifi", "fund", "facility", "eu", "un", "bilateral", "international", "ngo", "private",
    "national", "other",
)  # fmt: skip
CLASSIFICATION = "projects/classification.json"
WORDS = ("sector_short", "dac", "category")  # legends of the classification


def read_organisations(
    files: Mapping[str, bytes], findings: list[Finding]
) -> tuple[Organisation, ...]:
    name = "projects/organisations.json"
    data = read_data(files[name], name, findings) if name in files else ()
    if not isinstance(data, tuple):
        findings.append(Finding("pack-wrong-type", name, values={"wanted": "list"}))
        data = ()
    found = []
    for index, entry in enumerate(data):
        record = Record(entry, name, findings, f"[{index}]")
        organisation = Organisation(
            id=record.identity(),
            name=record.text("name", "needed"),
            acronym=record.text("acronym"),
            kind=record.choice("kind", KINDS, "needed"),
            profiles=record.strings("profiles"),
        )
        record.rest()
        if organisation.id:
            found.append(organisation)
    return tuple(found)


class Classification(NamedTuple):
    """The themes in the order in which they are shown, and the words of coded values by kind."""

    themes: tuple[Theme, ...] = ()
    words: Mapping[str, Mapping[str, Text]] = MappingProxyType({})


def read_classification(files: Mapping[str, bytes], findings: list[Finding]) -> Classification:
    if CLASSIFICATION not in files:
        return Classification()
    data = read_data(files[CLASSIFICATION], CLASSIFICATION, findings)
    record = Record(data, CLASSIFICATION, findings)
    themes = tuple(_theme(entry) for entry in record.records("themes"))
    words = {}
    for kind in WORDS:
        inner = record.record(kind)
        words[kind] = {value: inner.text(value) for value in inner.data} if inner else {}
    record.rest()
    return Classification(tuple(theme for theme in themes if theme.id), words)


def _theme(record: Record) -> Theme:
    theme = Theme(
        id=record.identity(),
        name=record.text("name", "needed"),
        sectors=record.strings("sectors", "needed"),
    )
    record.rest()
    return theme


def read_projects(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Project, ...]:
    found = []
    for _, record in each_record(files, "projects/projects", findings):
        project = _project(record)
        if project.id:
            found.append(project)
    return tuple(found)


def _project(record: Record) -> Project:
    project = Project(
        id=record.named_identity(),
        title=record.text("title", "needed"),
        summary=record.text("summary", "needed"),
        countries=record.choices("countries", COUNTRIES, "needed"),
        sectors=record.strings("sectors", "needed"),
        funding=tuple(_line(line) for line in record.records("funders")),
        sources=read_sources(record),
        aliases=record.strings("aliases"),
        regional=record.flag("regional"),
        wider=record.flag("wider"),
        dac_sector=record.string("dac_sector"),
        dac_source=record.choice("dac_source", ("reported", "assigned")),
        implementer=record.string("implementer"),
        total_cost=record.amount("total_cost"),
        currency=record.string("currency"),
        status=record.choice("status", STATUSES),
        status_as_of=record.when("status_as_of"),
        approved=record.when("approved"),
        start=record.when("start"),
        end=record.when("end"),
        locations=tuple(_location(place) for place in record.records("locations")),
        category=record.string("env_category"),
        objective_source=record.flag("objective_source"),
        related=record.strings("related"),
        discrepancies=tuple(_discrepancy(entry) for entry in record.records("discrepancies")),
        data_as_of=record.when("data_as_of"),
        remarks=tuple(remark.own_text() for remark in record.records("remarks")),
    )
    record.rest()
    return project


def _line(record: Record) -> FundingLine:
    line = FundingLine(
        organisation=record.string("org_id", "needed"),
        name=record.text("org", "needed"),
        window=record.string("window"),
        amount=record.amount("amount"),
        currency=record.string("currency"),
        instrument=record.choice("instrument", INSTRUMENTS),
    )
    if line.amount is not None and not line.currency:
        record.report("pack-key-missing", "currency")
    record.rest()
    return line


def _location(record: Record) -> Location:
    latitude, longitude = record.number("lat"), record.number("lon")
    if (latitude is None) != (longitude is None) or not _on_earth(latitude, longitude):
        record.report("pack-value-unknown", "lat", value=f"{latitude}, {longitude}")
        latitude = longitude = None
    location = Location(
        name=record.text("name", "needed"),
        region=record.string("admin1"),
        latitude=latitude,
        longitude=longitude,
        origin=record.choice("geo", ORIGINS),
        precision=record.choice("precision", PRECISIONS),
    )
    record.rest()
    return location


def _on_earth(latitude: Decimal | None, longitude: Decimal | None) -> bool:
    if latitude is None or longitude is None:
        return True
    return abs(latitude) <= 90 and abs(longitude) <= 180


def read_sources(record: Record) -> tuple[Source, ...]:
    """The list `sources` of a project or a section of the guide."""
    found = []
    for entry in record.records("sources"):
        found.append(
            Source(
                organisation=entry.string("org"),
                identifier=entry.string("identifier"),
                url=entry.string("url"),
                dataset=entry.string("dataset"),
            )
        )
        entry.rest()
    return tuple(found)


def _discrepancy(record: Record) -> Discrepancy:
    value = record.data.get("value")
    record.skip("value")
    discrepancy = Discrepancy(
        field=record.string("field", "needed"),
        value="" if value is None else str(value),
        currency=record.string("currency"),
        source=record.whole("source"),
        note=record.string("note"),
    )
    record.rest()
    return discrepancy
