"""What financed projects and worked examples say beside the present step of the wizard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wecoop_desktop.base.catalogue import original
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.projectview import TABLE

if TYPE_CHECKING:
    from wecoop_desktop.advice.beside import Beside
    from wecoop_desktop.packs.labels import Labels
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.ui.presenters.wizard import WizardPresenter
    from wecoop_desktop.ui.presenters.wizardview import WizardView

LANE = "beside"


@dataclass(frozen=True, slots=True)
class BesideView:
    """`known`: the draft says where and what. `cited` is the project cited last, "" for none; the
    title says which, `again` that it was there already."""

    step: str = ""
    form: Form | None = None
    labels: Labels | None = None
    known: bool = False
    found: Beside | None = None
    cited: str = ""
    again: bool = False
    error: AppError | None = None


class BesidePresenter(Presenter[BesideView]):
    """A child of the wizard's presenter, whose view it is told by the panel while that is seen."""

    def __init__(self, desk: Desk, wizard: WizardPresenter) -> None:
        super().__init__(BesideView())
        self.setParent(wizard)
        self._desk = desk
        self._wizard = wizard
        self._sign: tuple[object, ...] = ()

    def follow(self, view: WizardView) -> None:
        """The wizard is at another answer or step; records are asked for other facts only."""
        if view.form is None:
            return
        facts = ("basic.countries", "basic.sectors", "basic.requested", "sites.locations")
        sign = (view.id, *(view.answers.get(path) for path in facts))
        if view.step != self.view.step or sign != self._sign:
            known = bool(view.answers.get("basic.countries") and view.answers.get("basic.sectors"))
            labels = self._desk.library.labels()
            self._set(
                replace(
                    self.view, step=view.step, form=view.form, labels=labels, known=known, cited=""
                )
            )
        if sign == self._sign:
            return
        self._sign = sign
        if not self.view.known:
            self._set(replace(self.view, found=None))
            return
        from wecoop_desktop.advice.beside import beside
        from wecoop_desktop.advice.evidence import subject_of

        library, form, today = self._desk.library, view.form, self._desk.today()
        subject = subject_of(view.answers)
        self._desk.runner.start(
            LANE,
            lambda job: beside(library, form, subject, today=today),
            self._found,
            self._failed,
        )

    def _found(self, found: Beside) -> None:
        self._set(replace(self.view, found=found, error=None))

    def _failed(self, error: AppError) -> None:
        self._sign = ()
        self._set(replace(self.view, error=error))

    def open_project(self, project: str) -> None:
        self._wizard.go(Place("projects", project))

    def cite(self, project: str) -> None:
        """Into the table of other projects, as a step of undo of its own."""
        from wecoop_desktop.forms.codec import plain_value, read_value
        from wecoop_desktop.ui.presenters.citing import cited

        view = self._wizard.view
        if view.form is None or view.review:
            return
        try:
            field = view.form.field(TABLE)
            before = view.answers.get(TABLE)
            data = None if before is None else plain_value(before)
            language = original(self._desk.settings().language or "en")
            after = cited(field, data, self._desk.library.project(project), language)
            if after is not None:
                self._wizard.put({TABLE: read_value(field, after)})
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, cited=project, again=after is None, error=None))
