"""What a participant works in: a home of its own, in which nobody's own work is touched.

`<home>/workshop/<session>/` is a whole home of the program. `workshop.json` in it says which group
works there and where it hands in; the rest of the program does not look at it.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from uuid import uuid4

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, write_bytes
from wecoop_desktop.base.folders import Home
from wecoop_desktop.packs.exercises import Exercise
from wecoop_desktop.work import commentfile
from wecoop_desktop.work.archive import ARCHIVE_LIMIT
from wecoop_desktop.work.comments import Comment
from wecoop_desktop.work.file import ProposalFile, read_proposal, write_proposal
from wecoop_desktop.workshop.handout import read_handout
from wecoop_desktop.workshop.lending import lend
from wecoop_desktop.workshop.note import (
    ENTRY,
    MOST_PEOPLE,
    Note,
    Tick,
    note_bytes,
    note_data,
    read_note,
)
from wecoop_desktop.workshop.paper import (
    LIMIT,
    TEXT_LIMIT,
    make_folder,
    read_paper,
    read_part,
    tidy,
    write_paper,
)
from wecoop_desktop.workshop.prepare import ENDING, unpack_one_file
from wecoop_desktop.workshop.session import (
    EXERCISE,
    FOLDER,
    GROUPS,
    SESSION,
    START,
    Session,
    find_sessions,
    is_session_id,
    read_session,
)

FOLDER_OF_ALL = "workshop"  # in the home: one folder for each session
PAPER = "workshop.json"
DRAFT = "draft.wecoop"
HANDED = "handed"  # the last hand-ins, kept on this computer
KEPT = 20


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A participant's place in a session. `share` is the session folder to hand in to, None where
    one joined by a file; `note` is what goes along with the next hand-in."""

    home: Home
    session: Session
    exercise: Exercise
    note: Note
    share: Path | None = None

    @property
    def draft(self) -> Path:
        """The starting proposal as the group's own file."""
        return self.home.root / DRAFT


@dataclass(frozen=True, slots=True)
class Handed:
    """Where a draft was handed in to, and with which number."""

    path: Path
    count: int


def workshops(home: Home) -> Path:
    """The folder of all sandboxes of a home."""
    return home.root / FOLDER_OF_ALL


def offered(place: Path) -> tuple[Session, ...]:
    """The sessions of a stick, a share, a session folder or a `.workshop` file, the newest first.

    Raises `AppError` workshop-no-session where there is none.
    """
    if place.suffix == ENDING:
        with tempfile.TemporaryDirectory() as folder:
            unpack_one_file(place, Path(folder))
            return (read_session(Path(folder)),)
    found = []
    for folder_found in find_sessions(place):
        with contextlib.suppress(AppError):
            found.append(read_session(folder_found))
    if not found:
        folders = find_sessions(place)
        raise (
            AppError("workshop-file-damaged", path=folders[0] / SESSION, part=SESSION)
            if folders
            else AppError("workshop-no-session", path=place)
        )
    return tuple(found)


def join(home: Home, place: Path, group: int, now: datetime, session: str = "") -> Sandbox:
    """A sandbox of the newest session at `place` (or the one named), with the starting proposal.

    Whoever joined already goes on where they were. Raises `AppError` workshop-no-session,
    workshop-group-unknown, workshop-joined (another group works here), workshop-in-workshop,
    disk-full and as reading does.
    """
    if (home.root / PAPER).is_file():
        raise AppError("workshop-in-workshop", path=home.root)
    wanted = next((each for each in offered(place) if session in ("", each.id)), None)
    if wanted is None:
        raise AppError("workshop-no-session", path=place)
    number = wanted.group(group).number
    target = workshops(home) / wanted.id
    if target.is_dir():
        there = _standing_or_mended(target, place, wanted, number, now)
        if there.note.group != number:
            raise AppError("workshop-joined", group=there.note.group)
        return _moved(there, _share(place, wanted))
    return _made(home, target, place, wanted, number, now)


def _standing_or_mended(
    target: Path, place: Path, session: Session, group: int, now: datetime
) -> Sandbox:
    """The sandbox that is there. Where its papers are damaged they are written anew, as of another
    writer; the work in it stays."""
    with contextlib.suppress(AppError):
        there = standing(Home(target))
        if there is not None:
            return there
    share = _share(place, session)
    if share is None:
        unpack_one_file(place, target)
    else:
        _copy_parts(share, target, session)
    if not (target / DRAFT).is_file():
        write_proposal(target / DRAFT, _own_start(target, now))
    note = Note(session.id, group, secrets.token_hex(4), told=now)
    exercise = read_handout(target, session.exercise)
    return _saved(Sandbox(Home(target), session, exercise, note, share))


