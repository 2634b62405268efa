"""`store.attachments`: files copied into the work (docs/decisions/0010-attachments.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work.attachments import Attachment, Broken


class AttachmentStore:
    """Verbs that change raise `AppError` proposal-unknown, proposal-review, disk-full too."""

    def __init__(
        self,
        home: Home,
        transaction: Callable[[], AbstractContextManager[Connection]],
        clock: Callable[[], datetime],
    ) -> None:
        self._home, self._work, self._clock = home, transaction, clock

    def attach(self, proposal: str, path: Path) -> Attachment:
        """Copy a file in. The same content under the same name is attached once; a name that is
        taken by other content gets a number: `map (2).pdf`. No step of undo: it only adds.

        Raises `AppError` attachment-folder, attachment-special, attachment-empty,
        attachment-too-large (limit MB), attachments-too-large, attachments-too-many,
        attachment-changing, attachment-not-readable, file-missing, disk-full.
        """
        raise NotImplementedError

    def detach(
        self, proposal: str, name: str, answers: Mapping[str, Data | None] | None = None
    ) -> None:
        """Take a file away, and set `answers` (rows that named it) with it: one step of undo."""
        raise NotImplementedError

    def of(self, proposal: str) -> tuple[Attachment, ...]:
        """All attachments by name."""
        raise NotImplementedError

    def find(self, proposal: str, name: str) -> Attachment | None:
        """The attachment that a row means by the text of its column `file`."""
        raise NotImplementedError

    def read(self, proposal: str, name: str) -> bytes:
        """The content, checked. Raises attachment-unknown, attachment-lost, attachment-damaged."""
        raise NotImplementedError

    def save_as(self, proposal: str, name: str, path: Path) -> None:
        """Write the content to a place of the user's; raises as `read` and `base.files.writing`."""
        raise NotImplementedError

    def verify(self, proposal: str) -> tuple[Broken, ...]:
        """Attachments whose content is gone or changed on this computer."""
        raise NotImplementedError
