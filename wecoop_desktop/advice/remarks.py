"""Comments on a proposal as remarks in a document that its readers can answer (Word)."""

from __future__ import annotations

from collections.abc import Iterable

from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.outline import Remark
from wecoop_desktop.forms.form import Form
from wecoop_desktop.work.comments import Comment, Thread


def remarks_of(shown: Iterable[Thread], form: Form, language: Language) -> tuple[Remark, ...]:
    """The comments of open threads with their answers, each under the name of its question."""
    return tuple(
        _remark(comment, thread.first.spot.path, form, language)
        for thread in shown
        if thread.open
        for comment in (thread.first, *thread.replies)
    )


def _remark(comment: Comment, path: str, form: Form, language: Language) -> Remark:
    author = comment.author
    who = f"{author.name}, {author.role}" if author.name and author.role else ""
    label = _label(path, form, language)
    text = f"{label}: {comment.text}" if label else comment.text
    return Remark(path, text, who or author.name or author.role, comment.created)


def _label(path: str, form: Form, language: Language) -> str:
    try:
        return language.text(form.field(path).label)
    except KeyError:
        return ""
