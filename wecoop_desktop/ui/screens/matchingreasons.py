"""Why a funder fits or not: every reason with its cure, its source and the way to its question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Label, Picture, Rule, Wrapped
from wecoop_desktop.ui.parts.verdicts import (
    LOOKS,
    PARTS,
    Fixing,
    fix_button,
    origin_words,
    part_look,
    part_words,
)
from wecoop_desktop.ui.presenters.matchingview import Line, fix_of
from wecoop_desktop.ui.wording import language, ntr, said, tr

if TYPE_CHECKING:
    from wecoop_desktop.advice.matching import Match, Part, Reason
    from wecoop_desktop.forms.form import Form


class Reasons(QWidget):
    """The reasons of one match, the hardest first, and what is met.

    `fix(path)` leads to a question; without it no way is offered. `website` of the funder: of the
    pages of its profile, its own are shown first.
    """

    def __init__(
        self,
        form: Form,
        match: Match,
        fix: Fixing | None,
        *,
        website: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._fix = fix
        self._website = website
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for number, reason in enumerate(match.reasons):
            if number:
                column.addWidget(Rule())
            column.addWidget(self._reason(reason))
        if not match.reasons:
            column.addWidget(_row("fits", tr("Nothing that is known stands against it."), ""))

    def _reason(self, reason: Reason) -> QWidget:
        from wecoop_desktop.advice.wording import REASONS, reason_cure, reason_message

        form = self._form
        name = tr(PARTS[reason.part]) if reason.part in PARTS else reason.part
        message = reason_message(form, reason, language())
        cure = reason_cure(form, reason, language())
        row = _row(reason.verdict, name, tr(REASONS[reason.verdict]))
        head, body = row.head, row.body
        path = fix_of(reason) if self._fix is not None else ""
        if path and self._fix is not None:
            head.addWidget(fix_button(form, path, self._fix))
        text = Wrapped(message, "body", "text")
        text.setAccessibleName(f"{name}, {tr(REASONS[reason.verdict])}: {message}")
        body.addWidget(text)
        if cure:
            body.addWidget(Wrapped(f"→ {cure}", "small", "text2"))
        body.addWidget(Wrapped(origin_words(reason), "small", "muted"))
        sources(body, reason.pages, self._website)
        return row


class _Row(QWidget):
    """Icon, name and state in a line; below it what is said."""

    def __init__(self, icon: str, tone: str, name: str, state: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(Picture(icon, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(3))
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(8))
        title = Wrapped("", "body", "text")
        title.show_strong(name, "")
        self.head.addWidget(title, 1)
        if state:
            self.head.addWidget(Label(state, "smallStrong", tone))
        self.body.addLayout(self.head)
        row.addLayout(self.body, 1)


def _row(verdict: str, name: str, state: str) -> _Row:
    icon, tone = LOOKS[verdict]
    return _Row(icon, tone, name, state)


def sources(body: QVBoxLayout, pages: Sequence[str], website: str = "") -> None:
    """The first page a profile was made from, one of the funder's own if there is one."""
    from wecoop_desktop.ui.parts.link import Link

    host = website.partition("://")[2].partition("/")[0].removeprefix("www.")
    own = [page for page in pages if host and host in page]
    for page in (own or list(pages))[:1]:
        if page.startswith(("https://", "http://")):
            link = Link(page, "external-link", hint=tr("Opens in the browser when online"))
            link.clicked.connect(lambda _=False, url=page: QDesktopServices.openUrl(QUrl(url)))
            body.addWidget(link)


def ranking(line: Line, form: Form) -> Card:
    """Why the funder stands where it stands: the parts of its order, in words with weights."""
    from wecoop_desktop.advice.wording import VERDICTS

    match = line.match
    card = Card(tr("Why it stands there"), padding=14)
    words = ntr(
        "Number {rank} of {n} funder with the verdict “{verdict}”.",
        "Number {rank} of {n} funders with the verdict “{verdict}”.",
        line.among,
        rank=line.rank,
        verdict=tr(VERDICTS[match.verdict]),
    )
    note = tr("The order never changes a verdict; it counts these parts:")
    card.body.addWidget(Wrapped(f"{words} {note}", "small", "text2"))
    whole = sum(part.weight for part in match.parts if part.score is not None)
    for part in match.parts:
        card.body.addWidget(_part(part, whole, form))
    return card


def _part(part: Part, whole: object, form: Form) -> QWidget:
    from wecoop_desktop.advice.wording import part_message

    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(8))
    icon, tone = part_look(part)
    line.addWidget(Picture(icon, tone, 14), 0, Qt.AlignmentFlag.AlignTop)
    words = Wrapped("", "small", "text")
    told = ". ".join(
        each for each in (part_words(part), part_message(form, part, language())) if each
    )
    words.show_strong(f"{said(part.label)}:", told)
    line.addWidget(words, 1)
    if part.score is not None:
        weight = tr("weighs {part} of {all}", part=f"{part.weight:f}", all=f"{whole:f}")
        line.addWidget(Label(weight, "smallFigures", "muted"), 0, Qt.AlignmentFlag.AlignTop)
    return row


def reasons_card(form: Form, match: Match, fix: Fixing | None, website: str = "") -> Card:
    """All reasons in a card, with the note that this is no decision."""
    card = Card(tr("Reasons"), padding=14)
    card.body.addWidget(Reasons(form, match, fix, website=website))
    card.body.addWidget(Rule())
    note = tr("A guide, not a decision of the funder")
    card.body.addWidget(Wrapped(note, "small", "muted"))
    return card