def _own_start(folder: Path, now: datetime) -> ProposalFile:
    start = read_proposal(folder / START)
    return replace(start, identity=uuid4().hex, lineage=(), created=now, saved=now)


def _moved(there: Sandbox, share: Path | None) -> Sandbox:
    """A stick may come back under another letter."""
    if share is None or share == there.share:
        return there
    return handing_to(there, share)


def handing_to(sandbox: Sandbox, share: Path | None) -> Sandbox:
    """The sandbox with another session folder to hand in to."""
    return _saved(replace(sandbox, share=share))


def copy_parts(sandbox: Sandbox, target: Path) -> None:
    """The session as this sandbox was given it, to begin anew from."""
    _copy_parts(sandbox.home.root, target, sandbox.session)


def _share(place: Path, session: Session) -> Path | None:
    if place.suffix == ENDING:
        return None
    named = (each for each in find_sessions(place) if _is(each, session.id))
    return next(named, place).absolute()


def _is(folder: Path, session: str) -> bool:
    with contextlib.suppress(AppError):
        return read_session(folder).id == session
    return False


def _made(
    home: Home, target: Path, place: Path, session: Session, group: int, now: datetime
) -> Sandbox:
    """Built beside and renamed, so that half a sandbox is never found."""
    share = _share(place, session)
    bare = [each for each in (target.parent, home.root) if not each.exists()]
    make_folder(target.parent)
    beside = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    try:
        make_folder(beside)
        if share is None:
            unpack_one_file(place, beside)
        else:
            _copy_parts(share, beside, session)
        exercise = read_handout(beside, session.exercise)
        write_proposal(beside / DRAFT, _own_start(beside, now))
        lend(home, Home(beside), session.language)
        note = Note(session.id, group, secrets.token_hex(4), told=now)
        made = Sandbox(Home(beside), session, exercise, note, share)
        _saved(made)
        beside.rename(target)
    except OSError as error:
        raise AppError("file-not-writable", path=target) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        for each in bare:  # nothing stays of a session that could not be joined
            with contextlib.suppress(OSError):
                each.rmdir()
    return replace(made, home=Home(target))


def _copy_parts(share: Path, target: Path, session: Session) -> None:
    names = [SESSION, START, f"{EXERCISE}/{session.exercise}.json"]
    names += [
        f"{EXERCISE}/{session.exercise}.{code}.md"
        for code in ("en", "ru")
        if (share / EXERCISE / f"{session.exercise}.{code}.md").is_file()
    ]
    for name in names:
        make_folder((target / name).parent)
        write_bytes(target / name, read_part(share / name, 60_000_000))


def standing(home: Home) -> Sandbox | None:
    """The sandbox that this home is, or None: an ordinary home.

    Raises `AppError` as reading does where its papers are damaged.
    """
    if not (home.root / PAPER).is_file():
        return None
    paper = read_paper(home.root / PAPER)
    note = read_note(read_bytes(home.root / PAPER, LIMIT), home.root / PAPER)
    session = read_session(home.root)
    share = paper.text("share", 1_000)
    exercise = read_handout(home.root, session.exercise)
    return Sandbox(home, session, exercise, note, Path(share) if share else None)


def sandboxes(home: Home) -> tuple[Sandbox, ...]:
    """All sandboxes of a home, the newest session first; unreadable ones are left out."""
    try:
        folders = sorted(workshops(home).iterdir(), reverse=True)
    except OSError:
        return ()
    found = []
    for folder in folders:
        if is_session_id(folder.name):
            with contextlib.suppress(AppError):
                found.append(standing(Home(folder)))
    return tuple(each for each in found if each is not None)


# What a group says


def tick(sandbox: Sandbox, task: str, state: Tick | None) -> Sandbox:
    """Mark a task as done or in work, or as nothing."""
    ticks: dict[str, Tick] = {key: each for key, each in sandbox.note.ticks.items() if key != task}
    if state is not None:
        ticks[task] = state
    return _noted(sandbox, replace(sandbox.note, ticks=MappingProxyType(ticks)))


