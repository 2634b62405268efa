"""What every command is given: its arguments, the language, and one way to answer."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.language import Language


@dataclass(frozen=True)
class Call:
    arguments: Namespace
    home: Home
    language: Language

    def answer(self, data: object, lines: Iterable[str]) -> None:
        """Print `data` as JSON where `--json` was given, else the readable lines."""
        if self.arguments.json:
            text = json.dumps(data, ensure_ascii=False, indent=1, default=_plain)
            sys.stdout.write(text + "\n")
        else:
            for line in lines:
                sys.stdout.write(harmless(line) + "\n")

    def say(self, text: str) -> None:
        """A remark for the person, never part of the data."""
        sys.stderr.write(harmless(text) + "\n")


def harmless(text: str) -> str:
    """The text without signs that command a terminal: answers come from files of others."""
    return text.translate(_COMMANDING)


_COMMANDING = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "\ufffd")


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return str(value)
