"""A proposal on its way into a funder's document: template, format, what is missing, preview."""

from __future__ import annotations

import tempfile
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from wecoop_desktop.base.catalogue import original
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import free_name, is_taken
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.batch import Outcome, file_name
from wecoop_desktop.documents.coverage import coverage
from wecoop_desktop.documents.enclosed import LIMIT, SUFFIX, Enclosed
from wecoop_desktop.documents.formats import FORMATS, format_named
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters import exporting
from wecoop_desktop.ui.presenters.exporting import Made, Offer, Order, offers_of
from wecoop_desktop.ui.presenters.exportview import (
    LANGUAGES,
    Batch,
    ExportView,
    first_known,
    submitted,
    suggested_name,
    unwrapped,
)
from wecoop_desktop.ui.presenters.ownform import in_content
from wecoop_desktop.ui.presenters.wizardview import NO_ANSWERS, title_of
from wecoop_desktop.ui.saving import Writer

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

__all__ = [
    "LANGUAGES",
    "Batch",
    "ExportPresenter",
    "ExportView",
    "Made",
    "Offer",
    "offers_of",
    "suggested_name",
]

PREVIEW_AFTER = 600  # ms after the last choice
PREVIEW, SAVING, BATCH = "preview", "exporting", "batch"  # lanes


