"""What financed projects say beside this step, with counts; the nearest of them with reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.advice.beside import Beside, Costs
from wecoop_desktop.advice.similar import Similar, reason_words
from wecoop_desktop.advice.wording import figure_words, mix_words
from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.library.query import Hit
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.scene import option_label
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import SectionLabel, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.beside import BesidePresenter, BesideView
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.wording import language, ntr, said, tr

# What is told at which step, in this order; other steps have the nearest projects only.
TOLD: Mapping[str, tuple[str, ...]] = {
    "basic": ("size", "mix", "completion"),
    "logframe": ("indicators",),
    "sites": ("places",),
    "economics": ("size",),
    "budget": ("costs", "size", "mix"),
    "implementation": ("start", "completion"),
    "timeline": ("start", "completion"),
    "monitoring": ("indicators",),
}
HEADS = {
    "size": mark("Size"),
    "mix": mark("Financing"),
    "start": mark("Time to the start"),
    "completion": mark("Duration"),
    "places": mark("Places"),
    "costs": mark("Cost shares"),
    "indicators": mark("Indicators"),
}


class SimilarPanel(Panel):
    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", (12, 10, 10, 12), 6, parent=parent)
        self._presenter = presenter
        self._beside: BesidePresenter = presenter.beside
        self._shown: object = None
        self._total = 0
        self._note = Wrapped("", "small", "muted")
        self.body.addWidget(self._note)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(theme.px(4))
        self.body.addLayout(self._facts)
        self.body.addStretch(1)
        self._beside.changed.connect(self._show)

    def display(self, view: WizardView) -> None:
        self._total = view.similar_total
        self._beside.follow(view)
        self._show()

    def _show(self) -> None:
        view = self._beside.view
        sign = (view, self._total, language().code)
        if sign == self._shown or view.form is None:
            return
        self._shown = sign
        words = ntr(
            "{n} financed project in the same country and sector",
            "{n} financed projects in the same country and sector",
            self._total,
        )
        none = tr("Choose the country and the sector in step 1 to see what was financed there.")
        self._note.setText(words if view.known else none)
        clear(self._facts)
        if view.error is not None:
            self._facts.addWidget(Banner(say(language(), view.error), "err"))
        if view.found is None or not view.known:
            return
        for fact in TOLD.get(view.step, ()):
            self._facts.addWidget(SectionLabel(tr(HEADS[fact])))
            for line in _LINES[fact](view.found, view):
                self._facts.addWidget(Wrapped(line, "small", "text"))
            if fact == "indicators":
                self._add_verb(tr("Library of indicators"), "book-text", "logframe.matrix")
            self._facts.addSpacing(theme.px(4))
        self._nearest(view.found, view)

    def _add_verb(self, words: str, icon: str, path: str) -> None:
        button = Button(words, "quiet", icon, size="small")
        button.clicked.connect(lambda _=False: self._presenter.go_to(path))
        self._facts.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _nearest(self, found: Beside, view: BesideView) -> None:
        self._facts.addWidget(SectionLabel(tr("Nearest projects")))
        if not found.nearest:
            words = tr("The records know no project that is near enough.")
            self._facts.addWidget(Wrapped(words, "small", "muted"))
        for one in found.nearest:
            self._facts.addWidget(self._project(one, view))

    def _project(self, one: Similar, view: BesideView) -> QWidget:
        """Title, facts, why it is near; open it or cite it."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, theme.px(2), 0, theme.px(4))
        column.setSpacing(theme.px(1))
        title = said(one.hit.title)
        link = Link(title, "layers")
        link.clicked.connect(lambda _=False: self._beside.open_project(one.hit.id))
        column.addWidget(link)
        facts = " · ".join(part for part in _facts(one.hit) if part)
        if facts:
            column.addWidget(Wrapped(facts, "small", "text2"))
        if view.labels is not None:
            labels = view.labels
            reasons = [reason_words(reason, language(), labels) for reason in one.reasons]
            column.addWidget(Wrapped("; ".join(reasons), "small", "muted"))
        if view.cited == one.hit.id:
            done = tr("It was cited there already.") if view.again else tr("Cited in “Policy”.")
            column.addWidget(Wrapped(done, "small", "ok"))
        elif not self._presenter.view.review:
            name = tr("Cite “{title}”", title=title)
            cite = Button(tr("Cite"), "quiet", "quote", size="small", name=name)
            cite.clicked.connect(lambda _=False: self._beside.cite(one.hit.id))
            column.addWidget(cite, 0, Qt.AlignmentFlag.AlignLeading)
        return box


def _facts(hit: Hit) -> tuple[str, ...]:
    funders = ", ".join(said(name) for name in hit.funders)
    money = language().money(hit.amount, hit.currency, "short") if hit.amount else ""
    return funders, money, "–".join(year[:4] for year in hit.years if year)


def _figure(name: str) -> Callable[[Beside, BesideView], Iterator[str]]:
    def lines(found: Beside, view: BesideView) -> Iterator[str]:
        if view.labels is not None:
            figure = getattr(found.typical, name)
            yield figure_words(name, figure, found.typical.currency, language(), view.labels)

    return lines


def _mix(found: Beside, view: BesideView) -> Iterator[str]:
    if view.labels is not None:
        yield mix_words(found.typical.mix, language(), view.labels)


def _places(found: Beside, view: BesideView) -> Iterator[str]:
    if not found.places:
        yield tr("The records name no place of this sector in these countries.")
        return
    parts = (f"{said(one.name)} ({language().number(one.count)})" for one in found.places)
    yield tr("Projects of the sector stand in: {places}.", places=", ".join(parts))


def _costs(found: Beside, view: BesideView) -> Iterator[str]:
    """From the examples: no record tells budget lines."""
    yield tr("The records tell no budget lines. Worked examples (illustrative) have:")
    costs: Costs = found.costs
    if not costs.parts or view.form is None:
        yield tr("too few budgets to say what is usual.")
        return
    columns = view.form.field("budget.lines").columns
    categories = next((column.options for column in columns if column.id == "category"), ())
    for part in costs.parts:
        share = language().percent(100 * part.share)
        count = language().number(part.count)
        yield f"{option_label(categories, part.category)}: {share} ({count})"
    told = view.labels.of(language(), "sector", costs.sector) if view.labels else costs.sector
    where = told if costs.sector else tr("all sectors")
    yield ntr(
        "Middle of {n} example, {where}",
        "Middle of {n} examples, {where}",
        costs.count,
        where=where,
    )


def _indicators(found: Beside, view: BesideView) -> Iterator[str]:
    if not found.indicators:
        yield tr("No worked example of these sectors has indicators.")
        return
    yield tr("Worked examples of these sectors (illustrative) measure:")
    for _example, group in groupby(found.indicators, lambda one: one.example):
        used = list(group)
        yield f"{said(used[0].title)}:"
        for one in used:
            yield f"• {one.indicator.of(language().code)}"


_LINES: Mapping[str, Callable[[Beside, BesideView], Iterator[str]]] = {
    "size": _figure("size"),
    "start": _figure("start"),
    "completion": _figure("completion"),
    "mix": _mix,
    "places": _places,
    "costs": _costs,
    "indicators": _indicators,
}
