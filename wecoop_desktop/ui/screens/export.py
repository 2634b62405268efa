"""Hand a proposal over: templates and what they would hold, what is missing, the very pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.documents.formats import FORMATS
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors.scene import problem_sentence
from wecoop_desktop.ui.panels.checks import named
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.drives import Drive, drives
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.folder import show_folder
from wecoop_desktop.ui.parts.labels import Count, Label, Rule, SectionLabel, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.saving import Making, question
from wecoop_desktop.ui.parts.segments import Segments, Switch
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.export import ExportPresenter, ExportView
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens.exportbatch import BatchPanel
from wecoop_desktop.ui.screens.exportcover import CoverPanel
from wecoop_desktop.ui.screens.exportpages import PageView
from wecoop_desktop.ui.screens.exportsections import Sections
from wecoop_desktop.ui.screens.offer import OfferRow
from wecoop_desktop.ui.wording import language, ntr, said, tr

FILES = {
    "pdf": mark("PDF documents (*.pdf)"),
    "docx": mark("Word documents (*.docx)"),
    "xlsx": mark("Spreadsheets (*.xlsx)"),
    "iati": mark("IATI files (*.xml)"),
}
SAVES = {
    "pdf": mark("Save PDF …"),
    "docx": mark("Save DOCX …"),
    "xlsx": mark("Save XLSX …"),
    "iati": mark("Save IATI …"),
}
LEVELS = {
    "error": ("circle-alert", "err"),
    "warning": ("triangle-alert", "warn"),
    "hint": ("languages", "muted"),
}
MOST_LEFT = 480  # pixels, at any text size
MOST_MISSING = 200
LOW = 440  # pixels of the design of height below which all at the left scrolls together
THUMBS = 860  # of width from which the small pages have room


class ExportScreen(QWidget):
    def __init__(self, presenter: ExportPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._rows: dict[str, OfferRow] = {}
        self._shown: ExportView | None = None
        self._missing_of: object = None
        # The only dialog; tests put their own answers here.
        self.ask: Callable[[str], str] = self._ask
        self.drives: Callable[[], Sequence[Drive]] = drives
        self.view = PageView(self._turned)
        self.pages, self.thumbs = self.view.pages, self.view.thumbs
        self.sections = Sections(presenter.jump)
        self.batch = BatchPanel(presenter)
        self.cover = CoverPanel(presenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)

    def crumbs(self) -> Sequence[Crumb]:
        view = self._presenter.view
        title = view.title.of(language().code) or tr("Proposal without a title")
        return (
            Crumb(tr("Proposals"), Place("proposals")),
            Crumb(title, Place("wizard", view.id)),
            Crumb(tr("Export")),
        )

    def facts(self) -> str:
        made = self._presenter.view.made
        if made is None or not self.pages.count:
            return ""
        size = language().number(round(len(made.pdf) / 1024))
        pages = ntr("{n} page", "{n} pages", self.pages.count)
        return tr("A4 · {pages} · {size} KB · PDF/A with bookmarks", pages=pages, size=size)

    def panes(self) -> Sequence[QWidget]:
        return (self._side, self.thumbs, self.view.area)

    # left: what is exported

    def _left(self) -> QWidget:
        """Templates above, which scroll; language and what is missing always in sight below."""
        self._side = Panel("surface", (14, 12, 14, 12), 6)
        self._side.body.addWidget(SectionLabel(tr("Template")))
        self._offers = QVBoxLayout()
        self._offers.setSpacing(theme.px(2))
        self._side.body.addLayout(self._offers)
        self._side.body.addStretch(1)
        left = QWidget()
        left.setProperty("ground", "surface")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Wide text sizes leave the pages room; names take two lines anyhow.
        left.setFixedWidth(min(theme.px(380), MOST_LEFT))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._border = Rule()
        self._below = QWidget()
        self._needs(QVBoxLayout(self._below))
        self._column = column
        column.addWidget(self._side, 1)
        column.addWidget(self._border)
        column.addWidget(self._below)
        return left

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window: language and what is missing scroll with the templates."""
        super().resizeEvent(event)
        low = theme.logical(self.height()) < LOW
        if low == (self._column.indexOf(self._below) >= 0):
            if low:
                self._side.body.addWidget(self._below)
            else:
                self._column.addWidget(self._below)
            self._below.show()
        self._border.setVisible(not low)
        self.thumbs.setVisible(theme.logical(self.width()) >= THUMBS)

    def _needs(self, column: QVBoxLayout) -> None:
        edge = theme.px(14)
        column.setContentsMargins(edge, theme.px(10), edge, theme.px(10))
        column.setSpacing(theme.px(6))
        # Languages are named in themselves, whatever language the window speaks.
        self.language = Segments((("en", "English"), ("ru", "Русский")), "en", tr("Language"))
        self.language.chosen.connect(self._presenter.speak)
        self.format = Switch([(f.id, f.id.upper()) for f in FORMATS], "pdf", tr("Format"))
        self.format.chosen.connect(self._presenter.write_as)
        for words, segments in ((tr("Language"), self.language), (tr("Format"), self.format)):
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            row.addWidget(SectionLabel(words), 1)
            row.addWidget(segments)
            column.addLayout(row)
        self.encloses = Check(tr("Put the proposal inside"))
        self.encloses.setToolTip(tr("WECOOP Desktop opens it again from there."))
        self.encloses.clicked.connect(self._presenter.enclose)
        column.addWidget(self.encloses)
        self.remarks = Check(tr("With the comments, for those who review it"))
        self.remarks.clicked.connect(self._presenter.remark)
        column.addWidget(self.remarks)
        self._travels = Wrapped(
            tr("Answers and comments travel with the document."), "small", "muted"
        )
        column.addWidget(self._travels)
        self._length = Wrapped("", "small", "muted")
        column.addWidget(self._length)
        head = QHBoxLayout()
        head.addWidget(SectionLabel(tr("Missing items")), 1)
        self._errors, self._warnings = Count(""), Count("")
        head.addWidget(self._errors)
        head.addWidget(self._warnings)
        column.addLayout(head)
        self.missing = QListWidget()
        self.missing.setWordWrap(True)
        self.missing.setFont(theme.font("small"))
        self.missing.setAccessibleName(tr("Missing items"))
        self.missing.setIconSize(QSize(theme.px(14), theme.px(14)))
        self.missing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.missing.itemActivated.connect(self._fix)
        self.missing.itemClicked.connect(self._fix)
        column.addWidget(self.missing)

    def _show_offers(self, view: ExportView) -> None:
        ids = [offer.template.id for offer in view.offers]
        if list(self._rows) != ids:
            clear(self._offers)
            self._rows = {}
            for offer in view.offers:
                row = OfferRow(offer, self._presenter.choose)
                self._rows[offer.template.id] = row
                self._offers.addWidget(row)
        for offer in view.offers:
            chosen = offer.template.id == view.template
            self._rows[offer.template.id].show_offer(offer, chosen=chosen)

    def _show_missing(self, view: ExportView) -> None:
        sign = (view.missing, language().code)
        if sign == self._missing_of or view.form is None:
            return
        self._missing_of = sign
        self.missing.clear()
        steps = {step.id: number for number, step in enumerate(view.form.steps, 1)}
        for problem in view.missing[:MOST_MISSING]:
            words = self._sentence(view, problem)
            number = steps.get(problem.path.partition(".")[0], 0)
            icon = LEVELS[problem.level]
            text = tr("{words} · step {n}", words=words, n=number)
            item = QListWidgetItem(icons.icon(*icon, 14), text)
            item.setData(Qt.ItemDataRole.UserRole, problem)
            self.missing.addItem(item)
        if not view.missing:
            item = QListWidgetItem(icons.icon("circle-check", "ok", 14), tr("Nothing is missing"))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.missing.addItem(item)
        wrong = sum(problem.level == "error" for problem in view.missing)
        self._errors.setText(language().number(wrong))
        self._warnings.setText(language().number(len(view.missing) - wrong))
        self.missing.setFixedHeight(theme.px(170 if view.missing else 34))
        self._errors.setVisible(wrong > 0)
        self._warnings.setVisible(len(view.missing) > wrong)
        self._errors.setToolTip(tr("Blocking: the document stays a draft"))
        self._warnings.setToolTip(tr("Recommended"))

    def _sentence(self, view: ExportView, problem: Problem) -> str:
        if view.form is None:
            return ""
        sentence = problem_sentence(view.form, problem)
        return named(view.form, problem, sentence) if problem.code == "required" else sentence

    def _fix(self, item: QListWidgetItem) -> None:
        problem = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(problem, Problem):
            self._presenter.fix(problem)

    # right: the pages

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        self._notes = QVBoxLayout()
        self._notes.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), 0)
        self._notes.setSpacing(theme.px(6))
        column.addLayout(self._notes)
        self._making = Making(self._presenter.stop)
        column.addWidget(self._making)
        self._stack = QStackedWidget()
        for widget in (self.view, self.sections, self.cover, self.batch):
            self._stack.addWidget(widget)
        column.addWidget(self._stack, 1)
        return right

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setProperty("ground", "surface")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(bar)
        outer.setContentsMargins(theme.px(12), theme.px(6), theme.px(14), theme.px(6))
        row = Flow(8)
        outer.addLayout(row)
        before = Button("", icon="chevron-left", name=tr("Previous page"))
        before.clicked.connect(lambda: self.view.turn_to(self.view.page - 1))
        after = Button("", icon="chevron-right", name=tr("Next page"))
        after.clicked.connect(lambda: self.view.turn_to(self.view.page + 1))
        self._where = Label("", "body")
        entries = (
            ("one", tr("One")),
            ("two", tr("Two")),
            ("width", tr("Width")),
            ("sections", tr("Sections")),
            ("cover", tr("Cover")),
        )
        self.shown_as = Switch(entries, "one", tr("Pages shown"))
        self.shown_as.chosen.connect(self._zoom_to)
        self.several = Button(tr("Several …"), icon="files")
        self.several.setToolTip(tr("Several templates, languages and formats at once"))
        self.several.clicked.connect(lambda _checked=False: self._presenter.open_batch())
        self.save = Button(tr("Save PDF …"), "primary", "download")
        self.save.clicked.connect(self._save)
        for widget in (before, self._where, after, self.shown_as, self.several, self.save):
            row.addWidget(widget)
        return bar

    # showing

    def display(self, view: ExportView) -> None:
        before = self._shown
        self._shown = view
        self._show_offers(view)
        self.language.show_value(view.language)
        self.format.show_value(view.format)
        self.encloses.setChecked(view.encloses)
        self.encloses.setEnabled(view.can_enclose and not view.saving)
        self.remarks.setVisible(view.can_remark)
        self.remarks.setChecked(view.remarked)
        self.remarks.setEnabled(not view.saving)
        self._travels.setVisible(view.encloses and view.can_enclose)
        self._show_missing(view)
        rooms = view.made.rooms if view.made is not None else ()
        self.sections.display(view.offer, view.form, rooms)
        self.batch.display(view)
        self.cover.display(view)
        step = view.file.step if view.file.busy else view.step
        self._making.display(step, busy=view.busy or view.saving)
        self.save.say(tr(SAVES[view.format]))
        self.save.setEnabled(view.offer is not None and not view.saving)
        self.save.setToolTip(view.suggested)
        self.several.setEnabled(view.batch is None and not view.saving)
        if before is None or before.made is not view.made:
            self.view.take(view.made.pdf if view.made is not None else b"")
        self._show_length(view)
        self._show_stack(view)
        self._show_notes(view, before)

    def _show_stack(self, view: ExportView) -> None:
        beside: dict[str, QWidget] = {"sections": self.sections, "cover": self.cover}
        shown = beside.get(self.shown_as.value, self.view)
        self._stack.setCurrentWidget(self.batch if view.batch is not None else shown)

    def _show_length(self, view: ExportView) -> None:
        """Pages that count against what the template allows."""
        offer, made = view.offer, view.made
        limit = offer.template.limits.pages if offer is not None else None
        self._length.setVisible(made is not None and limit is not None)
        if made is None or limit is None:
            return
        most = language().number(limit)
        words = ntr("{n} page", "{n} pages", made.counted)
        said = tr("Length: {pages}, limit {most}", pages=words, most=most)
        longer = sum(bool(one.number or one.title) for one in made.over)
        if longer:
            sections = ntr("{n} section is too long", "{n} sections are too long", longer)
            said = f"{said} · {sections}"
        self._length.setText(said)
        self._length.tone("warn" if made.counted > limit or longer else "muted")
        self._length.setToolTip(tr("Cover, contents and annexes are not counted."))

    def _turned(self, page: int) -> None:
        count = self.pages.count
        self._where.setText(tr("Page {n} of {total}", n=page + 1, total=count) if count else "")

    def _zoom_to(self, zoom: str) -> None:
        if zoom not in ("sections", "cover"):
            self.view.zoom_to(zoom)
        self._presenter.close_batch()
        self._show_stack(self._presenter.view)

    def _show_notes(self, view: ExportView, before: ExportView | None) -> None:
        if before is not None and _noted(view) == _noted(before):
            return
        clear(self._notes)
        file = view.file
        for error in (view.error, file.error):
            if error is not None:
                self._notes.addWidget(Banner(say(language(), error), "err"))
        if file.clash is not None:
            self._notes.addWidget(question(file.clash, self._presenter.file, QHBoxLayout))
        if file.stopped:
            self._notes.addWidget(Banner(tr("Stopped. Nothing was written."), "info"))
        if file.written is not None:
            self._show_written(view.copied or file.written)
        if view.made is not None and view.made.glyphs:
            letters = " ".join(view.made.glyphs[:12])
            words = tr(
                "The fonts lack these characters, they are left out: {letters}", letters=letters
            )
            self._notes.addWidget(Banner(words, "warn"))
        if file.written is None and file.clash is None and view.batch is None:
            self._show_state(view)

    def _show_written(self, path: Path) -> None:
        words = tr("The document is in {path}.", path=path)
        banner = Banner(words, "ok", strong=tr("Saved."), action=tr("Show in folder"))
        banner.acted.connect(lambda: show_folder(path.parent))
        self._notes.addWidget(banner)
        for drive in self.drives():
            if path.is_relative_to(drive.path):
                continue
            copy = Button(tr("Copy to {drive}", drive=drive.name), icon="usb", size="small")
            copy.clicked.connect(lambda _checked=False, to=drive.path: self._presenter.copy_to(to))
            self._notes.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeading)

    def _show_state(self, view: ExportView) -> None:
        """That it is a draft, that it is longer than the funder takes it, and in which language."""
        wrong = sum(problem.level == "error" for problem in view.missing)
        if wrong:
            words = ntr(
                "The document is marked as a draft: {n} item is missing.",
                "The document is marked as a draft: {n} items are missing.",
                wrong,
            )
            self._notes.addWidget(Banner(words, "info"))
        for one in view.made.over if view.made is not None else ():
            if one.firm and one.measure == "pages":
                words = tr(
                    "{found} pages are more than the {limit} that are taken.",
                    found=one.found,
                    limit=language().number(one.limit),
                )
                self._notes.addWidget(Banner(words, "warn"))
        offer = view.offer
        taken = offer.template.languages if offer is not None else ()
        if offer is not None and taken == ("en",) and view.language != "en":
            words = tr("{template} is taken in English only.", template=said(offer.template.name))
            self._notes.addWidget(Banner(words, "info"))

    def close_top(self) -> bool:
        if self._presenter.view.file.clash is not None:
            self._presenter.file.give_up()
            return True
        if self._presenter.view.batch is not None:
            self._presenter.close_batch()
            return True
        return False

    # saving

    def _save(self) -> None:
        chosen = self.ask(self._presenter.view.suggested)
        if chosen:
            self._presenter.save(Path(chosen))

    def _ask(self, name: str) -> str:
        form = self._presenter.view.format
        without = QFileDialog.Option.DontConfirmOverwrite
        title, files = tr(SAVES[form]), tr(FILES[form])
        return QFileDialog.getSaveFileName(self, title, name, files, options=without)[0]


def _noted(view: ExportView) -> tuple[object, ...]:
    return (
        view.error,
        view.file,
        view.copied,
        view.made,
        view.missing,
        view.batch is None,
        view.template,
        view.language,
    )
