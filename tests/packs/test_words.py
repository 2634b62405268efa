"""Every finding of this room has a sentence, also those that no other test provokes."""

from __future__ import annotations

import ast
from pathlib import Path

import wecoop_desktop.packs
from wecoop_desktop.base.wording import MESSAGES, PACKS

FOLDER = Path(wecoop_desktop.packs.__file__).parent


def _codes() -> set[str]:
    """Words that look like codes of findings, in all modules of the room."""
    found = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            said = node.value if isinstance(node, ast.Constant) else None
            if isinstance(said, str) and said.startswith(("pack-", "packs-")) and " " not in said:
                found.add(said)
    return found - {"pack-"}


def test_every_code_has_a_sentence() -> None:
    codes = _codes()
    assert len(codes) > 20
    assert codes <= set(MESSAGES)


def test_no_sentence_is_left_over() -> None:
    # Built from the codes of `base.files` while a file of a pack is read.
    made = {"pack-file-missing", "pack-file-not-readable", "pack-file-too-large"}
    assert set(PACKS) - _codes() - made == set()
