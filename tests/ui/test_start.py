"""What is imported before the first picture and while all is opened behind it, and what is said
where no window can open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.kit.window import shared_library

HEAVY = (
    "sqlalchemy alembic reportlab tuf cryptography urllib3 requests pydantic babel docx openpyxl "
    "lxml numpy pymorphy3 tantivy rapidfuzz lark sqlite3 ctypes hashlib platform PIL "
    "pypdfium2 PySide6.QtNetwork "
    "wecoop_desktop.packs wecoop_desktop.forms wecoop_desktop.library wecoop_desktop.work"
)
# Not before somebody searches, writes a document, migrates old work, asks for updates or drafts.
LATER = (
    "alembic reportlab tuf cryptography urllib3 requests pydantic docx openpyxl "
    "lxml numpy pymorphy3 rapidfuzz PIL pypdfium2 markdown_it pyphen waitress "
    "wecoop_desktop.library.rows wecoop_desktop.forms.evaluate"
)
# Not by looking into every room either: before a document is written or an update asked for.
USED = (
    "alembic reportlab tuf securesystemslib cryptography urllib3 requests pydantic docx "
    "openpyxl lxml numpy PIL pypdfium2 pyphen waitress"
)

PROGRAM = """
import linecache
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from wecoop_desktop.app import make_window
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.pages import RAIL
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.runner import Immediate
app = QApplication([])
window = make_window(Home(Path(sys.argv[1])), Immediate())
def painted():
    print(" ".join(name for name in sys.argv[2].split() if name in sys.modules))
    window.opening.begin()
    assert window.opening.view.desk is not None
    print(" ".join(name for name in sys.argv[3].split() if name in sys.modules))
    window.go(Place("projects"))
    print("pymorphy3" in sys.modules)
    print(sys.modules["wecoop_desktop.library.library"].__file__ in linecache.cache)
    for room, *_ in RAIL:
        window.go(Place(room))
        app.processEvents()
    print(" ".join(name for name in sys.argv[4].split() if name in sys.modules))
    app.quit()
window.first_painted.connect(painted)
window.show()
app.exec()
"""


def test_what_is_heavy_waits_until_it_is_needed(tmp_path: Path) -> None:
    shared_library()  # one that has to be built would bring more with it
    (tmp_path / "settings.json").write_text('{"format": 1, "language": "en"}', "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), HEAVY, LATER, USED],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=120,
        check=True,
    )
    first_picture, all_open, before_a_search, source, all_seen = done.stdout.splitlines()
    assert first_picture == ""
    assert all_open == ""
    assert before_a_search == "True", "dictionaries are loaded where somebody may search"
    assert source == "False", "Qt for Python reads and keeps the source of what is imported"
    assert all_seen == "", "rooms are looked into without it"


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


def test_what_is_imported_ahead_is_there() -> None:
    """In the window a name that was changed would only be found while somebody reads a list."""
    from importlib.util import find_spec

    from wecoop_desktop.ui.ahead import WIZARD

    assert [name for name in WIZARD if find_spec(f"wecoop_desktop.{name}") is None] == []
