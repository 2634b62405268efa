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


def tr(text: str, /, **values: object) -> str:
    return _current.tr(text, **values)


def ntr(one: str, many: str, n: int, /, **values: object) -> str:
    return _current.ntr(one, many, n, **values)


def day(written: str) -> str:
    """A date as content gives it, in the window's language."""
    return _current.written_date(written)


def plain_percent(value: int) -> str:
    """A whole share for the first picture, before numbers of a language can be formatted."""
    return f"{value}\u00a0%" if _current.code == "ru" else f"{value}%"


def said(text: Text) -> str:
    """Content in the window's language, or in the other where it was not written."""
    return _current.text(text)
