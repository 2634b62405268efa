"""A closed database of ours (a backup, a copy of the present) read without being changed."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import told
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import database, exchange, listing
from wecoop_desktop.work.database import DamagedError
from wecoop_desktop.work.file import ProposalFile
from wecoop_desktop.work.proposal import Proposal, ProposalRow
from wecoop_desktop.work.schema import SCHEMA


class Snapshot:
    """What stood in the work at one moment. Made by `opened`; used inside of its block only."""

    def __init__(self, home: Home, work: Connection) -> None:
        self.home = home
        self.work = work

    def rows(self) -> tuple[ProposalRow, ...]:
        """All proposals, those in the bin too, the last changed first."""
        return listing.rows(self.work)

    def load(self, proposal: str) -> Proposal:
        """Everything of one proposal. Raises `AppError` proposal-unknown."""
        return listing.whole(self.work, proposal)

    def file(self, proposal: str) -> ProposalFile:
        """A proposal with its form, comments and attachments; saved when it was last changed.

        Raises `AppError` proposal-unknown, attachment-lost, attachment-damaged.
        """
        updated = self.load(proposal).updated
        return exchange.gathered(self.work, self.home, proposal, None, updated, review=False)


@contextlib.contextmanager
def opened(home: Home, path: Path) -> Iterator[Snapshot]:
    """Read a closed database; one of an older program is brought to the present schema in a copy.

    All that is done inside of the block happens to a passing copy. May run in a job. Raises
    `AppError` backup-failed, backup-missing, work-newer, disk-full, file-not-writable.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="wecoop-", ignore_cleanup_errors=True) as folder:
            copied = Path(folder) / "work.sqlite"
            _copy(path, copied)
            with contextlib.closing(sqlite3.connect(copied, isolation_level=None)) as work:
                work.execute("BEGIN")  # never ended: what is written goes with the copy
                yield Snapshot(home, work)
    except (sqlite3.Error, ValueError, zlib.error) as error:  # texts in it that are none
        raise AppError("backup-failed", path=path) from error


def _copy(path: Path, copied: Path) -> None:
    if path.exists() and not path.is_file():
        raise AppError("backup-failed", path=path)
    try:
        shutil.copyfile(path, copied)
        schema = database.check_file(copied)
        if schema > SCHEMA:
            raise AppError("work-newer", path=path)
        if schema < SCHEMA:
            from wecoop_desktop.work.migration import upgrade

            upgrade(copied)
    except FileNotFoundError as error:
        raise AppError("backup-missing", path=path) from error
    except (DamagedError, sqlite3.Error) as error:
        raise AppError("backup-failed", path=path) from error
    except OSError as error:
        raise told(error, copied) from error