def ask(sandbox: Sandbox, question: str, task: str = "") -> Sandbox:
    """A question to the trainer; an empty one takes the question back."""
    said = question.strip()[:TEXT_LIMIT]
    return _noted(sandbox, replace(sandbox.note, question=said, asked=task if said else ""))


def say_ready(sandbox: Sandbox, *, ready: bool) -> Sandbox:
    return _noted(sandbox, replace(sandbox.note, ready=ready))


def name_people(sandbox: Sandbox, people: tuple[str, ...]) -> Sandbox:
    """Names for the certificates."""
    kept = tuple(filter(None, (tidy(each) for each in people)))[:MOST_PEOPLE]
    return _noted(sandbox, replace(sandbox.note, people=kept))


def _noted(sandbox: Sandbox, note: Note) -> Sandbox:
    return sandbox if note == sandbox.note else _saved(replace(sandbox, note=note))


def _saved(sandbox: Sandbox) -> Sandbox:
    share = "" if sandbox.share is None else str(sandbox.share)
    write_paper(sandbox.home.root / PAPER, {**note_data(sandbox.note), "share": share})
    return sandbox


# Handing in


def hand_in(
    sandbox: Sandbox, file: ProposalFile, now: datetime, target: Path | None = None
) -> tuple[Sandbox, Handed]:
    """Write the draft with the note to the session folder, or to `target`: a folder or a file.

    A copy stays on this computer first, so that a stick that is pulled out takes nothing away.
    Raises `AppError` workshop-no-share, workshop-folder-gone, and as `write_proposal`.
    """
    note = replace(sandbox.note, count=_next(sandbox), told=now)
    further = {**file.further, ENTRY: note_bytes(note)}
    handed = replace(file, further=further, saved=now)
    moved = _saved(replace(sandbox, note=note))
    own = sandbox.home.root / HANDED
    make_folder(own)
    kept = own / f"{note.count:06}.wecoop"
    write_proposal(kept, handed)
    _thin(own)
    path = _place(sandbox, note, target)
    try:
        write_bytes(path, read_bytes(kept, ARCHIVE_LIMIT))
    except AppError as error:
        if error.code in ("folder-missing", "file-not-writable") and not path.parent.is_dir():
            raise AppError("workshop-folder-gone", path=path.parent) from error
        raise
    return moved, Handed(path, note.count)


def _next(sandbox: Sandbox) -> int:
    """One more than any hand-in of this computer, also of one that did not reach the folder."""
    kept = (path.stem for path in (sandbox.home.root / HANDED).glob("*.wecoop"))
    return 1 + max([sandbox.note.count, *(int(stem) for stem in kept if stem.isdecimal())])


def _place(sandbox: Sandbox, note: Note, target: Path | None) -> Path:
    share = sandbox.share
    if target is not None and target.is_dir():
        folders = [each for each in find_sessions(target) if _is(each, note.session)]
        if not folders:
            return target / f"{FOLDER}{note.session}-{note.group:02}-{note.writer}.wecoop"
        share = folders[0]
    elif target is not None:
        return target
    if share is None:
        raise AppError("workshop-no-share")
    if not share.is_dir():
        raise AppError("workshop-folder-gone", path=share)
    folder = share / GROUPS / f"{note.group:02}"
    make_folder(folder)
    return folder / f"{note.writer}.wecoop"


def _thin(folder: Path) -> None:
    for path in sorted(folder.glob("*.wecoop"))[:-KEPT]:
        with contextlib.suppress(OSError):
            path.unlink()


def remarks(sandbox: Sandbox) -> tuple[Comment, ...]:
    """What trainers remarked on this group's draft, as far as it stands in the session folder."""
    if sandbox.share is None:
        return ()
    found: dict[str, Comment] = {}
    folder = sandbox.share / GROUPS / f"{sandbox.note.group:02}"
    for path in sorted(folder.glob("comments-*.json")):
        with contextlib.suppress(AppError, ValueError):
            for comment in commentfile.read_document(read_bytes(path, 10_000_000)):
                found[comment.id] = comment
    return tuple(sorted(found.values(), key=lambda each: (each.created, each.id)))


def with_remarks(sandbox: Sandbox, file: ProposalFile) -> ProposalFile:
    """A review copy of the draft with the trainers' remarks, for `WorkStore.take_in`."""
    return replace(file, comments=remarks(sandbox), review=True, further={})
