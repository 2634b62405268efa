"""Runs the migrations in `migrations/versions` on a file. Imported only when one is due."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from wecoop_desktop.work.database import reached, sync
from wecoop_desktop.work.tables import Table

FOLDER = Path(__file__).parent / "migrations"


def upgrade(path: Path, target: str = "head") -> None:
    """Bring a closed database file, which nobody else uses, to the schema `target`.

    Each migration and its version number are one transaction.
    """
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    script = ScriptDirectory(str(FOLDER))
    engine = _engine_of(path)

    def steps(revision: Any, context: object) -> Any:  # Alembic's own types are private
        return script._upgrade_revs(target, revision)

    try:
        with (
            engine.connect() as connection,
            EnvironmentContext(config, script, fn=steps, destination_rev=target) as environment,
        ):
            environment.configure(
                connection=connection,
                target_metadata=Table.metadata,
                render_as_batch=True,
                transaction_per_migration=True,
            )
            with environment.begin_transaction():
                environment.run_migrations()
            connection.commit()
    except DBAPIError as error:  # as `database.telling` knows it
        if isinstance(error.orig, sqlite3.Error):
            raise error.orig from error
        raise
    finally:
        engine.dispose()
    sync(path)


def _engine_of(path: Path) -> Engine:
    def connected() -> sqlite3.Connection:
        connection = reached(path)
        connection.isolation_level = "DEFERRED"  # as SQLAlchemy has it: it begins by itself
        return connection

    return create_engine("sqlite://", creator=connected, poolclass=NullPool)
