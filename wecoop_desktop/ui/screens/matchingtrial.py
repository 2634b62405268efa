"""What if: facts changed for a trial, what shifts by it, and single changes that would help."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import log10
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSlider, QVBoxLayout, QWidget

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.answers import Money
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.scene import number
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Label, Picture, Wrapped
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.parts.verdicts import (
    GUARANTEE,
    LOOKS,
    change_words,
    counts_words,
    option_words,
)
from wecoop_desktop.ui.presenters.matching import MatchingPresenter
from wecoop_desktop.ui.presenters.matchingview import MatchingView, counted
from wecoop_desktop.ui.screens.matchingfacts import LONGEST, OWN
from wecoop_desktop.ui.wording import language, ntr, said, tr

if TYPE_CHECKING:
    from wecoop_desktop.advice.change import Change
    from wecoop_desktop.advice.whatif import Cure, Shift
    from wecoop_desktop.forms.form import Form

SLIDE = (4.0, 9.0)  # powers of ten between which the slider moves
STEPS = 250
SETTLE = 120  # ms after the last move of a slider
MOST_SHIFTS = 8
SHARES = 60  # percent of the national contribution at most


class Trial(QWidget):
    """The controls stand still; the results below them are laid anew."""

    def __init__(
        self, presenter: MatchingPresenter, form: Form, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._form = form
        self._shown: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        card = Card(tr("What if"), "sliders-horizontal", padding=14)
        note = tr("Only a trial: the draft stays as it is until you take the change over.")
        card.body.addWidget(Wrapped(note, "small", "muted"))
        self._make_amount(card)
        self.instrument = self._choice(
            card, tr("Instrument"), "instrument",
            [(k, said(t)) for k, t in form.labels("instruments").items() if k not in OWN],
        )  # fmt: skip
        self.guarantee = self._choice(
            card, tr("State guarantee"), "guarantee", list(option_words(form, GUARANTEE))
        )
        self.applicant = self._choice(
            card, tr("Who applies"), "applicant",
            [(k, said(t)) for k, t in form.labels("beneficiary_types").items()],
        )  # fmt: skip
        self._make_contribution(card)
        column.addWidget(card)
        self._results = QVBoxLayout()
        self._results.setSpacing(theme.px(10))
        column.addLayout(self._results)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SETTLE)
        self._pending: Change | None = None
        self._later.timeout.connect(self._slid)

    def _named(self, card: Card, name: str, *widgets: QWidget) -> None:
        label = Label(name, "small", "text2")
        label.setBuddy(widgets[0])
        card.body.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for at, widget in enumerate(widgets):
            row.addWidget(widget, 1 if at == 0 else 0)
        card.body.addLayout(row)

    def _choice(
        self, card: Card, name: str, fact: str, entries: Sequence[tuple[str, str]]
    ) -> Choice:
        choice = Choice([("", tr("As it is")), *entries], "", name)
        choice.setMinimumWidth(theme.px(60))
        choice.setSizeAdjustPolicy(choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.chosen.connect(lambda value: self._try(fact, value))
        self._named(card, name, choice)
        return choice

    def _make_amount(self, card: Card) -> None:
        self.slider = _slider(STEPS, tr("Amount requested"))
        self.slider.valueChanged.connect(self._slide_amount)
        self.amount = QLineEdit()
        self.amount.setFont(theme.font("figures"))
        self.amount.setMaxLength(LONGEST)
        self.amount.setFixedWidth(theme.px(130))
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setAccessibleName(tr("Amount requested"))
        self.amount.editingFinished.connect(self._type_amount)
        self._currency = Caption("")
        self._named(card, tr("Amount requested"), self.slider, self.amount, self._currency)
        self._wrong = Wrapped("", "small", "err")
        self._wrong.hide()
        card.body.addWidget(self._wrong)
        entries = (("requested", tr("Cost stays")), ("size", tr("Project in proportion")))
        self.scale = Segments(entries, "requested", tr("What changes with the amount"))
        self.scale.chosen.connect(self._rescale)
        card.body.addWidget(self.scale, 0, Qt.AlignmentFlag.AlignLeading)

    def _make_contribution(self, card: Card) -> None:
        self.contribution = _slider(SHARES, tr("National contribution, percent of the cost"))
        self.contribution.setPageStep(10)
        self.contribution.valueChanged.connect(self._slide_share)
        self._share = Caption("")
        self._share.setMinimumWidth(theme.px(48))
        self._named(
            card, tr("National contribution, percent of the cost"), self.contribution, self._share
        )
        self._no_cost = Wrapped(tr("Needs the total cost of the project."), "small", "muted")
        card.body.addWidget(self._no_cost)

    # Showing

    def display(self, view: MatchingView) -> None:
        trial = {change.fact: change.value for change in view.trial}
        size = "size" if "size" in trial else "requested"
        asked = trial.get(size, view.answers.get("basic.requested"))
        if size in trial:
            self.scale.show_value(size)
        self._show_amount(asked if isinstance(asked, Money) else None)
        for choice, fact in (
            (self.instrument, "instrument"),
            (self.guarantee, "guarantee"),
            (self.applicant, "applicant"),
        ):
            value = trial.get(fact)
            choice.show_value(value if isinstance(value, str) else "")
        self._show_share(trial.get("contribution"), view)
        state = (
            view.trial, view.shifts, view.cures, view.told, view.draft, view.funder,
        )  # fmt: skip
        if state != self._shown:
            self._shown = state
            clear(self._results)
            self._show_results(view)

    def _show_amount(self, asked: Money | None) -> None:
        self._currency.setText(asked.currency if asked else "USD")
        if not self.amount.hasFocus() or self._wrong.isHidden():
            self.amount.setText(number(asked.amount) if asked else "")
        if self.slider.isSliderDown() or self._later.isActive():
            return
        with QSignalBlocker(self.slider):
            self.slider.setValue(_place(asked.amount) if asked else 0)

    def _show_share(self, value: object, view: MatchingView) -> None:
        rows = view.answers.get("budget.financing")
        known = isinstance(view.answers.get("basic.total_cost"), Money) or bool(
            view.answers.get("budget.lines")
        )
        self.contribution.setEnabled(known)
        self._no_cost.setVisible(not known)
        if isinstance(value, Decimal):
            self._share.setText(language().percent(value * 100))
            if not self.contribution.isSliderDown() and not self._later.isActive():
                with QSignalBlocker(self.contribution):
                    self.contribution.setValue(int(value * 100))
        else:
            self._share.setText(tr("as it is") if known and rows else "")

    def _show_results(self, view: MatchingView) -> None:
        if view.trial:
            self._results.addWidget(self._shift_card(view))
        self._results.addWidget(self._cure_card(view))

    def _shift_card(self, view: MatchingView) -> Card:
        card = Card(tr("What shifts"), padding=14)
        chips = Flow(6)
        for change in view.trial:
            from wecoop_desktop.ui.parts.chip import Chip

            words = change_words(self._form, change)
            chip = Chip(words, removable=True, name=tr("Take back: {change}", change=words))
            chip.removed.connect(lambda fact=change.fact: self._presenter.leave_out(fact))
            chips.addWidget(chip)
        card.body.addLayout(chips)
        turned = [shift for shift in view.shifts if shift.verdict_changed]
        moved = [shift for shift in view.shifts if shift.changed and not shift.verdict_changed]
        if not turned:
            card.body.addWidget(Wrapped(tr("No verdict changes."), "body", "text"))
        for shift in turned[:MOST_SHIFTS]:
            card.body.addWidget(self._shift(shift, view))
        if len(turned) > MOST_SHIFTS:
            rest = len(turned) - MOST_SHIFTS
            more = ntr("{n} more verdict changes.", "{n} more verdicts change.", rest)
            card.body.addWidget(Caption(more))
        if moved:
            words = ntr(
                "{n} funder keeps its verdict with other reasons or another place.",
                "{n} funders keep their verdicts with other reasons or other places.",
                len(moved),
            )
            card.body.addWidget(Wrapped(words, "small", "muted"))
        self._add_verbs(card, view)
        return card

    def _add_verbs(self, card: Card, view: MatchingView) -> None:
        verbs = Flow(8)
        if view.draft:
            take = Button(tr("Take over into the draft"), "primary", "check")
            take.clicked.connect(lambda _=False: self._presenter.take_over())
            verbs.addWidget(take)
        else:
            start = Button(tr("Start a proposal from this"), "plain", "file-plus")
            start.clicked.connect(lambda _=False: self._presenter.start_proposal())
            verbs.addWidget(start)
        back = Button(tr("Back to the facts"), "quiet", "undo-2")
        back.clicked.connect(lambda _=False: self._presenter.stop_trial())
        verbs.addWidget(back)
        card.body.addLayout(verbs)

    def _shift(self, shift: Shift, view: MatchingView) -> QWidget:
        from wecoop_desktop.advice.wording import VERDICTS

        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        icon, tone = LOOKS[shift.after.verdict]
        line.addWidget(Picture(icon, tone, 15))
        funder = view.funders[shift.funder]
        words = tr(
            "{before} → {after}",
            before=tr(VERDICTS[shift.before.verdict]),
            after=tr(VERDICTS[shift.after.verdict]),
        )
        text = Wrapped("", "small", "text")
        text.show_strong(f"{said(funder.acronym)}:", words)
        line.addWidget(text, 1)
        look = Button(
            "", "quiet", "eye", size="small", name=tr("Show {name}", name=said(funder.name))
        )
        look.clicked.connect(lambda _=False: self._presenter.choose(shift.funder))
        line.addWidget(look)
        return row

    def _cure_card(self, view: MatchingView) -> Card:
        funder = view.funders.get(view.funder)
        name = said(funder.acronym) if funder else ""
        card = Card(tr("Single changes that would help with {funder}", funder=name), padding=14)
        line = view.line
        if view.cures is None:
            card.body.addWidget(Caption(tr("Being tried …")))
        elif line is not None and line.match.verdict == "fits":
            card.body.addWidget(Wrapped(tr("It fits as it is."), "body", "text"))
        elif not view.cures:
            words = tr("No single change removes what stands against it.")
            card.body.addWidget(Wrapped(words, "body", "text"))
        for cure in view.cures or ():
            card.body.addWidget(cure_row(self._form, cure, self._presenter))
        return card

    # Trying

    def _try(self, fact: str, value: str) -> None:
        from wecoop_desktop.advice.change import Change

        if value:
            self._presenter.try_out(Change(fact, value))
        else:
            self._presenter.leave_out(fact)

    def _amount_change(self, amount: Decimal) -> Change:
        from wecoop_desktop.advice.change import Change

        return Change(self.scale.value, Money(amount, self._currency.text() or "USD"))

    def _slide_amount(self, place: int) -> None:
        amount = _amount(place)
        self.amount.setText(number(amount))
        self._pending = self._amount_change(amount)
        self._later.start()

    def _slide_share(self, percent: int) -> None:
        from wecoop_desktop.advice.change import Change

        self._share.setText(language().percent(percent))
        self._pending = Change("contribution", Decimal(percent) / 100)
        self._later.start()

    def _slid(self) -> None:
        if self._pending is not None:
            change, self._pending = self._pending, None
            self._wrong.hide()
            self._presenter.try_out(change)

    def _type_amount(self) -> None:
        from wecoop_desktop.forms.codec import parse_number

        text = self.amount.text().strip()
        if not text:
            self._presenter.leave_out(self.scale.value)
            return
        try:
            amount = parse_number(text, tr("Amount requested"))
        except AppError as error:
            self._say_wrong(say(language(), error))
            return
        if amount <= 0:
            self._say_wrong(tr("The amount must be above zero."))
            return
        self._wrong.hide()
        change = self._amount_change(amount)
        trial = {one.fact for one in self._presenter.view.trial}
        asked = self._presenter.view.answers.get("basic.requested")
        if change.value != asked or change.fact in trial:
            self._presenter.try_out(change)

    def _say_wrong(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.show()

    def _rescale(self, fact: str) -> None:
        """The same amount, the other way of changing."""
        from wecoop_desktop.advice.change import Change

        other = "size" if fact == "requested" else "requested"
        view = self._presenter.view
        kept = next((one for one in view.trial if one.fact == other), None)
        if kept is not None:
            self._presenter.leave_out(other)
            self._presenter.try_out(Change(fact, kept.value, kept.funder))


def cure_row(form: Form, cure: Cure, presenter: MatchingPresenter) -> QWidget:
    """A change, what is left after it, and the way to try it."""
    from wecoop_desktop.advice.wording import VERDICTS

    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(8))
    icon, tone = LOOKS[cure.after.verdict]
    line.addWidget(Picture(icon, tone, 15), 0, Qt.AlignmentFlag.AlignTop)
    words = change_words(form, cure.change)
    left = counts_words(counted(r for r in cure.after.reasons if r.verdict != "info"))
    after = tr("then: {verdict}", verdict=tr(VERDICTS[cure.after.verdict]))
    text = Wrapped("", "small", "text")
    text.show_strong(words, f"· {after}. {left}" if not cure.enough else f"· {after}")
    line.addWidget(text, 1)
    button = Button(tr("Try"), "quiet", size="small")
    button.setAccessibleName(tr("Try: {change}", change=words))
    button.clicked.connect(lambda _=False: presenter.try_cure(cure))
    line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _slider(most: int, name: str) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, most)
    slider.setAccessibleName(name)
    slider.setMinimumWidth(theme.px(60))
    slider.setMinimumHeight(theme.px(26))
    slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return slider


def _amount(place: int) -> Decimal:
    """The amount at a place of the slider, with two digits that count."""
    low, high = SLIDE
    amount = Decimal(round(10 ** (low + (high - low) * place / STEPS)))
    return round(amount, 1 - amount.adjusted()).quantize(Decimal(1))


def _place(amount: Decimal) -> int:
    low, high = SLIDE
    power = log10(float(max(amount, Decimal(1))))
    return max(0, min(STEPS, round((power - low) / (high - low) * STEPS)))
