"""Where copies of one proposal come from: which is older, which newer, and what they had in common.

A proposal has an identity that travels in its files. Each file names the digests of the states
(`work.digest.state_digest`) that its content descends from, the newest first.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from wecoop_desktop.forms.form import Data
from wecoop_desktop.work.file import ProposalFile


class Kinship(enum.Enum):
    SAME = "same"  # equal answers
    DESCENDS = "descends"  # the file went on from the present state: it can simply be taken
    OLDER = "older"  # the present state went on from the file
    DIVERGED = "diverged"  # both went on from something common, `base`
    UNRELATED = "unrelated"  # another proposal


@dataclass(frozen=True, slots=True)
class Relation:
    """What a file is to a proposal of this computer.

    `base` holds the answers both have in common for a three-way merge: those of the newest common
    state; None where it is not kept here. `review` is a review copy that came back: only its
    comments are taken in. `comments` counts those that are new or changed; `attachments` are names
    of files that the proposal does not have.
    """

    kinship: Kinship
    base: Mapping[str, Data] | None = None
    review: bool = False
    comments: int = 0
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """What is known of a copy on this computer: its state and those it descends from."""

    identity: str
    state: str
    lineage: tuple[str, ...]


def kinship(own: Copy, file: ProposalFile) -> tuple[Kinship, str]:
    """What a file is to a copy, and the digest of the newest state both have in common, or "".

    A file of an older program has no identity; it is known only by a state that is here too.
    """
    theirs = file.state()
    if file.identity != own.identity and (file.identity or theirs not in (own.state, *own.lineage)):
        return Kinship.UNRELATED, ""
    if theirs == own.state:
        return Kinship.SAME, theirs
    if own.state in file.lineage:
        return Kinship.DESCENDS, own.state
    if theirs in own.lineage:
        return Kinship.OLDER, theirs
    mine = set(own.lineage)
    return Kinship.DIVERGED, next((each for each in file.lineage if each in mine), "")
