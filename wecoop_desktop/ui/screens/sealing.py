"""The two cards in which a password is typed: to open a closed file, and to close one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Label, Wrapped
from wecoop_desktop.ui.presenters.proposals import ProposalsPresenter
from wecoop_desktop.ui.wording import language, tr

WIDE = 380  # pixels at 100 % of a field


class _PasswordCard(Card):
    def _field(self, words: str) -> QLineEdit:
        label = Label(words, "small", "text2")
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(words)
        field.setMaximumWidth(theme.px(WIDE))
        label.setBuddy(field)
        self.body.addWidget(label)
        self.body.addWidget(field)
        return field

    def _see(self, *fields: QLineEdit) -> None:
        """Typed unseen, a password in two alphabets is easily mistyped: it can be looked at."""
        modes = QLineEdit.EchoMode

        def show(on: bool) -> None:
            for field in fields:
                field.setEchoMode(modes.Normal if on else modes.Password)

        self.see = Check(tr("Show what is typed"))
        self.see.toggled.connect(show)
        self.body.addWidget(self.see)

    def _tell(self, error: AppError | None) -> None:
        if error is not None:
            self.body.addWidget(Wrapped(say(language(), error), "small", "err"))


class SealedCard(_PasswordCard):
    """A file that was opened asks for its password, which `unseal` is given."""

    def __init__(
        self,
        path: Path,
        error: AppError | None,
        unseal: Callable[[str], None],
        leave: Callable[[], None],
    ) -> None:
        super().__init__(tr("This file is closed with a password"), "lock", tone="selected")
        self.body.addWidget(Wrapped(path.name, "strong", "text"))
        self.password = self._field(tr("Password"))
        self._see(self.password)
        self._tell(error)
        verbs = Flow(gap=8)
        self.open = Button(tr("Open"), "primary")
        self.open.clicked.connect(lambda _=False: unseal(self.password.text()))
        self.password.returnPressed.connect(lambda: unseal(self.password.text()))
        away = Button(tr("Not now"), "quiet")
        away.clicked.connect(lambda _=False: leave())
        verbs.addWidget(self.open)
        verbs.addWidget(away)
        self.body.addLayout(verbs)


class SealCard(_PasswordCard):
    """A password is chosen, twice the same, before the file is saved."""

    def __init__(
        self,
        presenter: ProposalsPresenter,
        error: AppError | None,
        save: Callable[[str], None],
    ) -> None:
        super().__init__(tr("Save with a password"), "lock", tone="selected")
        words = tr("Whoever has the file needs the password to open it. There is no way around "
                   "it: where the password is lost, so is what is in the file, and nobody can "
                   "help, not the makers of the program either. Your proposal in this program "
                   "stays open.")  # fmt: skip
        self.body.addWidget(Wrapped(words, "body", "text"))
        self.password = self._field(tr("Password, 8 characters or more"))
        self.again = self._field(tr("The same once more"))
        self._see(self.password, self.again)
        self.hint = Wrapped("", "small", "err")
        self.hint.hide()
        self.body.addWidget(self.hint)
        self._tell(error)
        verbs = Flow(gap=8)
        self.save = Button(tr("Save …"), "primary")
        leave = Button(tr("Not now"), "quiet")
        leave.clicked.connect(lambda _=False: presenter.leave_sealed())
        verbs.addWidget(self.save)
        verbs.addWidget(leave)
        self.body.addLayout(verbs)
        self._save = save
        self.save.clicked.connect(lambda _=False: self._check())
        self.again.returnPressed.connect(self._check)

    def _check(self) -> None:
        from wecoop_desktop.work.seal import check_password

        words = ""
        try:
            check_password(self.password.text())
        except AppError as error:
            words = say(language(), error)
        if not words and self.password.text() != self.again.text():
            words = tr("The two are not the same.")
        self.hint.setText(words)
        self.hint.setVisible(bool(words))
        if not words:
            self._save(self.password.text())
