"""What is read beside the questions: the guide about a step, projects like this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.form import Step
from wecoop_desktop.packs.content import Section
from wecoop_desktop.ui.presenters.wizardview import WizardView, chosen

if TYPE_CHECKING:
    from wecoop_desktop.advice.passages import Further
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.library.query import Page
    from wecoop_desktop.ui.desk import Desk

MOST_SIMILAR = 8


def guided(library: Library, view: WizardView) -> WizardView:
    """With the section of the guide about its step, where guidance is what the panel shows."""
    if view.form is None or view.panel != "guidance":
        return view
    step = view.form.step(view.step)
    if view.section is not None and view.section.id == step.guide:
        return view
    section = _section(library, step)
    below = library.sections() if section is not None else ()
    inside = (s.id for s in below if section is not None and s.parent == section.id)
    own = tuple(map(library.section, inside))  # with their bodies
    return replace(view, section=section, below=own)


def _section(library: Library, step: Step) -> Section | None:
    try:
        return library.section(step.guide)
    except AppError:
        near = next((s for s in library.sections() if s.step == step.id), None)
    return library.section(near.id) if near is not None else None


def further(library: Library, view: WizardView) -> Further:
    """What other parts of the guide say of its step: funders considered, worked cases."""
    from wecoop_desktop.advice.passages import further

    return further(library.sections(), view.step, chosen(view.answers.get("basic.target_funders")))


class Similar:
    """Projects of the same countries and sectors, looked for when these are others than before;
    `view` gives the wizard's view and `show` takes another one."""

    def __init__(
        self, desk: Desk, view: Callable[[], WizardView], show: Callable[[WizardView], None]
    ) -> None:
        self._desk, self._view, self._show = desk, view, show
        self._for: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    def forget(self) -> None:
        """The next search is another proposal's."""
        self._for = None

    def find(self) -> None:
        from wecoop_desktop.library.query import Query

        answers = self._view().answers
        countries = chosen(answers.get("basic.countries"))
        sectors = chosen(answers.get("basic.sectors"))
        if self._for == (countries, sectors):
            return
        self._for = (countries, sectors)
        wanted = tuple(country for country in countries if country != "REG")
        query = Query(limit=MOST_SIMILAR).choosing("country", *wanted).choosing("sector", *sectors)
        library = self._desk.library
        self._desk.runner.start(
            "similar", lambda job: library.find(query), self._found, self._failed
        )

    def _found(self, page: Page) -> None:
        self._show(replace(self._view(), similar=tuple(page.hits), similar_total=page.total))

    def _failed(self, error: AppError) -> None:
        self._for = None
        self._show(replace(self._view(), failure=error))
