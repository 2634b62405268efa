"""What the screen of updates shows, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.ui.presenters.outbox import OutboxView

Stage = Literal[
    "",  # nothing known yet
    "choosing",  # where to take an update from
    "checking",
    "current",  # checked: nothing newer
    "offered",
    "fetching",
    "paused",
    "installing",  # verified, read, built, switched
    "installed",
    "undoing",
    "undone",
    "copying",
    "copied",
    "refused",
]
How = Literal["new", "changed", "gone", "closed"]
Outcome = Literal["installed", "undone", "nothing", "offered", "failed", "stopped", "mended"]

BUSY = frozenset({"checking", "fetching", "installing", "undoing", "copying"})
NO_COUNTS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Bringer:
    """What brings an update: `kind` web, stick or folder; `name` is said, `address` is opened."""

    kind: str = "web"
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class PackRow:
    """An installed pack. `size` in bytes, None where it is not known; `source`: shipped, update."""

    id: str
    title: Text
    version: str
    issued: date
    size: int | None = None
    source: str = "shipped"


@dataclass(frozen=True, slots=True)
class OfferedPack:
    """A pack of an offer; `installed` is empty where there was none. `size`: bytes to fetch."""

    id: str
    installed: str
    version: str
    size: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What an update would bring: `size` bytes in about `seconds`, None where nobody knows.

    `handle` is what `Updater.fetch` needs of it."""

    number: int
    version: str
    issued: date | None
    packs: tuple[OfferedPack, ...]
    size: int
    seconds: int | None
    bringer: Bringer
    handle: object = made(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Staging:
    """What was fetched and verified; `handle` is what `Updater.install` needs of it."""

    handle: object = made(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. While parts are fetched, `done` of `total` bytes, bytes a second and the
    seconds left (None: not known yet); else steps of what `code` of `base.wording` names."""

    code: str = ""
    done: int = 0
    total: int = 0
    rate: int | None = None
    left: int | None = None

    @property
    def share(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class DraftNamed:
    """A proposal of the user's that something concerns."""

    id: str
    title: Words


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that an update changed; `drafts` use it, `saved`: it is bookmarked."""

    kind: str
    id: str
    title: Text
    how: How
    drafts: tuple[DraftNamed, ...] = ()
    saved: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two editions; what concerns the user's own things comes first."""

    version: str = ""
    since: str = ""
    rows: tuple[Changed, ...] = ()

    def count(self, kind: str, how: How) -> int:
        return sum(row.kind == kind and row.how == how for row in self.rows)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A line of the history. `undo`: it can be taken back; `error`: why it came to nothing."""

    when: datetime
    outcome: Outcome
    bringer: Bringer
    version: str = ""
    packs: int = 0
    size: int = 0
    error: AppError | None = None
    undo: bool = False


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose content this is. `state`: shipped (nothing was checked yet), genuine, stale (genuine,
    but whether it is the newest cannot be confirmed), refused. `keys` are ids of the root's keys;
    `chosen`: this home follows another publisher's root than the one built in."""

    state: str = "shipped"
    publisher: Text = Text()
    keys: tuple[str, ...] = ()
    program: str = ""  # its version, which brought the root
    chosen: bool = False
    checked: datetime | None = None
    issued: str = ""


@dataclass(frozen=True, slots=True)
class Installed:
    """What is installed now, as far as files tell. `mended`: content that was damaged and
    replaced; `back`: there is an edition to go back to, `forward` one that was undone."""

    packs: tuple[PackRow, ...] = ()
    history: tuple[Attempt, ...] = ()
    trust: Trust = Trust()
    mended: Finding | None = None
    back: str = ""
    forward: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A release found on a drive or in a folder."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class UpdatesView:
    stage: Stage = ""
    part: str = ""  # "changes": the full list
    packs: tuple[PackRow, ...] = ()
    counts: Mapping[str, int] = made(default_factory=lambda: NO_COUNTS)
    data_as_of: str = ""
    today: date = date.min
    offer: Offered | None = None
    progress: Progress = Progress()
    bringer: Bringer = Bringer()
    error: AppError | None = None
    changes: Changes | None = None
    history: tuple[Attempt, ...] = ()
    why: int = -1  # the line of the history that is explained
    trust: Trust = Trust()
    mended: Finding | None = None
    back: str = ""
    forward: str = ""
    found: tuple[Found, ...] | None = None
    network: str = "asked"
    net: str = "offline"
    copied: Path | None = None
    outbox: OutboxView = made(default_factory=OutboxView)
    installed: str = ""  # the version that was just installed, or gone back to

    @property
    def busy(self) -> bool:
        return self.stage in BUSY

    @property
    def waiting(self) -> int:
        """Updates that wait for a click: the figure at the rail."""
        return int(self.offer is not None and self.stage in ("offered", "paused"))

    def without_message(self) -> UpdatesView:
        """As it stands once the last message is closed."""
        stage: Stage = "offered" if self.offer is not None else ""
        return replace(self, stage=stage, error=None, copied=None, found=None)
