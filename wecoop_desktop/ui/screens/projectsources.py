"""Where the facts of one project are from: sources, addresses, dates; opened only when asked."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from wecoop_desktop.packs.content import Source
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Elided, Wrapped
from wecoop_desktop.ui.presenters.projectview import ProjectView
from wecoop_desktop.ui.screens.projectgroup import Group, Row, copied, small
from wecoop_desktop.ui.wording import day, ntr, tr

FIRST = 4
LONGEST = 2000  # letters of an address that a browser is given


class SourcesGroup(Group):
    def key(self, view: ProjectView) -> object:
        return (view.project, view.issued, "sources" in view.everything)

    def fill(self, view: ProjectView) -> None:
        project = view.project
        if project is None:
            return
        count = len(project.sources)
        self.heading(ntr("{n} source", "{n} sources", count) if count else tr("Sources"))
        if not count:
            self.body.addWidget(small(tr("No source is given.")))
        shown = self.all_of(view, "sources", count, FIRST)
        for source in project.sources[:shown]:
            self._source(source)
        self.rest("sources", count, shown)
        for words in date_words(view):
            self.body.addWidget(small(words))

    def _source(self, source: Source) -> None:
        name = " · ".join(part for part in (source.organisation, source.identifier) if part)
        self.body.addWidget(copied(Wrapped(name or tr("Source without a name"), "body", "text")))
        if source.dataset:
            self.body.addWidget(small(source.dataset))
        if not source.url:
            self.body.addWidget(small(tr("No web page is given.")))
            return
        self.body.addWidget(Elided(source.url, "small", "text2"))
        copy = Button(tr("Copy address"), "quiet", "copy", size="small")
        copy.setToolTip(source.url)
        copy.clicked.connect(
            lambda _=False, url=source.url: QGuiApplication.clipboard().setText(url)
        )
        address = web_address(source.url)
        if address is None:
            self.body.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeading)
            self.body.addWidget(small(tr("This is not a web address; it is not opened.")))
        else:
            go = Button(tr("Open in the browser"), "quiet", "external-link", size="small")
            go.setToolTip(tr("Opens when online"))
            go.clicked.connect(lambda _=False, url=address: QDesktopServices.openUrl(url))
            self.body.addWidget(Row(copy, go))


def web_address(url: str) -> QUrl | None:
    """The address if it leads to a web page and nowhere else; None: never opened."""
    plain = url.isprintable() and not any(letter.isspace() for letter in url)
    if not plain or len(url) > LONGEST or not url.startswith(("https://", "http://")):
        return None
    address = QUrl(url, QUrl.ParsingMode.StrictMode)
    if not address.isValid() or not address.host() or address.userInfo():
        return None
    return address


def date_words(view: ProjectView) -> list[str]:
    """The date of the data, and when it was checked; what is not known is said."""
    project = view.project
    assert project is not None
    found = [
        tr("Data as of {date}", date=day(project.data_as_of))
        if project.data_as_of
        else tr("The date of the data is not known")
    ]
    found.append(tr("When the record was last checked against its source is not known"))
    if view.issued:
        found.append(tr("Published with the edition of {date}", date=day(view.issued)))
    return found
