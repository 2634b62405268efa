"""Where the next thing to do stands among the questions: from the cursor onwards and around."""

from __future__ import annotations

from collections.abc import Collection

from wecoop_desktop.ui.presenters.wizardview import Focus, WizardView

SERIOUS = ("error", "warning")


def next_empty(view: WizardView, after: str) -> Focus | None:
    """The next required answer that is missing after the answer `after`, or after the step's
    beginning; None where nothing is missing."""
    if view.state is None:
        return None
    required, answers = view.state.required, view.answers
    path = _next(view, [p for p in _paths(view) if p in required and p not in answers], after)
    return Focus(path) if path else None


def next_problem(view: WizardView, after: str) -> Focus | None:
    """The next answer with an error or a warning, and where in it the first one stands."""
    if view.state is None:
        return None
    first = {p.path: p for p in reversed(view.state.problems) if p.level in SERIOUS}
    path = _next(view, [p for p in _paths(view) if p in first], after)
    if not path:
        return None
    at = first[path]
    return Focus(path) if at.row is None else Focus(path, at.row, at.column)


def _paths(view: WizardView) -> list[str]:
    steps = view.form.steps if view.form is not None else ()
    return [question.path for step in steps for question in step.fields]


def _next(view: WizardView, wanted: Collection[str], after: str) -> str:
    paths = _paths(view)
    if after in paths:
        start = paths.index(after) + 1
    else:
        start = next((i for i, p in enumerate(paths) if p.startswith(f"{view.step}.")), 0)
    around = paths[start:] + paths[:start]
    return next((path for path in around if path in wanted), "")
