"""Words of matching: verdicts as a table; the sentences of reasons stand beside their rules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from wecoop_desktop.advice.matching import Reason
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.forms.wording import problem_message

VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "fits": mark("Fits"),
        "would_fit": mark("Would fit if changed"),
        "unknown": mark("Not enough known"),
        "does_not_fit": mark("Does not fit"),
    }
)
# Of a single reason.
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "does_not_fit": mark("Against it"),
        "unknown": mark("Not known"),
        "would_fit": mark("To be changed"),
        "info": mark("To be noted"),
    }
)


def reason_message(form: Form, reason: Reason, language: Language) -> str:
    """The sentence of a reason, with labels instead of ids and numbers of the language."""
    return _said(form, reason, reason.message, language)


def reason_cure(form: Form, reason: Reason, language: Language) -> str:
    """What would remove the reason; empty where nothing would."""
    return _said(form, reason, reason.cure, language) if reason.cure else ""


def _said(form: Form, reason: Reason, message: Text, language: Language) -> str:
    problem = Problem("", reason.code, "hint", message=message, values=reason.values)
    said = problem_message(form, problem, language)
    return said if said.endswith((".", "!", "?")) else f"{said}."  # notes of profiles have none
