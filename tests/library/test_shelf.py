"""Building, finding, and losing libraries."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit import bulk
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.library import shelf
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import Query
from wecoop_desktop.packs import archive, source
from wecoop_desktop.packs.frame import QUICK
from wecoop_desktop.packs.read import Packs

BUILD = """
import sys
from pathlib import Path
from wecoop_desktop.base.folders import Home
from wecoop_desktop.library import shelf
from wecoop_desktop.library.query import Query
home, packs = Home(Path(sys.argv[1])), Path(sys.argv[2])
library = shelf.current(home, packs=packs, shipped=Path(sys.argv[1], "none"))
print(library.find(Query(text="отходы ")).total)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "Айгүл Осмонова" / "WECOOP Desktop")


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packs with a handful of the real files of each kind."""
    folder = tmp_path_factory.mktemp("packs")
    for pack in shelf.packs_folder().iterdir():
        if pack.name in ("projects", "funders"):
            shutil.copytree(pack, folder / pack.name)
    projects = sorted((folder / "projects" / "projects").glob("*"))
    for path in projects[60:]:
        path.unlink()
    return folder


@pytest.fixture
def none(tmp_path: Path) -> Path:
    """A program shipped without a library."""
    return tmp_path / "nothing"


def current(home: Home, few: Path, none: Path) -> Library:
    return shelf.current(home, packs=few, shipped=none)


def test_the_library_is_built_once_and_found_again(home: Home, few: Path, none: Path) -> None:
    assert shelf.available(home, none) is None
    built = current(home, few, none)
    assert built.info().counts["project"] == 60
    stamp = (built.folder / shelf.CONTENTS).stat().st_mtime_ns
    again = current(home, few, none)
    assert again.folder == built.folder
    assert (again.folder / shelf.CONTENTS).stat().st_mtime_ns == stamp
    found = shelf.available(home, none)
    assert found
    assert found.folder == built.folder
    for library in (built, again, found):
        library.close()


def test_changed_packs_have_another_library_and_the_older_one_serves_meanwhile(
    home: Home, few: Path, none: Path, tmp_path: Path
) -> None:
    first = current(home, few, none)
    changed = tmp_path / "changed"
    shutil.copytree(few, changed)
    next(iter(sorted((changed / "projects" / "projects").glob("*")))).unlink()
    assert shelf.digest(changed) != shelf.digest(few)
    meanwhile = shelf.available(home, none)
    assert meanwhile
    assert meanwhile.folder == first.folder
    second = shelf.current(home, packs=changed, shipped=none)
    assert second.info().counts["project"] == 59
    newest = shelf.available(home, none)
    assert newest
    assert newest.folder == second.folder
    # The one that another window may have open still answers.
    assert first.find(Query(limit=1)).total == 60
    for library in (first, meanwhile, second, newest):
        library.close()


def test_the_library_that_is_wanted_comes_before_a_newer_one(
    home: Home, few: Path, none: Path, tmp_path: Path
) -> None:
    """After going back to an earlier edition its library is used, though a newer one is there."""
    first = current(home, few, none)
    changed = shutil.copytree(few, tmp_path / "changed")
    manifest = json.loads((changed / "projects" / "pack.json").read_text("utf-8"))
    manifest["issued"] = "2199-01-01"
    (changed / "projects" / "pack.json").write_text(json.dumps(manifest), "utf-8")
    second = shelf.current(home, packs=changed, shipped=none)
    for wanted, expected in (
        (shelf.digest(few), first),
        (shelf.digest(changed), second),
        ("", second),
        ("gone", second),
    ):
        found = shelf.available(home, none, wanted)
        assert found
        assert found.folder == expected.folder
        found.close()
    first.close()
    second.close()


def test_packs_as_files_have_the_same_library(
    home: Home, few: Path, none: Path, tmp_path: Path
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for pack, held in source.all_files(few):
        (files / f"{pack}.pack").write_bytes(archive.pack_bytes(held, level=QUICK))
    assert shelf.digest(files) == shelf.digest(few)
    built = shelf.current(home, packs=files, shipped=none)
    assert built.info().counts["project"] == 60
    again = current(home, few, none)
    assert again.folder == built.folder
    built.close()
    again.close()


def test_old_libraries_go_when_another_is_in_place(
    home: Home, few: Path, none: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(few, changed)
    paths = sorted((changed / "projects" / "projects").glob("*"))
    for path in paths[:4]:
        path.unlink()
        shelf.current(home, packs=changed, shipped=none).close()
    assert len(list(home.library.iterdir())) == shelf.KEPT


def _cut(folder: Path) -> None:
    path = folder / "library.sqlite"
    path.write_bytes(path.read_bytes()[:5000])


def _no_index(folder: Path) -> None:
    shutil.rmtree(folder / "index")


def _no_contents(folder: Path) -> None:
    (folder / shelf.CONTENTS).unlink()


def _other_name(folder: Path) -> None:
    path = folder / shelf.CONTENTS
    path.write_text(json.dumps({**json.loads(path.read_text()), "name": "another"}))


def _nonsense(folder: Path) -> None:
    (folder / shelf.CONTENTS).write_bytes(b"\xff\x00not json")


def _noise(folder: Path) -> None:
    """The right size, but no database."""
    path = folder / "library.sqlite"
    path.write_bytes(b"\x55" * path.stat().st_size)


def _one_sign(folder: Path) -> None:
    """A single byte of the text index, which opens and would fail in a search."""
    path = next((folder / "index").glob("*.idx"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage", [_cut, _no_index, _no_contents, _other_name, _nonsense, _noise, _one_sign]
)
def test_a_damaged_library_is_built_anew(
    home: Home, few: Path, none: Path, damage: Callable[[Path], None]
) -> None:
    whole = current(home, few, none)
    whole.close()
    damage(whole.folder)
    assert shelf.available(home, none) is None
    again = current(home, few, none)
    assert again.find(Query(limit=1)).total == 60
    again.close()


def test_a_stopped_build_leaves_nothing(home: Home, few: Path, none: Path) -> None:
    def stop(done: int, total: int, code: str) -> None:
        if code == "library-indexing":
            job.stop()

    job = Job(stop)
    with pytest.raises(Cancelled):
        shelf.current(home, job, packs=few, shipped=none)
    assert list(home.library.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, few: Path, none: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(AppError) as caught:
        current(Home(tmp_path / "file"), few, none)
    assert caught.value.code == "library-not-writable"


def test_no_packs_are_said(home: Home, tmp_path: Path, none: Path) -> None:
    with pytest.raises(AppError) as caught:
        shelf.current(home, packs=tmp_path / "gone", shipped=none)
    assert caught.value.code == "packs-missing"


def test_a_shipped_library_is_used_in_place(home: Home, few: Path, tmp_path: Path) -> None:
    shipped = tmp_path / "shipped"
    shelf.build(few, shipped / shelf.digest(few))
    library = shelf.current(home, packs=few, shipped=shipped)
    assert library.folder.parent == shipped
    assert not home.library.exists()
    library.close()


def test_a_shipped_library_that_cannot_be_locked_is_copied_once(
    home: Home, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in an installed program: the account that runs the tests may write everywhere."""
    shipped = tmp_path / "shipped"
    shelf.build(few, shipped / shelf.digest(few))

    def refused(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    for _ in range(2):
        for library in (shelf.available(home, shipped), shelf.current(home, None, few, shipped)):
            assert library
            assert library.folder == home.library / shelf.digest(few)
            assert library.find(Query(limit=1)).total == 60
            library.close()


def test_two_processes_building_at_once_do_not_break_each_other(home: Home, few: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(home.root), str(few)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    totals = {process.communicate()[0] for process in running}
    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(totals) == 1
    assert [folder.name for folder in home.library.iterdir()] == [shelf.digest(few)]


def test_packs_without_anything_make_an_empty_library(tmp_path: Path, real: Packs) -> None:
    from wecoop_desktop.library import build

    build.write(Packs(), tmp_path, "empty", Job())
    library = Library(tmp_path)
    assert library.find(Query(text="вода", facets=("country",))).total == 0
    assert library.funders() == ()
    with pytest.raises(AppError) as caught:
        library.form()
    assert caught.value.code == "form-missing"
    library.close()


def test_bulk_records_are_the_same_each_time(real: Packs) -> None:
    first, second = (list(bulk.projects(20, real)) for _ in range(2))
    assert first == second
    assert len({project.id for project in first}) == 20


def test_an_index_damaged_while_it_is_open_is_said(home: Home, few: Path, none: Path) -> None:
    library = current(home, few, none)
    library.warm()
    for path in (library.folder / "index").glob("*.*"):
        if not path.name.startswith("."):
            with path.open("r+b") as stream:  # in place: the index holds the file, not its name
                stream.write(b"\xa5" * path.stat().st_size)
    with pytest.raises(AppError) as caught:
        library.find(Query(text="вода", facets=("country",)))
    assert caught.value.code == "library-damaged"
    library.close()
