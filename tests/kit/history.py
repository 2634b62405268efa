"""What the store should hold, said in the plainest way: dicts and lists."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class History:
    """Answers with undo and redo, where every change is one step."""

    answers: dict[str, object] = field(default_factory=dict)
    done: list[tuple[dict[str, object], str]] = field(default_factory=list)
    undone: list[tuple[dict[str, object], str]] = field(default_factory=list)
    kept: list[dict[str, object]] = field(default_factory=list)

    def write(self, path: str, data: object | None) -> None:
        after = {**self.answers, path: data}
        if data is None:
            del after[path]
        self._become(after, path)

    def restore(self, number: int) -> None:
        wanted = self.kept[number - 1]
        self.revise()
        paths = {*wanted, *self.answers}
        changed = [path for path in paths if wanted.get(path) != self.answers.get(path)]
        self._become(dict(wanted), changed[0] if len(changed) == 1 else "")
        self.kept.append(dict(self.answers))

    def _become(self, after: dict[str, object], path: str) -> None:
        if after != self.answers:
            self.done.append((self.answers, path))
            self.undone.clear()
            self.answers = after

    def undo(self) -> str | None:
        return self._go(self.done, self.undone)

    def redo(self) -> str | None:
        return self._go(self.undone, self.done)

    def _go(
        self,
        source: list[tuple[dict[str, object], str]],
        target: list[tuple[dict[str, object], str]],
    ) -> str | None:
        if not source:
            return None
        answers, path = source.pop()
        target.append((self.answers, path))
        self.answers = answers
        return path

    def revise(self) -> int:
        if not self.kept or self.kept[-1] != self.answers:
            self.kept.append(dict(self.answers))
        return len(self.kept)
