"""A proposal on its way into a funder's document: template, language, what is missing, preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import free_name, is_taken
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers, Value, Words
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import Problem, State
from wecoop_desktop.packs.content import Funder, Policy, Template
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.wizard import NO_ANSWERS, title_of

if TYPE_CHECKING:
    from wecoop_desktop.forms.evaluate import Reference
    from wecoop_desktop.ui.desk import Desk

PREVIEW_AFTER = 600  # ms after the last choice
NO_TITLE = Words()
LANGUAGES = ("en", "ru")
ORDER = {"error": 0, "warning": 1}


@dataclass(frozen=True, slots=True)
class Offer:
    """A template and the share, 0-100, of its mandatory questions that are answered."""

    template: Template
    ready: int
    missing: int


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF in memory: its bytes and the characters the fonts lack."""

    pdf: bytes
    glyphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportView:
    """`clash` is a file that exists already and waits for Replace or Keep both."""

    id: str = ""
    title: Words = NO_TITLE
    form: Form | None = None
    state: State | None = None
    revision: int = 0
    offers: tuple[Offer, ...] = ()
    template: str = ""
    language: str = "en"
    missing: tuple[Problem, ...] = ()
    suggested: str = ""
    made: Made | None = None
    busy: bool = False
    step: tuple[int, int, str] = (0, 0, "")
    clash: Path | None = None
    written: Path | None = None
    error: AppError | None = None

    @property
    def offer(self) -> Offer | None:
        return next((o for o in self.offers if o.template.id == self.template), None)


class ExportPresenter(Presenter[ExportView]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(ExportView())
        self._desk = desk
        self._answers: Answers = NO_ANSWERS
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PREVIEW_AFTER)
        self._wait.timeout.connect(self._preview)
        self._then: Path | None = None  # where the document that is being made shall be written

    def arrive(self, place: Place) -> None:
        """Show the proposal `place.id` as its own template, or the first one."""
        from wecoop_desktop.forms.codec import read_answers

        library = self._desk.library
        try:
            proposal = self._desk.store.load(place.id)
        except AppError as error:
            self._set(ExportView(id=place.id, error=error))
            return
        form = library.form()
        self._answers, _aside = read_answers(form, proposal.answers)
        wanted = self.view.template if self.view.id == place.id else ""
        wanted = wanted or place.part or _text(self._answers.get("review.template"))
        language = self.view.language if self.view.id == place.id else self._language()
        templates = tuple(library.templates())
        known = [template.id for template in templates]
        self._view = ExportView(
            id=place.id,
            title=title_of(self._answers),
            form=form,
            revision=proposal.revision,
            template=_first_known(wanted, known),
            language=language,
        )
        self._weigh()
        self._preview()

    def _language(self) -> str:
        asked = _text(self._answers.get("review.export_language"))
        return asked if asked in LANGUAGES else (self._desk.settings().language or "en")

    # choices

    def choose(self, template: str) -> None:
        self._set(replace(self.view, template=template, written=None, clash=None))
        self._again()

    def speak(self, language: str) -> None:
        self._set(replace(self.view, language=language, written=None, clash=None))
        self._again()

    def fix(self, problem: Problem) -> None:
        """To the answer that is missing or wrong."""
        self._desk.go(Place("wizard", self.view.id, problem.path))

    def back(self) -> None:
        self._desk.go(Place("wizard", self.view.id))

    def _again(self) -> None:
        self._weigh()
        self._wait.start()

    # the preview

    def _weigh(self) -> None:
        """Readiness of every template, and what is missing for the chosen one."""
        form = self.view.form
        if form is None:
            return
        state = self._state(form, self.view.language)
        library = self._desk.library
        own = _text(self._answers.get("review.template")) or "eu_concept"
        offers = offers_of(tuple(library.templates()), form, self._answers, state, self._desk)
        offers = tuple(
            sorted(offers, key=lambda o: (o.template.id != own, o.template.level != state.level))
        )
        found = [problem for problem in state.problems if problem.level in ORDER]
        chosen = next((o.template for o in offers if o.template.id == self.view.template), None)
        used = _paths(chosen) if chosen is not None else ()
        found.sort(key=lambda p: (ORDER[p.level], p.path not in used))
        title = self.view.title.of(self.view.language)
        name = suggested_name(title, self.view.template, self.view.revision, self.view.language)
        self._set(
            replace(self.view, state=state, offers=offers, missing=tuple(found), suggested=name)
        )

    def _state(self, form: Form, language: str) -> State:
        from wecoop_desktop.forms.evaluate import evaluate

        return evaluate(
            form,
            self._answers,
            reference=self._desk.library.reference(),
            today=self._desk.today(),
            language=language,
        )

    def _preview(self) -> None:
        self._wait.stop()
        view, offer = self.view, self.view.offer
        if view.form is None or view.state is None or offer is None:
            return
        order = _Order(
            offer.template,
            view.form,
            self._answers,
            view.state,
            self._desk.library.reference(),
            self._desk.today(),
            view.language,
            view.revision,
            tuple(self._desk.library.policies()),
            tuple(self._desk.library.funders()),
        )
        self._set(replace(view, busy=True, step=(0, 0, ""), error=None))
        self._desk.runner.start(
            "preview", lambda job: make(order, job), self._made, self._failed, self._progress
        )

    def stop(self) -> None:
        """Give up the preview that is being made."""
        self._desk.runner.stop("preview")
        self._then = None
        self._set(replace(self.view, busy=False))

    def _made(self, made: Made) -> None:
        self._set(replace(self.view, made=made, busy=False))
        self._finish()

    def _progress(self, done: int, total: int, code: str) -> None:
        self._set(replace(self.view, step=(done, total, code)))

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, busy=False, error=error))

    # saving

    def save(self, path: Path) -> None:
        """Write the previewed PDF to `path`; a file that is there already is asked about first."""
        if path.suffix.lower() != ".pdf":
            path = path.with_name(path.name + ".pdf")
        try:
            taken = is_taken(path)
        except AppError as error:
            self._failed(error)
            return
        if taken:
            self._set(replace(self.view, clash=path, written=None))
            return
        self._write(path)

    def replace(self) -> None:
        if self.view.clash is not None:
            self._write(self.view.clash)

    def keep_both(self) -> None:
        if self.view.clash is not None:
            self._write(free_name(self.view.clash))

    def give_up(self) -> None:
        self._set(replace(self.view, clash=None))

    def _write(self, path: Path) -> None:
        """Write the document as it is chosen now: a preview still on its way is waited for."""
        self._then = path
        self._set(replace(self.view, clash=None))
        if self._wait.isActive():
            self._preview()
        if not self.view.busy:
            self._finish()

    def _finish(self) -> None:
        from wecoop_desktop.base.files import write_bytes

        path, self._then = self._then, None
        made = self.view.made
        if path is None or made is None:
            return
        try:
            write_bytes(path, made.pdf)
        except AppError as error:
            self._set(replace(self.view, clash=None, error=error))
            return
        self._set(replace(self.view, clash=None, written=path, error=None))


