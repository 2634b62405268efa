"""A tree of problems or objectives: drawn as boxes, or as an indented outline of the same nodes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QScrollArea,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.forms.answers import Row, Value, Words
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.form import Option
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors import branches, chain
from wecoop_desktop.ui.editors.drawing import Drawing, text_of
from wecoop_desktop.ui.editors.links import LOGFRAME
from wecoop_desktop.ui.editors.outline import NODE, Outline
from wecoop_desktop.ui.editors.scene import Scene, rows_of
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Wrapped
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.wording import ntr, said, tr

HIGHEST = 520  # pixels at 100 %; a taller drawing scrolls


class TreeEditor(QWidget):
    edited = Signal(object)
    edited_several = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = True
    lively = True  # words of the problem tree and codes of the logframe stand in it

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._source = str(question.data.get("derived_from") or "")
        self._rows: tuple[Row, ...] = ()
        self._scene: Scene | None = None
        self._shown: object = None
        self._filling = False
        self._zoomed = False
        self.outline = self._outline()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._rebuild)
        self.drawing = Drawing(said(question.label), self)
        self.drawing.wanted.connect(self.do)
        self.drawing.chosen.connect(self._chosen)
        self.drawing.renamed.connect(self._rename)
        self.drawing.left.connect(self.left)
        self.drawing.scaled.connect(self._grow)
        self._field = QScrollArea(self)
        self._field.setWidget(self.drawing)
        self._field.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._field.setFrameShape(QScrollArea.Shape.NoFrame)
        self._field.viewport().installEventFilter(self)
        self._field.viewport().setAutoFillBackground(False)
        self._field.setStyleSheet("QScrollArea { background: transparent; }")
        self.drawing.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._verbs())
        column.addLayout(self._kind_verbs())
        column.addWidget(self._field)
        column.addWidget(self.outline)
        self._keys = Wrapped("", "small", "muted")
        column.addWidget(self._keys)
        self._note = Wrapped("", "small", "info")
        self._note.hide()
        column.addWidget(self._note)
        self._turn("drawing")

    def _outline(self) -> Outline:
        outline = Outline(said(self._question.label), self)
        outline.itemChanged.connect(self._typed)
        outline.currentItemChanged.connect(lambda *_: self._followed())
        outline.wanted.connect(self.do)
        outline.left.connect(self.left)
        return outline

    def _verbs(self) -> Flow:
        row = Flow(6, line=30)
        words = (tr("Means"), tr("Higher aim")) if self._source else (tr("Cause"), tr("Effect"))
        verbs = (
            ("cause", words[0], "plus", tr("Add below: {what} (Ctrl ↓)", what=words[0])),
            ("effect", words[1], "plus", tr("Add above: {what} (Ctrl ↑)", what=words[1])),
            ("beside", "", "circle-plus", tr("Add beside it (Ctrl Shift Enter)")),
            ("up", "", "arrow-left", tr("Move before its neighbour")),
            ("down", "", "arrow-right", tr("Move behind its neighbour")),
            ("out", "", "arrow-up", tr("One level nearer to the core")),
            ("in", "", "arrow-down", tr("Below its neighbour")),
            ("remove", "", "trash-2", tr("Delete with all that hangs on it (Del)")),
        )
        for verb, text, icon, name in verbs:
            button = Button(text, icon=icon, size="small", name=name)
            button.clicked.connect(lambda _checked=False, what=verb: self.do(what))
            row.addWidget(button)
        sizes = (
            ("smaller", "minus", tr("Smaller")),
            ("larger", "plus", tr("Larger")),
            ("fit", "maximize", tr("Fit all into the width")),
        )
        self._sizes: list[QWidget] = []
        for verb, icon, name in sizes:
            button = Button("", icon=icon, size="small", name=name)
            button.clicked.connect(lambda _checked=False, what=verb: self._zoom(what))
            row.addWidget(button)
            self._sizes.append(button)
        views = (("drawing", tr("Drawing")), ("outline", tr("Outline")))
        self._views = Segments(views, "drawing", tr("View"))
        self._views.chosen.connect(self._turn)
        row.addWidget(self._views)
        return row

    def _kind_verbs(self) -> Flow:
        row = Flow(8, line=32)
        row.addWidget(Caption(tr("The statement is:")))
        self._kind = Choice(parent=self)
        self._kind.setAccessibleName(tr("Kind"))
        for option in self._kinds():
            self._kind.addItem(said(option.label), option.id)
        self._kind.activated.connect(lambda _at: self.set_kind(str(self._kind.currentData())))
        row.addWidget(self._kind)
        row.addWidget(Caption(tr("In the logframe:")))
        self._result = Choice(parent=self)
        self._result.setAccessibleName(tr("Row of the logframe"))
        self._result.setFixedWidth(theme.px(230))
        self._result.activated.connect(lambda _at: self.set_result(self._result.currentData()))
        row.addWidget(self._result)
        if self._source:
            derive = Button(tr("Take over from the problem tree"), "quiet", size="small")
            derive.clicked.connect(self.derive)
            row.addWidget(derive)
        return row

    def _kinds(self) -> tuple[Option, ...]:
        return next((c.options for c in self._question.columns if c.id == "kind"), ())

    def _turn(self, view: str) -> None:
        drawn = view == "drawing"
        self._views.show_value(view)
        self._field.setVisible(drawn)
        self.outline.setVisible(not drawn)
        for button in self._sizes:
            button.setVisible(drawn)
        self.setFocusProxy(self.drawing if drawn else self.outline)
        self._keys.setText(
            tr(
                "Arrows go · Enter edit · Ctrl Enter below · Ctrl Shift Enter beside · Ctrl ↑ above"
                " · Alt ←→ move · Alt ↑↓ depth · Del delete"
            )
            if drawn
            else tr("Enter edit · Ctrl Enter new below · Alt ←→ depth · Alt ↑↓ move · Del delete")
        )

    # showing

    def display(self, value: Value | None, scene: Scene) -> None:
        rows = rows_of(value)
        source = scene.answers.get(self._source) if self._source else None
        codes = scene.answers.get(LOGFRAME)
        shown = (rows, scene.writing, source, codes)
        self._scene = scene
        if shown == self._shown:
            return
        fresh = self._shown is None or rows != self._rows
        self._shown, self._rows = shown, rows
        if fresh or self.outline.state() != QAbstractItemView.State.EditingState:
            self._rebuild()

    def _rebuild(self) -> None:
        scene = self._scene
        if scene is None:
            return
        self.drawing.show_rows(self._rows, scene.writing, self._kinds(), self._hints())
        if not self._zoomed:
            self._zoom("fit")
        self._grow()
        if self.outline.state() != QAbstractItemView.State.EditingState:
            self._filling = True
            self.outline.show_rows(self._rows, scene.writing, self._kinds(), self._hints())
            self._filling = False
            self.outline.choose(self.drawing.at)
        self._tell()

    def _hints(self) -> Mapping[str, str]:
        scene = self._scene
        if scene is None or not self._source:
            return {}
        rows = rows_of(scene.answers.get(self._source))
        return {str(row.get("id") or ""): text_of(row, scene.writing) for row in rows}

    def _grow(self) -> None:
        """The field as high as the drawing, up to a limit; wider and higher ones scroll."""
        bar = self._field.horizontalScrollBar().sizeHint().height()
        over = self.drawing.width() > self._field.viewport().width()
        high = self.drawing.height() + (bar if over else 0) + 2
        self._field.setFixedHeight(min(high, theme.px(HIGHEST)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self._zoomed:
            QTimer.singleShot(0, self, lambda: self._zoom("fit"))
        return super().eventFilter(watched, event)

    def _zoom(self, way: str) -> None:
        if way == "fit":
            self._zoomed = False
            self.drawing.fit(self._field.viewport().width())
        else:
            self._zoomed = True
            self.drawing.zoom(self.drawing.scale * (1.2 if way == "larger" else 1 / 1.2))
        self._show_box()

    def _show_box(self) -> None:
        """Scroll the drawing to the chosen box."""
        at = self.drawing.at
        if 0 <= at < len(self._rows):
            middle = self.drawing.area(at).center().toPoint()
            self._field.ensureVisible(middle.x(), middle.y(), theme.px(110), theme.px(60))

    def _tell(self) -> None:
        """The kind of the chosen statement and its row of the logframe."""
        at = self.drawing.at
        there = 0 <= at < len(self._rows)
        for pick in (self._kind, self._result):
            pick.setEnabled(there)
        row: Row = self._rows[at] if there else {}
        self._kind.setCurrentIndex(self._kind.findData(str(row.get("kind") or "")))
        scene = self._scene
        results = rows_of(scene.answers.get(LOGFRAME)) if scene is not None else ()
        self._result.clear()
        self._result.addItem("–", "")
        for number, result in enumerate(results):
            code = chain.code(result)
            if code and chain.base_of(results, number) < 0:
                words = result.get("statement")
                text = words.of(scene.writing) if scene and isinstance(words, Words) else ""
                self._result.addItem(f"{code} · {text[:80]}", code)
        mine = str(row.get("result") or "")
        if mine and self._result.findData(mine) < 0:
            self._result.addItem(tr("{code} · not in the logframe", code=mine), mine)
        self._result.setCurrentIndex(max(0, self._result.findData(mine)))

    def _chosen(self, at: int) -> None:
        self._filling = True
        self.outline.choose(at)
        self._filling = False
        self._note.hide()
        self._show_box()
        self._tell()

    def _followed(self) -> None:
        item = self.outline.currentItem()
        if not self._filling and item is not None:
            self.drawing.choose(int(item.data(0, NODE)))

    # changes

    def _say(self, grown: branches.Grown) -> None:
        """Other rows, and the node that is chosen then."""
        if grown.rows == self._rows:
            return
        self.left.emit()  # what was typed before is a step of its own
        self.drawing.close_box()
        self._rows = grown.rows
        self.drawing.at = grown.at
        self._rebuild()
        self.drawing.choose(grown.at)
        self._show_box()
        self.edited_several.emit({self._question.path: self._rows or None})

    def _rename(self, at: int, text: str) -> None:
        scene = self._scene
        if scene is None or not 0 <= at < len(self._rows):
            return
        name = f"text_{scene.writing}"
        if str(self._rows[at].get(name) or "") == text:
            return
        self._rows = branches.said(self._rows, at, {name: text or None})
        self.edited.emit(self._rows)
        self.drawing.show_rows(self._rows, scene.writing, self._kinds(), self._hints())
        self._grow()

    def _typed(self, item: QTreeWidgetItem, column: int) -> None:
        if not self._filling and column == 0:
            self._rename(int(item.data(0, NODE)), item.text(0))
            self._later.start(0)

    def set_kind(self, kind: str) -> None:
        at = self.drawing.at
        if 0 <= at < len(self._rows):
            rows = branches.said(self._rows, at, {"kind": kind or None})
            self._say(branches.Grown(rows, at))

    def set_result(self, code: object) -> None:
        """The row of the logframe that a statement became."""
        at = self.drawing.at
        if 0 <= at < len(self._rows):
            rows = branches.said(self._rows, at, {"result": str(code or "") or None})
            self._say(branches.Grown(rows, at))

    def do(self, verb: str) -> None:
        """A verb of the keyboard or of the buttons, on the chosen statement."""
        at, rows = self.drawing.at, self._rows
        if verb in ("add", "cause", "effect", "beside"):
            self._add(verb, at if at < len(rows) else -1)
        elif not 0 <= at < len(rows):
            return
        elif verb == "remove":
            n = len(branches.below(rows, at))
            self._say(branches.removed(rows, at))
            words = ntr("{n} statement deleted.", "{n} statements deleted.", n)
            self._note.setText(f"{words} " + tr("Ctrl Z brings them back."))
            self._note.show()
        elif verb in ("up", "down"):
            self._say(branches.moved(rows, at, -1 if verb == "up" else 1))
        elif verb in ("in", "out"):
            self._say((branches.indented if verb == "in" else branches.outdented)(rows, at))

    def _add(self, verb: str, at: int) -> None:
        rows = self._rows
        if len(rows) >= branches.MOST:
            n = branches.MOST
            self._note.setText(
                ntr(
                    "A tree holds at most {n} statement.", "A tree holds at most {n} statements.", n
                )
            )
            self._note.show()
            return
        kinds = [option.id for option in self._kinds()]
        down = "means" if "means" in kinds else "cause"
        up = "end" if "end" in kinds else "effect"
        above = branches.parents(rows)
        way = branches.sides(rows)[at] if at >= 0 else 0
        if verb == "beside" and at >= 0 and above[at] >= 0:
            kind, to = str(rows[at].get("kind") or ""), above[at]
        elif at < 0:
            kind, to = branches.CORE, -1
        elif verb == "effect":
            kind, to = up, at if way <= 0 else _root(above, at)
        elif verb == "cause" and way < 0:
            kind, to = down, _root(above, at)
        else:
            here = str(rows[at].get("kind") or "")
            deeper = down if way == 0 else "root_cause" if "root_cause" in kinds else down
            kind, to = (here if way < 0 else deeper), at
        self._say(branches.added(rows, to, kind if kind in kinds else ""))
        self._edit_here()

    def _edit_here(self) -> None:
        if self._views.value == "drawing":
            self.drawing.open_box()
            return
        item = self.outline.currentItem()
        if item is not None:
            self.outline.setFocus()
            self.outline.editItem(item, 0)

    def derive(self) -> None:
        """A place for each problem, linked to it; the user turns the words into an objective."""
        scene = self._scene
        if scene is None:
            return
        rows = branches.derived(self._rows, rows_of(scene.answers.get(self._source)))
        more = len(rows) - len(self._rows)
        self._say(branches.Grown(rows, max(0, self.drawing.at)))
        words = ntr("{n} statement taken over.", "{n} statements taken over.", more)
        self._note.setText(f"{words} " + tr("Write each as a state that is reached."))
        self._note.setVisible(more > 0)

    def complaints(self) -> tuple[str, ...]:
        return ()

    def focus_at(self, row: int | None, column: str) -> None:
        view = self.drawing if self._views.value == "drawing" else self.outline
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        if row is not None and row < len(self._rows):
            self.drawing.choose(row)


def _root(above: list[int], at: int) -> int:
    while above[at] >= 0:
        at = above[at]
    return at
