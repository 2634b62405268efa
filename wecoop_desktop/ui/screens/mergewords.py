"""How a copy that came back, its conflicts and what was done with it are said."""

from __future__ import annotations

from wecoop_desktop.advice.changewords import column_words, value_words
from wecoop_desktop.base.language import mark
from wecoop_desktop.forms.conflicts import Conflict
from wecoop_desktop.forms.difference import questions
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui.presenters.mergeview import Done, MergeView
from wecoop_desktop.ui.wording import language, ntr, tr

KINSHIPS = {
    "same": mark("The file says the same as the proposal here."),
    "descends": mark(
        "The file went on from exactly what is here. It can be taken as it is: nothing would be "
        "lost."
    ),
    "older": mark("The proposal here went on from this file. Its answers bring nothing new."),
    "diverged": mark(
        "You and your colleague both went on writing. Where only one of you changed something, it "
        "is taken; where both did, you decide."
    ),
    "unrelated": mark(
        "The file is another proposal, not a copy of this one. Open it as one of its own."
    ),
}
NO_BASE = mark(
    "What you both started from is not kept on this computer. So everything that differs has to be "
    "decided."
)
REVIEW = mark("This is a review copy: its comments can be taken in, its answers stay aside.")
CHOSEN = {
    "mine": mark("Mine stays"),
    "theirs": mark("Theirs is taken"),
    "both": mark("Both stay"),
    "own": mark("My own words"),
}
SIDES = {"base": mark("Before"), "mine": mark("Mine"), "theirs": mark("Theirs")}


def kinship_words(view: MergeView) -> list[str]:
    """What the file is, in sentences."""
    found = view.brought
    if found is None:
        return []
    relation = found.relation
    if relation.review:
        return [tr(REVIEW)]
    said = [tr(KINSHIPS[relation.kinship.value])]
    if relation.kinship.value == "diverged" and relation.base is None:
        said.append(tr(NO_BASE))
    if found.version:
        said.append(
            tr("The file is filled with version {theirs} of the form, the proposal here with "
               "{mine}. Its answers are brought into yours.",
               theirs=found.version, mine=found.form.version)
        )  # fmt: skip
    if found.parked:
        said.append(
            ntr("{n} answer has no place in this version; it is parked, not lost.",
                "{n} answers have no place in this version; they are parked, not lost.",
                found.parked)
        )  # fmt: skip
    return said


def conflict_words(form: Form, conflict: Conflict) -> str:
    """Row, column, language and paragraph, as far as it has them."""
    question = questions(form).get(conflict.path)
    spoken = language()
    column = column_words(question, conflict.column, spoken) if conflict.column else ""
    parts = [conflict.name, column, conflict.language.upper()]
    if conflict.kind == "removed":
        parts.append(tr("one of you took the row out"))
    elif conflict.kind == "order":
        parts.append(tr("order"))
    if conflict.paragraph is not None:
        sides = (conflict.base, conflict.mine, conflict.theirs)
        text = next((side for side in sides if isinstance(side, str) and side.strip()), "")
        words = text.split(maxsplit=5)[:5]
        parts.append(tr("paragraph “{start} …”", start=" ".join(words)[:60]))
    return " · ".join(part for part in parts if part)


def side_text(form: Form, conflict: Conflict, side: object) -> str:
    """One side in words, "" where there is nothing."""
    if conflict.kind == "order" and isinstance(side, tuple):
        return "\n".join(f"{at}. {name}" for at, name in enumerate(map(str, side), 1))
    question = questions(form).get(conflict.path)
    spoken = conflict.language
    return value_words(side, question, conflict.column, language(), spoken=spoken)


def done_words(done: Done) -> list[str]:
    """What was written, in sentences."""
    said = []
    if done.how == "joined":
        said.append(
            ntr("{n} answer came in.", "{n} answers came in.", done.answers)
            if done.answers
            else tr("No answer had to be changed.")
        )
        if done.decided:
            said.append(
                ntr("You decided {n} difference.", "You decided {n} differences.", done.decided)
            )
    elif done.how == "replaced":
        said.append(tr("All answers are now those of the file."))
    said.append(
        ntr("{n} comment is new or changed.", "{n} comments are new or changed.", done.comments)
        if done.comments
        else tr("No comment is new.")
    )
    if done.files:
        said.append(ntr("{n} attached file came in.", "{n} attached files came in.", done.files))
    if done.revision:
        said.append(tr("The state before is kept as revision {n}.", n=done.revision))
    return said
