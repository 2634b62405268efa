"""`wecoop backup`: copies of the user's work: list them, look into them, bring work back."""

from __future__ import annotations

import contextlib
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli.call import Call
from wecoop_desktop.work import backup, copies
from wecoop_desktop.work.proposal import Backup
from wecoop_desktop.work.recovery import Difference
from wecoop_desktop.work.store import WorkStore

REASONS = {
    "": mark("after work"),
    "migration": mark("before a newer program took over"),
    "update": mark("before an update"),
    "merge": mark("before a merge"),
    "restore": mark("before something was brought back"),
    "asked": mark("asked for"),
}
STANDINGS = {
    "same": mark("the same now"),
    "differs": mark("differs now"),
    "binned": mark("in the bin now"),
    "gone": mark("gone now"),
    "later": mark("begun later"),
}


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    listed = commands.add_parser("list", parents=[common], help=tr("list the backups"))
    listed.set_defaults(run=list_backups)
    show = commands.add_parser("show", parents=[common], help=tr("what differs from the work now"))
    show.add_argument("name", metavar="NAME", help=tr("as listed, or “last”"))
    show.set_defaults(run=show_backup)
    make = commands.add_parser("make", parents=[common], help=tr("make a backup now"))
    make.set_defaults(run=make_backup)
    restore = commands.add_parser("restore", parents=[common], help=tr("bring work back"))
    restore.add_argument("name", metavar="NAME", help=tr("as listed, or “last”"))
    restore.add_argument("--proposal", metavar="ID", help=tr("only this proposal"))
    restore.set_defaults(run=restore_backup)
    again = commands.add_parser(
        "rebuild", parents=[common], help=tr("make the list of proposals again from their files")
    )
    again.add_argument(
        "folder", nargs="?", type=Path, help=tr("folder of .wecoop files; else that of the backups")
    )
    again.set_defaults(run=rebuild_work)


def list_backups(call: Call) -> int:
    found = backup.backups(call.home)
    data = {"folder": str(call.home.backups), "backups": [_entry(each) for each in found]}
    tr = call.language.tr
    lines = [
        f"{each.path.stem}  {each.made:%Y-%m-%d %H:%M} UTC  "
        f"{_size(each) // 1000:>7} KB  {tr(REASONS.get(each.why, each.why))}"
        for each in found
    ]
    call.answer(data, lines or [tr("There is no backup yet.")])
    return 0


def _entry(each: Backup) -> dict[str, object]:
    return {
        "name": each.path.stem,
        "made": each.made.isoformat(),
        "why": each.why,
        "bytes": _size(each),
    }


def _size(each: Backup) -> int:
    with contextlib.suppress(OSError):
        return each.path.stat().st_size
    return 0


def _named(call: Call) -> Path:
    """The backup that is meant: a listed one, the last good one, or a file elsewhere.

    Raises `AppError` backup-unknown, backup-missing.
    """
    name: str = call.arguments.name
    if name == "last":
        good = backup.last_good(call.home)
        if good is None:
            raise AppError("backup-missing", path=call.home.backups)
        return good.path
    for each in backup.backups(call.home):
        if name in (each.path.stem, each.path.name):
            return each.path
    with contextlib.suppress(OSError, ValueError):
        if name.endswith(".sqlite") and Path(name).is_file():
            return Path(name)
    raise AppError("backup-unknown", name=name)


@contextlib.contextmanager
def _store(call: Call) -> Iterator[WorkStore]:
    store = WorkStore.open(call.home)
    try:
        yield store
    finally:
        store.close()


def show_backup(call: Call) -> int:
    """1 where something differs."""
    path = _named(call)
    with _store(call) as store:
        found = store.differences(path)
    data = {"backup": path.stem, "proposals": [_difference(each) for each in found]}
    call.answer(data, [_line(call.language, each) for each in found])
    return 0 if all(each.standing == "same" for each in found) else 1


def _difference(each: Difference) -> dict[str, object]:
    return {
        "id": each.id,
        "title": {"en": each.title.en, "ru": each.title.ru},
        "standing": each.standing,
        "answers": list(each.paths),
        "then": each.then.isoformat() if each.then else None,
        "now": each.now.isoformat() if each.now else None,
    }


def _line(language: Language, each: Difference) -> str:
    title = each.title.of(language.code) or language.tr("Proposal without a title")
    words = language.tr(STANDINGS[each.standing])
    if each.standing == "differs":
        count = language.ntr("{n} answer", "{n} answers", len(each.paths))
        words = f"{words} ({count})"
    return f"{each.id}  {title}: {words}"


def make_backup(call: Call) -> int:
    """The backup, the files of the proposals, and the second folder where one is chosen."""
    elsewhere = chosen.load(call.home.settings).backups
    with _store(call) as store:
        store.back_up("asked")
        if store.backup_problem is not None:
            raise store.backup_problem
    made = backup.backups(call.home)[:1]
    tr = call.language.tr
    if not made:
        call.answer({"backup": None}, [tr("There is no work to keep yet.")])
        return 0
    kept = copies.keep(call.home, made[0].path, elsewhere, backup.present(), Job())
    for _id, problem in kept.problems:
        call.say(f"wecoop: {say(call.language, problem)}")
    words = [tr("Kept as {path}.", path=made[0].path)]
    if elsewhere:
        words.append(tr("Kept in {path} too.", path=elsewhere))
    data = {"backup": str(made[0].path), "files": kept.written, "elsewhere": elsewhere or None}
    call.answer(data, words)
    return 1 if kept.problems else 0


def restore_backup(call: Call) -> int:
    path, proposal = _named(call), call.arguments.proposal
    tr = call.language.tr
    if proposal is None:
        backup.restore(call.home, path)
        words = tr("All proposals are as they were then; those of before are set aside.")
        call.answer({"backup": path.stem, "proposal": None}, [words])
        return 0
    with _store(call) as store:
        made = store.bring_back(path, proposal)
    words = tr("The proposal is as it was then; undo in the window leads back.")
    call.answer({"backup": path.stem, "proposal": made}, [words])
    return 0


def rebuild_work(call: Call) -> int:
    """1 where a file could not be read."""
    from wecoop_desktop.work.rebuild import rebuild

    folder: Path = call.arguments.folder or copies.folder(call.home)
    done = rebuild(call.home, folder)
    for _path, problem in done.problems:
        call.say(f"wecoop: {say(call.language, problem)}")
    data = {
        "proposals": done.proposals,
        "binned": done.binned,
        "revisions": done.revisions,
        "notes": done.notes,
        "problems": [str(path) for path, _problem in done.problems],
        "set_aside": str(done.set_aside) if done.set_aside else None,
    }
    tr, ntr = call.language.tr, call.language.ntr
    lines = [ntr("{n} proposal is there again.", "{n} proposals are there again.", done.proposals)]
    if done.revisions:
        lines.append(
            ntr("{n} earlier state with them.", "{n} earlier states with them.", done.revisions)
        )
    if done.set_aside is not None:
        lines.append(tr("What stood there before is kept as {path}.", path=done.set_aside))
    call.answer(data, lines)
    return 1 if done.problems else 0
