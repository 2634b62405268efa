"""Each proposal as a file of its own beside the backups, and all of it in a second folder.

`backups/proposals/TITLE id.wecoop` holds answers, form, comments and attachments, the file beside
it with `.past.zip` the revisions and submissions (`work.past`); those of the bin stand in
`backups/proposals/bin`, what belongs to no proposal in `notes.json` (`work.notes`). From them
`work.rebuild` makes a database again. The files are written in a job, from a snapshot, and only
where something changed.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, told, write_bytes
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.work import annexes, backup, commentfile, database, notes, past, remarks
from wecoop_desktop.work.data import encode
from wecoop_desktop.work.database import DamagedError
from wecoop_desktop.work.digest import state_digest
from wecoop_desktop.work.file import write_proposal
from wecoop_desktop.work.naming import safe
from wecoop_desktop.work.proposal import ProposalRow
from wecoop_desktop.work.snapshot import Snapshot, opened

FOLDER, BIN = "proposals", "bin"
INDEX, PLACE = "proposals.json", "place.txt"
FORMAT = 1
LIMIT = 5_000_000  # bytes of the index
GONE = timedelta(days=35)  # copies of what is no longer in the work are kept as long as backups
LONGEST = 60  # letters of a title in a name


@dataclass(frozen=True, slots=True)
class Kept:
    """How many files were written, and the proposals that could not be, with the reason."""

    written: int = 0
    problems: tuple[tuple[str, AppError], ...] = ()


def folder(home: Home) -> Path:
    """Where the files of proposals stand."""
    return home.backups / FOLDER


def keep(home: Home, snapshot: Path, elsewhere: str, now: datetime, job: Job) -> Kept:
    """Bring the files up to date with a snapshot, then the folder `elsewhere` where one is named.

    Raises `AppError` disk-full, file-not-writable, folder-missing, backup-failed.
    """
    with opened(home, snapshot) as held:
        kept = _keep_files(home, held, now, job)
    if elsewhere:
        mirror(home, Path(elsewhere), job)
    return kept


def _keep_files(home: Home, held: Snapshot, now: datetime, job: Job) -> Kept:
    place = folder(home)
    _make(place / BIN)
    index = _read_index(home)
    written, problems = 0, []
    rows = held.rows()
    for at, row in enumerate(rows):
        job.step(at, len(rows), "copies")
        before = index.get(row.id, {})
        try:
            entry, count = _keep_one(held, row, place, before)
        except AppError as error:
            if error.code in ("disk-full", "file-not-writable", "folder-missing"):
                raise
            problems.append((row.id, error))
            continue
        written += count
        _drop_other(place, before.get("name", ""), entry["name"])
        index[row.id] = entry
    notes.write(place / notes.NAME, notes.document(held.work))
    _let_go(place, index, {row.id for row in rows}, now)
    _write_index(home, index)
    return Kept(written, tuple(problems))


def _keep_one(
    held: Snapshot, row: ProposalRow, place: Path, before: Mapping[str, str]
) -> tuple[dict[str, str], int]:
    """Write the files of a proposal that are not as they should be; gives what the index says of
    them, and whether the first was written. Raises as `keep`, and what is wrong with one only."""
    name = file_name(row)
    target = place / name
    entry = {"name": name, "sign": _sign(held, row), "past": past.sign(held.work, row.id)}
    there = before.get("name") == name
    earlier = past.path_of(target)
    # The past first: to gather the file keeps a revision more, in the passing copy that is read.
    if entry["past"] and not (there and before.get("past") == entry["past"] and earlier.is_file()):
        past.write(earlier, past.gathered(held.work, row.id))
    if there and before.get("sign") == entry["sign"] and target.is_file():
        return entry, 0
    write_proposal(target, held.file(row.id))
    return entry, 1


def file_name(row: ProposalRow) -> str:
    """The name of a proposal's file below the folder: readable, and unique by its id."""
    title = _title(row.title)[:LONGEST].strip()
    name = safe(f"{title or 'proposal'} {row.id[:12]}.wecoop")
    return f"{BIN}/{name}" if row.deleted is not None else name


def _title(title: Words) -> str:
    return title.en or title.ru


def _sign(held: Snapshot, row: ProposalRow) -> str:
    """Other for every change of what the file holds, without reading attachments."""
    proposal = held.load(row.id)
    said = commentfile.document(remarks.every(held.work, row.id))
    attached = annexes.present(held.work, held.home, row.id)
    parts = (
        *(proposal.form, proposal.form_version, state_digest(proposal.answers)),
        *(f"{each.name}:{each.sha256}" for each in attached),
        *(proposal.updated.isoformat(), str(proposal.review), sha256(said).hexdigest()),
    )
    return sha256(encode(list(parts)).encode()).hexdigest()


def _drop_other(place: Path, before: str, name: str) -> None:
    """A file under an earlier title, once the new one is there."""
    if before and before != name and is_own(before):
        with contextlib.suppress(OSError):
            (place / before).unlink(missing_ok=True)
            past.path_of(place / before).unlink(missing_ok=True)


