"""One conflict: what stood before, mine and theirs side by side, and the ways to decide."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.answers import Money
from wecoop_desktop.forms.codec import plain_value
from wecoop_desktop.forms.conflicts import Conflict
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.difference import marked, plain
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Title, Wrapped
from wecoop_desktop.ui.parts.pageview import PageView
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.conflictvalues import Entry, entry_of, options_for
from wecoop_desktop.ui.presenters.merge import MergePresenter
from wecoop_desktop.ui.presenters.mergeview import MergeView
from wecoop_desktop.ui.screens.comparewords import question_words, step_words
from wecoop_desktop.ui.screens.mergewords import CHOSEN, SIDES, conflict_words, side_text
from wecoop_desktop.ui.wording import language, said, tr

NARROW = 720  # below this width the three sides stand under one another


class ConflictPane(Panel):
    """Shows the chosen conflict of the view; empty where there is none."""

    def __init__(self, presenter: MergePresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", (18, 12, 14, 12), 8, parent)
        self._presenter = presenter
        self._sign: tuple[object, ...] = ()
        self._own: OwnValue | None = None
        self._turn = 0
        column = self.body
        self._step = Caption("")
        column.addWidget(self._step)
        self._title = Title("", "subtitle")
        column.addWidget(self._title)
        self._where = Wrapped("", "small")
        column.addWidget(self._where)
        self._state = QHBoxLayout()
        column.addLayout(self._state)
        verbs = QWidget()
        self._verbs = Flow(8, verbs)
        column.addWidget(verbs)
        self.verbs: dict[str, Button] = {}
        self._make_verbs()
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(theme.px(10))
        column.addLayout(self._cards, 1)
        self.pages: dict[str, PageView] = {}
        for side, words in SIDES.items():
            self._cards.addWidget(self._card(side, tr(words)), 1)

    def _card(self, side: str, words: str) -> QWidget:
        card = Card(words, tone="subtle" if side == "base" else "surface", padding=10)
        page = PageView(words)
        page.setMinimumHeight(theme.px(96))
        if side == "base":
            page.setStyleSheet(
                f"QTextBrowser {{ border: 0; background: {theme.token('subtle')};"
                f" color: {theme.token('text')}; padding: 0; }}"
            )
        card.body.addWidget(page, 1)
        self.pages[side] = page
        return card

    def _make_verbs(self) -> None:
        presenter = self._presenter
        self._verb("mine", tr("Keep mine"), lambda: presenter.decide("mine"))
        self._verb("theirs", tr("Take theirs"), lambda: presenter.decide("theirs"))
        self._verb("both", tr("Keep both"), lambda: presenter.decide("both"))
        self._verb("own", tr("Write my own …"), self.open_own)

    def _verb(self, name: str, words: str, call: Callable[[], object]) -> None:
        button = Button(words)
        button.clicked.connect(lambda _checked=False: call())
        self.verbs[name] = button
        self._verbs.addWidget(button)

    # showing

    def display(self, view: MergeView) -> None:
        conflict, form = view.conflict, view.form
        self.setVisible(conflict is not None)
        if conflict is None or form is None:
            self._sign = ()
            return
        sign = (conflict, language().code)
        if self._own is not None and view.turn != self._turn:  # it was decided
            self._put_own(None)
        self._turn = view.turn
        if sign != self._sign:
            self._sign = sign
            self._show_sides(form, conflict)
            self._put_own(None)
            # The pages are laid out first, or there would be nothing to scroll to.
            QTimer.singleShot(0, self, self._bring)
        self._show_state(view, conflict)
        for name, button in self.verbs.items():
            button.setVisible(
                bool(entry_of(form, conflict)) if name == "own" else name in conflict.choices
            )
        if self._own is not None:
            self._own.tell(view)

    def _show_sides(self, form: Form, conflict: Conflict) -> None:
        step = form.step(conflict.path.partition(".")[0]).id if _known(form, conflict) else ""
        self._step.setText(step_words(form, step))
        self._title.setText(question_words(form, conflict.path))
        where = conflict_words(form, conflict)
        self._where.setText(where)
        self._where.setVisible(bool(where))
        base = side_text(form, conflict, conflict.base)
        for name, side in (("mine", conflict.mine), ("theirs", conflict.theirs)):
            words = side_text(form, conflict, side)
            texts = isinstance(side, str) and isinstance(conflict.base, str)
            if texts and base and words:
                shown, _ = marked(base, words, 0, whole=True)
            else:
                shown = plain(words) if words else _nothing(conflict)
            self.pages[name].show_page(f'<p style="line-height:130%">{shown}</p>')
        shown = plain(base) if base else _nothing(conflict)
        self.pages["base"].show_page(f'<p style="line-height:130%">{shown}</p>')

    def _bring(self) -> None:
        """What each side changed first, in sight."""
        for page in self.pages.values():
            if page.stops:
                page.bring(0)

    def _show_state(self, view: MergeView, conflict: Conflict) -> None:
        clear(self._state)
        choice = view.choices.get(conflict.id)
        if choice is None:
            self._state.addWidget(Status(tr("To be decided"), "warn"))
        else:
            name = choice if isinstance(choice, str) else "own"
            self._state.addWidget(Status(tr(CHOSEN[name]), "ok"))
            again = Button(tr("Decide again"), "quiet", size="small")
            again.clicked.connect(lambda _checked=False: self._presenter.undecide())
            self._state.addWidget(again)
        self._state.addStretch(1)

    # an own value

    def open_own(self) -> None:
        """The field in which something else than both sides is written."""
        view = self._presenter.view
        if view.form is not None and view.conflict is not None:
            entry = entry_of(view.form, view.conflict)
            self._put_own(OwnValue(self._presenter, view, entry, lambda: self._put_own(None)))

    def _put_own(self, own: OwnValue | None) -> None:
        clear(self._place)
        self._own = own
        if own is not None:
            self._place.addWidget(own)
            own.begin()
            QTimer.singleShot(0, own, lambda: self.ensureWidgetVisible(own, 0, 0))

    def close_top(self) -> bool:
        if self._own is None:
            return False
        self._put_own(None)
        self.verbs["own"].setFocus()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._cards.direction() != way:
            self._cards.setDirection(way)


class OwnValue(QFrame):
    """A text, a line or a choice, and the button that takes it."""

    def __init__(
        self, presenter: MergePresenter, view: MergeView, entry: Entry, close: Callable[[], object]
    ) -> None:
        super().__init__()
        self._presenter = presenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, 0)
        column.setSpacing(theme.px(6))
        assert view.form is not None
        assert view.conflict is not None
        self.field = _field(view.form, view.conflict, entry, view.texts.get(view.chosen))
        self.field.setAccessibleName(tr("My own words"))
        column.addWidget(self.field)
        self._wrong = QVBoxLayout()
        column.addLayout(self._wrong)
        row = QHBoxLayout()
        self.take = Button(tr("Use this"), "primary")
        self.take.clicked.connect(lambda _checked=False: self._take())
        stop = Button(tr("Cancel"))
        stop.clicked.connect(lambda _checked=False: close())
        row.addWidget(self.take)
        row.addWidget(stop)
        row.addStretch(1)
        column.addLayout(row)
        if isinstance(self.field, QPlainTextEdit):
            self.field.textChanged.connect(lambda: presenter.type_own(self.text))
        elif isinstance(self.field, QLineEdit):
            self.field.textChanged.connect(lambda _text: presenter.type_own(self.text))
            self.field.returnPressed.connect(self._take)

    @property
    def text(self) -> str:
        if isinstance(self.field, QPlainTextEdit):
            return self.field.toPlainText()
        return self.field.value if isinstance(self.field, Choice) else self.field.text()

    def begin(self) -> None:
        self.field.setFocus()

    def _take(self) -> None:
        self._presenter.take_own(self.text, language().code)

    def tell(self, view: MergeView) -> None:
        """Why what was typed cannot be taken."""
        clear(self._wrong)
        if view.wrong is not None:
            banner = Banner(say(language(), view.wrong), "err")
            self._wrong.addWidget(banner)
            banner.announce()


def _field(
    form: Form, conflict: Conflict, entry: Entry, typed: str | None
) -> QPlainTextEdit | QLineEdit | Choice:
    """What was typed before stands there, else mine."""
    if entry == "choice":
        options = [
            (option.id, said(option.label) or option.id) for option in options_for(form, conflict)
        ]
        mine = conflict.mine if isinstance(conflict.mine, str) else ""
        return Choice([("", "—"), *options], typed if typed is not None else mine)
    start = _written(conflict.mine) if typed is None else typed
    if entry == "text":
        text = QPlainTextEdit(start)
        text.setTabChangesFocus(True)
        text.setMinimumHeight(theme.px(90))
        text.setMaximumHeight(theme.px(150))
        return text
    return QLineEdit(start)


def _written(value: object) -> str:
    """A value as it is typed."""
    if value is None:
        return ""
    if isinstance(value, Money):
        return f"{plain_value(value.amount)} {value.currency}"
    return value if isinstance(value, str) else str(plain_value(value))  # type: ignore[arg-type]  # a cell


def _known(form: Form, conflict: Conflict) -> bool:
    try:
        form.field(conflict.path)
    except KeyError:
        return False
    return True


def _nothing(conflict: Conflict) -> str:
    words = tr("The row is not there.") if conflict.kind == "removed" else tr("Nothing is written.")
    return f'<span style="color:{theme.token("muted")}">{plain(words)}</span>'
