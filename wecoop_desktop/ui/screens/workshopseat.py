"""The strip over a participant's window: session, tasks, question to the trainer, hand in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Elided, Picture, Rule, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.workshopseat import SeatPresenter, SeatTask, SeatView
from wecoop_desktop.ui.wording import language, ntr, said, tr

OPEN = 210  # height of the tasks, pixels at 100 %


class SeatStrip(QFrame):
    """`ask` gives another folder to hand in to; a test puts its own there."""

    def __init__(self, presenter: SeatPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._seen: object = None
        self._list: Panel | None = None  # of the tasks, while it is open
        self._at = 0  # how far it is scrolled
        self.ask: Callable[[], Path | None] = self._ask
        self.setProperty("ground", "selected")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Workshop session"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        self._column.setSpacing(theme.px(6))
        presenter.changed.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        self.display(self._presenter.view)

    def display(self, view: SeatView) -> None:
        self.setVisible(view.there)
        if not view.there or view == self._seen:
            return
        self._seen = view
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        held = focused.accessibleName() if inside and focused is not None else ""
        bar = self._list.verticalScrollBar() if self._list is not None else None
        if bar is None or bar.maximum():  # else it was not laid out since
            self._at = bar.value() if bar is not None else 0
        self._list = None
        clear(self._column)
        self._column.addLayout(self._head(view))
        if view.error is not None:
            banner = Banner(say(language(), view.error), "err", closable=True,
                            action=tr("Hand in elsewhere …"))  # fmt: skip
            banner.acted.connect(self._elsewhere)
            banner.closed.connect(self._presenter.forget)
            self._column.addWidget(banner)
            banner.announce()
        if view.opened:
            self._column.addWidget(Rule())
            self._list = self._tasks(view)
            self._column.addWidget(self._list)
            _return_to(self._list, self._at)
        same = [each for each in self.findChildren(QWidget)
                if held and each.accessibleName() == held and each.parent() is not None
                and not each.isHidden()]  # fmt: skip
        if same:
            same[-1].setFocus()

    def _head(self, view: SeatView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(Picture("presentation", "primary", 17))
        title = " · ".join(
            part for part in (view.title, tr("Group {n}", n=view.group) if view.group else "")
            if part
        )  # fmt: skip
        row.addWidget(Elided(title, "strong"), 1)
        row.addWidget(Caption(self._told(view), "text2"))
        done = tr("Tasks: {n} of {total} done", n=view.done, total=len(view.tasks))
        tasks = Button(done, "plain", "chevron-up" if view.opened else "chevron-down", size="small",
                       name=tr("Tasks"))  # fmt: skip
        tasks.clicked.connect(lambda _checked=False: self._presenter.turn())
        row.addWidget(tasks)
        if view.review in ("waiting", "begun"):
            review = Button(tr("A draft to review"), "plain", "users", size="small")
            review.clicked.connect(lambda _checked=False: self._presenter.go("review"))
            row.addWidget(review)
        hand = Button(tr("Hand in"), "primary", "send", size="small")
        hand.clicked.connect(lambda _checked=False: self._presenter.hand_in())
        row.addWidget(hand)
        anew = Button("", "quiet", "user-round", size="small", name=tr("New participant …"))
        anew.setToolTip(tr("New participant …"))
        anew.clicked.connect(lambda _checked=False: self._presenter.go("anew"))
        row.addWidget(anew)
        return row

    def _told(self, view: SeatView) -> str:
        if view.comments:
            return ntr("handed in; {n} comment of the trainer",
                       "handed in; {n} comments of the trainer", view.comments)  # fmt: skip
        if view.at is not None:
            return tr("handed in at {time}", time=f"{view.at.astimezone():%H:%M}")
        if view.handed:
            return ntr("handed in {n} time", "handed in {n} times", view.handed)
        return tr("not handed in yet")

    def _tasks(self, view: SeatView) -> Panel:
        panel = Panel("selected", (0, 0, 0, 0), 8)
        panel.setFixedHeight(theme.px(OPEN))
        for at, task in enumerate(view.tasks, 1):
            panel.body.addWidget(self._task(at, task))
        ready = Check(tr("Our work is ready to show"))
        ready.setChecked(view.ready)
        ready.clicked.connect(lambda checked: self._presenter.say_ready(checked))
        panel.body.addWidget(ready)
        panel.body.addLayout(
            self._field(tr("Question to the trainer"), view.question, tr("Send"),
                        self._presenter.ask)
        )  # fmt: skip
        panel.body.addLayout(
            self._field(tr("Names for the certificates, with commas"), ", ".join(view.people),
                        tr("Keep"), self._presenter.name_people)
        )  # fmt: skip
        panel.body.addWidget(self._end(view))
        panel.body.addStretch(1)
        return panel

    def _end(self, view: SeatView) -> QWidget:
        """What comes when the work is done."""
        holder = QWidget()
        flow = Flow(8, holder)
        entries = [(tr("Feedback form"), "message-square", "evaluation")]
        if view.review == "handed":
            entries.append((tr("The draft we reviewed"), "users", "review"))
        for words, icon, part in entries:
            button = Button(words, "plain", icon, size="small")
            button.clicked.connect(lambda _checked=False, part=part: self._presenter.go(part))
            flow.addWidget(button)
        return holder

    def _task(self, at: int, task: SeatTask) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        title = said(task.title)
        tick = Check("", name=tr("Done: {task}", task=title))
        tick.setChecked(task.done)
        tick.clicked.connect(lambda checked: self._presenter.tick(task.id, checked))
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        minutes = ntr("{n} min", "{n} min", task.minutes)
        words.addWidget(Wrapped(f"{at}. {title} · {minutes}", "strong", "text"))
        words.addWidget(Wrapped(said(task.told), "small", "text2"))
        row.addLayout(words, 1)
        go = Button(tr("Go to it"), "quiet", "arrow-right", size="small",
                    name=tr("Go to task {n}", n=at))  # fmt: skip
        go.clicked.connect(lambda _checked=False: self._presenter.open_task(task.id))
        row.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _field(self, name: str, text: str, verb: str, take: Callable[[str], None]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        field = QLineEdit(text)
        field.setMaxLength(2000)
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        button = Button(verb, size="small", name=f"{verb}: {name}")
        for signal in (field.returnPressed, button.clicked):
            signal.connect(lambda *_: take(field.text()))
        row.addWidget(field, 1)
        row.addWidget(button)
        return row

    def _elsewhere(self) -> None:
        target = self.ask()
        if target is not None:
            self._presenter.hand_in(target)

    def _ask(self) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder or stick"))
        return Path(chosen) if chosen else None


def _return_to(panel: Panel, at: int) -> None:
    """To what stood in sight before the list was laid anew, once it is as long again."""
    bar = panel.verticalScrollBar()

    def grown(_least: int, most: int) -> None:
        bar.setValue(min(at, most))
        if most >= at:
            bar.rangeChanged.disconnect(grown)

    if at:
        bar.rangeChanged.connect(grown)
        grown(0, bar.maximum())
