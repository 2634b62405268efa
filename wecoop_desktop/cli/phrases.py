"""Pass phrases of keys: from files or asked on the terminal, never from the command line itself."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from getpass import getpass
from pathlib import Path

from securesystemslib.signer import CryptoSigner

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes
from wecoop_desktop.cli.call import Call
from wecoop_desktop.publisher.keys import signers
from wecoop_desktop.publisher.roles import HOLDERS

LIMIT = 10_000  # bytes of a file with a pass phrase


def declare_phrases(parser: ArgumentParser, told: str) -> None:
    parser.add_argument(
        "--passphrase-file", action="append", default=[], metavar="[HOLDER=]FILE", help=told
    )


def new_phrase(call: Call, holder: str) -> str:
    """The pass phrase for the new keys of a holder, typed twice where no file has it.

    Raises `AppError` phrase-missing, phrases-differ, phrase-holder-unknown and of files.
    """
    files = _files(call.arguments.passphrase_file)
    if holder in files or "" in files:
        return _first_line(files[holder] if holder in files else files[""])
    tr = call.language.tr
    first = _ask(tr("Pass phrase for the keys of {holder}: ", holder=holder))
    if first != _ask(tr("The same again: ")):
        raise AppError("phrases-differ")
    return first


def present_signers(call: Call) -> tuple[CryptoSigner, ...]:
    """All keys in the folders of --keys, opened. Raises `AppError` as `keys.signers`."""
    folders: list[Path] = call.arguments.keys or []
    given = [_first_line(path) for path in _named(call.arguments.passphrase_file)]
    if given or not folders:
        return signers(folders, given)
    tr = call.language.tr
    typed = [_ask(tr("Pass phrase for {folder}: ", folder=folder)) for folder in folders]
    return signers(folders, typed)


def _files(given: Iterable[str]) -> dict[str, Path]:
    """Files by holder; "" for that of everybody else."""
    found = {}
    for entry in given:
        holder, equals, path = entry.partition("=")
        if equals and holder not in HOLDERS:
            raise AppError("phrase-holder-unknown", holder=holder, known=", ".join(HOLDERS))
        found[holder if equals else ""] = Path(path if equals else entry)
    return found


def _named(given: Iterable[str]) -> list[Path]:
    return [Path(entry.partition("=")[2] or entry) for entry in given]


def _first_line(path: Path) -> str:
    data = read_bytes(path, LIMIT)
    try:
        return data.decode().partition("\n")[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise AppError("file-not-text", path=path) from error


def _ask(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise AppError("phrase-missing")
    try:
        return getpass(prompt)
    except EOFError as error:
        raise AppError("phrase-missing") from error
