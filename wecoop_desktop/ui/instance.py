"""One window for each home: a second start hands its files to the window that is open, and ends.

The first start holds `window.lock` and, once its picture stands, listens under a name that only
`window.json` tells. Whoever finds the lock held reads that name, says which files it was given,
and waits for a word that they came. A window that does not answer (it hangs, or runs on another
computer that shares the folder) keeps nobody from working: the second window opens and says so.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QWidget

from wecoop_desktop.base import lock
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, write_bytes
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.wording import tr

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

FORMAT = 1
LOCK, NAMED = "window.lock", "window.json"
WAIT, PAUSE = 6.0, 0.1  # seconds a second start tries to reach the first, and between two tries
REPLY = 2000  # milliseconds in which an open window answers
LIMIT = 65_536  # bytes of a message, and of window.json
MOST = 20  # files that are opened at once
DONE = b"ok\n"


def claim(home: Home) -> lock.Held | None:
    """Be the one window of this home; None where there is one already.

    A home in which nothing can be written has no lock, and nobody to share it with.
    """
    try:
        home.root.mkdir(parents=True, exist_ok=True)
        return lock.hold(home.root / LOCK)
    except OSError:
        return lock.Held(-1)


def title(home: Home) -> str:
    """The name of the window, which says where a portable program keeps its work."""
    if home.kept == "portable":
        return tr("WECOOP Desktop · portable: nothing stays on this computer")
    if home.kept == "elsewhere":
        return tr("WECOOP Desktop · portable: work is kept on this computer")
    return "WECOOP Desktop"


def notes(home: Home, *, alone: bool) -> tuple[Banner, ...]:
    """What a user must know of where the work is kept, and of who else writes there."""
    made = []
    if home.kept == "elsewhere":
        words = tr(
            "Nothing can be written beside the program. Your work is kept in {folder}.",
            folder=home.root,
        )
        made.append(Banner(words, "warn", closable=True))
    if not alone:
        words = tr(
            "Another window works on the same folder and does not answer. Close it, or do not "
            "change the same proposal in both: {folder}",
            folder=home.root,
        )
        made.append(Banner(words, "warn", closable=True))
    return tuple(made)


def bring_forward(window: QWidget) -> None:
    """Before the eyes of whoever has just started the program again."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()


SESSION_FILE, SESSION_FOLDER = ".workshop", "wecoop-workshop-"


def is_session(path: Path) -> bool:
    """Whether it is a session of a workshop: one file, its folder, or a stick that holds one."""
    try:
        if path.suffix.lower() == SESSION_FILE:
            return path.is_file()
        if not path.is_dir() or (path / "workshop.json").is_file():  # a group's own place
            return False
        return (path / "session.json").is_file() or any(path.glob(f"{SESSION_FOLDER}*"))
    except (OSError, ValueError):
        return False


def dropped_session(data: QMimeData) -> Path | None:
    """The session among what is dropped, if there is just one thing."""
    urls = data.urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and is_session(path) else None


def file_place(file: Path) -> Place:
    """Where a file is opened; a session of a workshop asks for the group."""
    if is_session(file):
        return Place("workshop", part="join").choosing("path", str(file))
    return Place("proposals", part="file").choosing("path", str(file))


class Arrivals:
    """Files for the window, from the command line or a second start, opened one after the other."""

    def __init__(self, go: Callable[[Place], None], opening: OpeningPresenter) -> None:
        self._go = go
        self._opening = opening
        self._waiting: list[Path] = []
        opening.changed.connect(self._opened)

    def take(self, files: Sequence[Path]) -> None:
        """The first at once: its place says itself that the library is still being opened."""
        for file in files[:MOST]:
            if self._opening.view.desk is None and self._waiting:
                self._waiting.append(file)
            else:
                self._waiting = [file] if self._opening.view.desk is None else []
                self._go(file_place(file))

    def _opened(self) -> None:
        if self._opening.view.desk is None or not self._waiting:
            return
        _first, *rest = self._waiting
        self._waiting = []
        for file in rest:
            self._go(file_place(file))


class Listener(QObject):
    """Hears second starts. `asked` carries their files, a tuple of paths; it may be empty."""

    asked = Signal(tuple)

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._server: QLocalServer | None = None

    def listen(self) -> bool:
        """From now on; False where this computer does not let it, and then nobody is heard."""
        import secrets

        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        options = QLocalServer.SocketOption
        # On Linux without a file in a shared folder; the name is the secret.
        abstract = sys.platform.startswith("linux")
        server.setSocketOptions(
            options.AbstractNamespaceOption if abstract else options.UserAccessOption
        )
        server.setMaxPendingConnections(8)
        server.newConnection.connect(self._meet)
        name = f"wecoop-{secrets.token_hex(16)}"
        if not server.listen(name):
            return False
        told = {"format": FORMAT, "name": name, "process": os.getpid()}
        path = self._home.root / NAMED
        try:
            write_bytes(path, json.dumps(told).encode())
            path.chmod(0o600)
        except (AppError, OSError):
            server.close()
            return False
        self._server = server
        return True

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
            with contextlib.suppress(OSError):
                (self._home.root / NAMED).unlink()

    def _meet(self) -> None:
        from PySide6.QtCore import QTimer

        while self._server is not None and (socket := self._server.nextPendingConnection()):
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda of=socket: self._hear(of))
            QTimer.singleShot(REPLY, socket, socket.abort)  # who says nothing is sent away
            if socket.bytesAvailable():
                self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LIMIT:
                socket.abort()
            return
        files = _files(bytes(socket.readLine(LIMIT).data()))
        if files is None:
            socket.abort()
            return
        socket.write(DONE)
        socket.flush()
        socket.disconnectFromServer()
        self.asked.emit(files)


def _files(line: bytes) -> tuple[Path, ...] | None:
    """The files of a message; None where it is none of ours."""
    try:
        told = parse_json(line)
    except ValueError:
        return None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return None
    files = told.get("files")
    if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
        return None
    return tuple(path for file in files[:MOST] if (path := Path(file)).is_absolute())


def hand_over(home: Home, files: Sequence[Path], wait: float = WAIT) -> bool:
    """Give the files to the window that is open and bring it to the front; whether it answered.

    The first may still be starting: tried for `wait` seconds. Needs a QCoreApplication.
    """
    message = {"format": FORMAT, "files": [str(file.absolute()) for file in files[:MOST]]}
    line = json.dumps(message).encode() + b"\n"
    until = time.monotonic() + wait
    while True:
        if _say(home, line):
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(PAUSE)


def _say(home: Home, line: bytes) -> bool:
    from PySide6.QtNetwork import QLocalSocket

    try:
        told = parse_json(read_bytes(home.root / NAMED, LIMIT))
    except (AppError, ValueError):
        return False
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return False
    socket = QLocalSocket()
    if sys.platform.startswith("linux"):
        socket.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
    socket.connectToServer(str(told.get("name")))
    if not socket.waitForConnected(REPLY):
        return False
    _let_come_forward(told.get("process"))
    socket.write(line)
    socket.flush()
    while not socket.canReadLine():
        if not socket.waitForReadyRead(REPLY):
            return False
    return bytes(socket.readLine(len(DONE) + 1).data()) == DONE


def _let_come_forward(process: object) -> None:
    """Windows lets only the program in front bring another there."""
    if sys.platform == "win32" and isinstance(process, int):
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)


class OpenedByDesktop(QObject):
    """Files that macOS gives a program that runs already: they come as events."""

    asked = Signal(tuple)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.asked.emit((Path(event.file()),))
            return True
        return super().eventFilter(watched, event)
