"""What came in by network, in a database: SQLite by default, PostgreSQL where an address says so.

Only statements that SQLAlchemy writes: values travel beside them, whatever they contain. Who sent
an entry (the address of the computer) is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    func,
    insert,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.packs.feedback import Entry, Receipt, entry_data, read_own

COUNT_LIMIT = 1_000_000  # entries of a database

_KNOWN = MetaData()
FEEDBACK = Table(
    "feedback",
    _KNOWN,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("digest", String(64), nullable=False),
    Column("received", String(40), nullable=False),
    Column("program", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("data", Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """An entry as it came in; `received` is an ISO time in UTC, empty where it came in a file."""

    entry: Entry
    number: str = ""
    received: str = ""
    program: str = ""
    language: str = ""


class Clash(Exception):  # noqa: N818 - an answer: another text stands under this id
    """The id is taken by an entry that says something else."""


class Full(Exception):  # noqa: N818 - an answer, not an error
    """No more entries are kept."""


class Mailbox:
    """Open with `Mailbox.open`; may be used by several threads at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, address: str) -> Mailbox:
        """The database at an address as SQLAlchemy has it. Raises `AppError` database-odd."""
        try:
            url = make_url(address)
        except (ArgumentError, ValueError) as error:
            raise AppError("database-odd", address="…", problem="no address") from error
        told = url.render_as_string(hide_password=True)
        try:
            engine = create_engine(url, pool_pre_ping=True)
            _KNOWN.create_all(engine)
        except (SQLAlchemyError, ImportError, OSError, ValueError) as error:
            problem = type(getattr(error, "orig", None) or error).__name__
            raise AppError("database-odd", address=told, problem=problem) from error
        return cls(engine)

    def close(self) -> None:
        self._engine.dispose()

    def alive(self) -> bool:
        """Whether the database answers."""
        with contextlib.suppress(SQLAlchemyError), self._engine.connect() as database:
            return database.scalar(select(1)) == 1
        return False

    def put(self, entry: Entry, program: str, language: str, now: datetime) -> tuple[Receipt, bool]:
        """Keep an entry; the second value says whether it is new here.

        The same entry again gives the receipt it had. Raises `Clash`, `Full`; SQLAlchemyError
        where the database fails.
        """
        data = json.dumps(entry_data(entry), ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(data.encode()).hexdigest()
        known = self._known(entry.id, digest)
        if known is not None:
            return known, False
        row = {
            "id": entry.id,
            "digest": digest,
            "received": now.isoformat(timespec="seconds"),
            "program": program,
            "language": language,
            "data": data,
        }
        try:
            with self._engine.begin() as database:
                if (database.scalar(select(func.max(FEEDBACK.c.number))) or 0) >= COUNT_LIMIT:
                    raise Full
                database.execute(insert(FEEDBACK).values(row))
        except IntegrityError:  # the same entry came twice at the same moment
            known = self._known(entry.id, digest)
            if known is None:
                raise
            return known, False
        made = self._known(entry.id, digest)
        assert made is not None
        return made, True

    def _known(self, id: str, digest: str) -> Receipt | None:
        query = select(FEEDBACK).where(FEEDBACK.c.id == id)
        with self._engine.connect() as database:
            row = database.execute(query).one_or_none()
        if row is None:
            return None
        if row.digest != digest:
            raise Clash
        return Receipt(id, _number(row.number, row.received), row.received)

    def letters(self) -> Iterator[Letter]:
        """Everything that came in, in the order in which it came."""
        query = select(FEEDBACK).order_by(FEEDBACK.c.number)
        with self._engine.connect() as database:
            for row in database.execution_options(stream_results=True).execute(query):
                yield Letter(
                    read_own(json.loads(row.data)),
                    _number(row.number, row.received),
                    row.received,
                    row.program,
                    row.language,
                )


def _number(number: int, received: str) -> str:
    """What an editor and a user call it: `2026-00017`."""
    return f"{received[:4]}-{number:05d}"
