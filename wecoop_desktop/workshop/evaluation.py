"""How participants judge a session: a small form, in the program or on paper, without names."""

from __future__ import annotations

import contextlib
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import told
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.documents.outline import (
    Block,
    Column,
    Cover,
    Listing,
    Outline,
    Paragraph,
    Properties,
    Row,
    Section,
    Table,
    plain,
)
from wecoop_desktop.workshop.paper import TEXT_LIMIT, Paper, read_paper, write_paper
from wecoop_desktop.workshop.record import Record
from wecoop_desktop.workshop.sandbox import Sandbox
from wecoop_desktop.workshop.session import EVALUATIONS, FOLDER, Session

LOWEST, HIGHEST = 1, 5
MOST = 2_000

# Judged from 1 (not at all) to 5 (fully), in this order.
JUDGED: Mapping[str, str] = {
    "useful": mark("The exercise is useful for my work"),
    "clear": mark("The tasks were clear"),
    "time": mark("There was enough time"),
    "case": mark("The case resembles what we meet in practice"),
    "program": mark("The program was easy to use"),
    "trainer": mark("The trainer helped when we were stuck"),
    "confident": mark("I could do this on my own project now"),
}
# Answered in words.
WRITTEN: Mapping[str, str] = {
    "best": mark("What helped you most?"),
    "change": mark("What should be different?"),
    "next": mark("What would you like to learn next?"),
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`scores` by ids of `JUDGED`, 1 to 5; `texts` by ids of `WRITTEN`; either may lack some."""

    scores: Mapping[str, int] = made(default_factory=lambda: MappingProxyType({}))
    texts: Mapping[str, str] = made(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: how many gave each score, and their mean."""

    question: str
    counts: tuple[int, ...]  # of 1 to 5
    mean: Decimal | None

    @property
    def answers(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Summary:
    """What all said. `texts` by question, sorted, so that nobody is known by the order."""

    forms: int
    judged: tuple[Judged, ...]
    texts: Mapping[str, tuple[str, ...]]
    faults: tuple[AppError, ...] = ()


def check(evaluation: Evaluation) -> None:
    """Raises `AppError` workshop-answer-wrong."""
    known = f"{LOWEST}-{HIGHEST}"
    for question, score in evaluation.scores.items():
        if question not in JUDGED or not LOWEST <= score <= HIGHEST:
            raise AppError("workshop-answer-wrong", question=question, value=score, known=known)
    for question, said in evaluation.texts.items():
        if question not in WRITTEN:
            listed = ", ".join(WRITTEN)
            raise AppError("workshop-answer-wrong", question=question, value=said, known=listed)


def save_evaluation(folder: Path, evaluation: Evaluation, session: str = "") -> Path:
    """Lay a form into a session folder (or record) under a random name, with no name and no time in
    it; into any other folder with the session it is of.

    Raises `AppError` workshop-answer-wrong, workshop-form-empty, workshop-folder-gone, and as
    `write_paper`.
    """
    check(evaluation)
    if not folder.is_dir():
        raise AppError("workshop-folder-gone", path=folder)
    texts = {
        question: text.strip()[:TEXT_LIMIT]
        for question, text in evaluation.texts.items()
        if text.strip()
    }
    if not evaluation.scores and not texts:
        raise AppError("workshop-form-empty")
    name = f"{secrets.token_hex(8)}.json"
    path = folder / EVALUATIONS / name
    if session:
        path = folder / f"{FOLDER}{session}-evaluation-{name}"
    said: dict[str, object] = {"scores": dict(evaluation.scores), "texts": texts}
    write_paper(path, {"session": session, "evaluation": said} if session else said)
    return path


def hand_in_evaluation(
    sandbox: Sandbox, evaluation: Evaluation, target: Path | None = None
) -> Path:
    """What a participant said, into the session folder, or into `target`: a folder or stick.

    Raises `AppError` workshop-no-share and as `save_evaluation`.
    """
    if target is not None:
        if (target / EVALUATIONS).is_dir():
            return save_evaluation(target, evaluation)
        return save_evaluation(target, evaluation, sandbox.session.id)
    if sandbox.share is None:
        raise AppError("workshop-no-share")
    return save_evaluation(sandbox.share, evaluation)


def take_back_evaluation(record: Record, path: Path) -> None:
    """Remove a form that was entered on this computer by mistake. Raises as `unlink`."""
    if path.parent == record.root / EVALUATIONS:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise told(error, path) from error


def evaluations(*folders: Path) -> tuple[tuple[Evaluation, ...], tuple[AppError, ...]]:
    """The forms of session folders (or records), each once by its name, and what is damaged."""
    found: dict[str, Evaluation] = {}
    faults = []
    for folder in folders:
        paths: list[Path] = []
        with contextlib.suppress(OSError):
            paths = sorted((folder / EVALUATIONS).glob("[!.]*.json"))[:MOST]
        for path in paths:
            try:
                found[path.name] = _read(path)
            except AppError as error:
                faults.append(error)
    return tuple(found.values()), tuple(faults)


def _read(path: Path) -> Evaluation:
    return evaluation_of(read_paper(path))


def evaluation_of(paper: Paper) -> Evaluation:
    """Raises `AppError` workshop-file-damaged."""
    path = paper.path
    scores = paper.part("scores")
    read = {question: scores.number(question, HIGHEST) for question in scores.data}
    evaluation = Evaluation(read, paper.words("texts"))
    try:
        check(evaluation)
    except AppError as error:
        raise AppError("workshop-file-damaged", path=path, part="scores") from error
    return evaluation


def summary(*folders: Path) -> Summary:
    """What all participants said."""
    forms, faults = evaluations(*folders)
    judged = []
    for question in JUDGED:
        counts = Counter(each.scores[question] for each in forms if question in each.scores)
        number = sum(counts.values())
        whole = sum(score * count for score, count in counts.items())
        mean = round(Decimal(whole) / number, 2) if number else None
        listed = tuple(counts[score] for score in range(LOWEST, HIGHEST + 1))
        judged.append(Judged(question, listed, mean))
    texts = {
        question: tuple(sorted(each.texts[question] for each in forms if each.texts.get(question)))
        for question in WRITTEN
    }
    return Summary(len(forms), tuple(judged), texts, faults)


def evaluation_form(session: Session, language: Language, day: date) -> Outline:
    """The form on one page, to be filled in by hand: in the language and, smaller, the other."""
    tr = language.tr
    other = Language("en" if language.original == "ru" else "ru")
    columns = (
        Column(tr("How far do you agree? 1: not at all, 5: fully"), share=60),
        *(Column(str(score), "centre", share=8) for score in range(LOWEST, HIGHEST + 1)),
    )
    rows = tuple(
        Row(
            (
                (*plain(tr(said)), *plain("\n" + other.tr(said), tone="muted")),
                *(plain("☐") for _score in range(LOWEST, HIGHEST + 1)),
            )
        )
        for said in JUDGED.values()
    )
    lines = tuple(
        block
        for said in WRITTEN.values()
        for block in (
            Paragraph((*plain(tr(said), bold=True), *plain(" " + other.tr(said), tone="muted"))),
            Paragraph(plain("\u2009\n\u2009", tone="muted")),
        )
    )
    blocks: tuple[Block, ...] = (
        Paragraph(plain(tr("Nobody is named on this form. Thank you."), tone="muted"), "note"),
        Table(columns, rows),
        *lines,
    )
    title = tr("How was the workshop?")
    return one_section(title, session, blocks, language, day)


def summary_outline(found: Summary, session: Session, language: Language, day: date) -> Outline:
    """What all said, on paper."""
    tr = language.tr
    columns = (
        Column(tr("Question"), share=48),
        *(Column(str(score), "right", share=7) for score in range(LOWEST, HIGHEST + 1)),
        Column(tr("Mean"), "right", share=12),
    )
    rows = tuple(
        Row(
            (
                plain(tr(JUDGED[each.question])),
                *(plain(language.number(count)) for count in each.counts),
                plain("–" if each.mean is None else language.number(each.mean, 1), bold=True),
            )
        )
        for each in found.judged
    )
    blocks: list[Block] = [
        Paragraph(
            plain(language.ntr("{n} form was filled in.", "{n} forms were filled in.", found.forms))
        ),
        Table(columns, rows, note=tr("1: not at all, 5: fully")),
    ]
    for question, said in found.texts.items():
        if said:
            blocks.append(Paragraph(plain(tr(WRITTEN[question]), bold=True)))
            blocks.append(Listing(tuple((0, plain(each)) for each in said)))
    return one_section(tr("What participants said"), session, tuple(blocks), language, day)


def one_section(
    title: str, session: Session, blocks: tuple[Block, ...], language: Language, day: date
) -> Outline:
    """A paper of one section without a cover."""
    made_on = language.date(day, "long")
    return Outline(
        language="ru" if language.original == "ru" else "en",
        cover=Cover(title, session.title, session.place, "", "", (), (made_on,), "", 0),
        contents="",
        head=session.title,
        foot=made_on,
        properties=Properties(title, "", session.title, ()),
        sections=(Section(title, blocks),),
        bare=True,
    )
