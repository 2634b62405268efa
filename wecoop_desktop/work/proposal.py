"""What the store hands out, as frozen values."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import Data

# Where forms keep what a list of proposals shows.
TITLES = ("basic.title", "basic.title_en", "basic.title_ru")
LEVEL = "basic.target_maturity"


class Reason(enum.Enum):
    """Why a revision was made; the words for them are in the window."""

    STARTING = "starting"  # a session with this proposal begins
    LEAVING = "leaving"
    NAMED = "named"  # the user asked for it
    IMPORTING = "importing"
    RESTORING = "restoring"  # before going back, and after it with `origin`
    UPDATING = "updating"  # before content that it depends on changes
    EXPORTING = "exporting"
    RECEIVING = "receiving"  # what a colleague's file held, before it was merged
    MERGING = "merging"  # before a merge, and after it
    UPGRADING = "upgrading"  # before a newer version of the form, and after it
    FREEZING = "freezing"  # a submission


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A line of the list of proposals. `level` is empty while the user has not chosen one."""

    id: str
    title: Words
    form: str
    level: str
    created: datetime
    updated: datetime
    revision: int
    deleted: datetime | None = None
    review: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """All answers as plain data by `step.field`; `undo` and `redo` count the steps one can go."""

    id: str
    form: str
    form_version: str
    answers: Mapping[str, Data]
    revision: int
    created: datetime
    updated: datetime
    undo: int
    redo: int
    identity: str = ""  # the same in all copies of the proposal, on every computer
    review: bool = False  # a review copy: comments may be made, answers not changed


@dataclass(frozen=True, slots=True)
class Revision:
    """A kept state. `origin` is the number of the revision that was restored here, else 0."""

    number: int
    reason: Reason
    name: str
    made: datetime
    origin: int = 0
    form_version: str = ""  # of the form it was filled with; empty where it was not kept


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy of `work.sqlite` as it was at `made` by the clock of the computer.

    `why` is one of `backup.REASONS`; `number` grows with every backup, 0 for those of older
    programs.
    """

    path: Path
    made: datetime
    why: str = ""
    number: int = 0
