"""What the export screen makes in the background: values in, bytes, files and lengths out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.files import write_bytes, writing
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.coverage import Coverage, asked, coverage, level_of
from wecoop_desktop.documents.enclosed import NOTE, Enclosed
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.form import Form, Level
from wecoop_desktop.forms.state import Problem, State
from wecoop_desktop.packs.content import Funder, Policy, Template

if TYPE_CHECKING:
    from wecoop_desktop.documents.batch import Outcome
    from wecoop_desktop.documents.extent import Room
    from wecoop_desktop.documents.formats import Format
    from wecoop_desktop.documents.paper import Paper
    from wecoop_desktop.forms.evaluate import Reference
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.work.comments import Thread

Offer = Coverage
# What a reader of the document would stumble over, of the hints about texts.
LANGUAGE_CODES = ("text-wrong-language", "text-one-language", "text-older")


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF in memory: its bytes, the characters the fonts lack, its pages and those that count,
    what is longer than the template allows, and how long each limited section is."""

    pdf: bytes
    glyphs: tuple[str, ...]
    counted: int = 0
    over: tuple[Room, ...] = ()
    pages: int = 0
    rooms: tuple[Room, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """A proposal with all that its documents need, as values for another thread."""

    form: Form
    answers: Answers
    reference: Reference
    today: date
    revision: int
    policies: tuple[Policy, ...] = ()
    funders: tuple[Funder, ...] = ()
    identity: str = ""
    seal: str = ""
    ministry: str = ""
    emblem: bytes = b""
    threads: tuple[Thread, ...] = ()

    def paper(self, template: Template, language: Language) -> Paper:
        from wecoop_desktop.advice.inserts import inserts_of
        from wecoop_desktop.advice.remarks import remarks_of
        from wecoop_desktop.documents.paper import Paper

        return Paper(
            template,
            self.form,
            self.answers,
            state_at(self, level_of(template), language.code),
            language,
            self.reference,
            self.today,
            self.revision,
            inserts_of(
                template,
                self.form,
                self.answers,
                policies=self.policies,
                funders=self.funders,
                language=language,
            ),
            self.identity,
            self.seal,
            self.ministry,
            self.emblem,
            remarks_of(self.threads, self.form, language),
        )


def state_at(order: Order, level: Level, language: str) -> State:
    """What is found out at the level of a template."""
    from wecoop_desktop.forms.evaluate import evaluate

    return evaluate(
        order.form,
        order.answers,
        reference=order.reference,
        level=level,
        today=order.today,
        language=language,
    )


def make(order: Order, template: Template, language: str, job: Job) -> Made:
    """Compose and write in memory; the preview and the saved file are the same bytes."""
    from wecoop_desktop.documents.extent import extent, over, rooms
    from wecoop_desktop.documents.glyphs import missing
    from wecoop_desktop.documents.paper import outline_of
    from wecoop_desktop.documents.pdf import write_pdf

    outline = outline_of(order.paper(template, Language(language)))
    stream = BytesIO()
    lengths = write_pdf(outline, stream, job)
    pdf = stream.getvalue()
    found = extent(outline, pdf, lengths)
    glyphs = tuple(str(glyph) for glyph in missing(outline))
    longer, limited = over(template, found), rooms(template, found)
    return Made(pdf, glyphs, found.counted, longer, found.pages, limited)


def save(
    order: Order,
    template: Template,
    language: str,
    form: Format,
    path: Path,
    job: Job,
    *,
    made: Made | None = None,
    enclosed: Enclosed | None = None,
) -> Path:
    """Write the document; a preview that was `made` of the same is the file."""
    from wecoop_desktop.documents.formats import write

    if made is not None and form.id == "pdf" and enclosed is None:
        write_bytes(path, made.pdf)
        return path
    paper = order.paper(template, Language(language))
    if enclosed is not None:
        enclosed = replace(enclosed, note=paper.language.tr(NOTE))
    with writing(path) as stream:
        write(paper, form, stream, job, enclosed=enclosed)
    return path


def save_all(
    order: Order,
    templates: Sequence[Template],
    languages: Sequence[str],
    formats: Sequence[str],
    folder: Path,
    titles: Mapping[str, str],
    job: Job,
) -> tuple[Outcome, ...]:
    """Every template in every language and format; `titles` of the proposal by language."""
    from wecoop_desktop.documents.batch import file_name, write_all

    def name(template: Template, language: str, form: Format) -> str:
        return file_name(
            titles.get(language, ""), template.id, order.revision, language, form.ending
        )

    return write_all(order.paper, templates, languages, formats, folder, name, job)


def language_problems(
    form: Form, answers: Answers, template: Template, language: str
) -> list[Problem]:
    """Texts of this document that are not in its language, or older than their other language."""
    from wecoop_desktop.forms.texts import text_problems

    wished: Answers = {**answers, "review.export_language": language}
    return [
        replace(problem, level="hint")
        for problem in text_problems(form, wished, only=asked(template))
        if problem.code in LANGUAGE_CODES and _concerns(problem, language)
    ]


def _concerns(problem: Problem, language: str) -> bool:
    told = (problem.values or {}).get("language")
    return told is None or told == language


def offers_of(
    templates: Sequence[Template], form: Form, answers: Answers, state: State, desk: Desk
) -> tuple[Offer, ...]:
    """Every template with its sections; `state` is one that is known already."""
    return coverage(
        templates,
        form,
        answers,
        reference=desk.library.reference(),
        today=desk.today(),
        states={state.level: state},
    )
