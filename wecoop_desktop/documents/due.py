"""Whether a template insists on one of its sections for the answers at hand."""

from __future__ import annotations

from datetime import date

from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.evaluate import Reference, holds
from wecoop_desktop.forms.form import Form, Level
from wecoop_desktop.packs.content import TemplateSection


def due(
    section: TemplateSection,
    form: Form,
    answers: Answers,
    *,
    reference: Reference,
    level: Level,
    today: date,
) -> bool | None:
    """True or False by the section's own word or condition; None: not to be told yet."""
    if section.mandatory in ("yes", "opt"):
        return section.mandatory == "yes"
    return holds(form, section.mandatory, answers, reference=reference, level=level, today=today)
