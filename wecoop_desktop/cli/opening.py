"""A proposal file of the command line, opened with its password where it is closed with one."""

from __future__ import annotations

import argparse
import getpass
import sys
from argparse import ArgumentParser
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call
from wecoop_desktop.work import seal
from wecoop_desktop.work.file import ProposalFile, parse_proposal, read_proposal

LONGEST = 10_000  # bytes of a password file


def options(common: ArgumentParser, language: Language) -> ArgumentParser:
    """The options of commands that read proposals: `common` and the password of closed ones."""
    asked = argparse.ArgumentParser(
        add_help=False, parents=[common], argument_default=argparse.SUPPRESS
    )
    declare(asked, language)
    return asked


def declare(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "--password-file",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="FILE",
        help=language.tr("opens a file that is closed: the password is its first line"),
    )


def read(call: Call, path: Path) -> ProposalFile:
    """The proposal in a file; a closed one is opened in memory, never written.

    Without `--password-file` the password is asked for at a terminal. Raises `AppError` as
    `read_proposal`, password-needed, seal-password-wrong, seal-damaged, seal-newer.
    """
    if not seal.is_sealed_file(path):
        return read_proposal(path)
    given: Path | None = getattr(call.arguments, "password_file", None)
    password = _asked(call, path) if given is None else password_in(given)
    return parse_proposal(seal.opened(read_bytes(path, seal.LIMIT), password, path), path)


def keep_closed(path: Path) -> None:
    """A closed file is not written into: it would then stand open. Raises proposal-stays-closed."""
    if seal.is_sealed_file(path):
        raise AppError("proposal-stays-closed", path=path)


def password_in(path: Path) -> str:
    """The first line of a file. Raises `AppError` password-file-empty and of `read_bytes`."""
    lines = read_bytes(path, LONGEST).decode("utf-8-sig", "replace").splitlines()
    if not lines or not lines[0]:
        raise AppError("password-file-empty", path=path)
    return lines[0]


def _asked(call: Call, path: Path) -> str:
    if sys.stdin is None or not sys.stdin.isatty() or not sys.stderr.isatty():
        raise AppError("password-needed", path=path)
    return getpass.getpass(call.language.tr("Password of {file}:", file=path.name) + " ")
