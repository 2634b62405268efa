"""A proposal on its way into a funder's document, and how its outline is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import date

from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.compose import NO_INSERTS, Inserts, compose
from wecoop_desktop.documents.coverage import asked
from wecoop_desktop.documents.outline import Outline, Remark
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import State
from wecoop_desktop.packs.content import Template


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything a document is made of. `identity` is the same for all copies of the proposal;
    `seal` is the digest of the submission that it is, if it is one.

    `remarks` go along where a format has a place for them (Word).

    `today` is printed on it; the same values give the same document.
    """

    template: Template
    form: Form
    answers: Answers
    state: State
    language: Language
    reference: Reference
    today: date
    revision: int = 0
    inserts: Inserts = made(default_factory=lambda: NO_INSERTS)
    identity: str = ""
    seal: str = ""
    ministry: str = ""
    emblem: bytes = b""
    remarks: tuple[Remark, ...] = ()


def outline_of(paper: Paper) -> Outline:
    """The document; it is a draft while something that it asks for is missing or wrong."""
    looked_at = asked(paper.template)
    problems = tuple(one for one in paper.state.problems if one.path in looked_at)
    made = compose(
        paper.template,
        paper.form,
        paper.answers,
        replace(paper.state, problems=problems),
        language=paper.language,
        reference=paper.reference,
        today=paper.today,
        revision=paper.revision,
        inserts=paper.inserts,
        seal=paper.seal,
    )
    tr, ministry = paper.language.tr, paper.ministry
    words = tr("Emblem: {ministry}", ministry=ministry) if ministry else tr("Emblem")
    cover = replace(made.cover, ministry=ministry, emblem=paper.emblem, emblem_words=words)
    return replace(made, cover=cover, remarks=paper.remarks)
