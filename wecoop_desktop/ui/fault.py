"""Bugs: written into a file in the home, and told calmly in the window."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.wording import tr

LONGEST = 1_000_000  # bytes of the file; older reports are dropped


def write_fault(error: BaseException, target: Path) -> None:
    """Add a report to the file. Faults of the disk are left alone: there is nowhere to tell."""
    report = "".join(traceback.format_exception(error))
    said = f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{report}\n"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text("utf-8", "replace") if target.exists() else ""
        target.write_text((before + said)[-LONGEST:], "utf-8")
    except OSError:
        return


def tell_fault(tell: Callable[[Banner], None], error: BaseException, target: Path) -> None:
    """Say that something went wrong, that the work is safe, and where the details are."""
    words = tr(
        "Your answers up to now are saved. You can go on; if it happens again, restart the "
        "program. Details for support: {path} ({kind}).",
        path=str(target),
        kind=type(error).__name__,
    )
    tell(Banner(words, "err", strong=tr("Something did not work."), closable=True))
