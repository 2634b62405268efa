"""What left this computer, what came, and what is written where: read from what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from wecoop_desktop.base.folders import DIALOGS, Home
from wecoop_desktop.base.settings import Settings

if TYPE_CHECKING:
    from wecoop_desktop.sync.log import Entry

What = Literal["check", "fetch", "feedback"]
WHATS: tuple[What, ...] = ("check", "fetch", "feedback")
# The parts of the home by what they hold; each is a file or a folder, or several: `*` is any text.
# In the home of a group of a workshop.
SANDBOX = (
    *("workshop.json", "session.json", "exercise", "start.wecoop", "draft.wecoop", "handed"),
    *("packet.wecoop", "review.json", "anew.json", "wish.json"),
)
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("work", ("work.sqlite", "work.sqlite-*", "work.lock")),
    ("attachments", ("attachments",)),
    ("aside", ("work-damaged-*", "work-replaced-*")),
    ("backups", ("backups",)),
    ("copies", ("proposals",)),
    ("settings", ("settings.json",)),
    ("content", ("content",)),
    ("incoming", ("incoming",)),
    ("trust", ("trust",)),
    ("library", ("library",)),
    ("log", ("updates.jsonl", "updates.old.jsonl")),
    ("faults", ("problems.txt", "problems.1.txt", "problems.2.txt")),
    ("workshop", ("workshop", "sessions", "workshop-kept", *SANDBOX)),
    ("window", ("window.lock", "window.json", "place.json")),
    ("dialogs", (DIALOGS,)),
    ("passing", ("passing", "*.part", ".work.sqlite*")),
)
UNREACHED = ("carrier-", "feedback-unreachable")  # codes of what did not answer
MOST = 50_000  # files that are counted of a part


@dataclass(frozen=True, slots=True)
class Contact:
    """Once that the program connected, or tried to. `bytes` came in; of feedback 0."""

    when: datetime
    what: What
    where: str
    bytes: int = 0
    reached: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """A part of the home with its bytes; `name` is a key of the words, or the file's own."""

    name: str
    path: Path
    bytes: int
    known: bool = True


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the page shows. `elsewhere` are folders of the settings outside of the home."""

    home: Path
    network: str
    contacts: tuple[Contact, ...] = ()
    written: tuple[Written, ...] = ()
    elsewhere: tuple[tuple[str, Path], ...] = ()


def privacy(home: Home, settings: Settings) -> Privacy:
    """Read it all; may take some milliseconds, more for a large home."""
    from wecoop_desktop.sync import log

    newest = tuple(_contacts(log.read(home, most=2000)))
    elsewhere = [("backups", Path(settings.backups))] if settings.backups else []
    return Privacy(home.root, settings.network, newest, tuple(_parts(home)), tuple(elsewhere))


def _contacts(entries: tuple[Entry, ...]) -> Iterator[Contact]:
    """What the log has of carriers that are addresses; sticks and folders are none."""
    for one in entries:
        network = "://" in one.carrier or (one.carrier and not _is_folder(one.carrier))
        what = next((act for act in WHATS if act == one.act), None)
        if not network or what is None:
            continue
        reached = not one.code.startswith(UNREACHED)
        yield Contact(_moment(one.when), what, one.carrier, one.bytes, reached)


def _is_folder(carrier: str) -> bool:
    return Path(carrier).is_absolute() or "\\" in carrier


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _parts(home: Home) -> Iterator[Written]:
    """Everything that stands in the home, what we know by name first."""
    try:
        there = {path.name: path for path in home.root.iterdir()}
    except OSError:
        return
    for name, files in PARTS:
        named = (one for file in files for one in sorted(there) if fnmatchcase(one, file))
        found = [there.pop(one) for one in dict.fromkeys(named)]
        if found:
            yield Written(name, found[0], sum(_size(path) for path in found))
    for name in sorted(there):
        yield Written(name, there[name], _size(there[name]), known=False)


def _size(path: Path) -> int:
    """Bytes of a file or of all files below; what cannot be read counts as nothing."""
    total = 0
    try:
        files = path.rglob("*") if path.is_dir() else iter((path,))
        for number, file in enumerate(files):
            if number >= MOST:
                break
            if file.is_file():
                total += file.stat().st_size
    except OSError:
        return total
    return total
