"""Answers that were given and are not on disk yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wecoop_desktop.forms.answers import Value

if TYPE_CHECKING:
    from wecoop_desktop.work.store import WorkStore


class Unwritten:
    """In the order they were first given; None stands for an answer that was taken out."""

    def __init__(self) -> None:
        self._values: dict[str, Value | None] = {}
        self._together: frozenset[str] = frozenset()  # what of it is one step of undo

    def __len__(self) -> int:
        return len(self._values)

    def take(self, path: str, value: Value | None) -> None:
        """An answer that is typed; it may join the typing before it."""
        self._values[path] = value

    def joins(self, paths: frozenset[str]) -> bool:
        """Whether what waits is that very step of undo, and nothing else."""
        return set(self._values) <= paths and self._together == paths

    def take_together(self, values: Mapping[str, Value | None]) -> None:
        """Answers that are one step of undo."""
        self._values.update(values)
        self._together |= frozenset(values)

    def write(self, store: WorkStore, proposal: str) -> None:
        """All of it to disk; what could not be written goes on waiting. Raises as
        `store.write_all`."""
        from wecoop_desktop.forms.codec import plain_value

        together = tuple(path for path in self._values if path in self._together)
        alone = ((path,) for path in tuple(self._values) if path not in together)
        for paths in filter(None, (together, *alone)):
            values = {path: self._values[path] for path in paths}
            data = {path: v if v is None else plain_value(v) for path, v in values.items()}
            store.write_all(proposal, data, joining=paths is not together)
            for path, value in values.items():
                if self._values.get(path) is value:
                    del self._values[path]
        self._together = frozenset()
