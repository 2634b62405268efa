"""Codes raised in the program have a sentence, and sentences name only values that are given."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from wecoop_desktop.base.wording import MESSAGES

PROGRAM = Path(__file__).resolve().parents[2] / "wecoop_desktop"
PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")


def _raised() -> Iterator[tuple[str, str, set[str]]]:
    """Place, code and value names of every `AppError("code", name=...)` written literally."""
    for path in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "AppError"
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and all(keyword.arg for keyword in node.keywords)
            ):
                names = {str(keyword.arg) for keyword in node.keywords}
                yield f"{path}:{node.lineno}", str(node.args[0].value), names


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
