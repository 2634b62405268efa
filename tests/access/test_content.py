"""Content is read in the language chosen for it, on every screen, whichever the window speaks."""

from __future__ import annotations

import dataclasses
import gettext
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.kit.content import packs
from tests.kit.places import PLACES, at
from tests.kit.window import opened, settle, shown
from wecoop_desktop.base.catalogue import languages
from wecoop_desktop.base.folders import Home, translations_folder
from wecoop_desktop.base.text import Text
from wecoop_desktop.ui.parts.labels import Elided, Wrapped
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.settings import SettingsPresenter
from wecoop_desktop.ui.window import Window

SHORTEST = 6  # letters of a text that is not met by chance
ROWS = 40  # of a list or table that are looked at
# One place for each kind of content; the glossary shows both languages.
LOOKED_AT = (
    "home",
    "projects",
    "projects-filters",
    "projects-table",
    "projects-map",
    "projects-statistics",
    "project",
    "guide",
    "guide-figure",
    "guide-checklists",
    "guide-quiz",
    "funders",
    "funder",
    "funder-cycle",
    "funder-criteria",
    "funder-match",
    "funder-projects",
    "funders-matrix",
    "funders-compare",
    "funders-match",
    "policies",
    "proposals",
    "new-project",
    "wizard-basic",
    "wizard-logframe",
    "wizard-es-screening",
    "wizard-timeline",
    "wizard-annexes",
    "export",
    "compare",
    "workshop",
    "workshop-prepare",
    "workshop-packs",
    "seat-review",
    "presentation",
    "updates-changes",
    "feedback-comment",
)
SLIDES = (Place("presentation", "B05", "section"), Place("presentation", part="statistics"))


@cache
def _texts() -> tuple[frozenset[Text], frozenset[str]]:
    """What the packs say in two languages, and what they say in one."""
    pairs: set[Text] = set()
    plain: set[str] = set()
    seen: set[int] = set()
    left: list[object] = [packs()]
    while left:
        value = left.pop()
        if isinstance(value, Text):
            pairs.add(value)
        elif isinstance(value, str):
            plain.update(part.strip() for part in (value, *value.split(",")))
        elif id(value) not in seen:
            seen.add(id(value))
            left += _within(value)
    return frozenset(pairs), frozenset(plain)


def _within(value: object) -> list[object]:
    if isinstance(value, Mapping):
        return list(value.values())
    if dataclasses.is_dataclass(value):
        return [getattr(value, one.name) for one in dataclasses.fields(value)]
    return list(value) if isinstance(value, tuple | list | frozenset) else []


def _wrong(window: str, content: str) -> dict[str, str]:
    """What must not be seen, with what belongs there."""
    pairs, plain = _texts()
    other = "ru" if content == "en" else "en"
    with (translations_folder() / "ru" / "LC_MESSAGES" / "wecoop.mo").open("rb") as stream:
        catalogue = gettext.GNUTranslations(stream)
    said = catalogue._catalog.items()  # type: ignore[attr-defined]
    words = {str(one if window == "en" else translated) for one, translated in said}
    named = {one.name for one in languages()}
    right = {text.own(content) for text in pairs} | plain | words | named
    return {
        text.own(other).strip(): text.own(content)
        for text in pairs
        if text.own(content) and len(text.own(other)) >= SHORTEST and text.own(other) not in right
    }


def _said(window: Window) -> Iterator[tuple[QWidget, str]]:
    for widget in shown(window.screen_shown):
        if isinstance(widget, Wrapped):
            yield widget, widget.words
        elif isinstance(widget, QLabel | Elided | QAbstractButton):
            yield widget, widget.text()
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            yield widget, widget.toPlainText()
        elif isinstance(widget, QComboBox):
            for at in range(widget.count()):
                yield widget, widget.itemText(at)
        elif isinstance(widget, QAbstractItemView):
            for words in _cells(widget):
                yield widget, words
        yield widget, widget.accessibleName()
        yield widget, widget.accessibleDescription()


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), ROWS)):
            yield str(model.index(row, column).data() or "")


def _parts(words: str) -> Iterator[str]:
    """A text, and what it may be put together of."""
    for line in words.split("\n"):
        yield line.strip()
        for between in (" · ", ": ", ", ", "  "):
            yield from (part.strip() for part in line.split(between))


@pytest.mark.parametrize(("speaks", "reads"), [("ru", "en"), ("en", "ru")])
def test_content_is_in_its_language(
    qapp: QApplication, tmp_path: Path, speaks: str, reads: str
) -> None:
    wrong = _wrong(speaks, reads)
    assert len(wrong) > 5_000
    told = []
    with opened(Home(tmp_path / "home"), speaks, drafts=2) as window:
        settings = window.presenter("settings")
        assert isinstance(settings, SettingsPresenter)
        settings.take("content", reads)
        library = window.opening.view.library
        assert library is not None
        # What the user wrote stays as it was written.
        own = {words for example in library.examples() for words in _leaves(example.answers)}
        places = {name: PLACES[name] for name in LOOKED_AT}
        places |= {place.part: at(place) for place in SLIDES}
        for name, find in places.items():
            window.go(find(window))
            settle()
            for widget, words in _said(window):
                for part in _parts(words):
                    if part in wrong and part not in own:
                        kind = type(widget).__name__
                        told.append(f"{name}: {kind} “{part[:60]}” for “{wrong[part][:60]}”")
    assert not told, "\n".join(dict.fromkeys(told))


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _leaves(each)
