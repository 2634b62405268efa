"""Begin anew from a participant's own window: it asks, closes, and the next start does it before
anything of the sandbox is open.

A window cannot remove the folder it works in. `anew.json` in the sandbox says what is wished.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from wecoop_desktop.base import lock
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.workshop.paper import read_paper, write_paper
from wecoop_desktop.workshop.reset import Kept, kept, new_participant, reset, undo, what_goes
from wecoop_desktop.workshop.sandbox import FOLDER_OF_ALL
from wecoop_desktop.workshop.session import is_session_id

REQUEST = "anew.json"
WAIT, PAUSE = 10.0, 0.1  # seconds for the window that asked to close, and between two looks
LOCKS = ("window.lock", "work.lock")

Wish = Literal["new", "back"]


@dataclass(frozen=True, slots=True)
class Request:
    """A new participant, or `back` to the work that the copy holds."""

    wish: Wish
    copy: str = ""


def home_of(sandbox: Home) -> Home:
    """The home in which a sandbox stands. Raises `AppError` workshop-not-joined."""
    root = sandbox.root
    if root.parent.name != FOLDER_OF_ALL or not is_session_id(root.name):
        raise AppError("workshop-not-joined", path=root)
    return Home(root.parent.parent)


def last_copy(sandbox: Home, now: datetime) -> Kept | None:
    """The copy of who worked here before, while it is kept."""
    try:
        copies = kept(home_of(sandbox), now)
    except AppError:
        return None
    return next((each for each in copies if each.sessions == (sandbox.root.name,)), None)


def ask(sandbox: Home, request: Request) -> None:
    """Raises `AppError` workshop-not-joined, disk-full."""
    home_of(sandbox)
    write_paper(sandbox.root / REQUEST, {"wish": request.wish, "copy": request.copy})


def is_asked(root: Path) -> bool:
    """Whether something is wished; nothing is read for it."""
    return (root / REQUEST).is_file()


def fulfil(sandbox: Home, now: datetime, wait: float = WAIT) -> None:
    """Do what was asked, once the window that asked has closed.

    Raises `AppError` workshop-open and as `new_participant` and `undo`; the sandbox is as it was
    then, and nothing is asked any more.
    """
    path = sandbox.root / REQUEST
    try:
        paper = read_paper(path)
        request = Request("back" if paper.text("wish") == "back" else "new", paper.text("copy"))
    finally:
        path.unlink(missing_ok=True)
    home = home_of(sandbox)
    _await(sandbox.root, wait)
    if request.wish == "new":
        new_participant(home, sandbox.root.name, now)
        return
    copy = next((each for each in kept(home, now) if each.path.name == request.copy), None)
    if copy is None:
        raise AppError("workshop-nothing-kept", name=request.copy)
    _swap(home, sandbox, copy, now)


def _swap(home: Home, sandbox: Home, copy: Kept, now: datetime) -> None:
    """The work of now goes into a copy, the other comes back."""
    mine = reset(what_goes(home, sandbox.root.name), now)
    try:
        undo(home, copy)
    except AppError:
        if mine is not None:
            undo(home, mine)
        raise


def _await(root: Path, wait: float) -> None:
    """Until no window holds the folder. Raises `AppError` workshop-open."""
    until = time.monotonic() + wait
    for name in LOCKS:
        while (held := lock.hold(root / name)) is None:
            if time.monotonic() >= until:
                raise AppError("workshop-open", path=root)
            time.sleep(PAUSE)
        held.release()
