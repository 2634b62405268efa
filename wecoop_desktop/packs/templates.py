"""Reads the pack `forms`: the form with its tables, and what each funder's document contains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import LANGUAGES
from wecoop_desktop.forms.form import LEVELS, Data, Form
from wecoop_desktop.forms.read import read_form
from wecoop_desktop.forms.stored import stored_form
from wecoop_desktop.packs.content import Limits, Look, Template, TemplateSection
from wecoop_desktop.packs.folder import among, read_data
from wecoop_desktop.packs.record import Record

HEADINGS: tuple[Literal["house", "bar", "plain"], ...] = ("house", "bar", "plain")
FAMILIES: tuple[Literal["serif", "sans"], ...] = ("serif", "sans")
INSERTS = ("priorities", "summary")  # what a section may show that no answer holds


def read_forms(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Form, ...]:
    """The form of the pack, or none; findings name the file of the step or table."""
    name = "forms/form.json"
    head = read_data(files[name], name, findings) if name in files else None
    if head is None:
        return ()
    places = {"form": name}
    steps: list[Data] = []
    for step_name in among(files, "forms/steps"):
        step = read_data(files[step_name], step_name, findings)
        if step is not None:
            places[f"steps[{len(steps)}]"] = step_name
            steps.append(step)
    tables: dict[str, Data] = {}
    for table_name in among(files, "forms/tables"):
        table = read_data(files[table_name], table_name, findings)
        if table is not None:
            key = table_name.rsplit("/", 1)[1].removesuffix(".json")
            places[f"tables.{key}"] = table_name
            tables[key] = table
    form, found = read_form({"form": head, "steps": tuple(steps), "tables": tables})
    findings.extend(_placed(finding, places) for finding in found)
    return (form,)


def read_earlier(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Form, ...]:
    """Earlier versions of the form, as proposal files hold them: `forms/earlier/VERSION.json`.

    Patterns in them are not taken over, as in any form that is read back.
    """
    found = []
    for name in among(files, "forms/earlier"):
        data = read_data(files[name], name, findings)
        if data is None:
            continue
        try:
            form = stored_form(data if isinstance(data, Mapping) else {})
        except AppError as error:
            findings.append(Finding(error.code, name, values=error.values))
            continue
        if name != f"forms/earlier/{form.version}.json":
            findings.append(Finding("pack-id-not-file", name, values={"value": form.version}))
            continue
        found.append(form)
    return tuple(found)


def _placed(finding: Finding, places: Mapping[str, str]) -> Finding:
    """The finding with its file, and the path inside of that file."""
    for start, file in places.items():
        if finding.path == start or finding.path.startswith((start + ".", start + "[")):
            return replace(finding, file=file, path=finding.path[len(start) :].lstrip("."))
    return replace(finding, file="forms/form.json")


def read_templates(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Template, ...]:
    found = []
    for name in among(files, "forms/templates"):
        data = read_data(files[name], name, findings)
        if data is not None:
            template = _template(Record(data, name, findings))
            if template.id:
                found.append(template)
    return tuple(found)


def _template(record: Record) -> Template:
    template = Template(
        id=record.named_identity(),
        funder=record.string("funder"),
        name=record.text("name", "needed"),
        version=record.text("version"),
        level=record.choice("maturity", LEVELS, "needed"),
        length=record.text("length_limit"),
        submission=record.text("submission"),
        verified=record.flag("verified"),
        sections=tuple(_section(section) for section in record.records("sections")),
        note=record.text("verified_note"),
        languages=record.choices("languages", LANGUAGES),
        limits=_limits(record.record("limits")),
        as_of=record.when("as_of"),
        bare=record.flag("bare"),
        look=_look(record.record("look")),
    )
    if not template.sections:
        record.report("pack-key-missing", "sections")
    record.rest()
    return template


def _section(record: Record) -> TemplateSection:
    section = TemplateSection(
        number=record.string("number"),
        title=record.text("title", "needed"),
        asks=record.text("asks"),
        fields=record.strings("maps"),
        limit=record.text("limit"),
        mandatory=record.string("mandatory") or "yes",
        annex=record.flag("annex"),
        insert=record.choice("insert", INSERTS),
        limits=_limits(record.record("limits")),
    )
    record.rest()
    return section


def _look(record: Record | None) -> Look:
    if record is None:
        return Look()
    headings, body = record.choice("headings", HEADINGS), record.choice("body", FAMILIES)
    found = Look(
        next((one for one in HEADINGS if one == headings), "house"),
        next((one for one in FAMILIES if one == body), "serif"),
        record.strings("facts"),
    )
    record.rest()
    return found


def _limits(record: Record | None) -> Limits:
    if record is None:
        return Limits()
    found = Limits(
        record.amount("pages"),
        record.whole("words"),
        record.whole("characters"),
        record.flag("firm"),
    )
    record.rest()
    return found