@dataclass(frozen=True, slots=True)
class _Order:
    template: Template
    form: Form
    answers: Answers
    state: State
    reference: Reference
    today: date
    language: str
    revision: int
    policies: tuple[Policy, ...] = ()
    funders: tuple[Funder, ...] = ()


def make(order: _Order, job: Job) -> Made:
    """Compose and write in memory; the preview and the saved file are the same bytes."""
    from wecoop_desktop.advice.inserts import inserts_of
    from wecoop_desktop.documents.compose import compose
    from wecoop_desktop.documents.glyphs import missing
    from wecoop_desktop.documents.pdf import write_pdf

    language = Language(order.language)
    outline = compose(
        order.template,
        order.form,
        order.answers,
        order.state,
        language=language,
        reference=order.reference,
        today=order.today,
        revision=order.revision,
        inserts=inserts_of(
            order.template,
            order.form,
            order.answers,
            policies=order.policies,
            funders=order.funders,
            language=language,
        ),
    )
    stream = BytesIO()
    write_pdf(outline, stream, job)
    return Made(stream.getvalue(), tuple(str(glyph) for glyph in missing(outline)))


def suggested_name(title: str, template: str, revision: int, language: str) -> str:
    """`place_form_rN_LANG.pdf`; the title's first words stand for the place, safe on any disk."""
    letters = "".join(char if char.isalnum() else " " for char in title)
    start = "-".join(letters.split()[:5])[:48] or "proposal"
    form = template.replace("_", "-") or "document"
    return f"{start}_{form}_r{revision}_{language.upper()}.pdf"


def _first_known(wanted: str, known: Sequence[str]) -> str:
    """The template asked for, else the concept note of the programme, else any."""
    for candidate in (wanted, "eu_concept", *known):
        if candidate in known:
            return candidate
    return ""


def _paths(template: Template) -> tuple[str, ...]:
    return tuple(_root(path) for section in template.sections for path in section.fields)


def _root(path: str) -> str:
    """`step.field` of a path that may name rows or a column."""
    return path.split("[", 1)[0]


def offers_of(
    templates: Sequence[Template], form: Form, answers: Answers, state: State, desk: Desk
) -> tuple[Offer, ...]:
    """Every template with the share of its mandatory questions that are answered rightly."""
    from wecoop_desktop.documents.due import due

    reference, today, level = desk.library.reference(), desk.today(), state.level
    found = []
    for template in templates:
        sections = [
            section
            for section in template.sections
            if due(section, form, answers, reference=reference, level=level, today=today)
        ]
        asked = {_root(path) for section in sections for path in section.fields}
        found.append(_offer(template, answers, state, asked))
    return tuple(found)


def _offer(
    template: Template, answers: Mapping[str, Value], state: State, asked: set[str]
) -> Offer:
    wanted = {path for path in asked if path in state.visible}
    wrong = {p.path for p in state.problems if p.level == "error"}
    there = {path for path in wanted if _given(path, answers, state) and path not in wrong}
    share = 100 * len(there) // len(wanted) if wanted else 100
    return Offer(template, share, len(wanted) - len(there))


def _given(path: str, answers: Mapping[str, Value], state: State) -> bool:
    if path in answers:
        return True
    computed = state.computed.get(path)
    return computed is not None and computed.value is not None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
