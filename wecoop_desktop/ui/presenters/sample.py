"""The sample proposal that a first start gives: a worked example, illustrative and marked so."""

from __future__ import annotations

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui.desk import Desk

MARK = "sample"  # kind of the mark; its keys are proposals


def give(desk: Desk) -> str:
    """One sample in a work that holds no proposal, also none in the bin. Gives its id, else ""."""
    try:
        if desk.store.proposals() or desk.store.marks(MARK):
            return ""
        examples = desk.library.examples()
        if not examples:
            return ""
        country = desk.settings().country
        chosen = next((e for e in examples if country and country in _countries(e.answers)), None)
        example = chosen or examples[0]
        form = desk.library.form()
        made = desk.store.create(example.form, form.version, dict(example.answers))
        desk.store.mark(MARK, made, example.id)
    except AppError:  # a program without its sample is no worse for it
        return ""
    return made


def samples(desk: Desk) -> frozenset[str]:
    """Proposals that came as samples; what the user makes of one is still one."""
    return frozenset(desk.store.marks(MARK))


def remove(desk: Desk, proposal: str) -> None:
    """Into the bin, from where it can be taken back. Raises `AppError`."""
    desk.store.delete(proposal)


def _countries(answers: object) -> tuple[str, ...]:
    found = answers.get("basic.countries") if hasattr(answers, "get") else None
    return tuple(str(code) for code in found) if isinstance(found, (list, tuple)) else ()
