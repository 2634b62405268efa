"""Reads all packs of a folder into values, and says everything that is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from pathlib import Path
from types import MappingProxyType

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.answers import Answer, read_answers
from wecoop_desktop.packs.check import check_packs
from wecoop_desktop.packs.content import (
    Event,
    Example,
    Funder,
    Manifest,
    Organisation,
    Policy,
    Project,
    Quiz,
    Section,
    Template,
    Term,
    Theme,
)
from wecoop_desktop.packs.diagrams import Diagram, read_diagrams
from wecoop_desktop.packs.duplicates import Decision, read_duplicates, settle
from wecoop_desktop.packs.exercises import Exercise, read_exercises
from wecoop_desktop.packs.folder import printable, read_data
from wecoop_desktop.packs.funders import (
    read_documents,
    read_funders,
    read_legend,
    read_policies,
)
from wecoop_desktop.packs.guide import (
    read_events,
    read_examples,
    read_quizzes,
    read_sections,
    read_terms,
)
from wecoop_desktop.packs.projects import (
    read_classification,
    read_organisations,
    read_projects,
)
from wecoop_desktop.packs.rates import Rates, read_rates
from wecoop_desktop.packs.record import Record
from wecoop_desktop.packs.source import files_of, manifest_of, pack_names
from wecoop_desktop.packs.templates import read_earlier, read_forms, read_templates

FORMAT = 1
NEEDED = ("projects", "rates", "funders", "policies", "forms", "guide", "events", "examples")
OPTIONAL = ("exercises", "answers")
KNOWN = NEEDED + OPTIONAL


@dataclass(frozen=True, slots=True)
class Packs:
    """Everything that is published, and what was found wrong while reading it.

    `documents` are the words of the ids in `Stage.documents`; `legend` those of the coded values
    of funder cards, by their key (eligible, channel, ticket_basis), and of projects (sector_short,
    dac, category).
    """

    manifests: tuple[Manifest, ...] = ()
    projects: tuple[Project, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    themes: tuple[Theme, ...] = ()
    rates: Rates = Rates()
    funders: tuple[Funder, ...] = ()
    policies: tuple[Policy, ...] = ()
    events: tuple[Event, ...] = ()
    sections: tuple[Section, ...] = ()
    terms: tuple[Term, ...] = ()
    quizzes: tuple[Quiz, ...] = ()
    diagrams: tuple[Diagram, ...] = ()
    forms: tuple[Form, ...] = ()
    earlier: tuple[Form, ...] = ()  # versions that proposals may still have
    templates: tuple[Template, ...] = ()
    examples: tuple[Example, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    answers: tuple[Answer, ...] = ()  # of the publisher, to feedback
    documents: Mapping[str, Text] = made(default_factory=lambda: MappingProxyType({}))
    legend: Mapping[str, Mapping[str, Text]] = made(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()
    digest: str = ""

    @property
    def sound(self) -> bool:
        """Nothing is wrong that would make the content misleading."""
        return not any(finding.level == "error" for finding in self.findings)


def read_packs(folder: Path, job: Job | None = None) -> Packs:
    """All packs in `folder`. Never raises for what they hold: see `Packs.findings`.

    Raises `AppError` packs-missing when there is no such folder, and `Cancelled`.
    """
    folder = Path(folder)
    job = job or Job()
    findings: list[Finding] = []
    files: dict[str, bytes] = {}
    manifests = []
    names = _pack_names(folder, findings)
    for done, name in enumerate(names):
        job.step(done, len(names) + 1, "packs-reading")
        held = files_of(folder, name, findings)
        manifest = _manifest(name, held, findings)
        if manifest is not None:
            manifests.append(manifest)
            files.update(held)
    job.step(len(names), len(names) + 1, "packs-reading")
    return _packs(tuple(manifests), files, findings)


def read_manifests(folder: Path) -> tuple[Manifest, ...]:
    """What each pack in `folder` says of itself, without reading the rest.

    Raises `AppError` packs-missing.
    """
    folder = Path(folder)
    found = []
    for name in _pack_names(folder, []):
        manifest = _manifest(name, manifest_of(folder, name), [])
        if manifest is not None:
            found.append(manifest)
    return tuple(found)


def _packs(
    manifests: tuple[Manifest, ...], files: Mapping[str, bytes], findings: list[Finding]
) -> Packs:
    classification = read_classification(files, findings)
    decisions = read_duplicates(files, findings)
    packs = Packs(
        manifests=manifests,
        projects=settle(read_projects(files, findings), decisions, findings),
        decisions=decisions,
        organisations=read_organisations(files, findings),
        themes=classification.themes,
        rates=read_rates(files, findings),
        funders=read_funders(files, findings),
        policies=read_policies(files, findings),
        events=read_events(files, findings),
        sections=read_sections(files, findings),
        terms=read_terms(files, findings),
        quizzes=read_quizzes(files, findings),
        diagrams=read_diagrams(files, findings),
        documents=read_documents(files, findings),
        legend={**read_legend(files, findings), **classification.words},
        forms=read_forms(files, findings),
        earlier=read_earlier(files, findings),
        templates=read_templates(files, findings),
        examples=read_examples(files, findings),
        exercises=read_exercises(files, findings),
        answers=read_answers(files, findings),
        digest=_digest(files),
    )
    return replace(packs, findings=(*findings, *check_packs(packs)))


def _pack_names(folder: Path, findings: list[Finding]) -> list[str]:
    """The known packs that are there; others are a note."""
    there = pack_names(folder)
    for name in there:
        if name not in KNOWN:
            findings.append(Finding("pack-unknown", printable(name), level="note"))
    for name in NEEDED:
        if name not in there:
            findings.append(Finding("pack-missing", name))
    return [name for name in KNOWN if name in there]


def _manifest(name: str, files: Mapping[str, bytes], findings: list[Finding]) -> Manifest | None:
    """What the pack says of itself; None when this program must not read the rest."""
    file = f"{name}/pack.json"
    if file not in files:
        findings.append(Finding("pack-no-manifest", file))
        return None
    data = read_data(files[file], file, findings)
    if data is None:
        return None
    record = Record(data, file, findings)
    number = record.whole("format", "needed")
    if number is None:
        return None
    if number > FORMAT:
        record.report("pack-newer", "format", format=number)
        return None
    issued = record.day("issued", "needed")
    manifest_id = record.string("id", "needed")
    if manifest_id != name:
        record.report("pack-id-not-file", "id", value=manifest_id)
    version = record.string("version", "needed")
    title = record.text("title", "needed")
    sources = record.strings("sources")
    record.rest()
    if issued is None:
        return None
    return Manifest(name, version, issued, number, title, sources)


def _digest(files: Mapping[str, bytes]) -> str:
    """Changes whenever any byte of any pack or the format changes."""
    total = hashlib.sha256(f"format {FORMAT}\n".encode())
    for name in sorted(files):
        total.update(f"{name} {len(files[name])}\n".encode())
        total.update(files[name])
    return total.hexdigest()
