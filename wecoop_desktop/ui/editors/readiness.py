"""The list of readiness: its table, what does not count yet, and files as evidence."""

from __future__ import annotations

from collections.abc import Iterator

from wecoop_desktop.ui.editors.annexes import FilesEditor
from wecoop_desktop.ui.editors.offers import Offer
from wecoop_desktop.ui.editors.scene import Scene
from wecoop_desktop.ui.wording import ntr, tr


class ReadinessEditor(FilesEditor):
    """“Not needed” needs its reason; “completed” is believed with a document or a file."""

    def _offers(self, scene: Scene) -> Iterator[Offer]:
        yield from super()._offers(scene)
        rows = self.grid.model.rows
        bare = [
            at
            for at, row in enumerate(rows)
            if row.get("status") == "not_needed" and not row.get("comment")
        ]
        if bare:
            words = ntr(
                "{n} item is called “not needed” without a reason; it counts as not started.",
                "{n} items are called “not needed” without a reason; they count as not started.",
                len(bare),
            )
            yield Offer("warn", words, tr("Give the reason"), f"comment {bare[0]}")
        late = [
            at
            for at, row in enumerate(rows)
            if row.get("status") in ("not_started", "in_progress")
            and row.get("date") is not None
            and str(row.get("date")) < scene.today.isoformat()
        ]
        if late:
            words = ntr(
                "{n} item that is not completed has a date that is past.",
                "{n} items that are not completed have dates that are past.",
                len(late),
            )
            yield Offer("warn", words, tr("Show"), f"date {late[0]}")
        proven = ("document", "file")
        open_ = [
            at
            for at, row in enumerate(rows)
            if row.get("status") == "done" and not any(row.get(name) for name in proven)
        ]
        if open_:
            words = ntr(
                "{n} completed item names neither a document nor a file.",
                "{n} completed items name neither a document nor a file.",
                len(open_),
            )
            yield Offer("muted", words, tr("Show"), f"file {open_[0]}")

    def _take(self, key: str) -> None:
        column, _, row = key.partition(" ")
        if row.isdigit():
            self.grid.focus_at(int(row), column)
        else:
            super()._take(key)
