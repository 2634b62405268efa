"""Lines that were set once are kept, and are those that would be set anew."""

from __future__ import annotations

from wecoop_desktop.documents.outline import Run, plain
from wecoop_desktop.documents.pdf import lines
from wecoop_desktop.documents.pdf.lines import broken, measured
from wecoop_desktop.documents.pdf.style import BODY, CELL

TEXT = (*plain("Отходы вывозятся на свалку, "), Run("без изоляции", bold=True))


def test_kept_lines_are_those_set_anew() -> None:
    first = broken(TEXT, BODY, 120, "ru")
    assert broken(TEXT, BODY, 120, "ru") == first == lines._broken(TEXT, BODY, 120, "ru")
    assert broken(TEXT, BODY, 90, "ru") != first
    assert broken(TEXT, CELL, 120, "ru") != first
    assert measured(TEXT, BODY) == lines._measured(TEXT, BODY)


def test_what_one_does_to_lines_is_not_kept() -> None:
    first = broken(TEXT, BODY, 120, "ru")
    count = len(first)
    first.clear()
    assert len(broken(TEXT, BODY, 120, "ru")) == count


def test_long_texts_are_not_kept() -> None:
    before = lines._kept_lines.cache_info().currsize
    long = plain("слово " * lines.SHORT)
    assert len(broken(long, BODY, 400, "ru")) > 100
    assert lines._kept_lines.cache_info().currsize == before
    assert lines._kept_lines.cache_info().maxsize == lines.KEPT
