"""What the user chooses for this computer; each choice applies at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wecoop_desktop.base.settings import LONGEST, Settings
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter

MOST = LONGEST["author"]
ZOOMS = (100, 110, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class SettingsView:
    settings: Settings
    language: str  # the one that is spoken, also while none was chosen


class SettingsPresenter(Presenter[SettingsView]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(SettingsView(front.settings(), front.language()))
        self._front = front

    def arrive(self, place: Place) -> None:
        self._read()

    def _read(self) -> None:
        self._set(SettingsView(self._front.settings(), self._front.language()))

    def _take(self, settings: Settings) -> None:
        self._front.save_settings(settings)
        self._read()

    def speak(self, language: str) -> None:
        self._take(replace(self._front.settings(), language=language))

    def paint(self, theme: str) -> None:
        self._take(replace(self._front.settings(), theme=theme))

    def size(self, zoom: int) -> None:
        self._take(replace(self._front.settings(), zoom=zoom))

    def live_in(self, country: str) -> None:
        self._take(replace(self._front.settings(), country=country))

    def sign_as(self, author: str) -> None:
        """The name that stands at comments; spaces around and within it become one."""
        self._take(replace(self._front.settings(), author=_line(author)))

    def work_as(self, role: str) -> None:
        """What stands at comments beside the name."""
        self._take(replace(self._front.settings(), role=_line(role)))

    def press_single_keys(self, wished: str) -> None:
        """`wished`: "on" or "off"."""
        self._take(replace(self._front.settings(), single_keys=wished == "on"))

    def connect_when(self, network: str) -> None:
        """When the program may look for updates by network: never, asked, start."""
        self._take(replace(self._front.settings(), network=network))

    def send_to(self, address: str) -> None:
        """Another address of feedback; empty for the publisher's own."""
        kept = address.strip()[: LONGEST["feedback"]]
        self._take(replace(self._front.settings(), feedback=kept))

    def fetch_from(self, address: str) -> None:
        """Another address of updates; empty for the publisher's own."""
        kept = address.strip()[: LONGEST["address"]]
        self._take(replace(self._front.settings(), address=kept))

    def notice_sticks(self, wished: str) -> None:
        """`wished`: "on" or "off"."""
        self._take(replace(self._front.settings(), sticks=wished == "on"))


def _line(text: str) -> str:
    return " ".join(text.split())[:MOST]
