"""The full list of what an update changed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.packs.wording import NAMES
from wecoop_desktop.ui import icons, theme, wording
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.labels import Caption, Title
from wecoop_desktop.ui.parts.rows import RowDelegate, RowList, Rows, draw_text
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.updates import UpdatesPresenter
from wecoop_desktop.ui.presenters.updatesview import Changed, UpdatesView
from wecoop_desktop.ui.screens import updateswords as words
from wecoop_desktop.ui.wording import ntr, tr


class ChangesPage(QWidget):
    """All changes of one kind, or of every kind; Enter opens the thing where it still is."""

    def __init__(self, presenter: UpdatesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._kind = ""
        self._shown: UpdatesView | None = None
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(14), theme.px(18), 0)
        column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        self._title = Title("", "subtitle")
        head.addWidget(self._title, 1)
        self._choice = Choice((), "", tr("Kind of change"))
        self._choice.setMinimumWidth(theme.px(190))
        self._choice.chosen.connect(self._choose)
        head.addWidget(self._choice)
        column.addLayout(head)
        self._count = Caption("")
        column.addWidget(self._count)
        self._rows: Rows[Changed] = Rows(said_row)
        self.list = RowList(self._rows, ChangeDelegate(), tr("What changed"))
        self.list.opened.connect(self._open)
        column.addWidget(self.list, 1)
        self._nothing = Empty(
            "history",
            tr("Nothing has changed yet"),
            tr("After an update this list says what it changed, and which drafts it concerns."),
            action=tr("Check now"),
        )
        self._nothing.acted.connect(self._check)
        column.addWidget(self._nothing, 1)

    def display(self, view: UpdatesView) -> None:
        if self._shown is not None and self._shown.changes == view.changes:
            return
        self._shown = view
        told = view.changes
        rows = told.rows if told else ()
        self._title.setText(tr("What changed in {version}", version=told.version) if told else "")
        for part in (self._title, self._count, self.list):
            part.setVisible(told is not None)
        self._nothing.setVisible(told is None)
        kinds = list(dict.fromkeys(row.kind for row in rows))
        if self._kind not in kinds:
            self._kind = ""
        entries = [(kind, tr(NAMES.get(kind, kind))) for kind in kinds]
        self._choice.show_entries([("", tr("Everything")), *entries], self._kind)
        self._choice.setVisible(bool(kinds))
        self._fill()

    def _check(self) -> None:
        self._presenter.go(Place("updates"))
        self._presenter.check()

    def _choose(self, kind: str) -> None:
        self._kind = kind
        self._fill()

    def _fill(self) -> None:
        told = self._shown.changes if self._shown else None
        wanted = [row for row in (told.rows if told else ()) if self._kind in ("", row.kind)]
        self._rows.replace(wanted)
        self._count.setText(ntr("{n} change", "{n} changes", len(wanted)))

    def _open(self, value: object) -> None:
        assert isinstance(value, Changed)
        place = place_of(value)
        if place is not None:
            self._presenter.go(place)


def place_of(row: Changed) -> Place | None:
    """Where a changed thing is shown; None where it is gone or has no page."""
    if row.how == "gone":
        return None
    match row.kind:
        case "project":
            return Place("projects", row.id)
        case "section":
            return Place("guide", row.id)
        case "term":
            return Place("guide", "glossary", row.id)
        case "funder":
            return Place("funders", row.id)
        case "policy":
            return Place("funders", part="policies")
        case "example":
            return Place("proposals", part="example")
        case "form" | "template" if row.drafts:
            screen = "wizard" if row.kind == "form" else "export"
            return Place(screen, row.drafts[0].id)
    return None


def said_row(row: Changed) -> str:
    parts = [words.title_of(row), tr(NAMES.get(row.kind, row.kind)), words.effect(row)]
    return ", ".join((*parts, *_drafts(row)))


def _drafts(row: Changed) -> list[str]:
    code = wording.language().code
    return [draft.title.of(code) or tr("Untitled proposal") for draft in row.drafts]


class ChangeDelegate(RowDelegate):
    """Picture and title; below it kind and the drafts concerned; what was done at the end."""

    height = 46

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        assert isinstance(value, Changed)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = theme.px(18)
        left = box.right() - theme.px(8) - side if mirrored else box.left() + theme.px(8)
        icon = words.KIND_ICONS.get(value.kind, "archive")
        painter.drawPixmap(left, box.top() + theme.px(8), icons.pixmap(icon, "primary", 18))
        done = words.effect(value)
        font = theme.font("small")
        wide = QFontMetricsF(font).horizontalAdvance(done) + theme.px(8)
        room = QRectF(box).adjusted(theme.px(8), theme.px(5), -theme.px(8), 0)
        end = QRectF(room)
        start = QRectF(room)
        if mirrored:
            end.setRight(room.left() + wide)
            start.setLeft(end.right())
            start.setRight(room.right() - theme.px(28))
        else:
            end.setLeft(room.right() - wide)
            start.setRight(end.left())
            start.setLeft(room.left() + theme.px(28))
        draw_text(painter, end, done, font, "warn" if value.drafts else "muted")
        draw_text(painter, start, words.title_of(value), theme.font("medium"), "text")
        start.setTop(start.top() + theme.px(20))
        start.setRight(start.right() if mirrored else room.right())
        about = " · ".join((tr(NAMES.get(value.kind, value.kind)), *_drafts(value)))
        draw_text(painter, start, about, font, "text2")
