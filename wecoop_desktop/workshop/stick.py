"""A workshop stick: the program in portable form, its content, the session.

Each file is written beside, replaced and read back; what stands there whole already is not written
again, so that a stick that was pulled out is gone on with.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import permit, told, writing
from wecoop_desktop.base.folders import BESIDE, MARKER, Home, program_place
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.workshop.paper import make_folder
from wecoop_desktop.workshop.prepare import ENDING
from wecoop_desktop.workshop.session import EXERCISE, SESSION, START, Session, read_session

PROGRAM = "WECOOP"  # the folder of the program on the stick
BEGIN = "START HERE.txt"
SPARE = 5_000_000  # bytes that stay free for drafts
CHUNK = 1 << 20
CLUSTER = 1 << 15  # bytes; a file takes up to so many more than it has
MOST_PARTS = 50_000
_OWN = frozenset(("work.sqlite", "sessions", "workshop", "workshop-kept"))  # never on a stick


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the stick: `name` from its root; copied from `source`, or `data` where that is
    None."""

    name: str
    size: int
    source: Path | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class StickPlan:
    """`needed` are the bytes of all parts, `free` what the stick has. `program` is False where this
    program does not run from a bundle and so cannot be copied: participants then need it already.
    """

    target: Path
    session: Session
    parts: tuple[Part, ...]
    needed: int
    free: int
    program: bool

    @property
    def fits(self) -> bool:
        """Whether all of it fits, were nothing there yet."""
        return self.free >= self.needed + SPARE


@dataclass(frozen=True, slots=True)
class StickDone:
    """`files` stand on the stick, read back; `written` of them are new, with their `bytes`."""

    folder: Path
    files: int
    written: int
    bytes: int
    program: bool


def own_program() -> Path | None:
    """The folder of the bundle that this program runs from; None from the source tree."""
    return program_place() if getattr(sys, "frozen", False) else None


def plan_stick(
    target: Path,
    folder: Path,
    home: Home,
    program: Path | None = None,
    library: str = "",
) -> StickPlan:
    """What a stick for the session in `folder` is made of. `program` is the folder of a bundle (see
    `own_program`); `library` the digest of the library in use (else told by the content), which
    then need not be built.

    The content that this home was brought by updates goes along; nobody's work ever does. Raises
    `AppError` folder-missing, workshop-onto-itself, workshop-no-session and as reading does.
    """
    if not target.is_dir():
        raise AppError("folder-missing", path=target)
    session = read_session(folder)
    for source in (program, folder):
        if source is not None and _is_within(target, source):
            raise AppError("workshop-onto-itself", path=target)
    parts = [*_words(session, program), *_session_parts(folder, session, target)]
    if program is not None:
        parts += _tree(program, PROGRAM, home.root)
        parts.append(_made(f"{PROGRAM}/{MARKER}", b""))
        parts += _tree(home.content, f"{PROGRAM}/{BESIDE}/content", None)
        library = library or _library(home)
        if library:
            shelf = home.library / library
            parts += _tree(shelf, f"{PROGRAM}/{BESIDE}/library/{library}", None)
    # The session comes last of all, so that a stick that is not whole offers none.
    parts.sort(key=lambda part: part.name.endswith(f"/{SESSION}"))
    free = shutil.disk_usage(target).free
    needed = sum(part.size for part in parts)
    return StickPlan(target, session, tuple(parts), needed, free, program is not None)


def _library(home: Home) -> str:
    """The library of the edition that an update brought; the shipped one is in the program."""
    from wecoop_desktop.sync import content

    return content.in_use(home).library


def _is_within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _made(name: str, data: bytes) -> Part:
    return Part(name, len(data), None, data)


def _session_parts(folder: Path, session: Session, target: Path) -> Iterator[Part]:
    if folder.resolve().parent == target.resolve():
        return  # it stands on the stick already
    for name in (START, SESSION):
        yield _copied(folder / name, f"{session.folder}/{name}")
    for path in _files(folder / EXERCISE):
        yield _copied(path, f"{session.folder}/{EXERCISE}/{path.name}")
    for group in session.groups:
        name = f"{session.folder}/groups/{group.folder}/READ ME.txt"
        yield _made(name, f"{group.number} {group.name}\n".encode())


