"""What a funder's profile says about the reader's own draft: match, self-assessment, plan back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.packs.content import Funder
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Label, Picture, Rule, SectionLabel, Wrapped
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.parts.verdicts import LOOKS, fix_button
from wecoop_desktop.ui.presenters.appraising import AppraisingView
from wecoop_desktop.ui.presenters.funders import FundersPresenter
from wecoop_desktop.ui.presenters.matchingview import MATCH
from wecoop_desktop.ui.screens.matchingfacts import draft_choice
from wecoop_desktop.ui.screens.matchingreasons import ranking, reasons_card
from wecoop_desktop.ui.screens.matchingtold import told_banner
from wecoop_desktop.ui.wording import language, ntr, said, tr

if TYPE_CHECKING:
    from wecoop_desktop.advice.backplan import Leg, Plan
    from wecoop_desktop.advice.cycle import Pace, Wish
    from wecoop_desktop.advice.review import Assessment, Review
    from wecoop_desktop.forms.form import Form

STANDS = {
    "answered": ("circle-check", "ok"),
    "partly": ("circle-dot", "warn"),
    "not_answered": ("circle-x", "err"),
    "cannot_tell": ("circle-question-mark", "muted"),
}
PLANS = {
    "possible": ("circle-check", "ok"),
    "tight": ("triangle-alert", "warn"),
    "late": ("circle-x", "err"),
    "past": ("circle-x", "err"),
    "unknown": ("circle-question-mark", "warn"),
}
MISSING = 4  # answers of a criterion that are named


def with_draft(presenter: FundersPresenter) -> QWidget:
    """Which draft is meant; the quick form where it holds anything."""
    matching = presenter.matching
    view = matching.view
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    label = Label(tr("Match with"), "smallStrong", "text2")
    given = bool(view.profile and (view.profile.countries or view.profile.sectors))
    quick = tr("Six questions, without a draft") if given else tr("No draft")
    choice = draft_choice(view, quick=quick)
    choice.setMinimumWidth(theme.px(160))
    choice.setMaximumWidth(theme.px(420))
    choice.chosen.connect(matching.choose_draft)
    label.setBuddy(choice)
    row.addWidget(label)
    row.addWidget(choice, 1)
    row.addStretch(0)
    return box


def _said_before(presenter: FundersPresenter) -> list[QWidget]:
    banner = told_banner(presenter.matching.view, presenter.matching)
    return [with_draft(presenter), *([banner] if banner is not None else [])]


def match_parts(funder: Funder, presenter: FundersPresenter) -> list[QWidget]:
    """The verdict of the draft with this funder, all reasons, and the way to the whole match."""
    from wecoop_desktop.advice.wording import VERDICTS

    matching = presenter.matching
    view = matching.view
    parts = _said_before(presenter)
    lines = (line for group in view.groups for line in group.lines)
    line = next((one for one in lines if one.funder.id == funder.id), None)
    if line is None or view.form is None:
        words = tr("Choose a draft, or answer the six questions of the match view.")
        parts.append(Wrapped(words, "body"))
        parts.append(_verbs(presenter, funder))
        return parts
    icon, tone = LOOKS[line.match.verdict]
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Status(tr(VERDICTS[line.match.verdict]), tone, icon))
    row.addStretch(1)
    parts += [head, _verbs(presenter, funder)]
    fix = matching.fix if view.draft else None
    parts.append(reasons_card(view.form, line.match, fix, funder.website))
    parts.append(ranking(line, view.form))
    return parts


def _verbs(presenter: FundersPresenter, funder: Funder) -> QWidget:
    matching = presenter.matching
    box = QWidget()
    flow = Flow(8)
    box.setLayout(flow)
    if matching.view.draft:
        use = Button(tr("Use this funder for the draft"), "primary", "check", size="small")
        use.clicked.connect(lambda _=False: matching.use_funder(funder.id))
        flow.addWidget(use)

    def whole() -> None:
        matching.choose(funder.id)
        presenter.show(MATCH)

    more = Button(tr("All funders, and what if"), "plain", "list-checks", size="small")
    more.clicked.connect(lambda _=False: whole())
    flow.addWidget(more)
    return box


# The reviewer's eye


def review_parts(presenter: FundersPresenter) -> list[QWidget]:
    """Each criterion: how far the draft answers it, where, and what is missing."""
    from wecoop_desktop.advice.said import VERDICTS

    view = presenter.appraising.view
    form = presenter.matching.view.form
    parts = _said_before(presenter)
    if view.error is not None:
        parts.append(Banner(say(language(), view.error), "err"))
    if form is None or view.review is None or not view.draft:
        return parts
    card = Card(tr("How far the draft answers the criteria"), padding=14)
    save = Button(tr("Print the self-assessment"), "plain", "printer", size="small")
    save.clicked.connect(lambda _=False: presenter.appraising.save_review())
    card.head.addWidget(save)
    chips = Flow(6)
    for verdict, (icon, tone) in STANDS.items():
        n = sum(one.verdict == verdict for one in view.review.criteria)
        if n:
            words = f"{tr(VERDICTS[verdict])}: {language().number(n)}"
            chips.addWidget(Status(words, tone if tone != "muted" else "plain", icon))
    card.body.addLayout(chips)
    _assessments(card, view.review.criteria, form, presenter)
    if not view.review.criteria:
        card.body.addWidget(Caption(tr("The profile names no criteria.")))
    parts.append(card)
    parts.append(_questions(view.review, form, presenter))
    return parts


def _assessments(
    card: Card, found: tuple[Assessment, ...], form: Form, presenter: FundersPresenter
) -> None:
    for number, one in enumerate(found):
        if number:
            card.body.addWidget(Rule())
        card.body.addWidget(_assessment(one, form, presenter))


def _questions(review: Review, form: Form, presenter: FundersPresenter) -> QWidget:
    card = Card(tr("Questions any reviewer asks"), padding=14)
    _assessments(card, review.questions, form, presenter)
    return card


def _assessment(one: Assessment, form: Form, presenter: FundersPresenter) -> QWidget:
    from wecoop_desktop.advice.said import VERDICTS

    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    icon, tone = STANDS[one.verdict]
    row.addWidget(Picture(icon, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(theme.px(3))
    head = QHBoxLayout()
    head.setSpacing(theme.px(8))
    title = Wrapped("", "body", "text")
    title.show_strong(said(one.name), "")
    head.addWidget(title, 1)
    head.addWidget(Label(tr(VERDICTS[one.verdict]), "smallStrong", tone), 0,
                   Qt.AlignmentFlag.AlignTop)  # fmt: skip
    column.addLayout(head)
    if one.asked:
        done = tr("{done} of {all} answers it looks at are given", done=one.done, all=one.asked)
        column.addWidget(Wrapped(done, "small", "muted"))
    given = [said(ground.label) for ground in one.grounds if ground.standing == "given"]
    if given:
        words = tr("Answered in: {places}", places=", ".join(given))
        column.addWidget(Wrapped(words, "small", "text2"))
    for topic in one.silent:
        words = tr("Nothing is said yet on: {topic}", topic=said(topic))
        column.addWidget(Wrapped(words, "small", "warn"))
    _missing(column, one, form, presenter)
    row.addLayout(column, 1)
    return box


def _missing(column: QVBoxLayout, one: Assessment, form: Form, presenter: FundersPresenter) -> None:
    """What is not given or wrong, each with the way to its question."""
    from wecoop_desktop.advice.said import STANDINGS

    lacking = [ground for ground in one.grounds if ground.standing in ("missing", "wrong")]
    for ground in lacking[:MISSING]:
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        words = f"{said(ground.label)}: {tr(STANDINGS[ground.standing])}"
        line.addWidget(Wrapped(words, "small", "text"), 1)
        line.addWidget(fix_button(form, ground.path, presenter.matching.fix))
        column.addLayout(line)
    later = [said(ground.label) for ground in one.grounds if ground.standing == "later"]
    if later:
        words = f"{', '.join(later)}: {tr(STANDINGS['later'])}"
        column.addWidget(Wrapped(words, "small", "muted"))
    if rest := len(lacking[MISSING:]):
        column.addWidget(Caption(ntr("and {n} more", "and {n} more", rest)))


# Planning back


def plan_parts(presenter: FundersPresenter) -> list[QWidget]:
    """The wished date, and the dated steps that lead to it."""
    view = presenter.appraising.view
    form = presenter.matching.view.form
    card = Card(tr("Plan back from a wished date"), "calendar-days", padding=14)
    card.body.addWidget(_wish(view, presenter))
    if view.unclear is not None:
        card.body.addWidget(Wrapped(say(language(), view.unclear), "small", "err"))
    if view.error is not None:
        card.body.addWidget(Banner(say(language(), view.error), "err"))
    if view.plan is not None and form is not None:
        _plan(card, view.plan, view, form, presenter)
    parts: list[QWidget] = _said_before(presenter)
    if view.named and view.stage is None:
        words = tr("The draft names this funder; which stage it stands at cannot be told.")
        parts.append(Wrapped(words, "small", "text2"))
    return [*parts, card]


def _wish(view: AppraisingView, presenter: FundersPresenter) -> QWidget:
    box = QWidget()
    flow = Flow(10)
    box.setLayout(flow)
    appraising = presenter.appraising
    line = QLineEdit(view.typed)
    line.setFont(theme.font("figures"))
    line.setFixedWidth(theme.px(130))
    line.setMaxLength(24)
    line.setPlaceholderText(tr("dd.mm.yyyy"))
    line.setAccessibleName(tr("Wished date"))
    line.editingFinished.connect(lambda: appraising.wish_for(line.text()))
    flow.addWidget(line)
    what = Segments(
        (("approval", tr("Approval")), ("start", tr("Start of the project"))),
        view.wish, tr("What the date is of"),
    )  # fmt: skip
    what.chosen.connect(lambda value: appraising.wish_of(cast("Wish", value)))
    flow.addWidget(what)
    return box


def _plan(
    card: Card, plan: Plan, view: AppraisingView, form: Form, presenter: FundersPresenter
) -> None:
    from wecoop_desktop.advice.planpaper import sentences

    verdict, *further = sentences(plan, language())
    icon, tone = PLANS[plan.verdict]
    head = QHBoxLayout()
    head.setSpacing(theme.px(8))
    head.addWidget(Picture(icon, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(Wrapped(verdict, "strong", "text"), 1)
    card.body.addLayout(head)
    for sentence in further:
        card.body.addWidget(Wrapped(sentence, "small", "text2"))
    appraising = presenter.appraising
    pace = Segments(
        (("slow", tr("Most months")), ("fast", tr("Least months"))),
        view.pace, tr("How long the stages take"),
    )  # fmt: skip
    pace.chosen.connect(lambda value: appraising.at_pace(cast("Pace", value)))
    card.body.addWidget(pace, 0, Qt.AlignmentFlag.AlignLeading)
    card.body.addLayout(_legs(plan, view, form))
    if plan.open_items:
        card.body.addWidget(SectionLabel(tr("Not ready yet, and no stage asks for it by name")))
        names = ", ".join(said(item.name) for item in plan.open_items)
        card.body.addWidget(Wrapped(names, "small", "text2"))
    verbs = Flow(8)
    if view.draft:
        put = Button(tr("Put into the timeline of the draft"), "primary", "check", size="small")
        put.clicked.connect(lambda _=False: appraising.into_timeline())
        verbs.addWidget(put)
    save = Button(tr("Save as a calendar or on paper"), "plain", "download", size="small")
    save.clicked.connect(lambda _=False: appraising.save_plan())
    verbs.addWidget(save)
    card.body.addLayout(verbs)


def _legs(plan: Plan, view: AppraisingView, form: Form) -> QGridLayout:
    from wecoop_desktop.advice.planpaper import span_words

    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(14))
    grid.setVerticalSpacing(theme.px(8))
    grid.setColumnStretch(1, 1)
    for leg in plan.legs:
        at = grid.rowCount()
        span = leg.slow if view.pace == "slow" else leg.fast
        dates = Label(span_words(span, language()), "smallFigures", "text" if span else "warn")
        grid.addWidget(dates, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_leg(plan, leg, form), at, 1)
    return grid


def _leg(plan: Plan, leg: Leg, form: Form) -> QWidget:
    from wecoop_desktop.advice.planpaper import length_words
    from wecoop_desktop.advice.said import WHO, leg_words, status_words

    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    name = Wrapped("", "small", "text")
    name.show_strong(leg_words(plan, leg, language()), length_words(leg, language()))
    column.addWidget(name)
    who = ", ".join(tr(WHO[one]) for one in leg.who)
    about = " · ".join(part for part in (who, said(leg.asked)) if part)
    if about:
        column.addWidget(Wrapped(about, "small", "text2"))
    papers = [
        f"{said(paper.name)} ({status_words(paper.status, form, language())})"
        if paper.item else said(paper.name)
        for paper in leg.papers
    ]  # fmt: skip
    if papers:
        column.addWidget(Wrapped(", ".join(papers), "small", "muted"))
    if leg.late:
        column.addWidget(Wrapped(tr("should have begun already"), "small", "err"))
    return box
