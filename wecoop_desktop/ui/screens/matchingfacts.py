"""What is matched: a draft with its main facts, or the six questions of the quick form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.answers import Money
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.scene import number
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Label, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.parts.verdicts import GUARANTEE, label_of, option_words
from wecoop_desktop.ui.presenters.matching import MatchingPresenter
from wecoop_desktop.ui.presenters.matchingview import MatchingView
from wecoop_desktop.ui.presenters.matrix import COUNTRIES
from wecoop_desktop.ui.screens.projectuse import proposal_words
from wecoop_desktop.ui.wording import language, said, tr

if TYPE_CHECKING:
    from wecoop_desktop.advice.profile import Excluded, Profile
    from wecoop_desktop.forms.form import Form

OWN = ("budget", "own", "in_kind")
LONGEST = 24  # characters of an amount


def draft_choice(view: MatchingView, *, quick: str) -> Choice:
    """The drafts by title; `quick` are the words for none of them, empty where one is needed."""
    entries = [(row.id, proposal_words(row.title)) for row in view.drafts]
    first = [("", quick)] if quick else []
    choice = Choice([*first, *entries], view.draft, tr("Match with"))
    choice.setMinimumWidth(theme.px(60))
    choice.setSizeAdjustPolicy(choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setToolTip(choice.currentText())
    return choice


class MatchingFacts(Panel):
    """Filled anew when another draft is chosen; the questions of the quick form stay."""

    def __init__(self, presenter: MatchingPresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", (16, 12, 16, 16), 10, parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self.setMinimumWidth(theme.px(230))
        self.setMaximumWidth(theme.px(420))
        self._head = QVBoxLayout()
        self._head.setSpacing(theme.px(4))
        self.body.addLayout(self._head)
        self._draft = QVBoxLayout()
        self._draft.setSpacing(theme.px(6))
        self.body.addLayout(self._draft)
        self.quick: QuickForm | None = None
        self._quick = QVBoxLayout()
        self.body.addLayout(self._quick)
        self.body.addStretch(1)

    def display(self, view: MatchingView) -> None:
        form = view.form
        if form is None:
            return
        head = (view.drafts, view.draft, language().code)
        if self._shown[:3] != head:
            self._make_head(view)
        state = (*head, view.answers if view.draft else None)
        if state != self._shown:
            self._shown = state
            clear(self._draft)
            if view.draft:
                self._facts(view, form)
        if not view.draft and self.quick is None:
            self.quick = QuickForm(self._presenter, form)
            self._quick.addWidget(self.quick)
        if self.quick is not None:
            self.quick.setVisible(not view.draft)
            self.quick.display(view)

    def _make_head(self, view: MatchingView) -> None:
        focused = self.window().focusWidget()
        mine = isinstance(focused, Choice) and self.isAncestorOf(focused) and (
            self._head.indexOf(focused) >= 0
        )  # fmt: skip
        clear(self._head)
        label = Label(tr("Match with"), "smallStrong", "text2")
        choice = draft_choice(view, quick=tr("Six questions, without a draft"))
        choice.chosen.connect(self._presenter.choose_draft)
        label.setBuddy(choice)
        self._head.addWidget(label)
        self._head.addWidget(choice)
        if mine:
            choice.setFocus()

    def _facts(self, view: MatchingView, form: Form) -> None:
        """What the draft says, each with the way to its question."""
        for path, name, fact in _facts_of(view, form):
            row = QHBoxLayout()
            row.setSpacing(theme.px(4))
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(Caption(name))
            column.addWidget(
                Wrapped(fact or tr("not answered"), "body", "text" if fact else "warn")
            )
            row.addLayout(column, 1)
            change = Button(
                "", "quiet", "pencil", size="small", name=tr("Change: {name}", name=name)
            )
            change.clicked.connect(lambda _=False, p=path: self._presenter.fix(p))
            row.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
            self._draft.addLayout(row)


def _facts_of(view: MatchingView, form: Form) -> list[tuple[str, str, str]]:
    """Path, name and words of the facts that matching looks at first."""
    answers = view.answers

    def listed(path: str, name: str) -> str:
        value = answers.get(path)
        values = value if isinstance(value, tuple) else (value,)
        return ", ".join(label_of(form, name, each) for each in values if isinstance(each, str))

    asked = answers.get("basic.requested")
    rows = answers.get("budget.financing")
    kinds = [
        str(row["instrument"])
        for row in (rows if isinstance(rows, tuple) else ())
        if not isinstance(row, str) and row.get("instrument") and row["instrument"] not in OWN
    ]
    guarantee = str(answers.get(GUARANTEE) or "")
    return [
        ("basic.countries", tr("Countries"), listed("basic.countries", "countries")),
        ("basic.sectors", tr("Sectors"), listed("basic.sectors", "sectors")),
        (
            "basic.applicant_type", tr("Who applies"),
            listed("basic.applicant_type", "beneficiary_types"),
        ),
        (
            "basic.requested", tr("Amount requested"),
            language().money(asked.amount, asked.currency, "short")
            if isinstance(asked, Money) else "",
        ),
        (
            "budget.financing", tr("Instruments"),
            ", ".join(label_of(form, "instruments", kind) for kind in dict.fromkeys(kinds)),
        ),
        (GUARANTEE, tr("State guarantee"), dict(option_words(form, GUARANTEE)).get(guarantee, "")),
    ]  # fmt: skip


class QuickForm(QWidget):
    """The six questions: where, which sector, who, how much, how, and what is excluded."""

    def __init__(
        self, presenter: MatchingPresenter, form: Form, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._form = form
        self._shown: Profile | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self._column = column
        column.addWidget(Wrapped(tr("What is left open stays unknown and is shown so."), "small"))
        self._ask(1, tr("Where?"))
        self.countries = self._make_countries()
        self._ask(2, tr("Which sector?"))
        self.sector = self._choose("sectors", tr("Main sector"), self._set_sectors)
        self.second = self._choose("sectors", tr("Second sector"), self._set_sectors)
        self._ask(3, tr("Who applies?"))
        self.applicant = self._choose(
            "beneficiary_types", tr("Who applies"), lambda value: self._tell(applicant=value)
        )
        self._ask(4, tr("How much is asked for?"))
        self._make_amount()
        self._ask(5, tr("By which instrument?"))
        self.instrument = self._choose(
            "instruments", tr("Instrument"),
            lambda value: self._tell(instruments=(value,) if value else ()), without=OWN,
        )  # fmt: skip
        self._ask(6, tr("Is something of the exclusion lists part of it?"))
        entries = (("yes", tr("Yes")), ("no", tr("No")), ("unknown", tr("Don’t know")))
        self.excluded = Segments(entries, "unknown", tr("Something that is excluded"))
        self.excluded.chosen.connect(lambda value: self._tell(excluded=cast("Excluded", value)))
        column.addWidget(self.excluded, 0, Qt.AlignmentFlag.AlignLeading)
        note = tr("Arms, tobacco, asbestos, forced labour and the like: step 8 lists them all.")
        column.addWidget(Wrapped(note, "small", "muted"))
        column.addSpacing(theme.px(8))
        self.start = Button(tr("Start a proposal from this"), "plain", "file-plus")
        self.start.clicked.connect(lambda _=False: presenter.start_proposal())
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeading)

    def _ask(self, n: int, words: str) -> None:
        self._column.addSpacing(theme.px(4))
        self._column.addWidget(Wrapped(f"{n}. {words}", "strong", "text"))

    def _make_countries(self) -> dict[str, Check]:
        flow = Flow(10)
        names = self._form.labels("countries")
        made: dict[str, Check] = {}
        for code in COUNTRIES:
            name = said(names[code]) if code in names else code
            tick = Check(name)
            tick.clicked.connect(lambda _=False: self._set_countries())
            flow.addWidget(tick)
            made[code] = tick
        self._column.addLayout(flow)
        return made

    def _choose(
        self, name: str, words: str, chosen: object, without: tuple[str, ...] = ()
    ) -> Choice:
        labels = self._form.labels(name)
        entries = [(key, said(text)) for key, text in labels.items() if key not in without]
        nothing = tr("No second sector") if words == tr("Second sector") else tr("Not known yet")
        choice = Choice([("", nothing), *entries], "", words)
        choice.setMinimumWidth(theme.px(60))
        choice.setSizeAdjustPolicy(choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.chosen.connect(chosen)
        self._column.addWidget(choice)
        return choice

    def _make_amount(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        self.amount = QLineEdit()
        self.amount.setFont(theme.font("figures"))
        self.amount.setMaxLength(LONGEST)
        self.amount.setAccessibleName(tr("Amount asked for"))
        self.amount.setPlaceholderText(tr("For example 12 500 000"))
        self.amount.editingFinished.connect(self._set_amount)
        row.addWidget(self.amount, 1)
        lists = self._form.tables.get("lists")
        codes = lists.get("currencies") if hasattr(lists, "get") else ()
        found = [
            str(code.get("id") if hasattr(code, "get") else code)
            for code in (codes if isinstance(codes, tuple | list) else ())
        ]
        self.currency = Choice([(code, code) for code in found], "USD", tr("Currency"))
        self.currency.chosen.connect(lambda _: self._set_amount())
        row.addWidget(self.currency)
        self._column.addLayout(row)
        self._wrong = Wrapped("", "small", "err")
        self._wrong.hide()
        self._column.addWidget(self._wrong)

    # Showing

    def display(self, view: MatchingView) -> None:
        profile = view.profile
        if profile is None or profile == self._shown:
            return
        self._shown = profile
        for code, tick in self.countries.items():
            tick.setChecked(code in profile.countries)
        self.sector.show_value("".join(profile.sectors[:1]))
        self.second.show_value("".join(profile.sectors[1:2]))
        self.second.setEnabled(bool(profile.sectors))
        self.applicant.show_value(profile.applicant)
        self.instrument.show_value("".join(profile.instruments[:1]))
        self.excluded.show_value(profile.excluded)
        if profile.requested is not None:
            self.currency.show_value(profile.requested.currency)
            self.amount.setText(number(profile.requested.amount))
        elif self._wrong.isHidden():
            self.amount.clear()
        self.start.setEnabled(view.known)
        self.start.setToolTip("" if view.known else tr("Name a country or a sector first."))

    # Telling

    def _tell(self, **facts: object) -> None:
        profile = self._presenter.view.profile
        if profile is not None:
            self._presenter.tell(replace(profile, **facts))  # type: ignore[arg-type]  # by name

    def _set_countries(self) -> None:
        self._tell(countries=tuple(c for c, tick in self.countries.items() if tick.isChecked()))

    def _set_sectors(self, _value: str) -> None:
        both = (self.sector.value, self.second.value if self.sector.value else "")
        self._tell(sectors=tuple(dict.fromkeys(sector for sector in both if sector)))

    def _set_amount(self) -> None:
        from wecoop_desktop.forms.codec import parse_number

        text = self.amount.text().strip()
        wrong = ""
        money: Money | None = None
        if text:
            try:
                amount = parse_number(text, tr("Amount asked for"))
            except AppError as error:
                wrong = say(language(), error)
            else:
                money = Money(amount, self.currency.value or "USD") if amount > 0 else None
                wrong = "" if money else tr("The amount must be above zero.")
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        if not wrong:
            self._tell(requested=money)
