"""The card at the top of Updates: what is under way, what is offered, what became of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.button import Button, Kind
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.folder import show_folder
from wecoop_desktop.ui.parts.labels import Label, Picture, Title, Wrapped
from wecoop_desktop.ui.parts.saving import breakable
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.updates import RECOVERABLE, UpdatesPresenter
from wecoop_desktop.ui.presenters.updatesview import Progress, UpdatesView
from wecoop_desktop.ui.screens import updateswords as words
from wecoop_desktop.ui.wording import ntr, tr

BESIDE = 2  # verbs that stand beside their sentence


class StageCard(Card):
    """Made anew for each stage; `show_progress` moves the bar of the one that is shown."""

    def __init__(self, presenter: UpdatesPresenter, view: UpdatesView) -> None:
        super().__init__(padding=15)
        self._presenter = presenter
        self._view = view
        self._bar: Bar | None = None
        self._figures: Label | None = None
        across = QHBoxLayout()
        across.setSpacing(theme.px(14))
        self.body.addLayout(across)
        icon, tone = _icon(view)
        across.addWidget(Picture(icon, tone, 22), 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(7))
        across.addLayout(self._column, 1)
        getattr(self, f"_say_{view.stage or 'nothing'}")(view)
        self.show_progress(view.progress)

    # Parts

    def _heading(self, text: str, chip: Status | None = None, *, figures: str = "") -> None:
        self.setAccessibleName(text)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        if chip is None:
            row.addWidget(Title(text, "cardTitle"), 1)
        else:
            beside = Flow(10)
            beside.addWidget(Label(text, "cardTitle"))
            beside.addWidget(chip)
            row.addWidget(_holding(beside), 1)
        self._figures = Label(figures, "smallFigures", "text2")
        row.addWidget(self._figures)
        self._column.addLayout(row)

    def _text(self, text: str, tone: str = "text2") -> None:
        self._column.addWidget(Wrapped(text, "body", tone))

    def _moving(self, name: str) -> None:
        self._bar = Bar(0, name, height=8)
        self._column.addWidget(self._bar)

    def _verbs(self, text: str, *buttons: Button) -> None:
        """A sentence with one or two verbs at its end; more of them stand below it."""
        if text and len(buttons) <= BESIDE:
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            row.addWidget(Wrapped(text), 1)
            for button in buttons:
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
            self._column.addLayout(row)
            return
        if text:
            self._text(text)
        flow = Flow(8)
        for button in buttons:
            flow.addWidget(button)
        self._column.addWidget(_holding(flow))

    def _button(self, text: str, verb: object, kind: Kind = "plain", icon: str = "") -> Button:
        assert callable(verb)
        button = Button(text, kind, icon, size="small" if kind == "quiet" else "normal")
        button.clicked.connect(lambda _checked=False: verb())
        return button

    def _give_up(self, text: str) -> Button:
        return self._button(text, self._presenter.give_up)

    def show_progress(self, progress: Progress) -> None:
        if self._bar is not None:
            self._bar.show_share(progress.share)
        if self._figures is not None and self._view.busy:
            self._figures.setText(words.progress_words(progress))

    # Stages

    def _say_nothing(self, view: UpdatesView) -> None:
        if view.network == "never":
            self._heading(tr("The program does not connect"))
            self._text(
                tr("Updates come from a stick or a folder. Drafts are never changed by them.")
            )
            return
        self._heading(tr("No check yet since the program was started"))
        self._text(
            tr(
                "Nothing is fetched or installed without your click, and drafts are never "
                "changed by an update."
            )
        )

    def _say_choosing(self, view: UpdatesView) -> None:
        self._heading(tr("Take an update from a stick, a folder or a file"))
        if view.found is None:
            self._text(tr("Looking at the sticks that are plugged in…"), "muted")
        elif not view.found:
            self._text(
                tr("No stick with an update is plugged in. A copy of one can also be in a folder.")
            )
        buttons = [
            self._button(
                tr("Look at {name}", name=found.name),
                lambda path=found.path: self._presenter.check_folder(path),
                "primary" if at == 0 else "plain",
                "usb",
            )
            for at, found in enumerate(view.found or ())
        ]
        folder = self._button(tr("Choose a folder…"), self._choose_folder, icon="folder-open")
        file = self._button(tr("Choose a file…"), self._choose_file, icon="file-down")
        self._verbs("", *buttons, folder, file, self._give_up(tr("Cancel")))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("The folder with the update"))
        if chosen:
            self._presenter.check_folder(Path(chosen))

    def _choose_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, tr("A file of the update"))
        if chosen:
            self._presenter.check_folder(Path(chosen))

    def _say_checking(self, view: UpdatesView) -> None:
        self._heading(tr("Looking for an update {way}", way=words.brought(view.bringer)))
        self._moving(tr("Looking for an update"))
        self._verbs("", self._give_up(tr("Cancel")))

    def _say_current(self, view: UpdatesView) -> None:
        self._heading(tr("Up to date"))
        self._text(tr("There is nothing newer {way}.", way=words.brought(view.bringer)))

    def _say_offered(self, view: UpdatesView) -> None:
        offer = view.offer
        assert offer is not None
        self._heading(
            tr("Edition {version} is ready to be fetched", version=offer.version), _genuine()
        )
        changed = ", ".join(words.pack_title(pack.id, view.packs) for pack in offer.packs)
        told = [words.brought(offer.bringer)]
        if offer.issued:
            told.append(tr("issued {date}", date=wording.language().date(offer.issued)))
        told.append(ntr("{n} pack: {names}", "{n} packs: {names}", len(offer.packs), names=changed))
        line = Wrapped("", "body", "text2")
        line.show_strong(words.offer_words(offer), "· " + " · ".join(told))
        self._column.addWidget(line)
        self._verbs(
            tr("Your drafts are never changed by an update, and it can be undone."),
            self._button(tr("Update now"), self._presenter.take, "primary", "download"),
            self._give_up(tr("Not now")),
        )

    def _say_fetching(self, view: UpdatesView) -> None:
        version = view.offer.version if view.offer else ""
        self._heading(tr("Edition {version}", version=version), _genuine(), figures=" ")
        self._moving(tr("Fetching edition {version}", version=version))
        self._verbs(
            tr("Fetching continues after a lost connection. Go on working; drafts stay as they "
               "are."),
            self._button(tr("Pause"), self._presenter.pause, icon="pause"),
            self._give_up(tr("Cancel")),
        )  # fmt: skip

    def _say_paused(self, view: UpdatesView) -> None:
        version = view.offer.version if view.offer else ""
        self._heading(
            tr("Edition {version}: paused", version=version),
            figures=words.progress_words(view.progress),
        )
        self._moving(tr("Fetching edition {version}", version=version))
        if view.error is not None:
            self._text(words.refusal(view.error), "warn")
        self._verbs(
            tr("What has come is kept and is not fetched again."),
            self._button(tr("Continue"), self._presenter.take, "primary", "play"),
            self._give_up(tr("Cancel")),
        )

    def _say_installing(self, view: UpdatesView) -> None:
        version = view.offer.version if view.offer else ""
        self._heading(tr("Edition {version} is being installed", version=version), figures=" ")
        self._moving(tr("Installing edition {version}", version=version))
        self._text(
            tr("Go on working: the present edition stays in use until the new one is whole.")
        )

    def _say_undoing(self, view: UpdatesView) -> None:
        self._heading(tr("Going back to the edition before"), figures=" ")
        self._moving(tr("Going back"))
        self._text(tr("Your drafts and notes stay as they are."))

    def _say_installed(self, view: UpdatesView) -> None:
        self._heading(tr("Edition {version} is installed", version=view.installed))
        count = len(view.changes.rows) if view.changes else 0
        buttons = []
        if count:
            all_of_it = tr("See what changed")
            buttons.append(self._button(all_of_it, self._show_changes, "primary", "list"))
        if view.back:
            buttons.append(self._button(tr("Undo"), self._presenter.undo, icon="undo-2"))
        self._verbs(
            tr("It is in use now; the edition before is kept. Your drafts are as they were."),
            *buttons,
        )

    def _say_undone(self, view: UpdatesView) -> None:
        self._heading(tr("Edition {version} is in use again", version=view.installed))
        buttons = [self._give_up(tr("Close"))]
        if view.back or view.forward:
            again = tr("Take the update again")
            buttons.insert(0, self._button(again, self._presenter.undo, icon="redo-2"))
        self._verbs(tr("Your drafts and notes are as they were."), *buttons)

    def _say_copying(self, view: UpdatesView) -> None:
        self._heading(tr("The update is being copied"), figures=" ")
        self._moving(tr("Copying"))
        self._verbs(tr("Leave the stick in until it is done."), self._give_up(tr("Cancel")))

    def _say_copied(self, view: UpdatesView) -> None:
        self._heading(tr("The copy is written and was read back"))
        folder = view.copied or Path()
        self._text(breakable(str(folder)))
        self._verbs(
            tr("Take it to another computer: Updates there finds it."),
            self._button(tr("Show in folder"), lambda: show_folder(folder), icon="folder-open"),
            self._give_up(tr("Close")),
        )

    def _say_refused(self, view: UpdatesView) -> None:
        error = view.error
        assert error is not None
        self._heading(words.head(error)[0])
        self._text(words.refusal(error), "text")
        buttons = []
        if error.code in RECOVERABLE:
            again = lambda: self._presenter.check_at(view.bringer)  # noqa: E731 - a verb in a row
            buttons.append(self._button(tr("Try again"), again, "primary", "refresh-cw"))
        if "address" in error.code:
            there = lambda: self._presenter.go(Place("settings"))  # noqa: E731 - as above
            buttons.append(self._button(tr("Settings"), there, icon="settings"))
        elsewhere = self._button(
            tr("Import from USB or file…"), self._presenter.choose_carrier, icon="usb"
        )
        self._verbs(
            tr("Your content and your drafts are as they were."),
            *buttons,
            elsewhere,
            self._give_up(tr("Close")),
        )

    def _show_changes(self) -> None:
        self._presenter.go(Place("updates", part="changes"))


def _icon(view: UpdatesView) -> tuple[str, str]:
    match view.stage:
        case "" | "choosing":
            return "shield", "primary"
        case "current" | "installed" | "copied":
            return "circle-check", "ok"
        case "refused":
            assert view.error is not None
            tone = words.head(view.error)[1]
            return ("shield-x" if tone == "err" else "triangle-alert"), tone
        case "paused":
            return "pause", "primary"
        case "undone" | "undoing":
            return "undo-2", "primary"
        case "copying":
            return "usb", "primary"
    return "download", "primary"


def _holding(layout: Flow) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    return holder


def _genuine() -> Status:
    return Status(tr("Signature valid"), "ok", "shield-check")


def mended(presenter: UpdatesPresenter, view: UpdatesView) -> Banner:
    """That damaged content was found at start, and what took its place."""
    assert view.mended is not None
    banner = Banner(words.repaired(view.mended), "warn", action=tr("Understood"))
    banner.acted.connect(presenter.forget_mended)
    return banner
