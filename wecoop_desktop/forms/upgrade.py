"""A proposal goes on with another version of its form, and back: nothing is ever lost.

Answers are plain data by path, as files and the store keep them. What the other version has no
place for is *parked*: it stays among the answers, under `path@version` with the version it was
given for; an answer that neither the form nor the map knows stays where it is. Going back finds
what is parked, so the earlier answers come back exactly, and with them what was written since,
where it maps.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made

from wecoop_desktop.forms.form import Data, Form, Move, UpgradeMap
from wecoop_desktop.forms.transfer import Passage, alike, restored, transferred

MARK = "@"


@dataclass(frozen=True, slots=True)
class Moved:
    """Answers that now stand elsewhere, or under other names of columns and options."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parked:
    """An answer without a place in the form: `key` is where it is kept, `path` the question it was
    given to in `version`. `reason`: dropped, no-question, not-all (a part of it had no place)."""

    key: str
    path: str
    version: str
    value: Data
    reason: str


@dataclass(frozen=True, slots=True)
class Upgrade:
    """All answers for the other version, those parked among them, and what became of each.

    `back` are answers that were parked and have their place again.
    """

    answers: Mapping[str, Data]
    kept: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    parked: tuple[Parked, ...] = ()
    back: tuple[str, ...] = ()


def upgrade(
    old: Form | None, new: Form, answers: Mapping[str, Data], *, version: str = ""
) -> Upgrade:
    """The answers given for `old`, in `new`. Either may be the later one: going back is the same.

    `old` None is a form that nobody has: `version` is then what is known of it, and answers keep
    their paths. Never raises for what answers may hold.
    """
    since = old.version if old else version
    if since == new.version:
        kept = tuple(path for path in answers if _known(new, path))
        return Upgrade(dict(answers), kept=kept, parked=parked(new, answers, version=since))
    steps = _route(old, new, since)
    now: dict[str, Data] = dict(answers)
    origin = {path: path for path in answers if MARK not in path}
    back: list[str] = []
    reasons: dict[str, str] = {}
    for index, (found, start, end) in enumerate(steps):
        form_then = old if index == 0 else None
        form_next = new if index == len(steps) - 1 else None
        stage = _Stage(found, Passage(form_then, form_next), start, end, now)
        now = stage.carried()
        back += stage.back
        reasons.update(stage.reasons)
    return Upgrade(
        now,
        kept=tuple(p for p in origin if p in now and _known(new, p) and now[p] == answers[p]),
        moved=tuple(_moved(steps, new, answers, now)),
        parked=parked(new, now, version=since, reasons=reasons),
        back=tuple(dict.fromkeys(back)),
    )


def downgrade(
    new: Form | None, old: Form, answers: Mapping[str, Data], *, version: str = ""
) -> Upgrade:
    """Back to an earlier version; the map that leads there may be carried by either form."""
    return upgrade(new, old, answers, version=version)


def parked(
    form: Form,
    answers: Mapping[str, Data],
    *,
    version: str = "",
    reasons: Mapping[str, str] | None = None,
) -> tuple[Parked, ...]:
    """Answers of a proposal that its form has no question for. `version` is a guess for those that
    do not carry one; nothing where it is not known."""
    found = []
    for key, value in answers.items():
        path, _, given = key.partition(MARK)
        if given:
            reason = "not-all" if _known(form, path) else "no-question"
            reason = (reasons or {}).get(key, reason)
            found.append(Parked(key, path, given.partition("#")[0], value, reason))
        elif not _known(form, key):
            reason = (reasons or {}).get(key, "no-question")
            found.append(Parked(key, key, version, value, reason))
    return tuple(found)


def _known(form: Form, path: str) -> bool:
    try:
        return form.field(path).kind != "computed"
    except KeyError:
        return False


def _moved(
    steps: list[tuple[UpgradeMap, str, str]],
    form: Form,
    before: Mapping[str, Data],
    now: Mapping[str, Data],
) -> Iterator[Moved]:
    """Over several versions, each move of the way is told where its answers ended in the form."""
    for found, _, _ in steps:
        for move in found.moves:
            ended = tuple(path for path in move.targets if path in now and _known(form, path))
            begun = tuple(path for path in move.sources if path in before)
            if ended and (begun or len(steps) > 1):
                yield Moved(begun or move.sources, ended)


# ---------------------------------------------------------------------- the way


def _route(old: Form | None, new: Form, since: str) -> list[tuple[UpgradeMap, str, str]]:
    """The maps from one version to another, in their order; without any, equal paths keep."""
    maps = [*(old.upgrades if old else ()), *new.upgrades]
    edges: dict[str, list[tuple[UpgradeMap, str, str]]] = {}
    for found in maps:
        edges.setdefault(found.since, []).append((found, found.since, found.until))
        edges.setdefault(found.until, []).append((_inverse(found), found.until, found.since))
    waiting: deque[tuple[str, list[tuple[UpgradeMap, str, str]]]] = deque([(since, [])])
    seen = {since}
    while waiting:
        at, way = waiting.popleft()
        if at == new.version:
            return way
        for edge in edges.get(at, ()):
            if edge[2] not in seen:
                seen.add(edge[2])
                waiting.append((edge[2], [*way, edge]))
    return [(UpgradeMap(since, new.version), since, new.version)]


