"""How sides, changes and counts of a comparison are said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui.panels.revisions import REASONS
from wecoop_desktop.ui.presenters.compare import CompareView, Group
from wecoop_desktop.ui.presenters.sides import Offered
from wecoop_desktop.ui.wording import language, ntr, said, tr

KINDS = (
    ("", mark("All kinds")),
    ("added", mark("Added")),
    ("removed", mark("Removed")),
    ("changed", mark("Changed")),
    ("moved", mark("Moved")),
)
LANGUAGES = (
    ("", mark("All answers")),
    ("en", mark("English texts")),
    ("ru", mark("Russian texts")),
)
ICONS = {
    "added": ("plus", "ok"),
    "removed": ("minus", "err"),
    "changed": ("pencil", "info"),
    "moved": ("arrow-up-down", "text2"),
}


def side_words(offered: Offered, spoken: Language) -> str:
    """A side in words, in any language: it stands in documents too."""
    tr = spoken.tr
    side = offered.side
    if offered.revision is not None:
        made = offered.revision
        what = made.name or tr(REASONS[made.reason.value])
        return tr("Revision {n}: {what}, {moment}", n=made.number, what=what,
                  moment=spoken.moment(made.made))  # fmt: skip
    if offered.submission is not None:
        handed = offered.submission
        return tr("Submission {n}: {name}, {moment}", n=handed.number, name=handed.name,
                  moment=spoken.moment(handed.made))  # fmt: skip
    if side.sort == "file":
        return tr("File {name}", name=Path(side.value).name)
    if side.sort == "proposal":
        title = offered.title.of(spoken.code) or tr("Proposal without a title")
        return tr("Proposal: {title}", title=title)
    if side.sort == "revision":
        return tr("Revision {n}", n=side.number)
    if side.sort == "submission":
        return tr("Submission {n}", n=side.number)
    return tr("Now")


def sides_in(view: CompareView, which: str) -> Mapping[str, str]:
    """The earlier or later side ("before", "after") by language."""
    side = view.before if which == "before" else view.after
    found = next((each for each in view.sides if each.side == side), Offered(side))
    return {code: side_words(found, Language(code)) for code in ("en", "ru")}


def question_words(form: Form, path: str) -> str:
    """What is asked; where the form does not ask it, its name."""
    try:
        return said(form.field(path).label) or path
    except KeyError:
        return path


def step_words(form: Form, step: str) -> str:
    return said(form.step(step).title) if step else tr("Not a question of this form")


def count_words(counts: Mapping[str, int]) -> str:
    """How many changes there are of each kind that there is."""
    parts = [
        words
        for what, words in (
            ("added", ntr("{n} added", "{n} added", counts.get("added", 0))),
            ("removed", ntr("{n} removed", "{n} removed", counts.get("removed", 0))),
            ("changed", ntr("{n} changed", "{n} changed", counts.get("changed", 0))),
            ("moved", ntr("{n} moved", "{n} moved", counts.get("moved", 0))),
        )
        if counts.get(what)
    ]
    return " · ".join(parts)


def group_words(group: Group) -> str:
    """How many changes an answer has, of which kinds."""
    counts: dict[str, int] = {}
    for change in group.changes:
        counts[change.what] = counts.get(change.what, 0) + 1
    return count_words(counts)


def row_words(form: Form, group: Group) -> str:
    """A row of the list, for those who hear it."""
    parts = (question_words(form, group.path), step_words(form, group.step), group_words(group))
    return ", ".join(parts)


def number(n: int) -> str:
    return language().number(n)
