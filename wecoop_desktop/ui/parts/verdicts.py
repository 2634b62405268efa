"""Words and looks of matching in the window: verdicts, parts, changes, and where a fact is from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import mark, nmark
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.wording import language, ntr, said, tr

if TYPE_CHECKING:
    from wecoop_desktop.advice.change import Change
    from wecoop_desktop.advice.matching import Part, Reason
    from wecoop_desktop.forms.form import Form

Fixing = Callable[[str], object]  # to the question at a path
# Icon and tone; the word stands beside them always.
LOOKS: Mapping[str, tuple[str, str]] = {
    "fits": ("circle-check", "ok"),
    "would_fit": ("pencil", "info"),
    "unknown": ("circle-question-mark", "warn"),
    "does_not_fit": ("circle-x", "err"),
    "info": ("info", "muted"),
    "part": ("circle-dot", "muted"),
}
# Short, for filters and narrow places.
SHORT: Mapping[str, str] = {
    "fits": mark("Fits"),
    "would_fit": mark("After changes"),
    "unknown": mark("Unknown"),
    "does_not_fit": mark("Does not fit"),
    "part": mark("In part"),
}
COUNTS: Mapping[str, tuple[str, str]] = {
    "does_not_fit": nmark("{n} against", "{n} against"),
    "unknown": nmark("{n} unknown", "{n} unknown"),
    "would_fit": nmark("{n} to change", "{n} to change"),
    "info": nmark("{n} to note", "{n} to note"),
}
PARTS: Mapping[str, str] = {
    "country": mark("Country"),
    "sector": mark("Sector"),
    "beneficiary": mark("Who applies"),
    "instrument": mark("Instrument"),
    "ticket": mark("Amount and shares"),
    "guarantee": mark("State guarantee"),
    "exclusion": mark("Exclusion list"),
    "climate": mark("Climate aim"),
    "ghg": mark("Greenhouse gases"),
    "es": mark("E&S category"),
    "type": mark("Type of project"),
    "maturity": mark("Maturity"),
    "readiness": mark("Readiness"),
}
GUARANTEE = "budget.sovereign_guarantee"


def counts_words(counts: Mapping[str, int]) -> str:
    """`1 against · 2 unknown`; that nothing stands against it, where nothing does."""
    parts = [ntr(*COUNTS[kind], counts[kind]) for kind in COUNTS if counts.get(kind)]
    return " · ".join(parts) or tr("Nothing stands against it")


def part_words(part: Part) -> str:
    """How far a part of the score is met."""
    if part.score is None:
        return tr("not known, not counted")
    if part.score >= 1:
        return tr("met in full")
    return tr("met in part") if part.score > 0 else tr("not met")


def part_look(part: Part) -> tuple[str, str]:
    if part.score is None:
        return LOOKS["unknown"]
    if part.score >= 1:
        return LOOKS["fits"]
    return ("circle-dot", "muted") if part.score > 0 else ("circle-slash", "muted")


def checked_words(verified: bool | None) -> str:
    """Whether a fact was read at its source."""
    if verified is None:
        return tr("not said whether it was checked at the source")
    return tr("checked at the source") if verified else tr("not yet checked at the source")


def origin_words(reason: Reason) -> str:
    """Where the fact of a reason stands."""
    if not reason.source.startswith("card."):
        return tr("From the answers of the proposal")
    if not reason.as_of:
        return tr(
            "From the profile of the funder; {checked}", checked=checked_words(reason.verified)
        )
    return tr(
        "From the profile of the funder of {date}; {checked}",
        date=language().written_date(reason.as_of),
        checked=checked_words(reason.verified),
    )


def label_of(form: Form, name: str, value: str) -> str:
    """The words of an entry of the form's lists."""
    labels = form.labels(name)
    return said(labels[value]) if value in labels else value


def option_words(form: Form, path: str) -> tuple[tuple[str, str], ...]:
    """The options of a question with their words."""
    try:
        field = form.field(path)
    except KeyError:
        return ()
    return tuple((option.id, said(option.label)) for option in field.options)


def change_words(form: Form, change: Change) -> str:
    """A change for a trial, as it is said."""
    from wecoop_desktop.advice import wording

    return wording.change_words(form, change, language())


def fix_button(form: Form, path: str, fix: Fixing) -> Button:
    """To the question that settles a reason, named by its step."""
    step = path.partition(".")[0]
    number = next((at for at, each in enumerate(form.steps, 1) if each.id == step), 0)
    try:
        label = said(form.field(path).label)
    except KeyError:
        label = step
    button = Button(tr("Fix in step {n}", n=number), "quiet", size="small")
    button.setAccessibleName(tr("Fix in step {n}: {question}", n=number, question=label))
    button.setToolTip(label)
    button.clicked.connect(lambda _=False: fix(path))
    return button
