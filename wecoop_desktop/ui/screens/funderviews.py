"""The switch of the views of the funders."""

from __future__ import annotations

from wecoop_desktop.ui.parts.segments import Switch
from wecoop_desktop.ui.presenters.funders import COMPARE, LIST, MATRIX, POLICIES
from wecoop_desktop.ui.presenters.matchingview import MATCH
from wecoop_desktop.ui.wording import tr


def views(mode: str) -> Switch:
    """Segments, or a list where the bar is too narrow."""
    entries = (
        (LIST, tr("All funders"), "list"),
        (MATRIX, tr("Matrix"), "table"),
        (COMPARE, tr("Compare"), "git-compare"),
        (MATCH, tr("Match"), "list-checks"),
        (POLICIES, tr("National policies"), "scroll"),
    )
    return Switch(entries, mode, tr("Funders or policies"))
