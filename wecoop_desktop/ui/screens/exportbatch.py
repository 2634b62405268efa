"""Several documents at once: templates, languages, formats, a folder, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.documents.batch import Outcome
from wecoop_desktop.documents.formats import FORMATS
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.folder import show_folder
from wecoop_desktop.ui.parts.labels import SectionLabel, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.saving import breakable
from wecoop_desktop.ui.presenters.export import LANGUAGES, Batch, ExportPresenter, ExportView
from wecoop_desktop.ui.wording import language, ntr, said, tr

SPEECH = {"en": "English", "ru": "Русский"}


class BatchPanel(QWidget):
    """Stands in the place of the pages while `view.batch` is there."""

    def __init__(self, presenter: ExportPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._told: object = None
        # The only dialog; tests put their own answer here.
        self.ask: Callable[[], str] = self._ask
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        panel = Panel("canvas", (20, 16, 20, 16), 10)
        outer.addWidget(panel)
        head = QHBoxLayout()
        head.addWidget(Title(tr("Several documents"), "subtitle"), 1)
        self.cross = Button("", "quiet", "x", size="small", name=tr("Close several documents"))
        self.cross.clicked.connect(lambda _checked=False: presenter.close_batch())
        head.addWidget(self.cross)
        panel.body.addLayout(head)
        panel.body.addWidget(SectionLabel(tr("Template")))
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(4))
        panel.body.addLayout(self._column)
        self.everything = Button(tr("Choose all templates"), "quiet", size="small")
        self.everything.clicked.connect(lambda _checked=False: self._all())
        panel.body.addWidget(self.everything, 0, Qt.AlignmentFlag.AlignLeading)
        self.templates: dict[str, Check] = {}
        panel.body.addWidget(SectionLabel(tr("Language")))
        self.languages = self._ticks(
            panel, ((code, SPEECH[code]) for code in LANGUAGES), self._speak
        )
        panel.body.addWidget(SectionLabel(tr("Format")))
        self.formats = self._ticks(panel, ((f.id, f.id.upper()) for f in FORMATS), self._write_as)
        self.save = Button("", "primary", "download")
        self.save.clicked.connect(lambda _checked=False: self._save())
        panel.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeading)
        self._about = Wrapped(
            tr("Files that are there already stay; the new ones are numbered."), "small", "muted"
        )
        panel.body.addWidget(self._about)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.px(6))
        panel.body.addLayout(self._notes)
        panel.body.addStretch(1)

    def _ticks(
        self,
        panel: Panel,
        entries: Iterable[tuple[str, str]],
        changed: Callable[[], object],
    ) -> dict[str, Check]:
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        made: dict[str, Check] = {}
        for key, words in entries:
            made[key] = Check(words)
            made[key].clicked.connect(lambda _checked=False: changed())
            row.addWidget(made[key])
        row.addStretch(1)
        panel.body.addLayout(row)
        return made

    # what is chosen

    def _choose(self) -> None:
        self._presenter.collect(templates=_ticked(self.templates))

    def _speak(self) -> None:
        self._presenter.collect(languages=_ticked(self.languages))

    def _write_as(self) -> None:
        self._presenter.collect(formats=_ticked(self.formats))

    def _all(self) -> None:
        self._presenter.collect(templates=tuple(self.templates))

    def _save(self) -> None:
        chosen = self.ask()
        if chosen:
            self._presenter.save_all(Path(chosen))

    def _ask(self) -> str:
        return QFileDialog.getExistingDirectory(self, tr("Folder for the documents"))

    # showing

    def display(self, view: ExportView) -> None:
        batch = view.batch
        self.setVisible(batch is not None)
        if batch is None:
            return
        self._show_templates(view)
        for held, chosen in (
            (self.templates, batch.templates),
            (self.languages, batch.languages),
            (self.formats, batch.formats),
        ):
            for key, tick in held.items():
                tick.setChecked(key in chosen)
                tick.setEnabled(not view.saving)
        self.save.say(ntr("Save {n} document …", "Save {n} documents …", batch.count))
        self.save.setEnabled(batch.count > 0 and not view.saving)
        self.cross.setEnabled(not view.saving)
        sign = (batch.outcomes, batch.stopped, view.error, language().code)
        if sign != self._told:
            self._told = sign
            self._show_notes(batch)

    def _show_templates(self, view: ExportView) -> None:
        if list(self.templates) == [offer.template.id for offer in view.offers]:
            return
        clear(self._column)
        self.templates = {}
        for offer in view.offers:
            ready = tr("{share} ready", share=language().percent(offer.ready))
            tick = Check(f"{said(offer.template.name)} · {ready}")
            tick.clicked.connect(lambda _checked=False: self._choose())
            self.templates[offer.template.id] = tick
            self._column.addWidget(tick)

    def _show_notes(self, batch: Batch) -> None:
        clear(self._notes)
        if batch.stopped:
            words = tr("Stopped. Documents that were written before are whole.")
            self._notes.addWidget(Banner(words, "info"))
        failed = [one for one in batch.outcomes if one.error is not None]
        written = [one for one in batch.outcomes if one.error is None]
        if written:
            words = ntr("{n} document is written.", "{n} documents are written.", len(written))
            banner = Banner(words, "ok", strong=tr("Saved."), action=tr("Show in folder"))
            folder = written[0].path.parent
            banner.acted.connect(lambda: show_folder(folder))
            self._notes.addWidget(banner)
        for one in failed:
            self._notes.addWidget(Banner(self._sentence(one), "err"))
        for one in written:
            self._notes.addWidget(Wrapped(breakable(one.path.name), "small", "text2"))

    def _sentence(self, one: Outcome) -> str:
        words = say(language(), one.error) if one.error is not None else ""
        return f"{one.path.name}: {words}"


def _ticked(held: dict[str, Check]) -> tuple[str, ...]:
    return tuple(key for key, tick in held.items() if tick.isChecked())
