"""The program as a screen reader meets it: a window that goes where its standard input says.

`python -m tests.access.walker HOME` on a display and a session bus of its own. A line in is
`go PLACE`, `language CODE` or `fault`; a line out says that it is shown.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from tests.kit.places import PLACES
from tests.kit.window import opened, settle
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import wording
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.window import Window


def obey(window: Window, line: str) -> None:
    verb, _, what = line.partition(" ")
    if verb == "go":
        window.go(PLACES[what](window))
    elif verb == "language" and wording.language().code != what:
        window.switch_language()
    elif verb == "fault":
        error = AppError("work-damaged", set_aside="work-damaged.sqlite")
        window.tell(Banner(say(wording.language(), error), "err", closable=True))
    settle()


def main(folder: str) -> None:
    program = QApplication(["wecoop"])
    program.setApplicationName("wecoop")
    with opened(Home(Path(folder) / "wecoop"), "en", drafts=3) as window:
        window.activateWindow()
        waiting = b""

        def read() -> None:
            nonlocal waiting
            part = os.read(0, 4096)
            if not part:
                program.quit()
            *lines, waiting = (waiting + part).split(b"\n")
            for line in lines:
                try:
                    obey(window, line.decode())
                except Exception as error:  # noqa: BLE001 - who asked is told, and goes on
                    print(f"failed: {type(error).__name__}: {error}", flush=True)
                else:
                    print("shown", window.place.screen, flush=True)

        heard = QSocketNotifier(0, QSocketNotifier.Type.Read)
        heard.activated.connect(read)
        print("shown", window.place.screen, flush=True)
        program.exec()


if __name__ == "__main__":
    main(sys.argv[1])
