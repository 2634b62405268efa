"""From a folder to an open, whole database of the present schema, or a clear error."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from datetime import datetime

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import backup, database
from wecoop_desktop.work.database import DamagedError, telling
from wecoop_desktop.work.schema import SCHEMA

LONGEST = 440  # bytes of the folder's name: SQLite opens nothing whose whole name has more than 512


def opened(home: Home, clock: Callable[[], datetime]) -> sqlite3.Connection:
    """The connection of the store. The caller holds the lock.

    Raises `AppError` work-newer (file untouched), work-damaged (set_aside, backup), work-missing
    (backup), work-in-use, work-not-writable, work-path-long, disk-full.
    """
    if len(os.fsencode(home.root)) > LONGEST:
        raise AppError("work-path-long", path=home.root, most=LONGEST)
    with telling(home.work):
        database.clear(database.part(home.work))
        if not home.work.exists():
            _begin(home, clock)
        try:
            return _checked(home, clock)
        except DamagedError as error:
            aside = backup.set_aside(home, "damaged", clock())
            good = backup.last_good(home)
            raise AppError(
                "work-damaged", set_aside=aside, backup=good.path if good else None
            ) from error


def _begin(home: Home, clock: Callable[[], datetime]) -> None:
    """A first start makes an empty database; a lost one is not silently begun anew."""
    backup.set_aside(home, "damaged", clock())  # a log without its database
    good = backup.last_good(home)
    if good is not None:
        raise AppError("work-missing", path=home.work, backup=good.path)
    database.create(home.work)


def _checked(home: Home, clock: Callable[[], datetime]) -> sqlite3.Connection:
    if database.header_schema(home.work) > SCHEMA:
        raise AppError("work-newer", path=home.work)
    connection = _connected(home)
    with contextlib.ExitStack() as closing:
        closing.callback(connection.close)
        schema = database.check(connection)
        if schema > SCHEMA:
            raise AppError("work-newer", path=home.work)
        if schema < SCHEMA:
            backup.make(connection, home, clock(), "migration")
            _migrate(connection, home)
        else:
            closing.pop_all()
            return connection
    return _connected(home)


def look(home: Home) -> None:
    """Say whether the database could be opened, without touching it: for the self-test.

    Raises `AppError` work-newer, work-unreadable, work-not-writable. None is there: all is well.
    """
    path = home.work
    with telling(path):
        if not path.exists():
            return
        try:
            log = path.with_name(path.name + "-wal").exists()
            # A program that has it open keeps the newest pages in the log.
            schema = database.header_schema(path) if log else database.check_file(path)
        except DamagedError as error:
            raise AppError("work-unreadable", path=path) from error
    if schema > SCHEMA:
        raise AppError("work-newer", path=path)


def _connected(home: Home) -> sqlite3.Connection:
    try:
        return database.connect(home.work)
    except sqlite3.DatabaseError as error:
        told = database.told_error(error, home.work)
        if told is not None and told.code == "work-unreadable":
            raise DamagedError(str(error)) from error
        raise


def _migrate(connection: sqlite3.Connection, home: Home) -> None:
    """Migrate a copy; only when it is whole does it take the place of the database."""
    from wecoop_desktop.work.migration import upgrade

    beside = database.part(home.work)
    try:
        database.copy(connection, beside)
        upgrade(beside)
        if database.check_file(beside) != SCHEMA:
            raise AssertionError("the migrations do not lead to the present schema")
        # Everything of the log goes into the old file, so that none stands beside the new one.
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.close()
        database.put_in_place(beside, home.work)
    finally:
        database.clear(beside)
