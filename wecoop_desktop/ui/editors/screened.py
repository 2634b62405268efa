"""What follows from the screening: the category and why, studies, disclosure, what to find out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.screening import CASES, Outcome, Question, outcome
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.scene import Scene
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.wording import language, ntr, said, tr


class Screened(Card):
    """Links of questions say `wanted(question)`; the editor brings the cursor there."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        words = tr("What follows from the answers")
        super().__init__(words, "list-checks", parent=parent)
        self.text = QLabel()
        self.text.setFont(theme.font("small"))
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.text.setSizePolicy(policy)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.text.setAccessibleName(words)
        self.text.linkActivated.connect(self.wanted)
        self.body.addWidget(self.text)
        self._said = ""

    def display(self, scene: Scene) -> None:
        found = outcome(scene.form, scene.answers, scene.reference, today=scene.today)
        self.setVisible(found.answered > 0)
        written = "".join(_parts(found, scene)) if found.answered else ""
        if written != self._said:
            self._said = written
            self.text.setText(written)


def _parts(found: Outcome, scene: Scene) -> Iterator[str]:
    if found.case in CASES:
        yield _head(tr("Why this category"))
        yield _line(tr(CASES[found.case]))
        yield _questions(found.deciding)
    if found.excluded:
        yield _head(tr("On the exclusion list"), "err")
        yield _line(tr("Most funders cannot finance a project with these answers:"))
        yield _questions(found.excluded)
    if found.names:
        yield _head(tr("What funders call it"))
        names = [
            f"{escape(_funder(scene, name))}: <b>{escape(said(words))}</b>"
            for name, words in [pair for pair in found.names if pair[0] in scene.reference.funders]
        ]
        yield f"<p>{' · '.join(names)}</p>"
    if found.studies:
        yield _head(tr("Studies and plans it asks for"))
        yield _list(escape(said(study.label) or study.id) for study in found.studies)
    yield from _disclosed(found, scene)
    if found.tasks:
        yield _head(tr("Tasks that follow"))
        yield _list(escape(said(task.task) or said(task.label)) for task in found.tasks)
    if found.to_find_out:
        yield _head(
            ntr("To find out: {n} question", "To find out: {n} questions", len(found.to_find_out)),
            "info",
        )
        yield _questions(found.to_find_out)
    yield _line(tr("A guide, not a decision: the funder decides."))


def _disclosed(found: Outcome, scene: Scene) -> Iterator[str]:
    if not found.disclosure:
        return
    yield _head(tr("How long documents are disclosed"))
    yield _list(
        escape(
            ntr(
                "{funder}: {n} day before the decision",
                "{funder}: {n} days before the decision",
                entry.days,
                funder=_funder(scene, entry.funder),
            )
        )
        for entry in found.disclosure
    )


def _funder(scene: Scene, name: str) -> str:
    """The short name of a funder; its id in capitals where it has no profile."""
    card = scene.reference.funders.get(name)
    short = card.get("acronym") if card is not None else None
    if isinstance(short, str):
        return short
    if hasattr(short, "get"):
        return said(Text.from_map(short))  # type: ignore[arg-type]  # a map of two languages
    return name.replace("_", " ").upper() if len(name) < 5 else name.replace("_", " ").capitalize()


def _head(words: str, tone: str = "text") -> str:
    return f'<p style="color:{theme.token(tone)}"><b>{escape(words)}</b></p>'


def _line(words: str) -> str:
    return f'<p style="color:{theme.token("text2")}">{escape(words)}</p>'


def _list(entries: Iterator[str]) -> str:
    return "".join(f"<p>•&nbsp;{entry}</p>" for entry in entries)


def _questions(questions: Sequence[Question]) -> str:
    link = theme.token("primary")
    return _list(
        f'<a style="color:{link}" href="{escape(q.id)}">{escape(language().text(q.label))}</a>'
        for q in questions
    )
