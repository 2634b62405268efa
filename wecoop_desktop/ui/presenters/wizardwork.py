"""The view of the wizard as the store and the form have it: what is read, what follows from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wecoop_desktop.ui.presenters.ownform import fitting_form
from wecoop_desktop.ui.presenters.steps import asked_at, step_rows
from wecoop_desktop.ui.presenters.wizardview import WizardView

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.work.proposal import Proposal


def evaluated(desk: Desk, view: WizardView) -> WizardView:
    """The view with what follows from its answers; the one place where a state is made."""
    from wecoop_desktop.forms.evaluate import evaluate

    form = view.form
    if form is None:
        return view
    state = evaluate(
        form,
        view.answers,
        reference=desk.library.reference(),
        today=desk.today(),
        language=view.writing,
    )
    kept = sum(
        1
        for step in form.steps
        for question in step.fields
        if question.path in view.answers and not asked_at(question, state.level)
    )
    return replace(view, state=state, steps=step_rows(form, state), kept=kept)


def answered(desk: Desk, view: WizardView, proposal: Proposal) -> WizardView:
    """The view with the answers of a proposal as it is stored, in the form that it has now: undo
    may have brought another back."""
    from wecoop_desktop.forms.codec import read_answers
    from wecoop_desktop.forms.upgrade import parked

    if view.version != proposal.form_version or view.form is None:
        form, fits = fitting_form(desk, proposal)
        steps = [step.id for step in form.steps]
        step = view.step if view.step in steps else steps[0]
        view = replace(view, form=form, fits=fits, version=proposal.form_version, step=step)
    assert view.form is not None
    answers, _aside = read_answers(view.form, proposal.answers)
    aside = len(parked(view.form, proposal.answers))
    return standing(replace(view, answers=answers, parked=aside), proposal)


def standing(view: WizardView, proposal: Proposal) -> WizardView:
    """The view with what the store says of the proposal beside its answers."""
    return replace(
        view,
        saved=proposal.updated,
        undo=proposal.undo,
        redo=proposal.redo,
        revision=proposal.revision,
        review=proposal.review,
    )