class ExportPresenter(Presenter[ExportView]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(ExportView())
        self._desk = desk
        self._answers: Answers = NO_ANSWERS
        self._identity = ""
        self.file: Writer[Path] = Writer(
            desk.runner, SAVING, lambda file: self._set(replace(self.view, file=file))
        )
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PREVIEW_AFTER)
        self._wait.timeout.connect(self._preview)

    def arrive(self, place: Place) -> None:
        """Show the proposal `place.id` as its own template, or the first one; the choice
        `submission` shows a frozen state of it."""
        from wecoop_desktop.forms.codec import read_answers

        library = self._desk.library
        self.file.forget()
        try:
            proposal = self._desk.store.load(place.id)
            frozen = submitted(self._desk, place)
            data = in_content(self._desk, proposal)
            if frozen is not None and place.choice("submission"):
                data = self._desk.store.submissions.changed_since(place.id, frozen.number)
                data = in_content(self._desk, proposal, data, frozen.form_version)
        except AppError as error:
            self._set(ExportView(id=place.id, error=error))
            return
        form = library.form()
        self._answers, _aside = read_answers(form, data)
        self._identity = proposal.identity
        wanted = self.view.template if self.view.id == place.id else ""
        wanted = wanted or place.part or _text(self._answers.get("review.template"))
        language = self.view.language if self.view.id == place.id else self._language()
        templates = tuple(library.templates())
        known = [template.id for template in templates]
        self._view = ExportView(
            id=place.id,
            title=title_of(self._answers),
            form=form,
            revision=proposal.revision if frozen is None else frozen.revision,
            template=first_known(wanted, known),
            language=language,
            format=self.view.format,
            comments=self._desk.store.comments.counts(place.id).open,
            submission=0 if frozen is None else frozen.number,
            seal="" if frozen is None else frozen.digest,
            ministry=self._desk.settings().ministry,
            emblem=unwrapped(self._desk.settings().emblem),
            file=self.file.state,
        )
        self._weigh()
        self._preview()

    def _language(self) -> str:
        asked = _text(self._answers.get("review.export_language"))
        return asked if asked in LANGUAGES else original(self._desk.settings().language or "en")

    # choices

    def choose(self, template: str) -> None:
        self._choose(template=template)

    def speak(self, language: str) -> None:
        self._choose(language=language)

    def write_as(self, form: str) -> None:
        """The format of the file; the pages that are shown stay the same."""
        self._set(replace(self._fresh(), format=format_named(form).id))
        self._name()

    def enclose(self, wished: bool) -> None:
        self._set(replace(self._fresh(), encloses=wished))

    def remark(self, wished: bool) -> None:
        """Carry the open comments into the file, for those who review it."""
        self._set(replace(self._fresh(), remarked=wished))

    # the cover

    def name_ministry(self, name: str) -> None:
        """Whose name stands on the cover; kept for all documents."""
        name = " ".join(name.split())
        if name != self.view.ministry:
            self._keep(ministry=name, emblem=self.view.emblem)

    def choose_emblem(self, path: Path, drawn: bytes | None = None) -> None:
        """The picture in a file; of a drawing, which only the window can draw, it is `drawn`."""
        from wecoop_desktop.documents.emblem import emblem, read_emblem

        try:
            picture = read_emblem(path) if drawn is None else emblem(drawn, path)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._keep(ministry=self.view.ministry, emblem=picture)

    def remove_emblem(self) -> None:
        self._keep(ministry=self.view.ministry, emblem=b"")

    def _keep(self, *, ministry: str, emblem: bytes) -> None:
        kept = b64encode(emblem).decode("ascii")
        chosen = replace(self._desk.settings(), ministry=ministry, emblem=kept)
        try:
            self._desk.save_settings(chosen)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self._fresh(), ministry=ministry, emblem=emblem))
        self._wait.start()

    def fix(self, problem: Problem) -> None:
        """To the answer that is missing or wrong."""
        self._desk.go(Place("wizard", self.view.id, problem.path))

    def jump(self, path: str) -> None:
        """To an answer of a section."""
        self._desk.go(Place("wizard", self.view.id, path.split("[", 1)[0]))

    def back(self) -> None:
        self._desk.go(Place("wizard", self.view.id))

    def _choose(self, template: str = "", language: str = "") -> None:
        view = self._fresh()
        self._set(
            replace(
                view,
                template=template or view.template,
                language=language or view.language,
            )
        )
        self._weigh()
        self._wait.start()

    def _fresh(self) -> ExportView:
        """The view without what was said of the last file; of one under way it stays."""
        self.file.forget()
        return self.view if self.view.saving else replace(self.view, copied=None, error=None)

    # the preview

    def _weigh(self) -> None:
        """What every template would hold, and what is missing for the chosen one."""
        view, form = self.view, self.view.form
        if form is None:
            return
        library = self._desk.library
        own = _text(self._answers.get("review.template")) or "eu_concept"
        aimed = _text(self._answers.get("basic.target_maturity"))
        offers = coverage(
            tuple(library.templates()),
            form,
            self._answers,
            reference=library.reference(),
            today=self._desk.today(),
            language=view.language,
        )
        offers = tuple(
            sorted(offers, key=lambda o: (o.template.id != own, o.template.level != aimed))
        )
        missing: tuple[Problem, ...] = ()
        chosen = next((one for one in offers if one.template.id == view.template), None)
        if chosen is not None:
            said = exporting.language_problems(form, self._answers, chosen.template, view.language)
            missing = (*chosen.blocking, *chosen.advised, *said)
        self._set(replace(view, offers=offers, missing=missing))
        self._name()

    def _name(self) -> None:
        view = self.view
        ending = format_named(view.format).ending
        title = view.title.of(view.language)
        name = file_name(title, view.template, view.revision, view.language, ending)
        self._set(replace(view, suggested=name))

    def _order(self, form: Form) -> Order:
        library, view = self._desk.library, self.view
        return Order(
            form,
            self._answers,
            library.reference(),
            self._desk.today(),
            view.revision,
            tuple(library.policies()),
            tuple(library.funders()),
            self._identity,
            view.seal,
            view.ministry,
            view.emblem,
        )

    def _preview(self) -> None:
        self._wait.stop()
        view, offer = self.view, self.view.offer
        if view.form is None or offer is None:
            return
        order, template, language = self._order(view.form), offer.template, view.language
        self._set(replace(view, busy=True, step=(0, 0, ""), error=None))
        self._desk.runner.start(
            PREVIEW,
            lambda job: exporting.make(order, template, language, job),
            self._made,
            self._not_made,
            self._progress,
        )

    def _made(self, made: Made) -> None:
        self._set(replace(self.view, made=made, busy=False))

    def _not_made(self, error: AppError) -> None:
        self._set(replace(self.view, busy=False, error=error))

    def _progress(self, done: int, total: int, code: str) -> None:
        self._set(replace(self.view, step=(done, total, code)))

    # saving

    def save(self, path: Path) -> None:
        """Write the document as it is chosen now; a file that is there already is asked about."""
        view, offer = self._fresh(), self.view.offer
        if view.saving or view.form is None or offer is None:
            return
        self._set(view)
        try:
            enclosed = self._own_file() if view.encloses and view.can_enclose else None
        except AppError as error:
            self._set(replace(view, error=error))
            return
        # A preview of something else, or still on its way, is not the file.
        made = None if view.busy or self._wait.isActive() else view.made
        order, template, form = self._order(view.form), offer.template, format_named(view.format)
        if view.remarked and view.can_remark:
            order = replace(order, threads=self._desk.store.comments.of(view.id))

        def work(target: Path, job: Job) -> Path:
            return exporting.save(
                order, template, view.language, form, target, job, made=made, enclosed=enclosed
            )

        self.file.save(path, form.ending, work)

    def stop(self) -> None:
        """Give up what is being made; of a file nothing stays, of several those that are whole."""
        batch = self.view.batch
        if self.view.file.busy:
            self.file.stop()
        elif batch is not None and batch.busy:
            self._desk.runner.stop(BATCH)
            self._set(replace(self.view, batch=replace(batch, busy=False, stopped=True)))
        else:
            self._desk.runner.stop(PREVIEW)
            self._set(replace(self.view, busy=False))

    def _own_file(self) -> Enclosed:
        """The proposal as a file, to go into its document."""
        from wecoop_desktop.base.files import read_bytes
        from wecoop_desktop.work.shape import form_data

        form = self._desk.library.form()
        with tempfile.TemporaryDirectory(prefix="wecoop-") as folder:
            path = Path(folder) / ("proposal" + SUFFIX)
            self._desk.store.export_file(self.view.id, path, form_data(form))
            return Enclosed(Path(self.view.suggested).stem + SUFFIX, read_bytes(path, LIMIT), "")

    def copy_to(self, folder: Path) -> None:
        """The written file once more, on a stick for example; nothing is replaced there."""
        from wecoop_desktop.base.files import read_bytes, write_bytes

        written = self.view.file.written
        if written is None:
            return
        try:
            target = folder / written.name
            target = free_name(target) if is_taken(target) else target
            write_bytes(target, read_bytes(written, LIMIT * 4))
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, copied=target, error=None))

    # several at once

    def open_batch(self) -> None:
        """Begin with the chosen template, or go on with what was chosen before."""
        if self.view.batch is None:
            chosen = Batch((self.view.template,), (self.view.language,), (self.view.format,))
            self._set(replace(self._fresh(), batch=chosen))

    def close_batch(self) -> None:
        if not self.view.saving:
            self._set(replace(self._fresh(), batch=None))

    def collect(
        self,
        *,
        templates: Sequence[str] | None = None,
        languages: Sequence[str] | None = None,
        formats: Sequence[str] | None = None,
    ) -> None:
        """Choose what the batch is made of, in the order of the offers and of the formats."""
        batch = self.view.batch
        if batch is None or self.view.saving:
            return
        known = [offer.template.id for offer in self.view.offers]
        all_formats = [form.id for form in FORMATS]
        chosen = Batch(
            _in_order(known, batch.templates if templates is None else templates),
            _in_order(LANGUAGES, batch.languages if languages is None else languages),
            _in_order(all_formats, batch.formats if formats is None else formats),
        )
        self._set(replace(self._fresh(), batch=chosen))

    def save_all(self, folder: Path) -> None:
        """Write the batch into a folder."""
        view, batch = self.view, self.view.batch
        if view.form is None or batch is None or view.saving or not batch.count:
            return
        chosen = [o.template for o in view.offers if o.template.id in batch.templates]
        titles = {code: view.title.of(code) for code in LANGUAGES}
        order = self._order(view.form)
        begun = replace(batch, folder=folder, outcomes=(), busy=True, stopped=False)
        self._set(replace(self._fresh(), batch=begun, step=(0, 0, "")))
        self._desk.runner.start(
            BATCH,
            lambda job: exporting.save_all(
                order, chosen, batch.languages, batch.formats, folder, titles, job
            ),
            self._all_saved,
            self._none_saved,
            self._progress,
        )

    def _all_saved(self, outcomes: tuple[Outcome, ...]) -> None:
        if self.view.batch is not None:
            batch = replace(self.view.batch, busy=False, outcomes=outcomes)
            self._set(replace(self.view, batch=batch))

    def _none_saved(self, error: AppError) -> None:
        if self.view.batch is not None:
            batch = replace(self.view.batch, busy=False)
            self._set(replace(self.view, batch=batch, error=error))


def _in_order(known: Sequence[str], chosen: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in known if one in chosen)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
