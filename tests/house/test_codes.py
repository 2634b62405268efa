"""Codes raised in the program have a sentence, and sentences name only values that are given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.house.source import files
from wecoop_desktop.base.wording import MESSAGES

PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")


def _raised() -> Iterator[tuple[str, str, set[str]]]:
    """Place, code and value names of every `AppError("code", name=...)` written literally."""
    for file in files():
        for call in file.calls:
            if call.name == "AppError" and not call.attribute and call.text and not call.open:
                yield f"{file.path}:{call.line}", call.text, set(call.named)


def test_every_code_that_is_raised_has_a_sentence_with_its_values() -> None:
    raised = list(_raised())
    assert raised
    wrong = []
    for place, code, given in raised:
        if code not in MESSAGES:
            wrong.append(f"{place}: {code} has no sentence")
        elif not set(PLACEHOLDER.findall(MESSAGES[code])) <= given:
            wrong.append(f"{place}: {code} needs {PLACEHOLDER.findall(MESSAGES[code])}")
    assert not wrong, "\n".join(wrong)
