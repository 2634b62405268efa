"""What the match view writes into a draft: facts that were tried, a funder, a plan; and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from wecoop_desktop.forms.answers import Value
from wecoop_desktop.ui.presenters.matchingview import MatchingView, Told

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.work.store import WorkStore

TARGETS, TEMPLATE = "basic.target_funders", "review.template"
MOST_TARGETS = 6


def kept(store: WorkStore, answers: Mapping[str, Value], told: Told) -> Told:
    """Write as one step of undo, and say of which moment the draft is then.

    Raises `AppError`: proposal-review for a copy in which one can comment only, and what writing
    may raise; the draft is as it was then.
    """
    from wecoop_desktop.forms.codec import plain_value

    data = {path: plain_value(value) for path, value in answers.items()}
    store.write_all(told.proposal, data, joining=False)
    return replace(told, updated=store.load(told.proposal).updated)


def taken_back(store: WorkStore, told: Told) -> str:
    """Take back what was written: "undone", or "changed" where the draft was changed since and is
    left as it is. Raises `AppError`."""
    if store.load(told.proposal).updated != told.updated:
        return "changed"
    if told.code == "begun":
        store.delete(told.proposal)
    else:
        store.undo(told.proposal)
    return "undone"


def begun(store: WorkStore, view: MatchingView) -> str:
    """A new draft with the facts of the quick form. Raises `AppError`."""
    from wecoop_desktop.forms.codec import plain_answers

    assert view.form is not None
    answers: dict[str, Value] = {"basic.target_maturity": "idea", **view.tried}
    if view.funder:
        answers.setdefault(TARGETS, (view.funder,))
    return store.create(view.form.id, view.form.version, plain_answers(answers))


def tried(view: MatchingView) -> Mapping[str, Value]:
    """What the trial changes in the draft."""
    return {path: value for path, value in view.tried.items() if view.answers.get(path) != value}


def used(view: MatchingView, funder_id: str, template: str) -> Mapping[str, Value]:
    """The funder first among those considered, and its form: what of it the draft does not say."""
    considered = view.answers.get(TARGETS)
    others = considered if isinstance(considered, tuple) else ()
    rest = (one for one in others if isinstance(one, str) and one != funder_id)
    new: dict[str, Value] = {TARGETS: (funder_id, *rest)[: _most(view)]}
    if template:
        new[TEMPLATE] = template
    return {path: value for path, value in new.items() if view.answers.get(path) != value}


def _most(view: MatchingView) -> int:
    try:
        most = view.form.field(TARGETS).max_count if view.form is not None else None
    except KeyError:
        most = None
    return most or MOST_TARGETS


def template_of(view: MatchingView, library: Library, funder_id: str) -> str:
    """The form of the funder that suits the level of the draft, else its first one."""
    funder = view.funders.get(funder_id)
    if funder is None or not funder.templates:
        return ""
    levels = {one.id: one.level for one in library.templates()}
    known = [name for name in funder.templates if name in levels]
    suited = (name for name in known if levels[name] == view.level)
    return next(suited, known[0] if known else "")
