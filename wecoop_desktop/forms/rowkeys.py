"""How rows are recognised over two versions of a table, and which cells refer to other rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wecoop_desktop.forms.answers import Row
from wecoop_desktop.forms.form import Field


class Pair(NamedTuple):
    """The places of one row in both versions; None where a version does not have it."""

    before: int | None
    after: int | None


def paired(question: Field, before: Sequence[Row], after: Sequence[Row]) -> tuple[Pair, ...]:
    """Which rows are the same: every row of both versions stands in exactly one pair.

    In the order of `after`; rows that are gone stand behind the one that was before them.
    """
    raise NotImplementedError
