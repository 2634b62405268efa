"""The language of the window. Widgets say `tr` and `ntr`; on a change the window is built anew."""

from __future__ import annotations

from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text

_current = Language("en")
_content = ""


def speak(code: str) -> None:
    """Choose the language of everything that is said from now on."""
    global _current
    _current = Language(code)


def read_in(code: str) -> None:
    """Choose the language of content apart from that of the window; empty: the same."""
    global _content
    _content = code


def read() -> str:
    """The language in which content is read: "en" or "ru"."""
    return _content or _current.content


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
    """Content in its own language or the window's, or in another where it was not written."""
    return text.of(_content) if _content in ("en", "ru") else _current.text(text)
