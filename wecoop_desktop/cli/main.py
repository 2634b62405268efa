"""Reads the command line, finds the command's module, and turns errors into exit codes."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NoReturn, TextIO

from wecoop_desktop import __version__
from wecoop_desktop.base import folders
from wecoop_desktop.base.catalogue import languages
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language, mark, system_language
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli import usage
from wecoop_desktop.cli.call import STDOUT, Call, harmless

YES, NO, WRONG = 0, 1, 2
INTERRUPTED = 130  # as shells say it
LONGEST = 300  # characters of what argparse says
VALUED = ("--home", "--lang")  # options of all commands that a value follows
OF_WINDOW = (*VALUED, "--safe", "--json")  # with these alone nobody asks for a command
OPENED = (".wecoop", ".pdf", ".workshop")  # endings of files that the window opens

COMMANDS = {
    "projects": mark("find and show financed projects"),
    "guide": mark("read and search the Investor Guide"),
    "funders": mark("funder profiles"),
    "match": mark("which funders fit a proposal, and why"),
    "policies": mark("national policies"),
    "proposal": mark("make, fill, check and export proposals"),
    "events": mark("meetings, trainings, calls and the work plan"),
    "packs": mark("the content on this computer"),
    "sync": mark("updates of the content, by network, folder or stick"),
    "feedback": mark("corrections and questions to the publisher"),
    "backup": mark("copies of your work: look into them, bring work back"),
    "workshop": mark("a class: sessions on a stick or in a shared folder"),
    "publish": mark("for those who make the content"),
    "selftest": mark("check that this installation works"),
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise AppError("use-wrong", problem=_short(message), command=self.prog)


def _short(message: str) -> str:
    """argparse repeats what was given, however long."""
    half = LONGEST // 2
    return message if len(message) <= LONGEST else f"{message[:half]} … {message[-half:]}"


def run(arguments: Sequence[str]) -> int:
    """Run a command, or the window without one. Returns the exit code: 0 yes, 1 no, 2 wrong."""
    _speak_utf8()
    language = Language(system_language())
    try:
        language = _asked_language(arguments) or language
        _check_folder()
        return _run(list(arguments), language)
    except AppError as error:
        said = " ".join(say(language, error).split("\n"))
        try:
            sys.stderr.write(f"wecoop: {harmless(said)}\n")
            sys.stderr.flush()
        except OSError:  # nobody listens; the exit code remains
            _unheard(sys.stderr)
        if error.values.get("path") == STDOUT:
            _unheard(sys.stdout)
        return WRONG
    except BrokenPipeError:
        _unheard(sys.stdout)
        return YES
    except KeyboardInterrupt:
        return INTERRUPTED


def _unheard(stream: TextIO) -> None:
    """What could not be written and is still held back must not be tried again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _check_folder() -> None:
    """The folder one stands in may be removed by others; libraries and names need it."""
    try:
        Path.cwd()
    except OSError as error:
        raise AppError("folder-missing", path=os.curdir) from error


def _run(arguments: list[str], language: Language) -> int:
    usage.speak(language)
    common = _common(language)
    named = next((word for word in arguments if word in COMMANDS), "")
    if not named and any(_is_file(word) for word in _standing(arguments)):
        return _open(arguments, common)
    parser = _Parser(
        prog="wecoop",
        parents=[common],
        description=language.tr("Without a command the window opens."),
    )
    parser.add_argument("--version", action="version", version=f"WECOOP Desktop {__version__}")
    parser.add_argument(
        "--safe", action="store_true", help=language.tr("open the window in safe mode")
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    # To declare them all takes five milliseconds of the start of the window.
    window = all(word.partition("=")[0] in OF_WINDOW for word in _standing(arguments))
    for name, about in () if window else COMMANDS.items():
        command = commands.add_parser(
            name, help=language.tr(about), add_help=name == named, parents=[common]
        )
        if name == named:
            module = importlib.import_module(f"wecoop_desktop.cli.{name}")
            module.declare(command, common, language)
    # Not set_defaults: the commands share these options and would put the defaults back.
    chosen = parser.parse_args(arguments, argparse.Namespace(json=False, home=None, lang=None))
    call = Call(chosen, _home(chosen.home), language)
    if chosen.command is None:
        return _window(call)
    code: int = chosen.run(call)
    return code


def _home(asked: str | None) -> folders.Home:
    found = folders.home(asked)
    folders.keep_off(found)
    return found


def _standing(arguments: list[str]) -> list[str]:
    """The words that are not the value of an option before them."""
    pairs = zip(["", *arguments], arguments, strict=False)
    return [word for before, word in pairs if before not in VALUED]


def _is_file(word: str) -> bool:
    """Whether a word means a file to be opened: as double clicks and desktops give it."""
    if word.startswith("-") or word in COMMANDS:
        return False
    return word.lower().endswith(OPENED) or _is_session(Path(word))


def _is_session(folder: Path) -> bool:
    """The folder of a workshop's session, or a stick with one; no Qt is asked for that."""
    try:
        if not folder.is_dir() or (folder / "workshop.json").is_file():  # a place to work in
            return False
        return (folder / "session.json").is_file() or any(folder.glob("wecoop-workshop-*"))
    except (OSError, ValueError):
        return False


def _open(arguments: list[str], common: _Parser) -> int:
    """`wecoop FILE`: the window with that file; the one that is open already, if there is one.

    Raises `AppError` use-wrong or file-missing.
    """
    parser = _Parser(prog="wecoop", parents=[common])
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
    chosen = parser.parse_args(arguments, argparse.Namespace(home=None))
    files: list[Path] = [file.absolute() for file in chosen.files]
    missing = next((file for file in files if not _is_there(file)), None)
    if missing is not None:
        raise AppError("file-missing", path=missing)
    from wecoop_desktop.app import start

    return start(_home(chosen.home), files)


def _is_there(file: Path) -> bool:
    try:
        return file.is_file() or _is_session(file)
    except (OSError, ValueError):
        return False


def _common(language: Language) -> _Parser:
    """Options that stand before or after the command."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    tr = language.tr
    common.add_argument("--json", action="store_true", help=tr("answer with JSON"))
    common.add_argument("--home", help=tr("folder for all the program writes"))
    common.add_argument("--lang", help=tr("such as en or ru; else the system's"))
    return common


def _asked_language(arguments: Sequence[str]) -> Language | None:
    """The language of the answer, needed before parsing so that errors are said in it."""
    asked = ""
    for word, following in pairwise([*arguments, ""]):
        if word == "--lang":
            asked = following
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    if asked and asked not in {one.code for one in languages()}:
        raise AppError("language-unknown", language=asked)
    return Language(asked) if asked else None


def _speak_utf8() -> None:
    """Consoles of old Windows are not UTF-8; an unprintable letter must not become a crash.

    Python has no stream at all where the caller closed it.
    """
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _window(call: Call) -> int:
    from wecoop_desktop.app import start

    code: int = start(call.home, safe=call.arguments.safe)
    return code
