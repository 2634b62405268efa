"""Records of the same undertaking, and projects like this one with the reasons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from wecoop_desktop.advice.similar import Similar, reason_words
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.labels import CountryTag, Label, Rule
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.presenters.project import ProjectPresenter
from wecoop_desktop.ui.presenters.projectview import ProjectView
from wecoop_desktop.ui.screens.projectgroup import Group, small
from wecoop_desktop.ui.wording import language, said, tr

FIRST = 5
NAMED = 3  # reasons said in the row; the others are in its tooltip and its name


class RelatedGroup(Group):
    """Parts, phases and umbrellas, with their amounts and what that means for sums."""

    def key(self, view: ProjectView) -> object:
        return (view.related, view.labels, "related" in view.everything)

    def fill(self, view: ProjectView) -> None:
        if not view.related:
            return
        self.heading(tr("The same undertaking"))
        self.body.addWidget(
            small(tr("Amounts of these records can contain the same money: a sum counts it twice."))
        )
        shown = self.all_of(view, "related", len(view.related), FIRST)
        for entry in view.related[:shown]:
            self.body.addWidget(Rule())
            self.body.addWidget(Near(entry, view, self.presenter))
        self.rest("related", len(view.related), shown)


class SimilarGroup(Group):
    def key(self, view: ProjectView) -> object:
        return (view.similar, view.labels)

    def fill(self, view: ProjectView) -> None:
        if not view.similar:
            return
        self.heading(tr("Similar projects"))
        for entry in view.similar:
            self.body.addWidget(Rule())
            self.body.addWidget(Near(entry, view, self.presenter))


class Near(QWidget):
    """A project with the reasons why it stands here."""

    def __init__(self, entry: Similar, view: ProjectView, presenter: ProjectPresenter) -> None:
        super().__init__()
        hit = entry.hit
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        if hit.countries:
            code = "REG" if len(hit.countries) > 2 else hit.countries[0]
            grid.addWidget(CountryTag(code), 0, 0, Qt.AlignmentFlag.AlignVCenter)
        title = Link(said(hit.title))
        title.clicked.connect(lambda _=False: presenter.open(hit.id))
        grid.addWidget(title, 0, 1)
        amount = (
            language().money(hit.amount, hit.currency, "short")
            if hit.amount is not None
            else tr("amount unknown")
        )
        grid.addWidget(Label(amount, "smallFigures", "text2"), 0, 2)
        reasons = [reason_words(reason, language(), view.labels) for reason in entry.reasons]
        facts = small(" · ".join(part for part in (*reasons[:NAMED], hit.years[0]) if part))
        facts.setToolTip("\n".join(reasons))
        grid.addWidget(facts, 1, 1, 1, 2)
        self.setAccessibleName(f"{said(hit.title)}, {', '.join(reasons)}, {amount}")