def _inverse(found: UpgradeMap) -> UpgradeMap:
    moves = tuple(inverse(move) for move in found.moves)
    return UpgradeMap(found.until, found.since, moves, found.dropped)


def inverse(move: Move) -> Move:
    """The way back; of two options that became one, the first comes back."""
    columns = {new: old for old, new in reversed(tuple(move.columns.items()))}
    options = {
        move.columns.get(column, column): {
            new: old for old, new in reversed(tuple(renamed.items()))
        }
        for column, renamed in move.options.items()
    }
    return Move(move.targets, move.sources, move.languages, columns, options)


# ---------------------------------------------------------------------- one stage


@dataclass(slots=True)
class _Stage:
    """From one version to the next."""

    found: UpgradeMap
    passage: Passage
    start: str
    end: str
    before: Mapping[str, Data]
    now: dict[str, Data] = made(default_factory=dict)
    back: list[str] = made(default_factory=list)
    reasons: dict[str, str] = made(default_factory=dict)

    def carried(self) -> dict[str, Data]:
        originals = self._originals()
        answers = {path: value for path, value in self.before.items() if MARK not in path}
        self.now = {
            key: value
            for key, value in self.before.items()
            if MARK in key and key not in originals.values()
        }
        for move in (*self.found.moves, *self._unchanged(answers, originals)):
            self._move(move, answers, originals)
        for path in self._left(answers):
            self._set_aside(path, answers[path], "dropped")
        for path, key in originals.items():
            self._late(path, key)
        return self.now

    def _originals(self) -> dict[str, str]:
        """What was parked when this version was left the last time: the latest of each path."""
        found: dict[str, str] = {}
        for key in self.before:
            path, _, version = key.partition(MARK)
            if version.partition("#")[0] == self.end and (
                path not in found or _number(key) > _number(found[path])
            ):
                found[path] = key
        return found

    def _unchanged(
        self, answers: Mapping[str, Data], originals: Mapping[str, str]
    ) -> Iterator[Move]:
        """Equal paths keep, but for those that the map uses otherwise."""
        used = {path for move in self.found.moves for path in (*move.sources, *move.targets)}
        for path in dict.fromkeys((*answers, *originals)):
            if path not in used and path not in self.found.dropped:
                yield Move((path,), (path,))

    def _left(self, answers: Mapping[str, Data]) -> list[str]:
        """Answers that no move takes: dropped ones, and those whose path another answer took."""
        taken = {path for move in self.found.moves for path in move.sources}
        targets = {path for move in self.found.moves for path in move.targets}
        return [
            path
            for path in answers
            if path not in taken and (path in targets or path in self.found.dropped)
        ]

    def _move(self, move: Move, answers: Mapping[str, Data], originals: Mapping[str, str]) -> None:
        present = {path: answers[path] for path in move.sources if path in answers}
        earlier = {path: self.before[originals[path]] for path in move.targets if path in originals}
        back = inverse(move)
        values = transferred(move, present, self.passage)
        if earlier:
            left = transferred(back, earlier, self.passage.reversed())
            if alike(left, present):
                values = earlier
                self.back += list(earlier)
            else:
                values = restored(move, values, present, earlier, left)
                self._keep_aside(earlier, originals)
        for path, value in values.items():
            self.now[path] = value
        again = values if values is earlier else transferred(back, values, self.passage.reversed())
        if values is not earlier and not alike(again, present):
            for path, value in present.items():
                if path not in values or not alike({path: value}, {path: values[path]}):
                    self._set_aside(path, value, "not-all" if values else "no-question")

    def _keep_aside(self, earlier: Mapping[str, Data], originals: Mapping[str, str]) -> None:
        for path in earlier:
            self.now[originals[path]] = self.before[originals[path]]

    def _set_aside(self, path: str, value: Data, reason: str) -> None:
        """Parked under the version that it was given for."""
        key = _free_key(f"{path}{MARK}{self.start}", value, self.now)
        self.now[key] = value
        self.reasons[key] = reason

    def _late(self, path: str, key: str) -> None:
        """Parked answers that no move asked for have their place again, if it is free."""
        if key in self.now or path in self.back:
            return
        if path in self.now:
            self.now[key] = self.before[key]
        else:
            self.now[path] = self.before[key]
            self.back.append(path)


def _number(key: str) -> int:
    number = key.rpartition("#")[2]
    return int(number) if "#" in key and number.isdecimal() and len(number) < 6 else 1


def _free_key(key: str, value: Data, taken: Mapping[str, Data]) -> str:
    """The key, else with a number: what is parked there already stays."""
    number, free = 1, key
    while free in taken and taken[free] != value:
        number += 1
        free = f"{key}#{number}"
    return free
