"""Outlines to write: the worked example composed for a template, and small ones made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from io import BytesIO

from tests.kit.content import form, packs, reference
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.compose import compose
from wecoop_desktop.documents.outline import Block, Cover, Outline, Properties, Section
from wecoop_desktop.documents.pdf import write_pdf
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.evaluate import evaluate
from wecoop_desktop.forms.form import Level
from wecoop_desktop.packs.content import Template

TODAY = date(2026, 11, 22)


def template(template_id: str) -> Template:
    return next(entry for entry in packs().templates if entry.id == template_id)


@cache
def example_answers() -> Answers:
    example = next(entry for entry in packs().examples if entry.id == "issyk-kul-waste")
    answers, _ = read_answers(form(), example.answers)
    return answers


def composed(
    template_id: str = "eu_concept",
    language: str = "en",
    changes: Mapping[str, object] | None = None,
    answers: Answers | None = None,
    level: Level | None = None,
    revision: int = 3,
) -> Outline:
    """The example (or `answers`) with `changes`: values by path, None takes an answer away."""
    given: dict[str, object] = {**(example_answers() if answers is None else answers)}
    for path, value in (changes or {}).items():
        given[path] = value
    kept: Answers = {path: value for path, value in given.items() if value is not None}  # type: ignore[misc]
    state = evaluate(form(), kept, reference=reference(), level=level, today=TODAY)
    return compose(
        template(template_id),
        form(),
        kept,
        state,
        language=Language(language),
        reference=reference(),
        today=TODAY,
        revision=revision,
    )


def outline_of(*blocks: Block, language: str = "en", draft: str = "") -> Outline:
    """A document of one section."""
    cover = Cover("Concept note", "A title", "A place", "An applicant", "A country", (), (), "", 7)
    return Outline(
        language=language,
        cover=cover,
        contents="Contents",
        head="A title",
        foot="Concept note",
        properties=Properties("A title", "An applicant", "A subject", ("waste",)),
        sections=(Section("A section", blocks, "1", new_page=True),),
        draft=draft,
    )


def pdf(outline: Outline) -> bytes:
    stream = BytesIO()
    write_pdf(outline, stream)
    return stream.getvalue()
