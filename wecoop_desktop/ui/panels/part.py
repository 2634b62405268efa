"""Which answers of a revision are restored: by step, those that are not the same now."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.presenters.revisions import Lost, RevisionsPresenter, RevisionsView
from wecoop_desktop.ui.wording import language, ntr, said, tr


class PartList(QWidget):
    def __init__(self, presenter: RevisionsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: object = None
        self.boxes: dict[str, Check] = {}
        self._steps: dict[str, Check] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self._title = Wrapped("", "strong", "text")
        column.addWidget(self._title)
        self._about = Wrapped("", "small")
        column.addWidget(self._about)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(theme.px(6))
        column.addLayout(self._answers)
        verbs = QHBoxLayout()
        self.restore = Button(tr("Restore"), "primary", size="small")
        self.restore.clicked.connect(lambda _=False: presenter.restore_part())
        verbs.addWidget(self.restore)
        stop = Button(tr("Cancel"), "quiet", size="small")
        stop.clicked.connect(lambda _=False: presenter.leave_part())
        verbs.addWidget(stop)
        verbs.addStretch(1)
        column.addLayout(verbs)

    def display(self, view: RevisionsView) -> None:
        part = view.part
        if part is None:
            self._shown = None
            return
        sign = (part.number, part.answers, language().code)
        if sign != self._shown:
            self._shown = sign
            self._build(view, part.answers)
            self._title.setText(tr("Restore a part of revision {n}", n=part.number))
            words = tr("Choose the answers. The present state is kept, and undo takes this back.")
            none = tr("Every answer of this revision is the same now.")
            self._about.setText(words if part.answers else none)
        for path, box in self.boxes.items():
            box.setChecked(path in part.chosen)
        for step, box in self._steps.items():
            own = [each.path for each in part.answers if each.path.partition(".")[0] == step]
            box.setChecked(all(path in part.chosen for path in own))
        n = len(part.chosen)
        self.restore.say(ntr("Restore {n} answer", "Restore {n} answers", n))
        self.restore.setEnabled(n > 0)

    def _build(self, view: RevisionsView, answers: tuple[Lost, ...]) -> None:
        clear(self._answers)
        self.boxes, self._steps = {}, {}
        for step, group in groupby(answers, key=lambda each: each.path.partition(".")[0]):
            own = tuple(group)
            paths = tuple(each.path for each in own)
            if step not in self._steps:
                words = step_words(view.form, step)
                whole = self._box(words, tr("All of “{step}”", step=words), "smallStrong")
                whole.clicked.connect(
                    lambda on, which=paths: self._presenter.tick(which, on=bool(on))
                )
                self._steps[step] = whole
            for each in own:
                words = label_words(view.form, each.path)
                box = self._box(f"{words}\n{_how(each)}", words, "small", theme.px(18))
                box.clicked.connect(
                    lambda on, which=each.path: self._presenter.tick((which,), on=bool(on))
                )
                self.boxes[each.path] = box

    def _box(self, words: str, name: str, role: str, indent: int = 0) -> Check:
        row = QHBoxLayout()
        row.setContentsMargins(indent, 0, 0, 0)
        row.setSpacing(theme.px(6))
        box = Check(name=name)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Wrapped(words, role, "text"), 1)
        self._answers.addLayout(row)
        return box


def _how(lost: Lost) -> str:
    if lost.there and lost.here:
        return tr("changed since")
    return tr("given then, empty now") if lost.there else tr("empty then, given now")


def step_words(form: Form | None, step: str) -> str:
    """The title of a step; its name where the form does not have it."""
    known = {each.id: each for each in form.steps} if form is not None else {}
    return said(known[step].title) if step in known else step


def label_words(form: Form | None, path: str) -> str:
    """What is asked; the path where the form does not ask it."""
    try:
        return said(form.field(path).label) if form is not None else path
    except KeyError:
        return path
