"""The language of the window. Widgets say `tr` and `ntr`; on a change the window is built anew."""

from __future__ import annotations

from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text

_current = Language("en")


def speak(code: str) -> None:
    """Choose the language of everything that is said from now on."""
    global _current
    _current = Language(code)


def language() -> Language:
    return _current


def tr(text: str, **values: object) -> str:
    return _current.tr(text, **values)


def ntr(one: str, many: str, n: int, **values: object) -> str:
    return _current.ntr(one, many, n, **values)


def said(text: Text) -> str:
    """Content in the window's language, or in the other where it was not written."""
    return _current.text(text)
