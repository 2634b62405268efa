"""What is imported before the first picture, and what is said where no window can open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = (
    "sqlalchemy alembic reportlab tuf cryptography urllib3 requests pydantic babel docx openpyxl "
    "lxml numpy pymorphy3"
)

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from wecoop_desktop.app import make_window
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.runner import Immediate
app = QApplication([])
window = make_window(Home(Path(sys.argv[1])), Immediate())
def painted():
    print(" ".join(name for name in sys.argv[2].split() if name in sys.modules))
    app.quit()
window.first_painted.connect(painted)
window.show()
app.exec()
"""


def test_nothing_heavy_before_the_first_picture(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), HEAVY],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=120,
        check=True,
    )
    assert done.stdout.strip() == ""


def test_without_a_display_it_says_so(tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    done = subprocess.run(
        [sys.executable, "-m", "wecoop_desktop", "--home", str(tmp_path)],
        capture_output=True,
        text=True,
        env={name: value for name, value in os.environ.items() if name not in hidden},
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no display" in done.stderr
