"""`wecoop publish inbox` and `publish receive`: feedback arrives at the publisher."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.draft import today

if TYPE_CHECKING:
    from wecoop_desktop.cli.draft import Commands
    from wecoop_desktop.publisher.inbox import Gathered, Item
    from wecoop_desktop.publisher.mailbox import Mailbox

PORT = 8710
FOLDER = Path("inbox")


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    inbox = commands.add_parser(
        "inbox", parents=[common], help=tr("feedback files as one list for editors, and answers")
    )
    inbox.add_argument("files", nargs="*", type=Path, metavar="FILE", help=tr("feedback files"))
    inbox.add_argument(
        "-o", "--output", type=Path, default=FOLDER, metavar="DIR", help=tr("folder of the list")
    )
    inbox.add_argument(
        "--database", metavar="URL", help=tr("what the receiver took in, added to the list")
    )
    inbox.add_argument("--answer", metavar="ID", help=tr("decide on an entry, by id or number"))
    inbox.add_argument("--decision", choices=("accepted", "declined", "noted"))
    inbox.add_argument("--reason-en", default="", metavar="TEXT")
    inbox.add_argument("--reason-ru", default="", metavar="TEXT")
    inbox.add_argument(
        "--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help=tr("else today")
    )
    inbox.add_argument(
        "--packs",
        type=Path,
        metavar="DIR",
        help=tr("folder of packs in which the pack “answers” is written; else below the list"),
    )
    inbox.set_defaults(run=read_inbox)
    receive = commands.add_parser(
        "receive", parents=[common], help=tr("take feedback in by network, behind a web server")
    )
    receive.add_argument(
        "--database", metavar="URL", help=tr("where it is kept; else feedback.sqlite in the home")
    )
    receive.add_argument("--port", type=int, default=PORT)
    receive.add_argument("--address", default="127.0.0.1", help=tr("to listen at; else 127.0.0.1"))
    receive.add_argument(
        "--proxy", default="", help=tr("address of the web server in front, to tell senders apart")
    )
    receive.set_defaults(run=receive_feedback)


def read_inbox(call: Call) -> int:
    """1 where something of a file could not be taken."""
    if call.arguments.answer:
        return _answer(call)
    from wecoop_desktop.publisher.inbox import gather, read_list, write_list

    folder: Path = call.arguments.output
    items = read_list(folder)
    mailbox = _mailbox(call) if call.arguments.database else None
    found = gather(items, call.arguments.files, mailbox.letters() if mailbox else ())
    written = write_list(folder, found.items, call.language)
    if mailbox:
        mailbox.close()
    call.answer(_data(call.language, found, written), _lines(call.language, found, written))
    return 1 if found.troubles else 0


def _answer(call: Call) -> int:
    from wecoop_desktop.publisher.inbox import (
        Reply,
        answered,
        read_list,
        write_answers,
        write_list,
    )

    asked = call.arguments
    if not asked.decision:
        raise AppError("use-wrong", problem="--decision", command="wecoop publish inbox")
    day = asked.date or today()
    reply = Reply(asked.decision, Text(asked.reason_en, asked.reason_ru), day)
    items = answered(read_list(asked.output), asked.answer, reply)
    pack = (asked.packs or asked.output / "packs") / "answers"
    changed = write_answers(pack, items, day)
    write_list(asked.output, items, call.language)
    waiting = sum(item.reply is None for item in items)
    said = call.language.ntr(
        "{n} entry waits for an answer.", "{n} entries wait for an answer.", waiting
    )
    call.answer({"pack": str(pack), "changed": changed, "waiting": waiting}, [str(pack), said])
    return 0


def _data(language: Language, found: Gathered, written: tuple[Path, ...]) -> dict[str, object]:
    return {
        "read": found.read,
        "new": found.new,
        "known": found.known,
        "entries": len(found.items),
        "waiting": _waiting(found.items),
        "troubles": [
            {"file": one.file, "entry": one.entry, "message": say(language, one.error)}
            for one in found.troubles
        ],
        "written": [str(path) for path in written],
    }


def _waiting(items: tuple[Item, ...]) -> int:
    return sum(item.reply is None for item in items)


def _lines(language: Language, found: Gathered, written: tuple[Path, ...]) -> list[str]:
    ntr = language.ntr
    lines = [f"{one.file} {one.entry or ''}: {say(language, one.error)}" for one in found.troubles]
    lines.append(ntr("{n} entry came in.", "{n} entries came in.", found.read))
    lines.append(ntr("{n} of them is new.", "{n} of them are new.", found.new))
    lines.append(
        ntr(
            "{n} entry waits for an answer.",
            "{n} entries wait for an answer.",
            _waiting(found.items),
        )
    )
    return [*lines, *map(str, written)]


def receive_feedback(call: Call) -> int:
    """Until it is stopped."""
    from wecoop_desktop.publisher.receive import Receiver, server

    asked = call.arguments
    mailbox = _mailbox(call)
    try:
        serving = server(Receiver(mailbox), asked.address, asked.port, asked.proxy)
        where = f"http://{asked.address}:{asked.port}/feedback"
        call.answer(
            {"address": where}, [call.language.tr("Taking feedback at {where}", where=where)]
        )
        try:
            serving.run()
        finally:
            serving.close()
    finally:
        mailbox.close()
    return 0


def _mailbox(call: Call) -> Mailbox:
    from wecoop_desktop.base.files import told
    from wecoop_desktop.publisher.mailbox import Mailbox

    if call.arguments.database:
        return Mailbox.open(call.arguments.database)
    root = call.home.root
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, root) from error
    return Mailbox.open(f"sqlite:///{(root / 'feedback.sqlite').as_posix()}")