def _words(session: Session, program: Path | None) -> Iterator[Part]:
    """How to begin, for whoever opens the stick in a file manager; both languages in one file."""
    said = "\r\n\r\n".join(
        "\r\n".join(_sentences(Language(code), session, program)) for code in ("ru", "en")
    )
    yield _made(BEGIN, f"{said}\r\n".encode("utf-8-sig", "replace"))


def _sentences(language: Language, session: Session, program: Path | None) -> tuple[str, ...]:
    tr = language.tr
    head = (tr("START HERE. Workshop: {title}", title=session.title), "")
    after = (
        tr("Choose Workshop, then “Take part in a session …”, and this stick or folder."),
        tr("Choose your group. What you do there touches nothing of your own work."),
        tr(
            "Hand in often, best after each task. The draft goes to the folder of the session: put "
            "this stick in before, or give the file to your trainer."
        ),
    )
    if program is None:
        own = tr("Start WECOOP Desktop on your computer; it is not on this stick.")
        return (*head, *_numbered((own, *after)))
    name = _started(program)
    steps = (
        tr("Copy the folder {folder} from this stick to your computer, for instance to the "
           "desktop, and open the copy.", folder=PROGRAM),
        tr("Start “{name}” in it ({system}). Nothing is installed. Whoever has WECOOP Desktop "
           "already may start that.", name=name, system=_system(program)),
        *after,
    )  # fmt: skip
    foot = [
        "",
        tr("Do not start the program on the stick itself: the next group needs the stick, and what "
           "you write would go with it."),
        tr("After the workshop, throw the copied folder away; nothing else stays on the computer."),
    ]  # fmt: skip
    if _system(program) == "Linux":
        foot.append(
            tr("If the program does not start: a stick cannot mark programs as such. In a terminal "
               "in the copied folder: chmod +x {name} && ./{name}", name=name)
        )  # fmt: skip
    return (*head, *_numbered(steps), *foot)


def _numbered(steps: Iterable[str]) -> Iterator[str]:
    return (f"{number}. {step}" for number, step in enumerate(steps, 1))


def _started(program: Path) -> str:
    """The file that starts the program, as it is called in its folder."""
    names = sorted(path.name for path in program.iterdir() if path.suffix in (".exe", ".app"))
    return next((name for name in names if name.startswith("WECOOP")), (names or ["wecoop"])[0])


def _system(program: Path) -> str:
    """Which computers this program is for."""
    ending = Path(_started(program)).suffix
    return {".exe": "Windows", ".app": "macOS"}.get(ending, "Linux")


def _copied(path: Path, name: str) -> Part:
    try:
        return Part(name, path.stat().st_size, path)
    except OSError as error:
        raise AppError("file-not-readable", path=path) from error


def _tree(folder: Path, name: str, private: Path | None) -> list[Part]:
    """All files of a folder, links followed. The work of the trainer stays behind: a portable
    program keeps it beside itself."""
    if not folder.is_dir():
        return []
    own = {MARKER, f"{MARKER}.txt", BESIDE} | _OWN if private is not None else set()
    found = []
    for path in _files(folder, own, private):
        found.append(_copied(path, f"{name}/{path.relative_to(folder).as_posix()}"))
        if len(found) > MOST_PARTS:
            raise AppError("file-too-large", path=folder, limit=MOST_PARTS)
    return found


def _files(
    folder: Path, own: set[str] | frozenset[str] = frozenset(), private: Path | None = None
) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        place = Path(root)
        top = place == folder
        folders[:] = sorted(
            each
            for each in folders
            if not (top and each in own)
            and (private is None or (place / each).resolve() != private.resolve())
        )
        for name in sorted(names):
            if not (top and name in own) and (place / name).is_file():
                yield place / name


