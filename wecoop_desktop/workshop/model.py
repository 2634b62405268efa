"""The model answer, behind the trainer's code: a curtain, not a lock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.packs.exercises import Exercise, filled, opens
from wecoop_desktop.work.file import ProposalFile
from wecoop_desktop.work.shape import form_data


def open_model(
    exercise: Exercise, code: str, form: Form, example: Mapping[str, Data], now: datetime
) -> ProposalFile:
    """The model answer as a review copy, to be read and compared.

    Raises `AppError` workshop-no-model, workshop-code-wrong.
    """
    if not exercise.model.takes and not exercise.model.answers:
        raise AppError("workshop-no-model", exercise=exercise.id)
    if not opens(code, exercise.code):
        raise AppError("workshop-code-wrong")
    return ProposalFile(
        form=form.id,
        form_version=form.version,
        answers=filled(exercise.model, {**example}),
        created=now,
        saved=now,
        form_data=form_data(form),
        identity=uuid4().hex,
        review=True,
    )
