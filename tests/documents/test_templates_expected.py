"""Same answers, same document: every template in both languages, of two worked examples."""

from __future__ import annotations

import pytest

from tests.kit.expected import FOLDER, cases, file_of, text_of


@pytest.mark.parametrize("case", list(cases()), ids="-".join)
def test_the_document_is_the_expected_one(case: tuple[str, str, str]) -> None:
    expected = file_of(*case).read_text(encoding="utf-8")
    found = text_of(*case)
    assert found.splitlines() == expected.splitlines(), "see tests/kit/expected.py"


def test_no_expected_document_is_left_over() -> None:
    there = {path for path in FOLDER.rglob("*") if path.is_file()}
    assert there == {file_of(*case) for case in cases()}
