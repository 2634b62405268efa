"""What is shown of one project, as values."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.packs.content import Project, Theme
from wecoop_desktop.packs.labels import Labels

if TYPE_CHECKING:
    from wecoop_desktop.advice.account import Account
    from wecoop_desktop.advice.seed import Taken
    from wecoop_desktop.advice.similar import Similar
    from wecoop_desktop.library.query import Currency

TABLE = "policy.other_projects"  # where a proposal tells of the projects of others
Part = Literal["", "cite"]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A proposal that a citation can go into."""

    id: str
    title: Words
    changed: datetime


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a proposal that takes a citation: the table of other projects, or a text."""

    path: str
    step: Text
    label: Text
    table: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What was done a moment ago, to be said and perhaps undone.

    `code`: cited, cited-already, cite-undone, begun, begun-undone, changed.
    """

    code: str
    proposal: str = ""
    title: Words = made(default_factory=Words)
    spot: Spot | None = None
    taken: tuple[Taken, ...] = ()
    updated: datetime | None = None  # of the proposal, right after


@dataclass(frozen=True, slots=True)
class ProjectView:
    """`id` is what was asked for, also where `project` was not found: then `error` says so.

    `wholes` are ids and titles of projects whose financing contains money of this one. `near` are
    ids like an unknown one.
    """

    id: str = ""
    project: Project | None = None
    labels: Labels = made(default_factory=Labels)
    themes: tuple[Theme, ...] = ()
    currency: Currency = "USD"
    account: Account | None = None
    wholes: tuple[tuple[str, Text], ...] = ()
    related: tuple[Similar, ...] = ()
    similar: tuple[Similar, ...] = ()
    issued: str = ""  # the day of the edition of the data, YYYY-MM-DD
    both_languages: bool = False
    everything: frozenset[str] = frozenset()  # groups of which every row is shown
    bookmarked: bool = False
    note: str = ""
    note_before: str = ""
    note_saved: datetime | None = None
    waiting: bool = False  # the note is not on disk yet
    part: Part = ""
    drafts: tuple[DraftRow, ...] = ()
    spots: tuple[Spot, ...] = ()
    told: Told | None = None
    error: AppError | None = None
    failure: AppError | None = None  # something could not be written
    near: tuple[str, ...] = ()

    @property
    def opened(self) -> bool:
        return bool(self.id)
