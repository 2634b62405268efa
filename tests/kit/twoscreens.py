"""Presentation mode on a computer with two screens: `python -m tests.kit.twoscreens`.

Qt is told of its screens only at its start, so this is a process of its own. It says as JSON where
the stage stands and what is on it, first while the window is on the laptop, then on the projector.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import cast

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.parts.labels import Key
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.presenters.presentation import PresentationPresenter
from wecoop_desktop.ui.presenters.presentationview import Line, PresentationView, Slide
from wecoop_desktop.ui.screens.presentation import PresentationScreen

DPI = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
SCREENS = (
    {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768, **DPI},
    {"name": "projector", "x": 1366, "y": 0, "width": 1280, "height": 720, **DPI},
)


def configured(file: Path, count: int) -> dict[str, str]:
    """The environment of a computer with so many screens; `file` is written for it."""
    file.write_text(json.dumps({"screens": SCREENS[:count]}), "utf-8")
    return {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}", "PYTHONUTF8": "1"}


class Showing(PresentationPresenter):
    """Shows what it is told, without library and workshop."""

    def show(self) -> None:
        slide = Slide("Title", (Line("Words"),), notes=("Only for the trainer",))
        self._set(PresentationView(kind="section", slides=(slide,), on=True))


def main() -> None:
    application = QApplication(sys.argv)
    presenter = Showing(cast(Front, None), cast(OpeningPresenter, None))
    window = QWidget()
    column = QVBoxLayout(window)
    screen = PresentationScreen(presenter)
    column.addWidget(screen)
    presenter.changed.connect(lambda: screen.display(presenter.view))
    told = []
    for own in QGuiApplication.screens():
        window.setScreen(own)
        window.setGeometry(own.geometry().adjusted(20, 20, -100, -100))
        window.show()
        presenter.show()
        application.processEvents()
        stage = screen.stage
        keys = [key for key in stage.findChildren(Key) if key.isVisible()]
        told.append(
            {
                "notes": window.screen().name(),
                "stage": stage.screen().name(),
                "whole": stage.geometry() == stage.screen().geometry(),
                "visible": stage.isVisible(),
                "keys": len(keys),
            }
        )
        screen.stage.hide()
        window.hide()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
