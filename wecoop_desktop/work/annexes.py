"""`store.attachments`: files copied into the work (docs/decisions/0010-attachments.md)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import write_bytes
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import ask, journal, vault
from wecoop_desktop.work.attachments import Attachment, Broken
from wecoop_desktop.work.data import answer_text, decode
from wecoop_desktop.work.file import ATTACHMENTS, ProposalFile
from wecoop_desktop.work.intake import ALL_LIMIT, COUNT_LIMIT, Document, read_document
from wecoop_desktop.work.media import media
from wecoop_desktop.work.moments import moment, stored
from wecoop_desktop.work.naming import free, safe, same
from wecoop_desktop.work.toggles import ATTACHMENT, ON, Thing

_PRESENT = """
SELECT number, name, sha256, size, media, added FROM attachments
WHERE proposal = ? AND detached IS NULL ORDER BY name
"""
_LAST_NUMBER = "SELECT max(number) FROM attachments WHERE proposal = ?"
_ADD = """
INSERT INTO attachments (proposal, number, name, sha256, size, media, added)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_OLD_PARTS = "SELECT name, data FROM parts WHERE proposal = ? AND name GLOB ? ORDER BY name"
_DROP_OLD_PARTS = "DELETE FROM parts WHERE proposal = ? AND name GLOB ?"
_GONE = "SELECT sha256 FROM attachments WHERE detached < ?"
_DROP_GONE = "DELETE FROM attachments WHERE detached < ?"
_CONTENTS = "SELECT DISTINCT sha256 FROM attachments"
_FROZEN = "SELECT attachments FROM submissions"
_CONTENTS_OF = """
SELECT sha256 FROM attachments WHERE proposal IN (SELECT value FROM json_each(?))
"""


class AttachmentStore:
    """Verbs that change raise `AppError` proposal-unknown, proposal-review, disk-full too."""

    def __init__(
        self,
        home: Home,
        transaction: Callable[[], AbstractContextManager[Connection]],
        clock: Callable[[], datetime],
    ) -> None:
        self._home, self._work, self._clock = home, transaction, clock

    def attach(self, proposal: str, source: Path | Document) -> Attachment:
        """Copy a file in. The same content under the same name is attached once; a name that is
        taken by other content gets a number: `map (2).pdf`. No step of undo: it only adds.

        A large file may be read in a job before (`intake.read_document`). Raises `AppError` as
        that, attachments-too-large, attachments-too-many.
        """
        document = source if isinstance(source, Document) else read_document(source)
        path = source if isinstance(source, Path) else Path(document.name)
        now = self._clock()
        with self._work() as work:
            journal.touch(work, proposal, now)
            before = present(work, self._home, proposal)
            if not _is_there(before, document):
                _check_room(before, len(document.data), path)
            return add(work, self._home, proposal, document, now)

    def detach(
        self, proposal: str, name: str, answers: Mapping[str, Data | None] | None = None
    ) -> None:
        """Take a file away, and set `answers` (rows that named it) with it: one step of undo.

        Raises `AppError` attachment-unknown.
        """
        texts = {
            path: None if data is None else answer_text(path, data)
            for path, data in (answers or {}).items()
        }
        now = self._clock()
        with self._work() as work:
            journal.touch(work, proposal, now)
            row = _named(_rows(work, self._home, proposal), name)
            if row is None:
                raise AppError("attachment-unknown", name=name)
            things = {Thing(ATTACHMENT, str(row.number)): ON}
            journal.change(work, proposal, texts, now, joining=False, toggled=things)

    def of(self, proposal: str) -> tuple[Attachment, ...]:
        """All attachments by name."""
        with self._work() as work:
            journal.touch(work, proposal, None)
            return present(work, self._home, proposal)

    def renamed(self, proposal: str, file: ProposalFile) -> Mapping[str, str]:
        """New names, by the old one, that files of a copy get when it is taken in here, because
        another content has the name.

        Whoever merges answers puts them into the rows of the copy first (`attachments.renamed`).
        """
        with self._work() as work:
            journal.touch(work, proposal, None)
            held = {same(row.name): row for row in _rows(work, self._home, proposal)}
        taken = [row.name for row in held.values()]
        names: dict[str, str] = {}
        for name, data in file.documents().items():
            own = held.get(same(name))
            if own is None or own.sha256 != vault.digest(data):
                names[name] = free(name, taken)
                taken.append(names[name])
        return {old: new for old, new in names.items() if old != new}

    def find(self, proposal: str, name: str) -> Attachment | None:
        """The attachment that a row means by the text of its column `file`."""
        with self._work() as work:
            row = _named(_rows(work, self._home, proposal), name)
            return None if row is None else _value(row)

    def read(self, proposal: str, name: str) -> bytes:
        """The content, checked. Raises attachment-unknown, attachment-lost, attachment-damaged."""
        found = self.find(proposal, name)
        if found is None:
            raise AppError("attachment-unknown", name=name)
        return content(self._home, found.name, found.sha256)

    def save_as(self, proposal: str, name: str, path: Path) -> None:
        """Write the content to a place of the user's; raises as `read` and `base.files.writing`."""
        write_bytes(path, self.read(proposal, name))

    def verify(self, proposal: str) -> tuple[Broken, ...]:
        """Attachments whose content is gone or changed on this computer."""
        found = (_broken(self._home, each) for each in self.of(proposal))
        return tuple(each for each in found if each is not None)


