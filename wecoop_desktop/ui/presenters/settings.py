"""What the user chooses for this computer; each choice applies at once."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from wecoop_desktop.base.settings import LONGEST, Settings, changed, fitting
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter

FIRST = "you"  # the section that is shown where none was named
WHOLE = ("address", "feedback", "backups")  # texts that may hold spaces as they are


@dataclass(frozen=True, slots=True)
class SettingsView:
    """`section` is what is shown, unless `text` is being looked for."""

    settings: Settings
    language: str  # the one that is spoken, also while none was chosen
    section: str = FIRST
    text: str = ""
    home: Path = Path()  # where everything stands that the program writes

    def value(self, field: str) -> str:
        """A setting as its row in the table writes it."""
        found = asdict(self.settings)[field]
        if isinstance(found, bool):
            return "on" if found else "off"
        if field == "language" and not found:
            return self.language
        return str(found)


class SettingsPresenter(Presenter[SettingsView]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        view = SettingsView(front.settings(), front.language(), home=opening.home.root)
        super().__init__(view)
        self._front = front

    def arrive(self, place: Place) -> None:
        self._set(replace(self._now(), section=place.part or self.view.section, text=""))

    def _now(self) -> SettingsView:
        return replace(
            self.view, settings=self._front.settings(), language=self._front.language()
        )  # fmt: skip

    def turn(self, section: str) -> None:
        self._front.stay(Place("settings", part=section))
        self._set(replace(self.view, section=section, text=""))

    def find(self, text: str) -> None:
        """Show the settings that have these words, whatever their section."""
        self._set(replace(self.view, text=" ".join(text.split())))

    def take(self, field: str, value: str) -> None:
        """Choose a value, as `SettingsView.value` writes it. One that does not fit is left."""
        settings = self._front.settings()
        before = asdict(settings)[field]
        chosen: object = value
        if isinstance(before, bool):
            chosen = value == "on"
        elif isinstance(before, int):
            chosen = int(value)
        else:
            chosen = _line(field, value)
        if chosen != before and fitting(field, chosen):
            self._front.save_settings(changed(settings, field, chosen))
        self._set(self._now())

    def go(self, place: Place) -> None:
        self._front.go(place)


def _line(field: str, text: str) -> str:
    """A text in one line, no longer than is kept."""
    kept = text.strip() if field in WHOLE else " ".join(text.split())
    return kept[: LONGEST.get(field, LONGEST["author"])]
