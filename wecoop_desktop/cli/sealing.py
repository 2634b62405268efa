"""`wecoop proposal seal | unseal`: a proposal file closed with a password, and opened again."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.files import read_bytes, write_bytes
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.opening import password_in
from wecoop_desktop.work import seal
from wecoop_desktop.work.file import parse_proposal, read_proposal

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    """Add the two commands to those of `wecoop proposal`."""
    tr = language.tr
    words = {
        "seal": tr("close a file with a password; without it nobody can open it again"),
        "unseal": tr("open a file that is closed with a password"),
    }
    for name, run in (("seal", close_file), ("unseal", open_file)):
        command = commands.add_parser(name, parents=[common], help=words[name])
        command.add_argument("file", type=Path, metavar="FILE")
        command.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.wecoop")
        command.add_argument(
            "--password-file",
            required=True,
            type=Path,
            metavar="FILE",
            help=tr("the password is its first line; in an argument others could read it"),
        )
        command.set_defaults(run=run)


def close_file(call: Call) -> int:
    """Raises `AppError` as `read_proposal` and `work.seal.seal_file`."""
    path, target = call.arguments.file, call.arguments.output
    password = password_in(call.arguments.password_file)
    read_proposal(path)  # what cannot be opened is not closed
    seal.seal_file(path, target, password)
    tr = call.language.tr
    words = tr(
        "Closed as {path}. There is no way into it without the password, not for us either: keep "
        "it where you will find it, and keep {file}.",
        path=target,
        file=path,
    )
    call.answer({"file": str(target), "sealed": True}, [words])
    return 0


def open_file(call: Call) -> int:
    """Raises `AppError` as `work.seal.opened` and `read_proposal`."""
    path, target = call.arguments.file, call.arguments.output
    password = password_in(call.arguments.password_file)
    data = seal.opened(read_bytes(path, seal.LIMIT), password, path)
    parse_proposal(data, path)
    write_bytes(target, data)
    words = call.language.tr("Opened as {path}; anyone can read this file.", path=target)
    call.answer({"file": str(target), "sealed": False}, [words])
    return 0
