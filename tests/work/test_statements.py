"""Statements are texts beside their use: each of them fits the tables, and none is put together."""

from __future__ import annotations

import ast
import contextlib
import importlib
import pkgutil
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.disk import small
from tests.work.conftest import Clock
from wecoop_desktop import work
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import database
from wecoop_desktop.work.rebuild import rebuild
from wecoop_desktop.work.store import WorkStore

ROOT = Path(__file__).resolve().parents[2]
SQL = re.compile(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s")
MAKING = {"tables", "migration"}  # with SQLAlchemy
LIGHT = {each.name for each in pkgutil.iter_modules(work.__path__) if not each.ispkg} - MAKING


def statements() -> Iterator[tuple[str, str]]:
    """Those of the rows; what `database` says of a file as a whole is not among them."""
    for name in sorted(LIGHT - {"database"}):
        module = importlib.import_module(f"{work.__name__}.{name}")
        for constant, text in vars(module).items():
            if isinstance(text, str) and SQL.match(text):
                yield f"{name}.{constant}", text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("made") / "work.sqlite"
    database.create(path)
    with contextlib.closing(database.reached(path)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        yield connection


def test_every_statement_fits_the_tables(made: sqlite3.Connection) -> None:
    found = list(statements())
    assert len(found) > 80
    for _name, text in found:
        named = dict.fromkeys(re.findall(r":(\w+)", text))
        made.execute(f"EXPLAIN {text}", named or [None] * text.count("?"))


def test_a_new_row_names_every_column_that_must_be_given(made: sqlite3.Connection) -> None:
    needed = {
        table: {
            name
            for _number, name, _kind, must, default, _key in made.execute(
                f"PRAGMA table_info({table})"
            )
            if must and default is None
        }
        for (table,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    for name, text in statements():
        for table, columns in re.findall(r"INSERT INTO (\w+)\s*\(([^)]*)\)", text):
            given = set(re.findall(r"\w+", columns))
            assert needed[table] <= given, name


def test_no_statement_is_put_together_where_it_runs() -> None:
    """In a function stand names of statements only; pragmas and files have no values of users."""
    for name in sorted(LIGHT - {"database"}):
        tree = ast.parse(Path(str(work.__path__[0]), f"{name}.py").read_text("utf-8"))
        inside = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
        for node in (each for function in inside for each in ast.walk(function)):
            text = node.value if isinstance(node, ast.Constant) else ""
            assert not (isinstance(text, str) and SQL.match(text)), f"{name}: {text}"


def test_sqlalchemy_is_imported_only_to_make_or_migrate_a_file(home: Home, clock: Clock) -> None:
    store = WorkStore.open(home, clock)
    store.create("wecoop", "1", {"a.b": "x"})
    store.close()
    program = f"""
import importlib, sys
from pathlib import Path
for name in {sorted(LIGHT)}:
    importlib.import_module("wecoop_desktop.work." + name)
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import backup, copies
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.store import WorkStore
home = Home(Path(sys.argv[1]))
store = WorkStore.open(home)
(row,) = store.proposals()
store.write(row.id, "a.b", "y")
store.undo(row.id)
store.revise(row.id, Reason.NAMED, "one")
store.export_file(row.id, home.root / "a.wecoop")
store.import_file(home.root / "a.wecoop")
store.differences(backup.backups(home)[0].path)
store.close()
for name in ("sqlalchemy", "alembic", "PySide6"):
    assert name not in sys.modules, name
"""
    command = [sys.executable, "-c", program, str(home.root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_after_an_error_nothing_is_there_and_the_work_goes_on(store: WorkStore) -> None:
    proposal = store.create("wecoop", "1", {"a.b": "kept"})

    def put(*proposals: str) -> None:
        with store._work() as rows:
            rows.execute("PRAGMA defer_foreign_keys=ON")
            for each in proposals:
                rows.execute("INSERT INTO answers VALUES (?, 'a.c', '1')", (each,))

    with pytest.raises(sqlite3.IntegrityError):
        put(proposal, proposal)
    # Of nobody: that is told by the commit only, as a disk is that is full then.
    with pytest.raises(sqlite3.IntegrityError):
        put(proposal, "nobody")
    assert store.load(proposal).answers == {"a.b": "kept"}
    store.write(proposal, "a.b", "more")
    assert store.load(proposal).answers == {"a.b": "more"}


def test_any_number_of_keys_can_be_asked_for(store: WorkStore) -> None:
    store.mark("tick", 'ж"', "yes")
    keys = [*map(str, range(100_000)), 'ж"', "half a pair: \ud83d"]
    assert dict(store.marked("tick", keys)) == {'ж"': "yes"}
    assert dict(store.marked("tick", ())) == {}


def test_a_disk_that_fills_up_while_the_work_is_made_again_is_told(
    store: WorkStore, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    proposal = store.create("wecoop", "1", {"a.b": "x" * 3_000_000})
    store.export_file(proposal, folder / "large.wecoop")
    with small(tmp_path / "stick", 1) as place:
        with pytest.raises(AppError) as caught:
            rebuild(Home(place / "home"), folder)
        assert caught.value.code == "disk-full"
        assert not list((place / "home").glob("*.part*"))
