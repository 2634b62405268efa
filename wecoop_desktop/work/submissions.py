"""Submissions: states of a proposal that were frozen to be handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Submission:
    """A frozen state. `digest` is the one of `work.digest.proposal_digest`, 64 letters of hex;
    `revision` holds its answers; `template` is the document it was frozen for, or empty.
    """

    number: int
    name: str
    digest: str
    made: datetime
    revision: int
    template: str = ""
    form_version: str = ""
