"""The tables of `work.sqlite`. A change here needs a migration and a higher `SCHEMA`."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Dialect, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

SCHEMA = 2  # kept in PRAGMA user_version; the migration of that number makes it
APPLICATION = 0x57454350  # "WECP", kept in PRAGMA application_id


class Moment(TypeDecorator[datetime]):
    """An aware time as ISO text in UTC, so that the text sorts by time."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Table(DeclarativeBase):
    type_annotation_map = {datetime: Moment, str: Text}  # noqa: RUF012 - SQLAlchemy's way


def _owner() -> Mapped[str]:
    return mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True)


class Proposals(Table):
    """`extra` is the JSON of unknown keys of an imported file, written back on export."""

    __tablename__ = "proposals"
    id: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str]
    form_version: Mapped[str]
    created: Mapped[datetime]
    updated: Mapped[datetime]
    deleted: Mapped[datetime | None]
    extra: Mapped[str] = mapped_column(server_default="{}")


class Answers(Table):
    """One row per answer; `data` is JSON."""

    __tablename__ = "answers"
    proposal: Mapped[str] = _owner()
    path: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[str]


class Changes(Table):
    """The journal from which undo and redo work; rows of one `step` go together.

    `began` is when the step began, `at` when it was last written; `size` is what it takes.
    """

    __tablename__ = "changes"
    proposal: Mapped[str] = _owner()
    step: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    before: Mapped[str | None]
    after: Mapped[str | None]
    began: Mapped[datetime]
    at: Mapped[datetime]
    size: Mapped[int]
    undone: Mapped[bool]


class Revisions(Table):
    """`answers` is the JSON of all answers, compressed with zlib."""

    __tablename__ = "revisions"
    proposal: Mapped[str] = _owner()
    number: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str]
    name: Mapped[str]
    made: Mapped[datetime]
    answers: Mapped[bytes] = mapped_column(LargeBinary)
    origin: Mapped[int] = mapped_column(server_default="0")


class Parts(Table):
    """Further entries of an imported file: `form.json`, `attachments/...` and unknown ones."""

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
