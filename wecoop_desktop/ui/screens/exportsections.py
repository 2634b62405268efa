"""The sections of the chosen template: ready, partly, missing, and the way to what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from wecoop_desktop.base.language import mark
from wecoop_desktop.documents.coverage import Coverage, SectionCoverage, Verdict
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.wording import language, said, tr

if TYPE_CHECKING:
    from wecoop_desktop.documents.extent import Room

VERDICTS: dict[Verdict, tuple[str, str, str]] = {
    "ready": ("circle-check", "ok", mark("ready")),
    "partly": ("triangle-alert", "warn", mark("partly")),
    "missing": ("circle-alert", "err", mark("missing")),
    "aside": ("minus", "muted", mark("not needed")),
}
TOO_LONG = ("triangle-alert", "warn")
SHOWN = 3  # missing answers that are named


class Sections(QListWidget):
    """A row for each section; Enter and a click go to the first answer that is missing there."""

    def __init__(self, jump: Callable[[str], object]) -> None:
        super().__init__()
        self._jump = jump
        self._shown: object = None
        self.setWordWrap(True)
        self.setFont(theme.font("body"))
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.setSpacing(theme.px(3))
        self.setAccessibleName(tr("Sections of the document"))
        self.setViewportMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._go)
        self.itemClicked.connect(self._go)

    def display(self, offer: Coverage | None, form: Form | None, rooms: Sequence[Room]) -> None:
        """`rooms` are the limits of the sections with what is taken of them."""
        sign = (offer, tuple(rooms), language().code)
        if sign == self._shown:
            return
        self._shown = sign
        self.clear()
        for section in offer.sections if offer is not None else ():
            icon, tone, _ = VERDICTS[section.verdict]
            own = [room for room in rooms if _is_of(room, section)]
            if section.verdict == "ready" and any(room.over for room in own):
                icon, tone = TOO_LONG
            item = QListWidgetItem(icons.icon(icon, tone, 16), _words(section, form, own))
            item.setData(Qt.ItemDataRole.UserRole, _way(section))
            self.addItem(item)

    def _go(self, item: QListWidgetItem) -> None:
        path = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(path, str) and path:
            self._jump(path)


def verdict_words(verdict: Verdict) -> str:
    return tr(VERDICTS[verdict][2])


def _is_of(room: Room, section: SectionCoverage) -> bool:
    titles = (section.section.title.en, section.section.title.ru)
    return room.number == section.section.number and room.title in titles


def _words(section: SectionCoverage, form: Form | None, rooms: Sequence[Room]) -> str:
    from wecoop_desktop.documents.extent import said as length_said

    title = f"{section.section.number} {said(section.section.title)}".strip()
    verdict = verdict_words(section.verdict)
    if section.wanted:
        counted = tr("{done} of {total}", done=section.given, total=section.wanted)
        verdict = f"{verdict}, {counted}"
    lines = [f"{title} · {verdict}"]
    limit = said(section.section.limit)
    if limit and limit != "-":
        lines.append(tr("Length: {limit}", limit=limit))
    lines += [length_said(room, language()) for room in rooms]
    wrong = [problem.path for problem in section.blocking]
    paths = list(dict.fromkeys((*wrong, *section.empty)))
    names = [_name(path, form) for path in paths[:SHOWN]]
    if names:
        more = " …" if len(paths) > SHOWN else ""
        lines.append(tr("Still open: {names}", names=", ".join(names) + more))
    return "\n".join(lines)


def _name(path: str, form: Form | None) -> str:
    try:
        return said(form.field(path).label) if form is not None else path
    except KeyError:
        return path


def _way(section: SectionCoverage) -> str:
    """What is missing first; else what could be answered; else the first answer."""
    if section.blocking:
        return section.blocking[0].path
    if section.empty:
        return section.empty[0]
    return section.section.fields[0] if section.section.fields else ""