def write_stick(plan: StickPlan, job: Job | None = None) -> StickDone:
    """Write what is missing, read all of it back.

    Raises `AppError` workshop-no-room, workshop-folder-gone, workshop-written-wrong, disk-full and
    as `writing`; `Cancelled`. What was written so far stays and is gone on with next time.
    """
    job = job or Job()
    try:
        return _written(plan, job)
    except AppError as error:
        gone = ("file-not-writable", "folder-missing", "workshop-written-wrong", "disk-full")
        if error.code in gone and not _is_there(plan.target):
            raise AppError("workshop-folder-gone", path=plan.target) from error
        raise
    except OSError as error:
        if not _is_there(plan.target):
            raise AppError("workshop-folder-gone", path=plan.target) from error
        raise told(error, plan.target) from error


def _written(plan: StickPlan, job: Job) -> StickDone:
    total = len(plan.parts)
    device = _device(plan.target)
    wanted = []
    for done, part in enumerate(plan.parts):
        job.step(done, total, "workshop-stick-checking")
        if not _is_whole(plan.target / part.name, part):
            wanted.append(part)
    _check_room(plan, wanted)
    size = sum(part.size for part in wanted)
    done = 0
    for part in wanted:
        job.step(done // 1000, max(1, size // 1000), "workshop-stick-writing")
        _write(plan.target / part.name, part)
        if _device(plan.target) != device:
            # Pulled out: a folder of the same name on this computer took what was written.
            raise AppError("workshop-folder-gone", path=plan.target)
        done += part.size
    job.step(max(1, size // 1000), max(1, size // 1000), "workshop-stick-writing")
    for group in plan.session.groups:
        make_folder(plan.target / plan.session.folder / "groups" / group.folder)
    return StickDone(plan.target / plan.session.folder, total, len(wanted), size, plan.program)


def _device(target: Path) -> int:
    """On which disk a folder stands."""
    try:
        return target.stat().st_dev
    except OSError as error:
        raise AppError("workshop-folder-gone", path=target) from error


def _is_there(target: Path) -> bool:
    """Whether a folder can be read; the system may go on naming one that was pulled out."""
    try:
        with os.scandir(target) as entries:
            next(entries, None)
    except OSError:
        return False
    return True


def _check_room(plan: StickPlan, wanted: list[Part]) -> None:
    """What is written again needs the room twice for a moment: the largest of it. Sticks give
    room by clusters."""
    needed = sum(_missing(plan.target / part.name, part) + CLUSTER for part in wanted)
    needed += max((part.size for part in wanted), default=0)
    free = shutil.disk_usage(plan.target).free
    if free < needed + SPARE:
        raise AppError(
            "workshop-no-room",
            path=plan.target,
            needed=-(-(needed + SPARE) // 10**6),
            free=free // 10**6,
        )


def _missing(path: Path, part: Part) -> int:
    try:
        return max(0, part.size - path.stat().st_size)
    except OSError:
        return part.size


def _write(path: Path, part: Part) -> None:
    make_folder(path.parent)
    digest = hashlib.sha256()
    with writing(path) as stream:
        for data in _chunks(part):
            digest.update(data)
            stream.write(data)
    if part.source is not None:
        permit(path, part.source.stat().st_mode & 0o777)
    if _digest(path) != digest.hexdigest():
        raise AppError("workshop-written-wrong", path=path)


def _chunks(part: Part) -> Iterator[bytes]:
    if part.source is None:
        yield part.data
        return
    try:
        with part.source.open("rb") as stream:
            while data := stream.read(CHUNK):
                yield data
    except FileNotFoundError as error:
        raise AppError("file-missing", path=part.source) from error


def _is_whole(path: Path, part: Part) -> bool:
    try:
        if path.is_symlink() or path.stat().st_size != part.size:
            return False
    except OSError:
        return False
    wanted = hashlib.sha256()
    for data in _chunks(part):
        wanted.update(data)
    return _digest(path) == wanted.hexdigest()


def _digest(path: Path) -> str:
    """Of what stands on the stick: read from it, not from memory, where the system takes that."""
    digest = hashlib.sha256()
    try:
        with path.open("rb", buffering=0) as stream:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while data := stream.read(CHUNK):
                digest.update(data)
    except OSError:
        return ""
    return digest.hexdigest()


def one_file(session: Session) -> str:
    """What a session in one file is called."""
    return f"{session.folder}{ENDING}"
