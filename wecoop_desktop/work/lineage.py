"""Where copies of one proposal come from: which is older, which newer, and what they had in common.

A proposal has an identity that travels in its files. Each file names the digests of the states
(`work.digest.state_digest`) that its content descends from, the newest first.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from wecoop_desktop.forms.form import Data


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
    state; None where it is not kept here (then nothing can be told to be older). `review` is a
    review copy that came back: only its `comments` (how many are new or changed) are taken in.
    `attachments` are names of files that the proposal does not have.
    """

    kinship: Kinship
    base: Mapping[str, Data] | None = None
    review: bool = False
    comments: int = 0
    attachments: tuple[str, ...] = ()
