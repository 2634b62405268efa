"""The tables of `work.sqlite`. A change here needs a migration and a higher `schema.SCHEMA`.

Imported only where a file is made or migrated: the work itself runs on `sqlite3`, with statements
that stand where they are used (a test tries each of them on these tables).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Dialect, ForeignKey, LargeBinary, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import CreateTable
from sqlalchemy.types import TypeDecorator

from wecoop_desktop.work.moments import moment_or_none, stored


class Moment(TypeDecorator[datetime]):
    """An aware time as text (see `work.moments`)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else stored(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return moment_or_none(value)


class Table(DeclarativeBase):
    type_annotation_map = {datetime: Moment, str: Text}  # noqa: RUF012 - SQLAlchemy's way


def _owner() -> Mapped[str]:
    return mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True)


class Proposals(Table):
    """`extra` is the JSON of unknown keys of an imported file, written back on export.

    `identity` is the same in all copies; `lineage` is a JSON list of digests of states that came
    with imported files; `review` marks a copy whose answers may not be changed.
    """

    __tablename__ = "proposals"
    id: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str]
    form_version: Mapped[str]
    created: Mapped[datetime]
    updated: Mapped[datetime]
    deleted: Mapped[datetime | None]
    extra: Mapped[str] = mapped_column(server_default="{}")
    identity: Mapped[str] = mapped_column(server_default="")
    lineage: Mapped[str] = mapped_column(server_default="[]")
    review: Mapped[bool] = mapped_column(server_default="0")


class Answers(Table):
    """One row per answer; `data` is JSON."""

    __tablename__ = "answers"
    proposal: Mapped[str] = _owner()
    path: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[str]


class Changes(Table):
    """The journal from which undo and redo work; rows of one `step` go together.

    `kind` says what `path` is: an answer, or something of `work.toggles`.
    `began` is when the step began, `at` when it was last written; `size` is what it takes.
    """

    __tablename__ = "changes"
    proposal: Mapped[str] = _owner()
    step: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    before: Mapped[str | None]
    after: Mapped[str | None]
    began: Mapped[datetime]
    at: Mapped[datetime]
    size: Mapped[int]
    undone: Mapped[bool]


class Revisions(Table):
    """`answers` is the JSON of all answers, compressed with zlib; `digest` is theirs.

    Where an older program kept it, `digest` is empty until it is asked for.
    """

    __tablename__ = "revisions"
    proposal: Mapped[str] = _owner()
    number: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str]
    name: Mapped[str]
    made: Mapped[datetime]
    answers: Mapped[bytes] = mapped_column(LargeBinary)
    origin: Mapped[int] = mapped_column(server_default="0")
    form_version: Mapped[str] = mapped_column(server_default="")
    digest: Mapped[str] = mapped_column(server_default="")


class Comments(Table):
    """`data` is the JSON of a comment, as in `comments.json` of a proposal file."""

    __tablename__ = "comments"
    proposal: Mapped[str] = _owner()
    id: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[str]


class Attachments(Table):
    """Files of a proposal; their bytes are in the folder of attachments, under `sha256`."""

    __tablename__ = "attachments"
    proposal: Mapped[str] = _owner()
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    media: Mapped[str]
    added: Mapped[datetime]
    detached: Mapped[datetime | None]


class Submissions(Table):
    """Frozen states; `attachments` is JSON, sha256 by name."""

    __tablename__ = "submissions"
    proposal: Mapped[str] = _owner()
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    template: Mapped[str]
    digest: Mapped[str]
    made: Mapped[datetime]
    revision: Mapped[int]
    form_version: Mapped[str]
    attachments: Mapped[str]


class Forms(Table):
    """Forms with which proposals were filled; `data` is their JSON, compressed with zlib."""

    __tablename__ = "forms"
    form: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Parts(Table):
    """Further entries of an imported file: `form.json` and unknown ones.

    Schema 2 kept `attachments/...` here too; they move on when they are first asked for.
    """

    __tablename__ = "parts"
    proposal: Mapped[str] = _owner()
    name: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Marks(Table):
    """Bookmarks, chapters read, points ticked: whatever has a kind, a key and a short value."""

    __tablename__ = "marks"
    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    at: Mapped[datetime]


class Outbox(Table):
    """What the user says to the publisher; `data` is the JSON of an entry (`packs.feedback`).

    `state` is draft, waiting, sent or received; `tried` says that it may have arrived already.
    `answer` is the JSON of what was published about it, empty before.
    """

    __tablename__ = "outbox"
    id: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[str]
    state: Mapped[str]
    created: Mapped[datetime]
    changed: Mapped[datetime]
    removed: Mapped[datetime | None]
    tried: Mapped[bool] = mapped_column(server_default="0")
    left: Mapped[datetime | None]
    number: Mapped[str] = mapped_column(server_default="")
    received: Mapped[str] = mapped_column(server_default="")
    answer: Mapped[str] = mapped_column(server_default="")


class OutboxChanges(Table):
    """The journal of the outbox; `before` and `after` are JSON of what may change, or none."""

    __tablename__ = "outbox_changes"
    step: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    began: Mapped[datetime]
    at: Mapped[datetime]
    undone: Mapped[bool]


def creating() -> Iterator[str]:
    """The statements that make all tables, those that others refer to first."""
    for table in Table.metadata.sorted_tables:
        yield str(CreateTable(table).compile(dialect=sqlite.dialect()))
