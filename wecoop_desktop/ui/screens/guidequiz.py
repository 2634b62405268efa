"""The short check at the end of a part: questions, what is right and why, and the result."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.packs.content import Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.check import Radio
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.labels import Caption, Picture, Title, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.guide import GuidePresenter
from wecoop_desktop.ui.presenters.guideview import GuideView, Sitting
from wecoop_desktop.ui.screens.guidecontents import numbered, scored
from wecoop_desktop.ui.wording import language, said, tr


class QuizPage(Panel):
    """All questions below each other; each is explained as soon as it is answered."""

    def __init__(self, presenter: GuidePresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", (16, 4, 12, 24), 12, parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self._cards: list[QuestionCard] = []
        self._head = Caption("")
        self.body.addWidget(self._head)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(12))
        self.body.addLayout(self._column)
        self._result = QVBoxLayout()
        self.body.addLayout(self._result)
        self.body.addStretch(1)

    def display(self, view: GuideView) -> None:
        if view.page != "quiz":
            return
        sitting = view.sitting
        state = (sitting.quiz if sitting else None, view.part, language().code)
        fresh = sitting is not None and not sitting.chosen and any(c.said for c in self._cards)
        if state != self._shown or fresh:
            self._shown = state
            self._fill(sitting)
        if sitting is None:
            return
        kept = view.results.get(sitting.quiz.id)
        self._head.setText(tr("Last time: {result}", result=scored(kept)) if kept else "")
        self._head.setVisible(kept is not None and not sitting.done)
        numbers = {section.id: numbered(section) for section in view.contents}
        for number, card in enumerate(self._cards):
            section = sitting.question(number).section
            card.display(sitting.chosen.get(number), numbers.get(section, section))
        self._conclude(sitting)

    def _fill(self, sitting: Sitting | None) -> None:
        clear(self._column)
        self._cards = []
        if sitting is None:
            words = tr("This part of the guide has no short check yet")
            self._column.addWidget(Empty("graduation-cap", words))
            return
        for number, question in enumerate(sitting.quiz.questions):
            card = QuestionCard(number, len(sitting.quiz.questions), question, self._presenter)
            self._column.addWidget(card)
            self._cards.append(card)

    def _conclude(self, sitting: Sitting) -> None:
        if sitting.done == bool(self._result.count()):
            return
        clear(self._result)
        if not sitting.done:
            return
        of = len(sitting.quiz.questions)
        words = tr("The result is kept on this computer only.")
        strong = tr("{n} of {total} right.", n=sitting.right, total=of)
        banner = Banner(words, "ok" if sitting.right == of else "info", strong=strong)
        self._result.addWidget(banner)
        banner.announce()
        again = Button(tr("Do it again"), "plain", "rotate-ccw")
        again.clicked.connect(lambda _=False: self._presenter.repeat())
        self._result.addWidget(again, 0, Qt.AlignmentFlag.AlignLeading)


class QuestionCard(Card):
    """A question with its answers; arrows walk over them, Space or a click chooses, once."""

    def __init__(self, number: int, of: int, question: Question, presenter: GuidePresenter) -> None:
        super().__init__(padding=16)
        self._number, self._question, self._presenter = number, question, presenter
        self.said = False
        self.body.addWidget(Caption(tr("Question {n} of {total}", n=number + 1, total=of)))
        words = said(question.text)
        self.setAccessibleName(words)
        self.body.addWidget(Title(words, "subtitle"))
        self.answers: list[Radio] = []
        self._signs: list[Picture] = []
        for at, answer in enumerate(question.answers):
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            radio = Radio("")
            radio.setAccessibleName(said(answer))
            radio.clicked.connect(partial(self._choose, at))
            # Else the arrows would not only walk over the answers but give them.
            radio.setAutoExclusive(False)
            row.addWidget(radio, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Wrapped(said(answer), "lead", "text"), 1)
            sign = Picture("circle", "muted", 16)
            sign.hide()
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(row)
            self.answers.append(radio)
            self._signs.append(sign)
        self._why = QVBoxLayout()
        self.body.addLayout(self._why)

    def display(self, choice: int | None, section: str) -> None:
        if choice is None or self.said:
            return
        self.said = True
        right = self._question.right
        for at, (radio, sign) in enumerate(zip(self.answers, self._signs, strict=True)):
            radio.setChecked(at == choice)
            radio.setEnabled(False)
            if at in (right, choice):
                sign.show_icon(*(("circle-check", "ok") if at == right else ("circle-x", "err")))
                words = tr("right") if at == right else tr("not right")
                sign.setAccessibleName(words)
                radio.setAccessibleName(f"{said(self._question.answers[at])} – {words}")
                sign.show()
        good = choice == right
        strong = tr("Right.") if good else tr("Not right.")
        banner = Banner(said(self._question.why), "ok" if good else "warn", strong=strong)
        self._why.addWidget(banner)
        banner.announce()
        link = Link(section, "book-open")
        link.clicked.connect(self._read)
        self._why.addWidget(link)
        link.setFocus()

    def _choose(self, at: int, _checked: bool = False) -> None:
        self._presenter.answer(self._number, at)

    def _read(self, _checked: bool = False) -> None:
        self._presenter.choose(self._question.section)
