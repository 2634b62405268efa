"""What every command is given: its arguments, the language, and one way to answer."""

from __future__ import annotations

import contextlib
import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.files import told
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.language import Language

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library

STDOUT = Path("stdout")  # as messages name it


@dataclass(frozen=True)
class Call:
    arguments: Namespace
    home: Home
    language: Language

    def answer(self, data: object, lines: Iterable[str]) -> None:
        """Print `data` as JSON where `--json` was given, else the readable lines.

        Raises `AppError` disk-full or file-not-writable; BrokenPipeError where the reader has gone.
        """
        if self.arguments.json:
            said = iter([json.dumps(data, ensure_ascii=False, indent=1, default=_plain)])
        else:
            said = map(harmless, lines)
        for part in said:
            _write(part + "\n")
        _write("")

    def library(self) -> Library:
        """The library of the packs in use, built in the home where there is none.

        Raises `AppError` as `library.shelf.current`.
        """
        from wecoop_desktop.library import shelf
        from wecoop_desktop.sync import content

        now = content.in_use(self.home)
        if now.held is not None and now.library:  # an edition is whole, so need not be read
            ready = shelf.available(self.home, wanted=now.library)
            if ready is not None and ready.info().digest == now.library:
                return ready
            if ready is not None:
                ready.close()
        return shelf.current(self.home, packs=now.folder)

    def say(self, text: str) -> None:
        """A remark for the person, never part of the data; that nobody reads it stops nothing."""
        with contextlib.suppress(OSError):
            sys.stderr.write(harmless(text) + "\n")


def _write(text: str) -> None:
    """Write, or with no text bring out what is held back, so that a full disk is noticed here."""
    try:
        if text:
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise told(error, STDOUT) from error


def harmless(text: str) -> str:
    """The text without signs that command a terminal: answers come from files of others."""
    return text.translate(_COMMANDING)


_COMMANDING = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "\ufffd")


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return str(value)
