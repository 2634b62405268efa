"""What the screen of a merge shows: the file, the conflicts, what was chosen so far."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.merge import Choice, Conflict
from wecoop_desktop.ui.presenters.compare import Group
from wecoop_desktop.ui.presenters.conflictvalues import own_of
from wecoop_desktop.ui.presenters.mergework import Brought

if TYPE_CHECKING:
    from datetime import datetime

FORMAT = 1  # of what is kept while one is away
GIVEN = ("mine", "theirs", "both")
Stage = Literal["reading", "asking", "deciding", "done"]
Shown = Literal["conflicts", "taken"]
NOTHING: Mapping[str, Choice] = MappingProxyType({})
NO_TEXTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Done:
    """What was written; `revision` holds the state before."""

    how: Literal["joined", "replaced", "comments"]
    comments: int = 0
    answers: int = 0
    decided: int = 0
    files: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class MergeView:
    """`brought` is the file beside the proposal; `conflicts`, `groups` (what comes in without
    question) are there when both were brought together. `texts` are own values as typed, by the id
    of the conflict; `wrong` is why the one that is shown cannot be taken. `changed` says that the
    proposal went on since: conflicts were found again."""

    id: str = ""
    path: Path | None = None
    title: Words = Words()  # noqa: RUF009 - frozen
    saved: datetime | None = None
    updated: datetime | None = None
    stage: Stage = "reading"
    busy: bool = False
    brought: Brought | None = None
    conflicts: tuple[Conflict, ...] = ()
    groups: tuple[Group, ...] = ()
    choices: Mapping[str, Choice] = made(default_factory=lambda: NOTHING)
    texts: Mapping[str, str] = made(default_factory=lambda: NO_TEXTS)
    shown: Shown = "conflicts"
    chosen: str = ""  # the id of a conflict
    answer: str = ""  # the path of what comes in without question
    wrong: AppError | None = None
    changed: bool = False
    done: Done | None = None
    error: AppError | None = None
    seal_error: AppError | None = None  # why the password of a closed file did not open it
    turn: int = 0

    @property
    def form(self) -> Form | None:
        return self.brought.form if self.brought is not None else None

    @property
    def conflict(self) -> Conflict | None:
        return next((each for each in self.conflicts if each.id == self.chosen), None)

    @property
    def group(self) -> Group | None:
        return next((each for each in self.groups if each.path == self.answer), None)

    @property
    def open(self) -> int:
        """How many conflicts wait for a choice."""
        return len(self.conflicts) - sum(each.id in self.choices for each in self.conflicts)


def next_open(view: MergeView) -> str:
    """The next conflict that waits, from the shown one on and around; else the shown one."""
    names = [conflict.id for conflict in view.conflicts]
    at = names.index(view.chosen) if view.chosen in names else -1
    return next((n for n in (*names[at + 1 :], *names) if n not in view.choices), view.chosen)


def kept_text(view: MergeView, found: Brought) -> str:
    """What was chosen, to be kept while one is away."""
    data = {
        "format": FORMAT,
        "mine": _state(found.mine),
        "theirs": found.file.state(),
        "choices": {n: c for n, c in view.choices.items() if isinstance(c, str)},
        "own": {n: view.texts.get(n, "") for n, c in view.choices.items() if c not in GIVEN},
    }
    return json.dumps(data, ensure_ascii=False)


def recalled(view: MergeView, kept: str | None, language: str) -> MergeView:
    """With what was chosen before the program was closed, if both sides are still the same."""
    found, form = view.brought, view.form
    if kept is None or found is None or form is None:
        return view
    try:
        data = json.loads(kept)
    except ValueError:
        return view
    signs = (FORMAT, _state(found.mine), found.file.state())
    held = data if isinstance(data, dict) else {}
    if (held.get("format"), held.get("mine"), held.get("theirs")) != signs:
        return view
    choices, texts = _texts(held.get("choices")), _texts(held.get("own"))
    chosen: dict[str, Choice] = {}
    for conflict in view.conflicts:
        given = choices.get(conflict.id, "")
        for choice in conflict.choices:
            if choice == given:
                chosen[conflict.id] = choice
        if conflict.id in texts:
            try:
                chosen[conflict.id] = own_of(form, conflict, texts[conflict.id], language)
            except AppError:  # it cannot be read any more: to be decided again
                continue
    return replace(view, choices=chosen, texts=texts)


def _state(answers: Mapping[str, object]) -> str:
    from wecoop_desktop.work.digest import state_digest

    return state_digest(answers)


def _texts(data: object) -> dict[str, str]:
    held = data if isinstance(data, dict) else {}
    return {str(name): text for name, text in held.items() if isinstance(text, str)}
