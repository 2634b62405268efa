"""The reviewer's eye: each criterion of a funder, where the proposal answers it, what is missing.

Which answers belong to a criterion is data: `topics` of the criteria in the funders pack, their
answers in the table `appraisal` of the form. A criterion whose topics no question of the form
concerns cannot be told; it is never taken for answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import Problem, State
from wecoop_desktop.packs.content import Funder

Verdict = Literal["answered", "partly", "not_answered", "cannot_tell"]
Standing = Literal["given", "wrong", "missing", "later", "optional"]


@dataclass(frozen=True, slots=True)
class Place:
    """An answer a criterion looks at: a path to jump to, and how it stands.

    `given` without errors; `wrong` given with errors; `missing` although asked at this level;
    `later` is asked only from a higher level; `optional` never asked, and empty.
    """

    path: str
    label: Text
    step: Text
    standing: Standing
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """One criterion, or one question of a reviewer: `done` of `asked` places are given."""

    id: str  # "gcf-1" for the first criterion of a funder, else the id of the question
    name: Text
    topics: tuple[Text, ...]
    verdict: Verdict
    done: int
    asked: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """The self-assessment of a proposal for one funder; `questions` are those of any reviewer."""

    funder: str
    name: Text
    level: str
    criteria: tuple[Assessment, ...]
    questions: tuple[Assessment, ...]
    as_of: str = ""
    pages: tuple[str, ...] = ()


def review(form: Form, answers: Answers, state: State, funder: Funder) -> Review:
    """How the proposal stands before the criteria of this funder. Pure."""
    raise NotImplementedError
