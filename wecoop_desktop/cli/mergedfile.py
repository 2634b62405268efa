"""What a merged proposal file holds besides its answers: attachments, entries, comments, origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.work.comments import COUNT_LIMIT, Comment, merged
from wecoop_desktop.work.digest import state_digest
from wecoop_desktop.work.file import ProposalFile, descent
from wecoop_desktop.work.naming import free


@dataclass(frozen=True, slots=True)
class Renamed:
    """Attachments of theirs that get another name, because mine has another file of that name."""

    names: Mapping[str, str]

    def in_answers(self, form: Form, answers: Mapping[str, Data]) -> dict[str, Data]:
        """The answers of theirs with these names in the lists of attachments."""
        lists = {
            field.path
            for step in form.steps
            for field in step.fields
            if field.kind == "attachments_list"
        }
        return {
            path: [self._row(row) for row in held]
            if path in lists and isinstance(held, list | tuple)
            else held
            for path, held in answers.items()
        }

    def _row(self, row: Data) -> Data:
        if not isinstance(row, Mapping) or row.get("file") not in self.names:
            return row
        return {**row, "file": self.names[str(row["file"])]}


def renamed_files(base: ProposalFile, mine: ProposalFile, theirs: ProposalFile) -> Renamed:
    """New names for files of theirs that both sides made of the same name."""
    names: dict[str, str] = {}
    taken = [*mine.attachments, *theirs.attachments]
    for name, data in theirs.attachments.items():
        old, own = base.attachments.get(name), mine.attachments.get(name)
        if own is not None and own != data and data != old and own != old:
            names[name] = free(name, [*taken, *names.values()])
    return Renamed(names)


def merged_file(
    files: tuple[ProposalFile, ProposalFile, ProposalFile],
    names: Renamed,
    answers: Mapping[str, Data],
    now: datetime,
    remarks: Sequence[Comment],
    entries: Mapping[str, bytes],
) -> ProposalFile:
    """Mine with the answers, and with everything of theirs that it does not have.

    Attachments and entries that only one side changed are taken as changed; none is taken out.
    """
    base, mine, theirs = files
    attachments = _joined(base.attachments, mine.attachments, theirs.attachments, names.names)
    others = {name: f"{name}.theirs" for name in theirs.further}
    further = _joined(base.further, mine.further, theirs.further, others)
    for name, data in entries.items():
        further[free(name, further)] = data
    comments = _comments(mine.comments, theirs.comments)
    room = max(0, COUNT_LIMIT - len(comments))
    ancestors = (mine.state(), theirs.state(), *mine.lineage, *theirs.lineage, base.state())
    return replace(
        mine,
        answers=answers,
        saved=now,
        level="",
        title=Words(),
        revision=max(mine.revision, theirs.revision),
        attachments=attachments,
        further=further,
        extra={**theirs.extra, **mine.extra},
        identity=mine.identity or theirs.identity,
        lineage=descent(ancestors, state_digest(answers)),
        comments=(*comments, *remarks[:room]),
    )


def _joined(
    base: Mapping[str, bytes],
    mine: Mapping[str, bytes],
    theirs: Mapping[str, bytes],
    names: Mapping[str, str],
) -> dict[str, bytes]:
    """Everything of both by name; where both changed one, that of theirs under its other name."""
    found = dict(mine)
    for name, data in theirs.items():
        own = mine.get(name)
        if own is None or own == base.get(name):
            found[name] = data
        elif data not in (own, base.get(name)):
            found[names[name] if names.get(name) else free(name, found)] = data
    return found


def _comments(mine: Iterable[Comment], theirs: Iterable[Comment]) -> tuple[Comment, ...]:
    found = {comment.id: comment for comment in mine}
    for comment in theirs:
        own = found.get(comment.id)
        found[comment.id] = comment if own is None else merged(own, comment)
    return tuple(found.values())
