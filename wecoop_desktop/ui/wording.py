"""The language of the window. Widgets say `tr` and `ntr`; on a change the window is built anew."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from wecoop_desktop.base.catalogue import chain, named
from wecoop_desktop.base.collation import Key
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text

_current = Language("en")
_content = ""
_beside = ""
_of_qt: tuple[str, QTranslator | None] = ("en", None)


def speak(code: str) -> None:
    """Choose the language of everything that is said from now on."""
    global _current
    _current = Language(code, _content)
    _speak_of_qt(code)


def _speak_of_qt(code: str) -> None:
    """The same for what Qt says itself: menus of text fields, dialogs of files."""
    global _of_qt
    application = QCoreApplication.instance()
    if application is None or _of_qt[0] == code:
        return
    if _of_qt[1] is not None:
        application.removeTranslator(_of_qt[1])
        _of_qt[1].deleteLater()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    made = QTranslator(application)
    for each in chain(code):
        if each == "en" or made.load(f"qtbase_{each}", folder):
            break
    application.installTranslator(made)  # an empty one says nothing: Qt's own English
    _of_qt = (code, made)


def read_in(code: str, beside: str = "") -> None:
    """Choose the language of content apart from that of the window; empty: the same. `beside` is
    the one shown beside it; empty: the next one of its chain."""
    global _content, _beside, _current
    _content, _beside = code, beside
    _current = Language(_current.code, code)


def read() -> str:
    """The language in which content is read, where it is written in it."""
    return _current.content


def pair() -> tuple[str, str]:
    """The two languages that are shown beside each other: the one that is read, then the other.

    English and Russian stand in this order whichever is read.
    """
    own = read()
    other = _beside if _beside not in ("", own) else next(c for c in chain(own) if c != own)
    return ("en", "ru") if {own, other} == {"en", "ru"} else (own, other)


def other_language() -> str:
    """The one of the pair that is not read."""
    return next(code for code in pair() if code != read())


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
    return text.of(read())


def file_languages() -> tuple[tuple[str, str], ...]:
    """The languages in which lists and papers are written, each named in itself: English, Russian
    and the window's own."""
    codes = dict.fromkeys(("en", "ru", chain(_current.code)[0]))
    return tuple((code, named(code)) for code in codes)


def order(words: str) -> Key:
    """What a list of words is sorted by in the window's language."""
    return _current.order(words)
