"""Five questions about a problem, which a proposal can begin with; none must be answered."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.advice.begin import Problem
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.codec import parse_number
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Caption, Title, Wrapped
from wecoop_desktop.ui.wording import language, said, tr

LONGEST = 2000
LARGE = 150  # per cent of text, from which on fields stand below each other
QWIDGETSIZE_MAX = 16_777_215
FORM = 640


class FiveQuestions(QWidget):
    """`answered` when Enter is pressed in the last answer."""

    answered = Signal()

    def __init__(self, form: Form, country: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self.setMaximumWidth(theme.px(FORM))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(10))
        words = tr("Answer what you know: nothing is added to it.")
        self._column.addWidget(Wrapped(words, "body", "text2"))
        self.country = self._offer("basic.countries", tr("Country"), country)
        self.place = self._line(tr("Town, district, river or lake"))
        self._ask(1, tr("Where is the problem?"), self.country, self.place)
        self.suffering = self._line(tr("Who suffers, and from what, in a sentence"))
        self.people = self._line(tr("How many people, if known"), narrow=150)
        self._ask(2, tr("Who suffers from it?"), self.suffering, self.people)
        self.cause = self._line(tr("The main cause in a sentence"))
        self._ask(3, tr("What is the cause?"), self.cause)
        self.applicant = self._line(tr("Ministry, akimat, municipality, utility …"))
        self.kind = self._offer("basic.applicant_type", tr("Type of applicant"), "")
        self._ask(4, tr("Who applies?"), self.applicant, self.kind)
        self.cost = self._line(tr("Total cost, roughly"))
        self.currency = self._offer("basic.currency", tr("Currency"), "USD")
        self._ask(5, tr("How much will it cost?"), self.cost, self.currency)
        self.cost.returnPressed.connect(self.answered)
        self._wrong = Wrapped("", "small", "err")
        self._wrong.hide()
        self._column.addWidget(self._wrong)

    def _line(self, hint: str, narrow: int = 0) -> QLineEdit:
        line = QLineEdit()
        line.setFont(theme.font("body"))
        line.setPlaceholderText(hint)
        line.setToolTip(hint)
        line.setAccessibleName(hint)
        line.setMaxLength(LONGEST)
        if narrow:
            line.setMaximumWidth(theme.px(narrow))
        return line

    def _offer(self, path: str, name: str, value: str) -> Choice:
        options = self._form.field(path).options
        entries = [("", name), *((option.id, said(option.label)) for option in options)]
        known = {option.id for option in options}
        choice = Choice(entries, value if value in known else "", name)
        choice.setMaximumWidth(theme.px(210))
        choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(8)
        return choice

    def _ask(self, number: int, question: str, *fields: QWidget) -> None:
        card = Card(padding=12)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Caption(language().number(number)))
        head.addWidget(Title(question, "cardTitle"), 1)
        card.body.addLayout(head)
        stacked = theme.px(100) >= LARGE
        row = QVBoxLayout() if stacked else QHBoxLayout()
        row.setSpacing(theme.px(8))
        for field in fields:
            if stacked:
                field.setMaximumWidth(QWIDGETSIZE_MAX)
                row.addWidget(field)
            else:
                row.addWidget(field, 1)
        card.body.addLayout(row)
        self._column.addWidget(card)

    def told(self) -> Problem | None:
        """The answers; None where one cannot be understood, which is said then."""
        try:
            people = self._number("stakeholders.direct_beneficiaries", self.people)
            cost = self._number("basic.total_cost", self.cost)
        except AppError as error:
            self._wrong.setText(say(language(), error))
            self._wrong.show()
            return None
        self._wrong.hide()
        return Problem(
            country=self.country.value,
            place=self.place.text(),
            suffering=self.suffering.text(),
            people=people,
            cause=self.cause.text(),
            applicant=self.applicant.text(),
            applicant_type=self.kind.value,
            cost=cost,
            currency=self.currency.value,
            writing="ru" if language().original == "ru" else "en",
        )

    def _number(self, path: str, line: QLineEdit) -> Decimal | None:
        if not line.text().strip():
            return None
        where = said(self._form.field(path).label)
        try:
            return parse_number(line.text(), where)
        except AppError:
            line.setFocus()
            raise
