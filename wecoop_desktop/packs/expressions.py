"""Whether every expression of forms and templates leads somewhere, and in which file not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.forms.check import check_form
from wecoop_desktop.forms.expression import Compiler
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.forms.plan import roots_of
from wecoop_desktop.forms.working import Reference
from wecoop_desktop.packs.content import Funder, Policy, Template

WORDS = ("yes", "opt")  # of `mandatory`; anything else is an expression


def check_expressions(
    form: Form,
    funders: Iterable[Funder],
    policies: Iterable[Policy],
    templates: tuple[Template, ...],
) -> Iterator[Finding]:
    """Names, columns, functions and placeholders that cannot be resolved."""
    cards: Mapping[str, Mapping[str, Data]] = {entry.id: {"name": ""} for entry in templates}
    reference = Reference(
        funders={funder.id: funder.card for funder in funders},
        policies={policy.id: policy.card for policy in policies},
        templates=cards,
    )
    files = _files(form)
    for finding in check_form(form, reference):
        start = finding.path.partition(".")[0].partition("[")[0]
        yield replace(finding, file=files.get(start, "forms/form.json"))
    yield from _templates(form, templates)


def _files(form: Form) -> dict[str, str]:
    """The file in which a step, a rule or a table stands."""
    files = {table: f"forms/tables/{table}.json" for table in form.tables}
    for number, step in enumerate(form.steps, 1):
        file = f"forms/steps/{number:02d}-{step.id}.json"
        files[step.id] = file
        files.update({rule.id: file for rule in step.rules})
    return files


def _templates(form: Form, templates: tuple[Template, ...]) -> Iterator[Finding]:
    """The conditions under which a section is mandatory."""
    compiler = conditions_of(form)
    for template in templates:
        conditions = [
            (f"sections[{index}].mandatory", section.mandatory)
            for index, section in enumerate(template.sections)
            if section.mandatory not in WORDS
        ]
        yield from check_conditions(compiler, conditions, f"forms/templates/{template.id}.json")


def conditions_of(form: Form) -> Compiler:
    """What conditions are looked at with; made once for all files of a form, as it is dear."""
    return Compiler(roots_of(form))


def check_conditions(
    compiler: Compiler, conditions: Iterable[tuple[str, str]], file: str
) -> Iterator[Finding]:
    """What cannot be resolved in conditions of a file, each with its path; empty ones are none."""
    for path, text in conditions:
        if text:
            for code, values in compiler.expression(text).errors:
                yield Finding(code, file, path, values=dict(values))
