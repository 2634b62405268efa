"""The program is killed in the middle of typing: nothing older than a second is missing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wecoop_desktop.base.folders import Home
from wecoop_desktop.work.store import WorkStore

# The real program, with its threads; a timer types a letter into the field as a person would and
# says when. The parent kills it.
TYPIST = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from wecoop_desktop.app import make_window
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.runner import Background
from wecoop_desktop.ui.screens.wizard import WizardScreen
application = QApplication([])
window = make_window(Home(Path(sys.argv[1])), Background())
window.first_painted.connect(window.opening.begin)
window.show()
typed = 0
def begin():
    desk = window.opening.view.desk
    if desk is None:
        return
    waiting.stop()
    form = desk.library.form()
    proposal = desk.store.create(form.id, form.version, {"basic.target_maturity": "concept"})
    window.go(Place("wizard", proposal, "problem"))
    window.presenter("wizard").write_in("en")
    print("proposal", proposal, flush=True)
    keys.start(30)
def type_one():
    global typed
    screen = window.findChildren(WizardScreen)[-1]
    box = screen.questions.cards["problem.core_problem"].editor.box
    QTest.keyClicks(box, "abcdefghij"[typed % 10])
    typed += 1
    print("typed", typed, time.monotonic(), flush=True)
waiting, keys = QTimer(), QTimer()
waiting.timeout.connect(begin)
keys.timeout.connect(type_one)
waiting.start(10)
application.exec()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on this system")
@pytest.mark.parametrize("seconds", [0.4, 1.7, 2.9])
def test_killed_while_typing(tmp_path: Path, seconds: float) -> None:
    home = Home(tmp_path / "Каракол")
    child = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(home.root)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert child.stdout is not None
    proposal = child.stdout.readline().split()[1]
    begun = time.monotonic()
    pressed: list[tuple[int, float]] = []
    for line in child.stdout:
        _, number, moment = line.split()
        pressed.append((int(number), float(moment)))
        if time.monotonic() - begun > seconds:
            break
    child.kill()
    killed = time.monotonic()
    child.communicate()

    store = WorkStore.open(home)
    kept = store.load(proposal).answers.get("problem.core_problem", {})
    store.close()
    text = kept["en"] if isinstance(kept, dict) and "en" in kept else ""
    old_enough = [number for number, moment in pressed if moment < killed - 1.0]
    assert len(text) >= (old_enough[-1] if old_enough else 0)
    assert text == ("abcdefghij" * (len(text) // 10 + 1))[: len(text)], "nothing torn"