def is_own(name: str) -> bool:
    """Whether a name of the index leads to a file of ours and nowhere else."""
    bare = name.removeprefix(f"{BIN}/")
    return bare == safe(bare) and bare.endswith(".wecoop")


def _let_go(
    place: Path, index: dict[str, dict[str, str]], present: set[str], now: datetime
) -> None:
    """Files of proposals that are no longer in the work stay for some weeks."""
    for proposal in [each for each in index if each not in present]:
        entry = index[proposal]
        since = _moment(entry.get("gone", ""))
        if since is None or since > now:
            entry["gone"] = now.astimezone(UTC).isoformat(timespec="seconds")
        elif now - since > GONE:
            _drop_other(place, entry.get("name", ""), "")
            del index[proposal]


def _moment(text: str) -> datetime | None:
    with contextlib.suppress(ValueError):
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _read_index(home: Home) -> dict[str, dict[str, str]]:
    """What was written before; a damaged index only means that all is written again."""
    try:
        data = parse_json(read_bytes(home.backups / INDEX, LIMIT))
    except (AppError, ValueError):
        return {}
    files = data.get("files") if isinstance(data, dict) and data.get("format") == FORMAT else None
    if not isinstance(files, dict):
        return {}
    return {
        str(proposal): {str(key): str(value) for key, value in entry.items()}
        for proposal, entry in files.items()
        if isinstance(entry, dict)
    }


def _write_index(home: Home, index: Mapping[str, Mapping[str, str]]) -> None:
    data = {"format": FORMAT, "files": {each: dict(index[each]) for each in sorted(index)}}
    write_bytes(home.backups / INDEX, json.dumps(data, ensure_ascii=False, indent=1).encode())


# Kept elsewhere


def place_elsewhere(home: Home, chosen: Path) -> Path:
    """The folder of this home inside of the one that was chosen: several homes may share that."""
    known = home.backups / PLACE
    try:
        name = known.read_text("utf-8").strip()
    except (OSError, ValueError):
        name = ""
    if not name or name != safe(name):
        name = safe(f"WECOOP Desktop {platform.node()[:40]} {uuid.uuid4().hex[:8]}")
        _make(home.backups)
        write_bytes(known, name.encode())
    return chosen / name


def mirror(home: Home, chosen: Path, job: Job) -> None:
    """Copy backups and files of proposals that are not yet there; what is there is thinned as at
    home, never removed because home lost it.

    Raises `AppError` folder-missing where the folder is not there (a stick that is not plugged
    in), backups-inside, disk-full, file-not-writable.
    """
    if not chosen.is_absolute() or not _is_folder(chosen):
        raise AppError("folder-missing", path=chosen)
    if _inside(chosen, home.root):
        raise AppError("backups-inside", path=chosen)
    target = place_elsewhere(home, chosen)
    _make(target / FOLDER / BIN)
    present = {each.path.name for each in backup.backups_of(target)}
    for each in backup.backups(home):
        job.step(0, 0, "backups")
        if each.path.name not in present:
            _put(each.path, target / each.path.name, check=True)
    try:
        backup.thin(target)
    except OSError as error:
        raise told(error, target) from error
    _mirror_files(home, target, job)


def _mirror_files(home: Home, target: Path, job: Job) -> None:
    for left in (target / FOLDER).rglob(".*.part"):  # by a kill
        with contextlib.suppress(OSError):
            left.unlink()
    for entry in sorted(_read_index(home).values(), key=lambda entry: entry.get("name", "")):
        job.step(0, 0, "copies")
        name = entry.get("name", "")
        source = folder(home) / name
        if not is_own(name) or not source.is_file():
            continue
        _put(source, target / FOLDER / name, check=False)
        if past.path_of(source).is_file():
            _put(past.path_of(source), past.path_of(target / FOLDER / name), check=False)
        bare = name.removeprefix(f"{BIN}/")
        other = bare if name != bare else f"{BIN}/{bare}"
        _drop_other(target / FOLDER, other, name)  # it moved into the bin, or out of it
    if (folder(home) / notes.NAME).is_file():
        _put(folder(home) / notes.NAME, target / FOLDER / notes.NAME, check=False)


def _put(source: Path, target: Path, *, check: bool) -> None:
    """Copy a file whole or not at all; one that is there with the same size and time stays."""
    try:
        new = source.stat()
        with contextlib.suppress(FileNotFoundError):
            old = target.stat()
            if old.st_size == new.st_size and abs(old.st_mtime - new.st_mtime) <= 2:  # FAT: 2 s
                return
        beside = database.part(target)
        try:
            shutil.copyfile(source, beside)
            with contextlib.suppress(OSError):  # drives without times: it is copied again next time
                os.utime(beside, ns=(new.st_atime_ns, new.st_mtime_ns))
            database.sync(beside)
            if check:
                database.check_file(beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except DamagedError as error:
        raise AppError("backup-failed", path=target) from error
    except OSError as error:
        raise told(error, target) from error


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())


def _make(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, path) from error