def present(work: Connection, home: Home, proposal: str) -> tuple[Attachment, ...]:
    """The attachments of a proposal by name, inside the caller's transaction."""
    return tuple(_value(row) for row in _rows(work, home, proposal))


def add(
    work: Connection, home: Home, proposal: str, document: Document, now: datetime
) -> Attachment:
    """Keep a document as an attachment, or find it where it is attached already."""
    digest = vault.put(home, document.data)
    rows = _rows(work, home, proposal)
    own = _named(rows, document.name)
    if own is not None and own.sha256 == digest:
        return _value(own)
    found = Attachment(
        name=free(document.name, (row.name for row in rows)),
        sha256=digest,
        size=len(document.data),
        media=media(document.data),
        added=now,
    )
    number = ask.number(work, _LAST_NUMBER, proposal) + 1
    row = (proposal, number, found.name, digest, found.size, found.media, stored(now))
    work.execute(_ADD, row)
    return found


def content(home: Home, name: str, digest: str) -> bytes:
    """The bytes of an attachment. Raises `AppError` attachment-lost, attachment-damaged."""
    try:
        data = vault.get(home, digest)
    except ValueError as error:
        raise AppError("attachment-damaged", name=name) from error
    if data is None:
        raise AppError("attachment-lost", name=name)
    return data


def _broken(home: Home, attachment: Attachment) -> Broken | None:
    try:
        content(home, attachment.name, attachment.sha256)
    except AppError as error:
        problem = "missing" if error.code == "attachment-lost" else "damaged"
        return Broken(attachment.name, problem)
    return None


_LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)


class _Row(NamedTuple):
    number: int
    name: str
    sha256: str
    size: int
    media: str
    added: str


def _rows(work: Connection, home: Home, proposal: str) -> list[_Row]:
    """Rows of the files that are attached now, by name."""
    _adopt(work, home, proposal)
    return [*map(_Row._make, work.execute(_PRESENT, (proposal,)))]


def _adopt(work: Connection, home: Home, proposal: str) -> None:
    """Files that an older program kept in the database move to the folder, the first time."""
    old = work.execute(_OLD_PARTS, (proposal, f"{ATTACHMENTS}*")).fetchall()
    if not old:
        return
    work.execute(_DROP_OLD_PARTS, (proposal, f"{ATTACHMENTS}*"))
    for name, data in old:
        document = Document(safe(name.removeprefix(ATTACHMENTS)), data)
        add(work, home, proposal, document, _LONG_AGO)


def _named(rows: list[_Row], name: str) -> _Row | None:
    wanted = same(name)
    return next((row for row in rows if same(row.name) == wanted), None)


def _value(row: _Row) -> Attachment:
    return Attachment(row.name, row.sha256, row.size, row.media, moment(row.added))


def _is_there(before: tuple[Attachment, ...], document: Document) -> bool:
    digest = vault.digest(document.data)
    return any(each.sha256 == digest and same(each.name) == same(document.name) for each in before)


def _check_room(before: tuple[Attachment, ...], size: int, path: Path) -> None:
    if len(before) >= COUNT_LIMIT:
        raise AppError("attachments-too-many", path=path, limit=COUNT_LIMIT)
    if sum(each.size for each in before) + size > ALL_LIMIT:
        raise AppError("attachments-too-large", path=path, limit=ALL_LIMIT // 1_000_000)


def thin(work: Connection, home: Home, now: datetime) -> None:
    """Forget files that were taken away long ago; then contents that nobody refers to go."""
    old = stored(now - vault.KEPT)
    vault.touch(home, ask.texts(work, _GONE, old))
    work.execute(_DROP_GONE, (old,))
    wanted = set(ask.texts(work, _CONTENTS))
    for frozen in ask.texts(work, _FROZEN):
        held = decode(frozen)
        wanted.update(str(each) for each in (held.values() if isinstance(held, dict) else ()))
    vault.thin(home, wanted, now)


def leave(work: Connection, home: Home, proposals: Collection[str]) -> None:
    """Note the contents of proposals that are about to be removed: backups still hold these."""
    vault.touch(home, ask.texts(work, _CONTENTS_OF, ask.listed(proposals)))
