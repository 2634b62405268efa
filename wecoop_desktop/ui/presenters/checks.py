"""What is wrong or missing in a proposal, step by step: for the whole form or for one template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from wecoop_desktop.forms.form import Form, Level
from wecoop_desktop.forms.state import Meters, Problem, State
from wecoop_desktop.ui.presenter import Presenter

if TYPE_CHECKING:
    from wecoop_desktop.packs.content import Template
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.ui.presenters.wizard import WizardPresenter
    from wecoop_desktop.ui.presenters.wizardview import WizardView

IDLE = 250  # ms after a key before a template's own state is worked out
SEVERITIES = ("error", "warning", "hint")
NO_COUNTS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Group:
    """The problems of a step that are shown, the worst first, and how many of each kind it has."""

    step: str
    problems: tuple[Problem, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ChecksView:
    """`templates` are those of the funders considered; `template` "" is the whole form. `only` is
    one of SEVERITIES or "" for all; `open` counts checks that wait for an answer."""

    form: Form | None = None
    templates: tuple[Template, ...] = ()
    template: str = ""
    level: Level = "concept"
    meters: Meters | None = None
    only: str = ""
    counts: Mapping[str, int] = made(default_factory=lambda: NO_COUNTS)
    groups: tuple[Group, ...] = ()
    open: int = 0


class ChecksPresenter(Presenter[ChecksView]):
    """A child of the wizard's presenter, whose view it is told by the panel while that is seen."""

    def __init__(self, desk: Desk, wizard: WizardPresenter) -> None:
        super().__init__(ChecksView())
        self.setParent(wizard)
        self._desk = desk
        self._now: WizardView | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE)
        self._idle.timeout.connect(self.look)

    def follow(self, view: WizardView) -> None:
        """The wizard is at another answer or step; called after each key."""
        before, self._now = self._now, view
        if before is not None and before.state is view.state and before.step == view.step:
            return
        if before is None or before.id != view.id:
            self._set(ChecksView())
        same = before is not None and before.id == view.id and before.step == view.step
        if same and self.view.groups:
            self._idle.start()
        else:
            self.look()

    def look(self) -> None:
        """Group the problems as they are now."""
        self._idle.stop()
        now = self._now
        if now is None or now.form is None or now.state is None:
            return
        templates = self._offered(now)
        chosen = next((one for one in templates if one.id == self.view.template), None)
        state, asked = self._state(now, chosen)
        found = [p for p in state.problems if asked is None or p.path in asked]
        counts = {kind: sum(p.level == kind for p in found) for kind in SEVERITIES}
        self._set(
            replace(
                self.view,
                form=now.form,
                templates=templates,
                template=chosen.id if chosen is not None else "",
                level=state.level,
                meters=state.meters,
                counts=counts,
                groups=_groups(now.form, now.step, found, self.view.only),
                open=sum(p.level == "not_checked" for p in found),
            )
        )

    def _offered(self, now: WizardView) -> tuple[Template, ...]:
        """Templates of the funders considered, and the one that was chosen to be handed in."""
        wanted = now.answers.get("basic.target_funders")
        funders = wanted if isinstance(wanted, tuple) else ()
        own = now.answers.get("review.template")
        templates = self._desk.library.templates()
        return tuple(one for one in templates if one.funder in funders or one.id == own)

    def _state(
        self, now: WizardView, template: Template | None
    ) -> tuple[State, frozenset[str] | None]:
        assert now.form is not None
        assert now.state is not None
        if template is None:
            return now.state, None
        from wecoop_desktop.documents.coverage import asked, level_of
        from wecoop_desktop.forms.evaluate import evaluate

        paths = asked(template)
        state = evaluate(
            now.form,
            now.answers,
            reference=self._desk.library.reference(),
            level=level_of(template),
            today=self._desk.today(),
            language=now.writing,
            asked=paths,
        )
        return state, paths

    def choose(self, template: str) -> None:
        """The checks of one template, or "" for those of the whole form."""
        self._set(replace(self.view, template=template))
        self.look()

    def show_only(self, severity: str) -> None:
        """One of SEVERITIES, or "" for all."""
        self._set(replace(self.view, only=severity))
        self.look()


def _groups(form: Form, here: str, found: list[Problem], only: str) -> tuple[Group, ...]:
    """Steps with something to show: the present one first, then in the order of the form."""
    by_step: dict[str, list[Problem]] = {step.id: [] for step in form.steps}
    for problem in found:
        by_step.setdefault(problem.path.partition(".")[0], []).append(problem)
    order = sorted(by_step, key=lambda step: step != here)
    groups = []
    for step in order:
        mine = by_step[step]
        wanted = [p for p in mine if p.level in SEVERITIES and only in ("", p.level)]
        wanted.sort(key=lambda p: SEVERITIES.index(p.level))
        if wanted:
            counts = {kind: sum(p.level == kind for p in mine) for kind in SEVERITIES}
            groups.append(Group(step, tuple(wanted), counts))
    return tuple(groups)
