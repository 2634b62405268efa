"""The page of a participant's session: a draft to review, the form at the end, the next person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.packs.exercises import RubricRow
from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.fold import Fold
from wecoop_desktop.ui.parts.labels import Caption, Rule, SectionLabel, Title, Upright, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.regions import Region
from wecoop_desktop.ui.parts.segments import Segments, Switch, beside
from wecoop_desktop.ui.presenters.seat import (
    PARTS,
    Judgement,
    Part,
    SeatPagePresenter,
    SeatPageView,
)
from wecoop_desktop.ui.presenters.workshopview import Passage
from wecoop_desktop.ui.screens.workshoppanels import clearing_card
from wecoop_desktop.ui.wording import language, ntr, said, tr
from wecoop_desktop.workshop.evaluation import HIGHEST, JUDGED, LOWEST, WRITTEN

NARROW = 860  # below this width of the page the rubric stands under the draft
TABS = {
    "review": mark("A draft to review"),
    "evaluation": mark("Feedback form"),
    "anew": mark("New participant"),
}


class SeatScreen(QWidget):
    """`ask` gives a file ("packet") or a folder; tests put their own answer there."""

    def __init__(self, presenter: SeatPagePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.ask: Callable[[str], Path | None] = self._ask
        self._tabs: Switch | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._told = Region()
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(theme.px(18), theme.px(8), theme.px(18), 0)
        inside.addWidget(self._told)
        outer.addWidget(holder)
        self._stack = QStackedWidget()
        outer.addWidget(self._stack, 1)
        self.review = ReviewPage(presenter, lambda what: self.ask(what))
        self.form = FormPage(presenter, lambda what: self.ask(what))
        self._anew = Panel("canvas", (18, 14, 18, 14), 12)
        self._anew_region = Region()
        self._anew.body.addWidget(self._anew_region)
        self._anew.body.addStretch(1)
        self._none = Empty(
            "users",
            tr("This window is not in a session"),
            tr("Open Workshop and take part in a session; it has a window of its own."),
        )
        self._pages: dict[str, QWidget] = {
            "review": self.review, "evaluation": self.form, "anew": self._anew, "": self._none,
        }  # fmt: skip
        for page in self._pages.values():
            self._stack.addWidget(page)

    def bar(self) -> QWidget:
        self._tabs = Switch([(part, tr(TABS[part])) for part in PARTS], "review",
                              tr("Part of the session"))  # fmt: skip
        self._tabs.chosen.connect(lambda part: self._presenter.turn(cast(Part, part)))
        return beside(self._tabs)

    def panes(self) -> tuple[QWidget, ...]:
        view = self._presenter.view
        if view.there and view.part == "review":
            return (self.review.draft, self.review.rubric)
        return (self._pages[view.part if view.there else ""],)

    def facts(self) -> str:
        return tr("Nobody is named; nothing leaves this network")

    def close_top(self) -> bool:
        if self._presenter.view.error or self._presenter.view.told:
            self._presenter.forget()
            return True
        return False

    def display(self, view: SeatPageView) -> None:
        if self._tabs is not None:
            self._tabs.setVisible(view.there)
            self._tabs.show_value(view.part)
        self._told.lay((view.error, view.failed, view.told, view.filled), lambda: self._tell(view))
        self._stack.setCurrentWidget(self._pages[view.part if view.there else ""])
        if not view.there:
            return
        if view.part == "review":
            self.review.display(view)
        elif view.part == "evaluation":
            self.form.display(view)
        else:
            seen = (view.clearing, view.kept, view.leaving)
            self._anew_region.lay(seen, lambda: anew(self._presenter, view))

    def _tell(self, view: SeatPageView) -> QWidget | None:
        banner = None
        if view.error is not None:
            elsewhere = tr("Save to a folder or stick …") if view.failed else ""
            banner = Banner(say(language(), view.error), "err", closable=True, action=elsewhere)
            banner.acted.connect(lambda: self._elsewhere(view.failed))
        elif view.told == "review":
            banner = Banner(tr("The review is handed in. It can be handed in again."), "ok",
                            closable=True)  # fmt: skip
        elif view.told == "evaluation":
            words = tr("Thank you; the form is handed in. The next person may fill one in now.")
            banner = Banner(words, "ok", closable=True)
        if banner is not None:
            banner.closed.connect(self._presenter.forget)
            banner.announce()
        return banner

    def _elsewhere(self, verb: str) -> None:
        target = self.ask("folder")
        if target is None:
            return
        if verb == "review":
            self._presenter.hand_in(target)
        else:
            self.form.hand_in(target)

    def _ask(self, what: str) -> Path | None:
        if what == "packet":
            kind = tr("Drafts to review (*.wecoop)")
            chosen, _ = QFileDialog.getOpenFileName(self, tr("Draft to review"), "", kind)
        else:
            chosen = QFileDialog.getExistingDirectory(self, tr("Folder or stick"))
        return Path(chosen) if chosen else None


class ReviewPage(QWidget):
    """The draft of another group at the left, the rubric beside it."""

    def __init__(self, presenter: SeatPagePresenter, ask: Callable[[str], Path | None]) -> None:
        super().__init__()
        self._presenter, self._ask = presenter, ask
        self._seen: object = self
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.draft = Panel("canvas", (18, 14, 18, 14), 8)
        self.rubric = Panel("surface", (16, 14, 16, 14), 8)
        self._line = Upright()
        self._row.addWidget(self.draft, 3)
        self._row.addWidget(self._line)
        self._row.addWidget(self.rubric, 2)
        self._state = Caption("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = theme.logical(self.width()) < NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if narrow else across)
        self._line.setVisible(not narrow)
        super().resizeEvent(event)

    def display(self, view: SeatPageView) -> None:
        found = view.judgement
        seen = found.packet if found else None
        if seen != self._seen:
            self._seen = seen
            clear(self.draft.body)
            clear(self.rubric.body)
            self.rubric.setVisible(found is not None)
            if found is None:
                self._nothing()
            else:
                self._read(found)
                self._judge(found)
        if found is not None:
            judged = sum(row.id in found.scores for row in found.rubric)
            parts = [tr("{n} of {total} rows judged", n=judged, total=len(found.rubric))]
            if found.handed:
                parts.append(ntr("handed in {n} time", "handed in {n} times", found.handed))
            self._state.setText(" · ".join(parts))

    def _nothing(self) -> None:
        self.draft.body.addWidget(
            Empty(
                "users",
                tr("No draft to review yet"),
                tr("The trainer hands out the drafts of other groups when all are ready."),
            )
        )
        verbs = QWidget()
        flow = Flow(8, verbs)
        look = Button(tr("Look again"), "plain", "refresh-cw")
        look.clicked.connect(lambda _checked=False: self._presenter.look())
        open_ = Button(tr("Open a draft that came as a file …"), "plain", "folder-open")
        open_.clicked.connect(lambda _checked=False: self._open())
        flow.addWidget(look)
        flow.addWidget(open_)
        self.draft.body.addWidget(verbs)
        self.draft.body.addStretch(1)

    def _open(self) -> None:
        file = self._ask("packet")
        if file is not None:
            self._presenter.look(file)

    def _read(self, found: Judgement) -> None:
        body = self.draft.body
        body.addWidget(Title(tr("Draft of another group, to be read"), "subtitle"))
        body.addWidget(Wrapped(tr("About the text, never about people; say how it gets better.")))
        step = ""
        for passage in found.passages:
            if passage.step != step:
                step = passage.step
                body.addWidget(SectionLabel(step))
            else:
                body.addWidget(Rule())
            for widget in _read(passage):
                body.addWidget(widget)
        if not found.passages:
            body.addWidget(Wrapped(tr("Nothing is answered yet in the steps of the exercise.")))
        body.addStretch(1)

    def _judge(self, found: Judgement) -> None:
        body = self.rubric.body
        body.addWidget(Title(tr("Rubric"), "subtitle"))
        self._state = Caption("")
        body.addWidget(self._state)
        for criterion in found.rubric:
            body.addWidget(Rule())
            body.addWidget(self._criterion(criterion, found))
        body.addWidget(Rule())
        body.addWidget(Wrapped(tr("On the whole"), "strong", "text"))
        field = QPlainTextEdit(found.remark)
        field.setFixedHeight(theme.px(74))
        field.setTabChangesFocus(True)
        field.setAccessibleName(tr("Remark on the whole draft"))
        field.textChanged.connect(lambda: self._presenter.remark(field.toPlainText()[:2000]))
        body.addWidget(field)
        verbs = QWidget()
        flow = Flow(8, verbs)
        hand = Button(tr("Hand in the review"), "primary", "send")
        hand.clicked.connect(lambda _checked=False: self._presenter.hand_in())
        save = Button(tr("Save to a folder or stick …"), "plain", "usb")

        def elsewhere() -> None:
            target = self._ask("folder")
            if target is not None:
                self._presenter.hand_in(target)

        save.clicked.connect(lambda _checked=False: elsewhere())
        another = Button(tr("Open a draft that came as a file …"), "quiet", "folder-open")
        another.clicked.connect(lambda _checked=False: self._open())
        for button in (hand, save, another):
            flow.addWidget(button)
        body.addWidget(verbs)
        body.addStretch(1)

    def _criterion(self, row: RubricRow, found: Judgement) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        title = said(row.title)
        column.addWidget(Wrapped(title, "strong", "text"))
        levels = {str(level.score): said(level.told) for level in row.levels}
        score = found.scores.get(row.id)
        shown = "" if score is None else str(score)
        switch = Segments([("", "–"), *((each, each) for each in levels)], shown, title)
        column.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeading)
        told = Wrapped(levels.get(shown, tr("not judged")), "small", "text2")
        column.addWidget(told)
        field = QLineEdit(found.comments.get(row.id, ""))
        field.setMaxLength(2000)
        field.setPlaceholderText(tr("What is missing to the next level?"))
        field.setAccessibleName(tr("Remark on {row}", row=title))
        field.textEdited.connect(lambda text: self._presenter.comment(row.id, text))
        column.addWidget(field)

        def chosen(value: str) -> None:
            told.setText(levels.get(value, tr("not judged")))
            self._presenter.score(row.id, int(value) if value else None)

        switch.chosen.connect(chosen)
        return holder


def _read(passage: Passage) -> list[QWidget]:
    label: QWidget = Wrapped(passage.label, "strong", "text")
    texts = passage.rows or (passage.text,)
    return [label, *(Wrapped(text, "body", "text") for text in texts)]


class FormPage(Panel):
    """The form at the end: one person after the other, nobody named."""

    def __init__(self, presenter: SeatPagePresenter, ask: Callable[[str], Path | None]) -> None:
        super().__init__("canvas", (18, 14, 18, 14), 12)
        self._presenter, self._ask = presenter, ask
        self._filled = -1
        self._scores: dict[str, Segments] = {}
        self._texts: dict[str, QPlainTextEdit] = {}

    def display(self, view: SeatPageView) -> None:
        if view.filled == self._filled:
            return
        self._filled = view.filled
        clear(self.body)
        card = Card(padding=18)
        card.body.addWidget(Title(tr("How was the workshop?"), "subtitle"))
        card.body.addWidget(
            Wrapped(tr("Nobody is named on this form. What you leave out does not count."))
        )
        card.body.addWidget(Wrapped(tr("1: not at all, 5: fully"), "small", "muted"))
        entries = [("", "–"), *((str(n), str(n)) for n in range(LOWEST, HIGHEST + 1))]
        for question, words in JUDGED.items():
            card.body.addWidget(Rule())
            fold = Fold(560, 12)
            fold.add(Wrapped(tr(words), "medium", "text"), 1)
            switch = Segments(entries, "", tr(words))
            fold.add(switch)
            card.body.addWidget(fold)
            self._scores[question] = switch
        for question, words in WRITTEN.items():
            card.body.addWidget(Rule())
            card.body.addWidget(Wrapped(tr(words), "medium", "text"))
            field = QPlainTextEdit()
            field.setFixedHeight(theme.px(60))
            field.setTabChangesFocus(True)
            field.setAccessibleName(tr(words))
            card.body.addWidget(field)
            self._texts[question] = field
        verbs = QWidget()
        flow = Flow(8, verbs)
        hand = Button(tr("Hand in the form"), "primary", "send")
        hand.clicked.connect(lambda _checked=False: self.hand_in())
        flow.addWidget(hand)
        card.body.addWidget(verbs)
        if view.filled:
            n = view.filled
            card.body.addWidget(
                Caption(ntr("{n} form handed in from this window",
                            "{n} forms handed in from this window", n))
            )  # fmt: skip
        self.body.addWidget(card)
        self.body.addStretch(1)
        if view.filled:  # the next person begins at the top
            card.show()
            self.verticalScrollBar().setValue(0)
            next(iter(self._scores.values())).button("").setFocus()

    def hand_in(self, target: Path | None = None) -> None:
        """What is filled in; the form stays as it is where it cannot be handed in."""
        scores = {question: int(switch.value) for question, switch in self._scores.items()
                  if switch.value}  # fmt: skip
        texts = {
            question: field.toPlainText()[:2000]
            for question, field in self._texts.items()
            if field.toPlainText().strip()
        }
        self._presenter.fill(scores, texts, target)


def anew(presenter: SeatPagePresenter, view: SeatPageView) -> QWidget:
    """What goes when the next participant begins, and the way back."""
    card = Card(padding=18)
    card.body.addWidget(Title(tr("A new participant begins"), "subtitle"))
    card.body.addWidget(
        Wrapped(
            tr(
                "The group begins again from the starting proposal. This window closes and opens "
                "again; what was handed in stays with the trainer."
            ),
            "body",
            "text",
        )
    )
    clearing = view.clearing
    if clearing is not None:
        card.body.addWidget(clearing_card(clearing))
        card.body.addWidget(
            Wrapped(
                ntr("A copy is kept for {n} day and can be brought back here.",
                    "A copy is kept for {n} days and can be brought back here.", clearing.days),
                "body",
                "text",
            )
        )  # fmt: skip
    verbs = QWidget()
    flow = Flow(8, verbs)
    begin = Button(tr("Begin anew"), "danger", "rotate-ccw")
    begin.setEnabled(clearing is not None and not view.leaving)
    begin.clicked.connect(lambda _checked=False: presenter.begin_anew())
    flow.addWidget(begin)
    card.body.addWidget(verbs)
    if view.kept is not None:
        card.body.addWidget(Rule())
        until = wording.day(view.kept.isoformat())
        words = tr("The work of who was here before is kept until {date}.", date=until)
        card.body.addWidget(Wrapped(words, "body", "text"))
        back = Button(tr("Bring it back"), "plain", "undo-2")
        back.setEnabled(not view.leaving)
        back.clicked.connect(lambda _checked=False: presenter.bring_back())
        card.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeading)
    return card
