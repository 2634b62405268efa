"""Hand a proposal over: templates and their readiness, what is missing, the very pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import MESSAGES, say
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors.scene import problem_sentence
from wecoop_desktop.ui.panels.checks import named
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import (
    Caption,
    Count,
    Label,
    Rule,
    SectionLabel,
    Title,
)
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.saving import question
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.export import ExportPresenter, ExportView
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens.offer import OfferRow
from wecoop_desktop.ui.screens.pages import Pages
from wecoop_desktop.ui.screens.proposals import show_folder
from wecoop_desktop.ui.wording import language, ntr, tr

PDF = mark("PDF documents (*.pdf)")
THUMB = 96
MOST_LEFT = 480  # pixels, at any text size
MOST_MISSING = 200


class ExportScreen(QWidget):
    def __init__(self, presenter: ExportPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._rows: dict[str, OfferRow] = {}
        self._shown: ExportView | None = None
        self._missing_of: object = None
        self.pages = Pages()
        self._page = 0
        self._zoom = "one"
        # The only dialog; tests put their own answer here.
        self.ask: Callable[[str], str] = self._ask
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        self._draw_later = QTimer(self)
        self._draw_later.setSingleShot(True)
        self._draw_later.setInterval(0)
        self._draw_later.timeout.connect(self._draw)

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
        return tr("A4 · {pages} · {size} KB · PDF with bookmarks", pages=pages, size=size)

    def panes(self) -> Sequence[QWidget]:
        return (self._side, self.thumbs, self._scroll)

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
        column.addWidget(self._side, 1)
        column.addWidget(Rule())
        column.addLayout(self._needs())
        return left

    def _needs(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(6))
        # Languages are named in themselves, whatever language the window speaks.
        self.language = Segments((("en", "English"), ("ru", "Русский")), "en", tr("Language"))
        self.language.chosen.connect(self._presenter.speak)
        row = QHBoxLayout()
        row.addWidget(SectionLabel(tr("Language")), 1)
        row.addWidget(self.language)
        column.addLayout(row)
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
        return column

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
            icon = (
                ("circle-alert", "err") if problem.level == "error" else ("triangle-alert", "warn")
            )
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
        bar = QWidget()
        bar.setProperty("ground", "surface")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.px(12), theme.px(6), theme.px(14), theme.px(6))
        row.setSpacing(theme.px(8))
        before = Button("", icon="chevron-left", name=tr("Previous page"))
        before.clicked.connect(lambda: self.turn_to(self._page - 1))
        after = Button("", icon="chevron-right", name=tr("Next page"))
        after.clicked.connect(lambda: self.turn_to(self._page + 1))
        self._where = Label("", "body")
        entries = (("one", tr("One")), ("two", tr("Two")), ("width", tr("Width")))
        self._size = Segments(entries, "one", tr("Pages shown"))
        self._size.chosen.connect(self._zoom_to)
        self.save = Button(tr("Save PDF …"), "primary", "download")
        self.save.clicked.connect(self._save)
        for widget in (before, self._where, after, self._size):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.save)
        column.addWidget(bar)
        self._notes = QVBoxLayout()
        self._notes.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), 0)
        self._notes.setSpacing(theme.px(6))
        column.addLayout(self._notes)
        column.addWidget(self._making())
        pages = QHBoxLayout()
        pages.setSpacing(0)
        pages.addWidget(self._thumbs())
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(tr("Preview"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside = QWidget()
        self._sheets = QHBoxLayout(inside)
        self._sheets.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14))
        self._sheets.setSpacing(theme.px(16))
        self._left_sheet, self._right_sheet = QLabel(), QLabel()
        self._sheets.addStretch(1)
        for sheet in (self._left_sheet, self._right_sheet):
            sheet.setAlignment(Qt.AlignmentFlag.AlignTop)
            sheet.setStyleSheet(f"border: 1px solid {theme.token('line2')};")
            self._sheets.addWidget(sheet, 0, Qt.AlignmentFlag.AlignTop)
        self._sheets.addStretch(1)
        self._scroll.setWidget(inside)
        pages.addWidget(self._scroll, 1)
        column.addLayout(pages, 1)
        return right

    def _thumbs(self) -> QListWidget:
        self.thumbs = QListWidget()
        self.thumbs.setFixedWidth(theme.px(THUMB + 60))
        self.thumbs.setIconSize(QSize(theme.px(THUMB + 30), theme.px(THUMB + 30)))
        self.thumbs.setViewMode(QListWidget.ViewMode.IconMode)
        self.thumbs.setFlow(QListWidget.Flow.TopToBottom)
        self.thumbs.setWrapping(False)
        self.thumbs.setMovement(QListWidget.Movement.Static)
        self.thumbs.setSpacing(theme.px(4))
        self.thumbs.setAccessibleName(tr("Pages"))
        self.thumbs.setFont(theme.font("micro"))
        self.thumbs.currentRowChanged.connect(self.turn_to)
        return self.thumbs

    def _making(self) -> Card:
        self._card = Card(padding=12)
        row = QHBoxLayout()
        row.addWidget(Title(tr("Making the PDF"), "cardTitle"))
        row.addStretch(1)
        self._step = Caption("")
        row.addWidget(self._step)
        stop = Button(tr("Cancel"), size="small")
        stop.clicked.connect(self._presenter.stop)
        row.addWidget(stop)
        self._card.body.addLayout(row)
        self._bar = Bar(0, tr("Making the PDF"))
        self._card.body.addWidget(self._bar)
        self._card.hide()
        return self._card

    # showing

    def display(self, view: ExportView) -> None:
        before = self._shown
        self._shown = view
        self._show_offers(view)
        self.language.show_value(view.language)
        self._show_missing(view)
        self._card.setVisible(view.busy)
        done, total, code = view.step
        self._bar.show_share(100 * done // total if total else 0)
        words = tr(MESSAGES[code]) if code in MESSAGES else ""
        count = tr("{done} of {total}", done=done, total=total) if total else ""
        self._step.setText(" · ".join(part for part in (words, count) if part))
        self.save.setEnabled(view.made is not None and not view.busy)
        self.save.setToolTip(view.suggested)
        if before is None or before.made is not view.made:
            self._take(view)
        self._show_notes(view, before)

    def _take(self, view: ExportView) -> None:
        """Other pages: the thumbnails anew, and the page one was at."""
        self.pages.take(view.made.pdf if view.made is not None else b"")
        self.thumbs.blockSignals(True)
        self.thumbs.clear()
        for at in range(self.pages.count):
            picture = QPixmap.fromImage(self.pages.image(at, theme.px(THUMB)))
            item = QListWidgetItem(QIcon(picture), str(at + 1))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.thumbs.addItem(item)
        self.thumbs.blockSignals(False)
        self._page = min(self._page, max(0, self.pages.count - 1))
        self.turn_to(self._page)

    def turn_to(self, page: int) -> None:
        """Show that page, counted from 0."""
        if not 0 <= page < self.pages.count:
            self._where.setText("")
            return
        self._page = page
        self.thumbs.blockSignals(True)
        self.thumbs.setCurrentRow(page)
        self.thumbs.blockSignals(False)
        self._where.setText(tr("Page {n} of {total}", n=page + 1, total=self.pages.count))
        self._draw_later.start()

    def _zoom_to(self, zoom: str) -> None:
        self._zoom = zoom
        self._draw_later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw_later.start()

    def _draw(self) -> None:
        """The pages at the size of the place there is."""
        if not self.pages.count:
            for sheet in (self._left_sheet, self._right_sheet):
                sheet.clear()
                sheet.hide()
            return
        room = self._scroll.viewport().size() - QSize(theme.px(48), theme.px(34))
        second = self._zoom == "two" and self._page + 1 < self.pages.count
        width = (room.width() - theme.px(16)) // 2 if second else room.width()
        self._sheet(self._left_sheet, self._page, width, room.height())
        self._right_sheet.setVisible(second)
        if second:
            self._sheet(self._right_sheet, self._page + 1, width, room.height())

    def _sheet(self, label: QLabel, page: int, width: int, height: int) -> None:
        wide, high = self.pages.size(page)
        if self._zoom != "width":
            width = min(width, int(height * wide / high))
        ratio = self.devicePixelRatioF()
        image: QImage = self.pages.image(page, int(max(120, width) * ratio))
        image.setDevicePixelRatio(ratio)
        label.setPixmap(QPixmap.fromImage(image))
        label.setAccessibleName(tr("Page {n} of {total}", n=page + 1, total=self.pages.count))
        label.show()

    def _show_notes(self, view: ExportView, before: ExportView | None) -> None:
        signs = (view.error, view.clash, view.written, view.made, view.missing)
        if before is not None and signs == (
            before.error,
            before.clash,
            before.written,
            before.made,
            before.missing,
        ):
            return
        clear(self._notes)
        if view.error is not None:
            banner = Banner(say(language(), view.error), "err")
            self._notes.addWidget(banner)
        if view.clash is not None:
            self._notes.addWidget(question(view.clash, self._presenter, QHBoxLayout))
        if view.written is not None:
            folder = view.written.parent
            words = tr("The document is in {path}.", path=view.written)
            banner = Banner(words, "ok", strong=tr("Saved."), action=tr("Show in folder"))
            banner.acted.connect(lambda: show_folder(folder))
            self._notes.addWidget(banner)
        if view.made is not None and view.made.glyphs:
            letters = " ".join(view.made.glyphs[:12])
            words = tr(
                "The fonts lack these characters, they are left out: {letters}", letters=letters
            )
            self._notes.addWidget(Banner(words, "warn"))
        wrong = sum(problem.level == "error" for problem in view.missing)
        if wrong and view.written is None and view.clash is None:
            words = ntr(
                "The document is marked as a draft: {n} item is missing.",
                "The document is marked as a draft: {n} items are missing.",
                wrong,
            )
            self._notes.addWidget(Banner(words, "info"))

    def close_top(self) -> bool:
        if self._presenter.view.clash is None:
            return False
        self._presenter.give_up()
        return True

    # saving

    def _save(self) -> None:
        chosen = self.ask(self._presenter.view.suggested)
        if chosen:
            self._presenter.save(Path(chosen))

    def _ask(self, name: str) -> str:
        without = QFileDialog.Option.DontConfirmOverwrite
        return QFileDialog.getSaveFileName(self, tr("Save PDF …"), name, tr(PDF), options=without)[
            0
        ]
